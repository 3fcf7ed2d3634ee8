"""Help in plain words: what the planner does, the phases, each page, the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from cti.access import Actor, Role
from cti.phases import Phase, programme
from dashboards.pages.numbers import written

SERVICE = "/services/{service_id}"

REVIEW = (f"{SERVICE}/review", "Case review")
PHASES = (f"{SERVICE}/phases", "Phases")
CASELOADS = (f"{SERVICE}/caseloads", "Caseloads")
WHAT_IF = (f"{SERVICE}/what-if", "What if")
SETTINGS = (f"{SERVICE}/settings", "Settings")
IMPORT = (f"{SERVICE}/imports", "Import")
PEOPLE = ("/people", "People")
MY_WEEK = ("/my-week", "My week")
MESSAGES = ("/messages", "Messages")
ME = ("/me", "My account")
ACCOUNTS = ("/accounts", "Accounts")
AUDIT = ("/audit", "Audit")

IS_FOR = {
    REVIEW: "Run the team meeting. See who has too much work, what the plan would "
    "change and why. Say yes or no to each change. Then publish.",
    PHASES: "See who is in which phase, and which phase ends soon. Find dates that are "
    "missing, and fill them in.",
    CASELOADS: "See how much work each worker has now and in the weeks to come.",
    WHAT_IF: "Try things out. What if Jo leaves in May? Nothing is changed until you "
    "publish.",
    SETTINGS: "Say who works here, on which days, and how much they can take on.",
    IMPORT: "Bring your people from a spreadsheet. You see what it would change first.",
    PEOPLE: "Find a person, and see who works with them.",
    MY_WEEK: "See whom you meet, when and where. Write down how it went.",
    MESSAGES: "Read what others decided that is news to you.",
    ME: "Change your password. See where you are signed in.",
    ACCOUNTS: "Let people sign in, and say what they may see.",
    AUDIT: "See who did what, and who looked at what.",
}
"""What each page is for."""

HAS = {
    "Team leader": (REVIEW, PHASES, CASELOADS, WHAT_IF, PEOPLE, SETTINGS, IMPORT),
    "Casework support officer": (
        PHASES,
        REVIEW,
        CASELOADS,
        WHAT_IF,
        PEOPLE,
        SETTINGS,
        IMPORT,
    ),
    "Worker": (MY_WEEK, PEOPLE, CASELOADS, PHASES),
    "View-only partner": (PEOPLE,),
    "Administrator": (ACCOUNTS, AUDIT),
    "Everybody": (MESSAGES, ME),
}
"""Which pages somebody in each role works with, the first first."""

NAME_OF = {
    Role.LEADER: "Team leader",
    Role.SUPPORT_OFFICER: "Casework support officer",
    Role.WORKER: "Worker",
    Role.PARTNER: "View-only partner",
}

WORDS: Mapping[str, str] = {
    "Caseload": "All the people one worker works with.",
    "Ceiling": "How much work a worker has agreed to. A plan tries to stay under it.",
    "Cover": "Another worker who meets a person while their own is away.",
    "Handover": "A person gets another worker. They meet both of them first.",
    "Load": "How much work a worker has now. We count it in SCE.",
    "Over the ceiling": "A worker has more work than was agreed. Somebody has to say "
    "what will be done.",
    "Pause": "The support waits for a while. The person may be in prison or in "
    "hospital.",
    "Phase": "A part of the support. There are four, and each asks for less than the "
    "one before it, once the person has moved.",
    "Plan": "Who works with whom, and when they meet. A plan is a draft until a leader "
    "publishes it.",
    "Publish": "Let a plan hold. All who need to know are told.",
    "Referral": "Somebody asks for support for a person.",
    "SCE": "What a person counts for on a caseload. It is more when they need more "
    "of your time.",
    "Transition date": "The day a person moves to their new home. The phases are "
    "counted from it.",
}
"""Our words, and what we mean by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseWords:
    """One phase.

    Attributes
    ----------
    weight
        What a person counts for in it, in SCE.
    is_for
        What happens in it.
    """

    name: str
    weight: str
    lasts: str
    is_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """One page: its address, empty for one that this reader does not have."""

    address: str
    name: str
    is_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """What somebody in a role works with.

    Attributes
    ----------
    is_mine
        Whether it is the reader's own role.
    """

    name: str
    is_mine: bool
    pages: tuple[PageWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """Help in plain words.

    Attributes
    ----------
    example
        A sum that shows how people are counted.
    roles
        Who works with which page, the reader's own role first.
    words
        Pairs of a word and what it means.
    """

    template: ClassVar[str] = "site/help.html"
    title: ClassVar[str] = "Help"

    phases: tuple[PhaseWords, ...]
    example: str
    roles: tuple[RoleWords, ...]
    words: tuple[tuple[str, str], ...]


def help_page(actor: Actor) -> HelpPage:
    """Lay out the help for whoever reads it."""
    weight = programme("cti").weight
    said = (
        (Phase.PRE_CTI, "No fixed end", "You get to know each other before the move."),
        (
            Phase.TRANSITION,
            "Three months",
            "The person has just moved. You meet often.",
        ),
        (Phase.TRY_OUT, "Three months", "They try things out. You step back a bit."),
        (
            Phase.TRANSFER_OF_CARE,
            "Three months",
            "Others take over. You say goodbye well.",
        ),
    )
    phases = tuple(
        PhaseWords(
            name=phase.label,
            weight=written(weight[phase]),
            lasts=lasts,
            is_for=is_for,
        )
        for phase, lasts, is_for in said
    )
    four = sum((4 * weight[phase] for phase, _, _ in said), Fraction())
    return HelpPage(
        phases=phases,
        example=f"Four people in each phase are 16 people. They count "
        f"{written(four)} SCE.",
        roles=_roles(actor),
        words=tuple(WORDS.items()),
    )


def _roles(actor: Actor) -> tuple[RoleWords, ...]:
    mine = {NAME_OF[each.role] for each in actor.memberships} | {"Everybody"}
    if actor.is_administrator:
        mine.add("Administrator")
    service_id = next((each.service_id for each in actor.memberships), "")
    told = [
        RoleWords(
            name=name,
            is_mine=name in mine,
            pages=tuple(
                PageWords(
                    address=address.format(service_id=service_id)
                    if name in mine
                    else "",
                    name=words,
                    is_for=IS_FOR[address, words],
                )
                for address, words in those
            ),
        )
        for name, those in HAS.items()
    ]
    return tuple(sorted(told, key=lambda each: not each.is_mine))
