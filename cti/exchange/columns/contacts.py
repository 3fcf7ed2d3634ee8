"""The sheets about contacts, pins and appointments: every column, once."""

from cti.caseload.caseload import Outcome
from cti.exchange.columns.column import Column, Kind, Sheet, choices_of
from cti.exchange.columns.week import minutes

_OF_SOMEBODY = Column(
    name="person_id",
    kind=Kind.ID,
    help="Who: an id of the people or the referrals sheet.",
    example="P001",
    needed=True,
    names=("people", "referrals"),
)

_CONTACT_KIND = Column(
    name="kind",
    kind=Kind.TEXT,
    help="What kind of contact it is, in your own words.",
    blank="visit",
    example="visit",
    default="visit",
)

_WITH_WORKER = Column(
    name="worker_id",
    kind=Kind.ID,
    help="With which worker.",
    example="W01",
    needed=True,
    names=("workers",),
)

CONTACTS = Sheet(
    name="contacts",
    holds="A contact that was made, tried or called off.",
    columns=(
        _OF_SOMEBODY,
        Column(
            name="worker_id",
            kind=Kind.ID,
            help="Who made it.",
            blank="somebody no longer on the workers sheet, or not noted",
            example="W01",
            names=("workers",),
        ),
        Column(
            name="at",
            kind=Kind.MOMENT,
            help="Local date and time.",
            example="2026-11-20T14:00",
            needed=True,
        ),
        _CONTACT_KIND,
        Column(
            name="outcome",
            kind=Kind.CHOICE,
            help="How it went. Only an achieved one counts as contact.",
            example="achieved",
            needed=True,
            choices=choices_of(Outcome),
        ),
        minutes("How long it took.", needed=False),
        Column(
            name="place",
            kind=Kind.TEXT,
            help="Where it was.",
            example="home",
            default="",
        ),
    ),
)

PINS = Sheet(
    name="pins",
    holds="An agreement that a person works with a worker and is not to be moved.",
    unique=("person_id",),
    columns=(
        _OF_SOMEBODY,
        _WITH_WORKER,
        Column(
            name="reason",
            kind=Kind.TEXT,
            help="Why, in a few words.",
            example="agreed at case review",
            default="",
        ),
    ),
)

APPOINTMENTS = Sheet(
    name="appointments",
    holds="A contact already agreed with the person; it stays where it is.",
    columns=(
        _OF_SOMEBODY,
        _WITH_WORKER,
        Column(
            name="at",
            kind=Kind.MOMENT,
            help="Local date and time.",
            example="2026-11-26T10:00",
            needed=True,
            time_needed=True,
        ),
        minutes("How long it will take.", needed=True, least=1),
        _CONTACT_KIND,
    ),
)
