"""A part of a list begins where the one before ended, whatever it is ordered by."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Column

from cti.errors import UnknownCursor
from cti.store.keyset import behind, cut
from cti.store.tables import (
    CONTACT_NOTES,
    NETWORK_MEMBERS,
    PLANNED_CONTACTS,
    REVIEW_DECISIONS,
)

KINDS: list[tuple[Column[Any], object]] = [
    (CONTACT_NOTES.c.written_at, datetime(2026, 11, 23, 9, 0, 0, 5, tzinfo=UTC)),
    (PLANNED_CONTACTS.c.at, datetime(2026, 11, 24, 10, 0)),
    (REVIEW_DECISIONS.c.due_on, date(2026, 11, 30)),
    (NETWORK_MEMBERS.c.known_as, "Zoë"),
]


@pytest.mark.parametrize(("by", "value"), KINDS)
def test_a_place_is_read_as_its_column_keeps_it(by: Column[Any], value: object) -> None:
    part = cut([(value, "a"), (value, "b")], 1, lambda each: each)

    for newest_first in (False, True):
        condition = behind(by, by.table.c.id, part.ends, newest_first=newest_first)
        assert value in condition.compile().params.values()


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (CONTACT_NOTES.c.written_at, "yesterday"),
        (CONTACT_NOTES.c.written_at, "2026-11-23T09:00:00"),
        (CONTACT_NOTES.c.written_at, "0001-01-01T00:00:00+14:00"),
        (PLANNED_CONTACTS.c.at, "2026-11-24T10:00:00+00:00"),
        (REVIEW_DECISIONS.c.due_on, "2026-02-30"),
    ],
)
def test_a_place_nobody_gave_is_refused(by: Column[Any], said: str) -> None:
    with pytest.raises(UnknownCursor):
        behind(by, by.table.c.id, (said, "a"))


def test_a_part_that_is_not_full_is_the_last() -> None:
    assert cut([("a", "1")], 1, lambda each: each).ends is None
