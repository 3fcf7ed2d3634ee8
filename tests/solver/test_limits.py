"""How far to search."""

from fractions import Fraction

import pytest

from cti.solver.limits import Progress, SolveLimits, never, nobody_listens


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param({"effort": -1}, id="effort"),
        pytest.param({"seconds": -0.001}, id="seconds"),
    ],
)
def test_no_search_goes_backwards(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="backwards"):
        SolveLimits(**limits)  # type: ignore[arg-type]  # one name or the other


def test_no_effort_and_no_seconds_are_limits_too() -> None:
    limits = SolveLimits(effort=0, seconds=0)

    assert (limits.effort, limits.seconds) == (0, 0)


def test_without_a_listener_nothing_is_told_and_nobody_stops() -> None:
    nobody_listens(
        Progress(cost=Fraction(1), bound=Fraction(0), share_done=0.5, doing="this")
    )

    assert not never()
