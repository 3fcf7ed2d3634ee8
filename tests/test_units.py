"""How loads and costs are shown."""

from fractions import Fraction

import pytest

from cti.units import format_points, format_sce


@pytest.mark.parametrize(
    ("load", "shown"),
    [
        (Fraction(39, 2), "19.5"),
        (Fraction(20), "20"),
        (Fraction(0), "0"),
        (Fraction(72, 5), "14.4"),
        (Fraction(53, 4), "13.25"),
        (Fraction(1, 3), "0.33"),
        (Fraction(-1, 1000), "0"),
        (Fraction(2468), "2,468"),
    ],
)
def test_a_load_is_shown_without_needless_noughts(load: Fraction, shown: str) -> None:
    assert format_sce(load) == shown


@pytest.mark.parametrize(
    ("cost", "shown"),
    [
        (Fraction(61028, 10), "6,102.8"),
        (Fraction(94), "94"),
        (Fraction(1, 5), "0.2"),
        (Fraction(100), "100"),
    ],
)
def test_a_cost_is_shown_to_a_tenth_of_a_point(cost: Fraction, shown: str) -> None:
    assert format_points(cost) == shown
