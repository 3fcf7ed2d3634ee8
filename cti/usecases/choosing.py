"""Which policy somebody means: one by its name, or prices of their own."""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from pathlib import Path

from cti.errors import UnknownPolicy, UnreadablePolicy
from cti.exchange.plan_in import prices_of
from cti.exchange.policy_in import policy_of, read_policy
from cti.exchange.report import Report
from cti.plans.policies import POLICIES, shipped_policy
from cti.plans.policy import BALANCED, Policy

OWN = "own prices"
"""What prices are called that do not say it themselves."""


def chosen_policy(said: str) -> Policy:
    """Return the policy of a name, or of a TOML file.

    Raises
    ------
    UnknownPolicy
        If there is neither.
    UnreadablePolicy
        With everything that must be mended in the file.
    """
    shipped = shipped_policy(said)
    if shipped is not None:
        return shipped
    path = Path(said)
    if not path.is_file():
        raise UnknownPolicy(said, known=tuple(POLICIES))
    return read_policy(path)


def meant_policy(called: str | None, prices: Mapping[str, object] | None) -> Policy:
    """Return the policy of a name, or of prices as JSON has them.

    Parameters
    ----------
    called
        The name of the policy, or what the prices are to be called; None for the
        balanced one, or for prices that say it themselves.

    Raises
    ------
    UnknownPolicy
        If there is none of that name.
    UnreadablePolicy
        With everything that must be mended in the prices.
    """
    if prices is None:
        shipped = shipped_policy(called or BALANCED.key)
        if shipped is None:
            raise UnknownPolicy(called or "", known=tuple(POLICIES))
        return shipped
    report = Report()
    said = {name: _exact(value) for name, value in prices.items()}
    policy = policy_of(said, report, file="prices", called=called or OWN)
    if report.findings:
        raise UnreadablePolicy(report.findings)
    return policy


def kept_policy(called: str, prices: str | None) -> Policy:
    """Return the policy something was kept with.

    Parameters
    ----------
    prices
        Its prices as JSON, where they do not come with the program.

    Raises
    ------
    UnknownPolicy
        If it names prices that nobody has any more.
    """
    return (
        meant_policy(called, None)
        if prices is None
        else prices_of(prices, called=called)
    )


def own_prices(policy: Policy) -> Policy | None:
    """Return the prices a plan has to carry; None for those everybody has."""
    return None if shipped_policy(policy.key) == policy else policy


def every_policy(own: Policy) -> tuple[Policy, ...]:
    """Return the policies to put side by side: the shipped ones, and one's own last."""
    shipped = tuple(named.policy for named in POLICIES.values())
    return shipped if own in shipped else (*shipped, own)


def _exact(said: object) -> object:
    """Return what JSON says with its numbers as they were written."""
    if isinstance(said, Mapping):
        return {name: _exact(held) for name, held in said.items()}
    if isinstance(said, list):
        return [_exact(held) for held in said]
    if isinstance(said, float) and isfinite(said):
        return Fraction(repr(said))
    return said
