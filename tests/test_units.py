"""How loads and costs are shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cti.units import format_load, format_points, format_sce


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


FRACTIONS = st.fractions(min_value=-5000, max_value=500_000, max_denominator=1000)


@given(FRACTIONS)
def test_half_is_rounded_to_even_exactly(number: Fraction) -> None:
    for show, places in ((format_points, 1), (format_sce, 2)):
        exact = f"{float(round(number, places)):,.{places}f}"
        assert show(number) == exact.rstrip("0").rstrip(".")


@pytest.mark.parametrize(
    ("load", "shown", "at_least"),
    [
        (Fraction(20), "20", "20"),
        (Fraction(81, 4), "20.3", "20.3"),
        (Fraction(201, 100), "2", "2.1"),
        (Fraction(0), "0", "0"),
        (Fraction(1, 25), "less than 0.1", "0.1"),
        (Fraction(1, 20), "0.1", "0.1"),
    ],
)
def test_a_load_is_rounded_to_a_tenth_or_up(
    load: Fraction, shown: str, at_least: str
) -> None:
    assert format_load(load) == shown
    assert format_load(load, up=True) == at_least
