"""Both databases find people by what others type, as `cti.spelling.folded` says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import String, literal, select

from cti.spelling import MARKS, folded
from cti.store.alike import Folded, alike, like
from cti.store.unit import Store
from tests.test_spelling import TYPED

LATIN = "".join(map(chr, (*range(0x20, 0x250), *range(0x1E00, 0x1F00)))) + MARKS
"""Letters of European and Vietnamese names."""


def said_by(store: Store, name: str) -> str | None:
    """What a database makes of a name."""
    with store.reading() as connection:
        return connection.execute(select(Folded(literal(name, String)))).scalar()


@pytest.mark.parametrize("name", [name for name, _ in TYPED])
def test_a_database_makes_the_same_of_a_name(store: Store, name: str) -> None:
    for each in (name, unicodedata.normalize("NFD", name)):
        assert said_by(store, each) == folded(each)


@given(names=st.lists(st.text(LATIN, max_size=12), min_size=20, max_size=20))
def test_it_does_so_with_any_latin_name(lasting_store: Store, names: list[str]) -> None:
    printable = [each for each in names if each.isprintable()]
    asked = [Folded(literal(each, String)) for each in printable]
    if not asked:
        return
    with lasting_store.reading() as connection:
        row = connection.execute(select(*asked)).one()

    assert [*row] == [folded(each) for each in printable]


@pytest.mark.parametrize(
    "name",
    [
        "Γιάννης",
        "Ольга",
        "कृष्ण",
        "مُحَمَّد",
        "ガブリエル",
        "שָׂרָה",
        "김민수",
        "ĲSBRAND",
        "ẞ",
        "%_\\",
    ],
)
def test_a_name_is_found_by_itself_whatever_it_is_written_in(
    store: Store, name: str
) -> None:
    row = select(literal(f"a {name} z", String).label("name")).subquery()
    asked = select(like(row.c.name, name), alike(row.c.name, f"a {name} z"))
    with store.reading() as connection:
        part, whole = connection.execute(asked).one()

    assert part
    assert whole


@pytest.mark.parametrize(
    ("typed", "is_part", "is_whole"),
    [
        ("lukasz", True, False),
        ("ŁUKASZ O'NEILL", True, True),
        ("lukasz oneill", True, True),
        ("neil", True, False),
        ("o’n", True, False),
        ("’", True, False),
        ("`", False, False),
        ("%", False, False),
        ("lukas_", False, False),
        ("lucas", False, False),
    ],
)
def test_somebody_is_found_by_what_is_typed(
    store: Store, typed: str, *, is_part: bool, is_whole: bool
) -> None:
    name = select(literal("Łukasz O’Neill", String).label("name")).subquery()
    with store.reading() as connection:
        asked = select(like(name.c.name, typed), alike(name.c.name, typed))
        part, whole = connection.execute(asked).one()

    assert (bool(part), bool(whole)) == (is_part, is_whole)
