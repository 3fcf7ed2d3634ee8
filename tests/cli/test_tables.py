"""Tables stand straight, whatever alphabet names are written in."""

from rich.cells import cell_len

from cti.cli.tables import lines


def test_words_stand_to_the_left_and_numbers_to_the_right() -> None:
    assert lines(["", "now"], [["Jo", "8"], ["Ali B", "12"]]) == [
        "       now",
        "Jo       8",
        "Ali B   12",
    ]


def test_columns_are_straight_with_wide_and_with_combined_characters() -> None:
    drawn = lines(["", "now"], [["李 小龍", "8"], ["Zoe\u0308", "12"], ["Jo", "128"]])

    assert len({cell_len(line) for line in drawn}) == 1
