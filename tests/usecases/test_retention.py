"""Nobody is kept longer than the service has said, and nobody goes a day early."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cti.caseload.caseload import Outcome
from cti.caseload.people import Status
from cti.store.tables import CONTACT_RECORDS, ERASURES, PEOPLE
from cti.store.tables.erasures import Because
from cti.store.unit import Store
from cti.usecases.retention import erase_whose_term_is_over, whose_term_is_over
from tests.store.plans import NOW, Kept
from tests.store.whole import AUTHOR

SIX_YEARS_LATER = date(2032, 11, 20)
A_DAY = timedelta(days=1)


@pytest.fixture
def there(store: Store) -> Kept:
    """Sam, whose support was closed on Friday 20 November 2026; Robin is referred."""
    kept = Kept.in_(store)
    change(kept, version=1, status=Status.CLOSED)
    return kept


def change(kept: Kept, *, version: int, at: datetime = NOW, **values: object) -> None:
    with kept.store.unit(author_id=AUTHOR, at=at) as unit:
        row_id = kept.row_id(PEOPLE, "sam")
        unit.change(PEOPLE, row_id, version=version, values=values)


def over(kept: Kept, on: date) -> list[str]:
    return [each.known_as for each in whose_term_is_over(kept.store, years=6, on=on)]


def test_a_term_is_over_on_the_day_and_not_the_day_before(there: Kept) -> None:
    assert over(there, SIX_YEARS_LATER - A_DAY) == []
    assert over(there, SIX_YEARS_LATER) == ["Sam"]
    assert over(there, SIX_YEARS_LATER + A_DAY) == ["Sam"]


def test_a_later_contact_begins_the_term_anew(there: Kept) -> None:
    row = {
        "person_id": there.row_id(PEOPLE, "sam"),
        "worker_id": None,
        "at": datetime(2026, 12, 1, 10, 0),
        "kind": "call",
        "outcome": Outcome.ACHIEVED,
        "minutes": None,
        "place": "",
    }
    with there.store.unit(author_id=AUTHOR, at=NOW) as unit:
        unit.add(CONTACT_RECORDS, there.service_id, [row])
    assert over(there, date(2032, 11, 30)) == []
    assert over(there, date(2032, 12, 1)) == ["Sam"]


def test_whoever_is_open_again_is_kept_and_counts_from_the_last_time(
    there: Kept,
) -> None:
    later = datetime(2028, 3, 1, 9, 0, tzinfo=UTC)
    change(there, version=2, at=later, status=Status.OPEN)
    assert over(there, date(2050, 1, 1)) == []
    change(there, version=3, at=later, status=Status.CLOSED)
    change(there, version=4, at=later.replace(year=2033), known_as="Sal")
    assert over(there, date(2034, 2, 28)) == []
    assert over(there, date(2034, 3, 1)) == ["Sal"]


def test_looking_erases_nobody_and_applying_those_alone(there: Kept) -> None:
    over(there, SIX_YEARS_LATER)
    assert len(there.rows(PEOPLE)) == 2
    done = erase_whose_term_is_over(
        there.store, years=6, on=SIX_YEARS_LATER, author_id=AUTHOR, at=NOW
    )
    assert [each.known_as for each in done.erased] == ["Sam"]
    assert [row["known_as"] for row in there.rows(PEOPLE)] == ["Robin"]
    assert [row["because"] for row in there.rows(ERASURES)] == [Because.TERM_OVER]
    assert over(there, date(2050, 1, 1)) == []
