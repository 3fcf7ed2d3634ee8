"""The sheets about time: absences, events and ways; every column, once."""

from fractions import Fraction

from cti.exchange.columns.column import Column, Kind, Sheet
from cti.exchange.columns.days import DAY_NAMES, WEEKDAYS
from cti.exchange.columns.team import TEAM

MOST_MINUTES = 720
"""Twelve hours: no contact, event or journey lasts longer."""


def minutes(text: str, *, needed: bool, least: int = 0) -> Column:
    """Describe a column of minutes."""
    return Column(
        name="minutes",
        kind=Kind.WHOLE,
        help=text,
        example="60",
        needed=needed,
        least=Fraction(least),
        most=Fraction(MOST_MINUTES),
    )


ABSENCES = Sheet(
    name="absences",
    holds="A time when a worker is away, or works with a smaller caseload.",
    columns=(
        Column(
            name="worker_id",
            kind=Kind.ID,
            help="Who is away.",
            example="W01",
            needed=True,
            names=("workers",),
        ),
        Column(
            name="from_on",
            kind=Kind.DATE,
            help="First day of it.",
            example="2026-12-21",
            needed=True,
        ),
        Column(
            name="to_on",
            kind=Kind.DATE,
            help="Last day of it, included; if nobody knows, the last day you expect.",
            example="2027-01-01",
            needed=True,
        ),
        Column(
            name="kind",
            kind=Kind.TEXT,
            help="What it is, in your own words.",
            example="annual leave",
            default="",
        ),
        Column(
            name="load_reduction",
            kind=Kind.WHOLE,
            help="Per cent off their ceiling: 0 for ordinary leave, 100 when they hold "
            "nobody, 40 for a phased return with 60 % of a caseload.",
            blank="0",
            example="0",
            default=0,
            least=Fraction(0),
            most=Fraction(100),
        ),
    ),
)

EVENTS = Sheet(
    name="events",
    holds="Something a whole team does every week.",
    columns=(
        TEAM,
        Column(
            name="title",
            kind=Kind.TEXT,
            help="What it is.",
            example="Case review",
            default="",
        ),
        Column(
            name="weekday",
            kind=Kind.CHOICE,
            help="The day of the week.",
            example="Wed",
            needed=True,
            choices={day: number for number, day in enumerate(WEEKDAYS)},
            aliases=DAY_NAMES,
        ),
        Column(
            name="start",
            kind=Kind.TIME,
            help="When it begins, on the 24-hour clock.",
            example="10:00",
            needed=True,
        ),
        minutes("How long it takes.", needed=True, least=1),
    ),
)

TRAVEL = Sheet(
    name="travel",
    holds="How long it takes from one part of the area to another.",
    unique=("from_locality", "to_locality"),
    columns=(
        Column(
            name="from_locality",
            kind=Kind.TEXT,
            help="From where.",
            example="North",
            needed=True,
        ),
        Column(
            name="to_locality",
            kind=Kind.TEXT,
            help="To where. The way back is a row of its own.",
            example="East",
            needed=True,
        ),
        minutes(
            "How long it takes, door to door. A way not listed takes 15.", needed=True
        ),
    ),
)
