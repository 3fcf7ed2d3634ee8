"""What a workbook changes is said with what it said before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from cti.store.reading import READ
from dashboards.pages.import_changes import (
    KINDS,
    takes_away,
    what_else,
    who_is_new,
    who_is_otherwise,
)

NAMES = {"r1": "Łukasz C", "r2": "Ann B", "w1": "Jo M", "w2": "Quinn O"}


@dataclass
class Change:
    about: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


LUKASZ = {"known_as": "Łukasz C", "external_id": "P1", "status": "paused"}


def test_somebody_is_said_from_what_to_what() -> None:
    facts = [Change("people", LUKASZ, {**LUKASZ, "status": "open"})]

    assert who_is_otherwise(facts, NAMES) == (
        "Łukasz C (P1): status from paused to open",
    )
    assert who_is_new(facts) == what_else(facts, NAMES) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change("pins", {"person_id": "r1", "worker_id": "w1"}, None),
            "Łukasz C: pin (Jo M), is taken away",
        ),
        (
            Change("assignments", None, {"person_id": "r1", "worker_id": "w2"}),
            "Łukasz C: worker (Quinn O), is added",
        ),
        (
            Change(
                "transitions",
                {"person_id": "r1", "happened_on": "2026-11-02"},
                {"person_id": "r1", "happened_on": None},
            ),
            "Łukasz C: transition date, happened from Monday 2 November 2026 to "
            "nothing",
        ),
        (
            Change(
                "wishes",
                {"person_id": "r2", "requested_worker": "w1"},
                {"person_id": "r2", "requested_worker": "w2"},
            ),
            "Ann B: wishes, requested worker from Jo M to Quinn O",
        ),
        (
            Change("absences", {"worker_id": "w1", "to_on": "2027-06-02"}, None),
            "Jo M: absence, is taken away",
        ),
        (
            Change("services", {"ceiling": 20}, {"ceiling": 18}),
            "The service, ceiling from 20 to 18",
        ),
    ],
)
def test_what_else_changes_is_said(change: Change, said: str) -> None:
    assert what_else([change], NAMES) == (said,)
    assert takes_away([change]) is said.endswith("taken away")


def test_of_who_is_new_nothing_else_is_said() -> None:
    facts = [
        Change("people", None, {**LUKASZ, "id": "r3"}),
        Change("wishes", None, {"person_id": "r3"}),
        Change("contact_records", None, {"person_id": "r1"}),
    ]

    assert who_is_new(facts) == ("Łukasz C (P1)",)
    assert what_else(facts, NAMES) == ()


def test_every_table_an_import_puts_has_a_name() -> None:

    apart = {"people", "workers"}
    assert {table.name for table in READ} == apart | set(KINDS)
