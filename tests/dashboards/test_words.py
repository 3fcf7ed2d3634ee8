"""What a page writes out, and what it leaves out."""

from dashboards.pages.words import MOST_SENTENCES, as_many_as_are_read


def test_what_nobody_reads_to_the_end_of_is_counted() -> None:
    said = [f"Change {number}." for number in range(MOST_SENTENCES + 5_800)]

    shown = as_many_as_are_read(said)

    assert shown[:MOST_SENTENCES] == tuple(said[:MOST_SENTENCES])
    assert shown[MOST_SENTENCES:] == ("And 5,800 more.",)


def test_as_many_as_are_read_are_all_shown() -> None:
    said = ["Change."] * MOST_SENTENCES

    assert as_many_as_are_read(said) == tuple(said)
