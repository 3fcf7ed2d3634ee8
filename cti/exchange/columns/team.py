"""The sheets about the service and its workers: every column, once."""

from fractions import Fraction

from cti.caseload.caseload import Country
from cti.caseload.hours import Span, WeekHours
from cti.exchange.columns.column import Column, Kind, Sheet, choices_of

OFFICE_HOURS = WeekHours(tuple(Span(day, 9 * 60, 17 * 60) for day in range(5)))
"""What a blank ``works`` stands for: the week most teams work."""

MOST_FTE = Fraction(3, 2)
"""More than a post and a half is a slip of the pen: hours for fte, or 8 for 0.8."""

MOST_CEILING = Fraction(200)
"""Ten times what is agreed for a full-time worker; above it a number is a slip."""

MOST_WEEKS = 104
"""Two years of Mondays: over twice the longest support, and still quick to plan."""

TEAM = Column(
    name="team",
    kind=Kind.TEXT,
    help="The team. People are only given workers of their own team.",
    example="Riverside",
    needed=True,
)

SERVICE = Sheet(
    name="service",
    holds="What holds for the whole service: one key and its value in each row.",
    pairs=True,
    columns=(
        Column(
            name="name",
            kind=Kind.TEXT,
            help="What the service is called. It heads the review.",
            example="Riverside",
            default="",
        ),
        Column(
            name="ceiling",
            kind=Kind.NUMBER,
            help="SCE agreed for one full-time worker; 20 is 4 people in each phase.",
            blank="20",
            example="20",
            default=Fraction(20),
            least=Fraction(1),
            most=MOST_CEILING,
        ),
        Column(
            name="country",
            kind=Kind.CHOICE,
            help="Whose bank holidays are kept.",
            blank="England",
            example="England",
            default=Country.ENGLAND,
            choices=choices_of(Country),
        ),
        Column(
            name="horizon_weeks",
            kind=Kind.WHOLE,
            help="How many weeks ahead to plan.",
            blank="40",
            example="40",
            default=40,
            least=Fraction(1),
            most=Fraction(MOST_WEEKS),
        ),
        Column(
            name="programme",
            kind=Kind.PROGRAMME,
            help="The programme of everybody whose own is blank; «cti programmes» "
            "lists them.",
            blank="cti",
            example="cti",
            default="cti",
        ),
    ),
)

WORKERS = Sheet(
    name="workers",
    holds="Somebody who supports people.",
    required=True,
    unique=("worker_id",),
    columns=(
        Column(
            name="worker_id",
            kind=Kind.ID,
            help="A short id, unlike any other. Other sheets name the worker by it.",
            example="W01",
            needed=True,
        ),
        Column(
            name="name",
            kind=Kind.TEXT,
            help="The worker's name, as the team says it.",
            blank="the id is shown instead",
            example="Jo M",
        ),
        TEAM,
        Column(
            name="fte",
            kind=Kind.NUMBER,
            help="Share of a full-time post: 1 for full time, 0.6 for three days.",
            blank="1",
            example="0.8",
            default=Fraction(1),
            tell=True,
            least=Fraction(0),
            most=MOST_FTE,
        ),
        Column(
            name="ceiling",
            kind=Kind.NUMBER,
            help="SCE agreed with this worker, if not the service's ceiling times fte.",
            blank="the service's ceiling times fte",
            example="14",
            least=Fraction(0),
            most=MOST_CEILING,
        ),
        Column(
            name="starts_on",
            kind=Kind.DATE,
            help="First day at work.",
            blank="here already",
            example="2027-01-04",
        ),
        Column(
            name="leaves_on",
            kind=Kind.DATE,
            help="First day no longer here.",
            blank="staying",
            example="2027-03-01",
        ),
        Column(
            name="languages",
            kind=Kind.LIST,
            help="Languages they work in besides English, separated by semicolons.",
            example="Polish; BSL",
            default=frozenset(),
        ),
        Column(
            name="specialisms",
            kind=Kind.LIST,
            help="What they are trained or experienced in, separated by semicolons.",
            example="women; young people",
            default=frozenset(),
        ),
        Column(
            name="gender",
            kind=Kind.TEXT,
            help="Needed only where people ask for a worker of a gender.",
            example="woman",
        ),
        Column(
            name="locality",
            kind=Kind.TEXT,
            help="The part of the area in which they begin and end the day.",
            example="North",
        ),
        Column(
            name="accepts_new",
            kind=Kind.CHOICE,
            help="«no» if they keep the people they have but take nobody new.",
            blank="yes",
            example="yes",
            default=True,
            choices={"yes": True, "no": False},
            aliases={"y": "yes", "true": "yes", "n": "no", "false": "no"},
        ),
        Column(
            name="works",
            kind=Kind.HOURS,
            help="Their hours; a semicolon goes between days with different hours.",
            blank="Mon-Fri 09:00-17:00",
            example="Mon 09:00-12:00; Wed 13:00-17:00",
            default=OFFICE_HOURS,
            tell=True,
        ),
    ),
)
