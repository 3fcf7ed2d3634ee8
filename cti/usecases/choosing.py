"""Which policy somebody means: one by its name, or a file of their own."""

from pathlib import Path

from cti.errors import UnknownPolicy
from cti.exchange.policy_in import read_policy
from cti.plans.policies import POLICIES, shipped_policy
from cti.plans.policy import Policy


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


def own_prices(policy: Policy) -> Policy | None:
    """Return the prices a plan has to carry; None for those everybody has."""
    return None if shipped_policy(policy.key) == policy else policy


def every_policy(own: Policy) -> tuple[Policy, ...]:
    """Return the policies to put side by side: the shipped ones, and one's own last."""
    shipped = tuple(named.policy for named in POLICIES.values())
    return shipped if own in shipped else (*shipped, own)
