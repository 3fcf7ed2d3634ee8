"""The sheets about people and referrals: every column, once."""

from cti.caseload.people import Keep, Need, Place, Priority, Status
from cti.exchange.columns.column import Column, Kind, Sheet, choices_of
from cti.exchange.columns.team import TEAM


def _wish(name: str, what: str, example: str) -> tuple[Column, Column]:
    wish = Column(
        name=name,
        kind=Kind.TEXT,
        help=f"{what} they ask of their worker, spelt as on the workers sheet.",
        blank="no such wish",
        example=example,
    )
    need = Column(
        name=f"{name}_need",
        kind=Kind.CHOICE,
        help="«must» if nobody else will do, «prefer» if it would be good.",
        blank="the wish binds nobody",
        example="prefer",
        choices=choices_of(Need),
    )
    return wish, need


WISHES = (
    *_wish("language", "The language", "Polish"),
    *_wish("specialism", "The specialism", "young people"),
    *_wish("worker_gender", "The gender", "woman"),
    Column(
        name="requested_worker",
        kind=Kind.ID,
        help="The worker_id of somebody they have asked for.",
        example="W02",
        names=("workers",),
    ),
    Column(
        name="not_workers",
        kind=Kind.IDS,
        help="The worker_ids of those who must never be their worker, separated by "
        "semicolons.",
        example="W03; W04",
        default=frozenset(),
        names=("workers",),
    ),
    Column(
        name="locality",
        kind=Kind.TEXT,
        help="The part of the area they live in, spelt as on the other sheets.",
        example="North",
    ),
    Column(
        name="available",
        kind=Kind.HOURS,
        help="When they can be met.",
        blank="whenever their worker works",
        example="Mon-Fri 09:00-12:30",
    ),
    Column(
        name="contact_place",
        kind=Kind.CHOICE,
        help="Where they like to be met.",
        blank="home",
        example="home",
        default=Place.HOME,
        choices=choices_of(Place),
    ),
)
"""What people and referrals both say about the worker and the meetings they wish."""

KNOWN_AS = Column(
    name="known_as",
    kind=Kind.TEXT,
    help="The name they like to be called by; the review shows it.",
    blank="the id is shown instead",
    example="Aisha B",
)

PROGRAMME = Column(
    name="programme",
    kind=Kind.PROGRAMME,
    help="The programme they are supported under; «cti programmes» lists them.",
    blank="the programme on the service sheet",
    example="cti",
)

PEOPLE = Sheet(
    name="people",
    holds="Somebody supported now.",
    required=True,
    unique=("person_id",),
    columns=(
        Column(
            name="person_id",
            kind=Kind.ID,
            help="A short id, unlike any other. Other sheets name the person by it.",
            example="P001",
            needed=True,
        ),
        KNOWN_AS,
        TEAM,
        PROGRAMME,
        Column(
            name="worker_id",
            kind=Kind.ID,
            help="The worker they have now.",
            blank="nobody yet; the plan finds somebody",
            example="W01",
            names=("workers",),
            may_have_left=True,
        ),
        Column(
            name="started_on",
            kind=Kind.DATE,
            help="The day support started.",
            example="2026-06-08",
        ),
        Column(
            name="transition_on",
            kind=Kind.DATE,
            help="The day they moved into the community, once it has happened. The "
            "phases count from it.",
            blank="it has not happened",
            example="2026-08-17",
        ),
        Column(
            name="transition_expected_on",
            kind=Kind.DATE,
            help="The day the move is expected, while it has not happened.",
            blank="a date is assumed, and the review asks for it",
            example="2027-01-11",
        ),
        Column(
            name="status",
            kind=Kind.CHOICE,
            help="«paused» for example while in prison or hospital.",
            blank="open",
            example="open",
            default=Status.OPEN,
            tell=True,
            choices=choices_of(Status),
        ),
        Column(
            name="paused_from",
            kind=Kind.DATE,
            help="First day of the pause.",
            example="2026-11-02",
        ),
        Column(
            name="paused_review_on",
            kind=Kind.DATE,
            help="The day the pause is reviewed and support goes on.",
            blank="13 weeks from the first Monday of the plan",
            example="2027-01-18",
        ),
        Column(
            name="keep_worker",
            kind=Kind.CHOICE,
            help="Whether they want to keep the worker they have.",
            blank="keep",
            example="keep",
            default=Keep.KEEP,
            choices=choices_of(Keep),
        ),
        *WISHES,
    ),
)

REFERRALS = Sheet(
    name="referrals",
    holds="Somebody referred, whose support has not started.",
    unique=("referral_id",),
    columns=(
        Column(
            name="referral_id",
            kind=Kind.ID,
            help="A short id, unlike any other and unlike any person_id.",
            example="R001",
            needed=True,
        ),
        KNOWN_AS,
        TEAM,
        PROGRAMME,
        Column(
            name="referred_on",
            kind=Kind.DATE,
            help="The day of the referral.",
            example="2026-11-09",
        ),
        Column(
            name="earliest_start_on",
            kind=Kind.DATE,
            help="The first day support could start.",
            blank="any day will do",
            example="2026-11-30",
        ),
        Column(
            name="transition_expected_on",
            kind=Kind.DATE,
            help="The day the move into the community is expected.",
            blank="three months after support starts",
            example="2027-02-01",
        ),
        Column(
            name="priority",
            kind=Kind.CHOICE,
            help="1 for urgent, 2 for soon, 3 for routine.",
            blank="3",
            example="2",
            default=Priority.ROUTINE,
            tell=True,
            choices=choices_of(Priority),
            aliases={"urgent": "1", "soon": "2", "routine": "3"},
        ),
        *WISHES,
    ),
)
