"""The policies that have a name: three answers to what a team would rather bear.

Each is a whole list of prices. The two beside `BALANCED` are made from it, and say for
every price that differs why it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from cti.phases import Phase
from cti.plans.policy import BALANCED, Band, ContactPrices, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPolicy:
    """A policy that comes with the program.

    Attributes
    ----------
    purpose
        Whom it is for, in one sentence.
    reasons
        Why each price that is not the balanced one differs, by the name of the price;
        those of contacts are called ``contacts.late_day`` and so on.
    """

    policy: Policy
    purpose: str
    reasons: Mapping[str, str]


_CONTINUITY_FIRST = replace(
    BALANCED,
    key="continuity first",
    moving={
        **BALANCED.moving,
        Phase.PRE_CTI: Fraction(480),
        Phase.TRANSITION: Fraction(480),
        Phase.TRY_OUT: Fraction(400),
        Phase.TRANSFER_OF_CARE: Fraction(240),
    },
    unmet_preference=Fraction(45),
    not_the_requested=Fraction(90),
    broken_promise=Fraction(120),
    contacts=replace(
        BALANCED.contacts,
        cover=Fraction(120),
        familiar_cover=Fraction(40),
        other_weekday=Fraction(6),
        other_time=Fraction(4),
    ),
)

_PROTECT_WORKERS = replace(
    BALANCED,
    key="protect workers",
    bands=(
        Band(Fraction(9, 10), Fraction(5)),
        Band(Fraction(1), Fraction(35)),
        Band(Fraction(11, 10), Fraction(40)),
    ),
    other_locality=Fraction(20),
    contacts=replace(BALANCED.contacts, travel_minute=Fraction(2, 5)),
)

POLICIES: Mapping[str, NamedPolicy] = {
    named.policy.key: named
    for named in (
        NamedPolicy(
            policy=BALANCED,
            purpose=(
                "For most teams: nobody loses a worker they trust to make a chart "
                "tidy, but a caseload far over its ceiling is worth a move."
            ),
            reasons={},
        ),
        NamedPolicy(
            policy=_CONTINUITY_FIRST,
            purpose=(
                "For teams who would rather carry a full caseload for some months "
                "than give somebody a new worker."
            ),
            reasons={
                "moving": (
                    "The worker somebody trusts is what the support rests on, up to "
                    "the last weeks, when endings are prepared: a move has to clear "
                    "twice as much in Pre-CTI and Phase One, and later more than "
                    "twice."
                ),
                "unmet_preference": (
                    "Whoever keeps a worker for the whole of their support lives "
                    "longer with a match that is not right."
                ),
                "not_the_requested": (
                    "The same: a worker asked for by name is worth waiting for."
                ),
                "broken_promise": (
                    "To be told of a worker and then of another is a loss before they "
                    "have met; it costs twice as much."
                ),
                "contacts.cover": (
                    "A contact with a stranger is the smallest change of worker; it "
                    "is made only where the person would otherwise wait days for "
                    "their own."
                ),
                "contacts.familiar_cover": (
                    "Somebody the person knows is the better cover, and so becomes "
                    "only a little dearer."
                ),
                "contacts.other_weekday": (
                    "The same day every week is part of what can be relied on."
                ),
                "contacts.other_time": "So is the same time of day.",
            },
        ),
        NamedPolicy(
            policy=_PROTECT_WORKERS,
            purpose=(
                "For teams who are losing workers, or about to: a caseload over its "
                "ceiling costs twice as much, so a move or a wait is worth it sooner."
            ),
            reasons={
                "bands": (
                    "A worker who leaves takes leave of everybody at once: being over "
                    "the ceiling costs twice as much, a little over and far over "
                    "alike, and the last tenth below it costs more than twice."
                ),
                "other_locality": (
                    "A place far from the others is a journey each week for as long "
                    "as the support lasts."
                ),
                "contacts.travel_minute": (
                    "Time on the road is taken from the same day as the visits."
                ),
            },
        ),
    )
}
"""Every policy that comes with the program, by its key; the shipped one first."""


def shipped_policy(said: str) -> Policy | None:
    """Return the policy somebody means by a name; None if no policy is called so.

    Capitals do not matter, and words may be joined: "protect-workers" is one of them.
    """
    words = " ".join(said.casefold().replace("-", " ").replace("_", " ").split())
    named = POLICIES.get(words)
    return named.policy if named is not None else None


def prices_that_differ(policy: Policy, other: Policy) -> tuple[str, ...]:
    """Return the names of the prices in which two policies differ, in their order."""
    own = [
        price.name
        for price in fields(Policy)
        if price.name not in {"key", "contacts"}
        and getattr(policy, price.name) != getattr(other, price.name)
    ]
    of_contacts = [
        f"contacts.{price.name}"
        for price in fields(ContactPrices)
        if getattr(policy.contacts, price.name) != getattr(other.contacts, price.name)
    ]
    return (*own, *of_contacts)
