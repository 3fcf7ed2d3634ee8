"""The tables of a plan: every column, once."""

from cti.exchange.columns.column import Column, Kind, Sheet, choices_of
from cti.plans.contacts import ContactKind
from cti.plans.document import FlagKind


def _text(name: str, text: str, example: str) -> Column:
    return Column(name=name, kind=Kind.TEXT, help=text, example=example, default="")


def _id(name: str, text: str, example: str, *, needed: bool = False) -> Column:
    return Column(name=name, kind=Kind.ID, help=text, example=example, needed=needed)


def _date(name: str, text: str, example: str, *, needed: bool = False) -> Column:
    return Column(name=name, kind=Kind.DATE, help=text, example=example, needed=needed)


def _number(name: str, text: str, example: str) -> Column:
    return Column(name=name, kind=Kind.NUMBER, help=text, example=example, needed=True)


def _whole(name: str, text: str, example: str) -> Column:
    return Column(name=name, kind=Kind.WHOLE, help=text, example=example, needed=True)


_SOMEBODY = _id(
    "person_id", "The person, or the referral by its id.", "P001", needed=True
)

ASSIGNMENTS = Sheet(
    name="assignments",
    holds="One stay: a person with a worker for a time. Somebody who moves has two; "
    "a referral that waits has none.",
    columns=(
        _SOMEBODY,
        _id("worker_id", "Blank while nobody can be found.", "W01"),
        _date("from_on", "The Monday it begins.", "2026-11-23", needed=True),
        _date("to_on", "The Monday it is over; blank for onwards.", "2027-01-04"),
        _text("why", "In one sentence.", "Jo keeps Sam."),
    ),
)

LOAD = Sheet(
    name="load",
    holds="What one worker holds on one Monday.",
    columns=(
        _id("worker_id", "The worker.", "W01", needed=True),
        _date("week", "The Monday.", "2026-11-23", needed=True),
        _whole("people", "People held.", "16"),
        _whole("pre", "Of them in Pre-CTI.", "4"),
        _whole("one", "In Phase One.", "4"),
        _whole("two", "In Phase Two.", "4"),
        _whole("three", "In Phase Three.", "4"),
        _number("sce", "SCE held.", "20"),
        _number("ceiling", "SCE agreed.", "20"),
        _number("over", "SCE held above what is agreed.", "0"),
    ),
)

FLAGS = Sheet(
    name="flags",
    holds="One thing that deserves attention.",
    columns=(
        Column(
            name="kind",
            kind=Kind.CHOICE,
            help="What it is.",
            example=FlagKind.OVER_CEILING.value,
            needed=True,
            choices=choices_of(FlagKind),
        ),
        _id("worker_id", "Whom it is about, if a worker.", "W01"),
        _id("person_id", "Whom it is about, if somebody supported or referred.", ""),
        _date("from_on", "First day.", "2026-12-07"),
        _date("to_on", "Last day, included.", "2027-01-10"),
        Column(
            name="amount",
            kind=Kind.NUMBER,
            help="SCE over for an overload, days for something late.",
            example="1.5",
        ),
        _text("message", "What is so, in one sentence.", ""),
        _text("suggestion", "What would help, in one sentence.", ""),
    ),
)

CONTACTS = Sheet(
    name="contacts",
    holds="One planned contact. A warm handover is two rows at the same time.",
    columns=(
        _SOMEBODY,
        _id("worker_id", "Who meets them.", "W01", needed=True),
        Column(
            name="at",
            kind=Kind.MOMENT,
            help="Local date and time.",
            example="2026-11-24T10:00",
            needed=True,
            time_needed=True,
        ),
        _whole("minutes", "How long.", "60"),
        Column(
            name="kind",
            kind=Kind.CHOICE,
            help="What kind of contact it is.",
            example="visit",
            needed=True,
            choices=choices_of(ContactKind),
        ),
        _text("place", "home, community or office.", "home"),
        Column(
            name="locality",
            kind=Kind.TEXT,
            help="Where that is, if it is known.",
            example="North",
        ),
        Column(
            name="cover",
            kind=Kind.CHOICE,
            help="«yes» if somebody other than the person's worker meets them.",
            example="no",
            default=False,
            choices={"yes": True, "no": False},
        ),
    ),
)

TABLES = (ASSIGNMENTS, LOAD, FLAGS, CONTACTS)
"""The tables of a plan, each a CSV file of that name and a list in ``plan.json``."""
