"""`cti policies`: the prices of a plan, read aloud."""

from cti.cli.voice import headline, listing, say
from cti.plans.policies import POLICIES, prices_that_differ, shipped_policy
from cti.plans.policy import BALANCED, Policy
from cti.plans.policy_words import read_aloud, read_differently
from cti.plans.words import listed
from cti.usecases.choosing import chosen_policy


def show_policies(said: str | None) -> None:
    """Say what each policy is for, or read one of them aloud.

    Raises
    ------
    UnknownPolicy, UnreadablePolicy
        If there is no such policy, or what must be mended in a file.
    """
    if said is not None:
        _read(chosen_policy(said))
        return
    for named in POLICIES.values():
        headline(named.policy.key)
        say(named.purpose)
        if named.policy == BALANCED:
            listing(read_aloud(named.policy))
        else:
            _tell_otherwise(named.policy)
    say()
    say(
        "Use one with --policy, or write your own: a .toml file says only what it "
        "changes. To have one read aloud: cti policies protect-workers"
    )


def _tell_otherwise(policy: Policy) -> None:
    say("Where it says something else than balanced:")
    listing(read_differently(policy, BALANCED))
    say("Why:")
    listing(_reasons(policy))


def _read(policy: Policy) -> None:
    headline(f"Read aloud: {policy.key}")
    listing(read_aloud(policy))
    if shipped_policy(policy.key) is None:
        differing = prices_that_differ(policy, BALANCED)
        headline("Not as in balanced")
        say(f"{listed(differing)}." if differing else "Every price is as in balanced.")
    elif _reasons(policy):
        headline("Not as in balanced, and why")
        listing(_reasons(policy))


def _reasons(policy: Policy) -> list[str]:
    reasons = POLICIES[policy.key].reasons
    return [f"{price}: {reason}" for price, reason in reasons.items()]
