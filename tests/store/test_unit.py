"""One transaction: all of it or nothing, and whoever comes second is told."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from cti.errors import ChangedMeanwhile, NotThere
from cti.store.plain import Values
from cti.store.putting import found_service
from cti.store.tables import FACTS, SERVICES, TEAM_EVENTS, TRAVEL_TIMES
from cti.store.unit import Store, as_values, new_id
from tests.builders import a_caseload

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ALEX, BO = new_id(), new_id()
FROM_EAST: Values = {"from_locality": "East", "to_locality": "West", "minutes": 10}


def a_service(store: Store) -> str:
    with store.unit(author_id=ALEX, at=NOW) as unit:
        return found_service(unit, a_caseload())


def a_way(store: Store, service_id: str) -> str:
    with store.unit(author_id=ALEX, at=NOW) as unit:
        return unit.add(TRAVEL_TIMES, service_id, [FROM_EAST])[0]


def ways(store: Store) -> list[Values]:
    with store.reading() as connection:
        return [as_values(row) for row in connection.execute(select(TRAVEL_TIMES))]


def facts(store: Store) -> list[Values]:
    with store.reading() as connection:
        said = select(FACTS).order_by(FACTS.c.number)
        return [as_values(row) for row in connection.execute(said)]


def revision(store: Store, service_id: str) -> int:
    with store.reading() as connection:
        of = select(SERVICES.c.revision).where(SERVICES.c.id == service_id)
        return int(connection.execute(of).scalar_one())


def change_then_fail(store: Store, service_id: str) -> None:
    with store.unit(author_id=ALEX, at=NOW) as unit:
        unit.change(SERVICES, service_id, version=1, values={"name": "Another"})
        unit.add(TRAVEL_TIMES, service_id, [FROM_EAST, FROM_EAST])


def test_what_fails_half_way_leaves_nothing_behind(store: Store) -> None:
    service_id = a_service(store)
    before = facts(store)
    with pytest.raises(IntegrityError):
        change_then_fail(store, service_id)
    assert not ways(store)
    assert facts(store) == before
    assert revision(store, service_id) == 1


def test_every_change_is_a_fact_with_an_author(store: Store) -> None:
    way = a_way(store, a_service(store))
    with store.unit(author_id=BO, at=NOW) as unit:
        unit.change(TRAVEL_TIMES, way, version=1, values={"minutes": 12})
    with store.unit(author_id=BO, at=NOW) as unit:
        unit.remove(TRAVEL_TIMES, way, version=2)
    added, changed, removed = (f for f in facts(store) if f["row_id"] == way)
    assert (added["author_id"], changed["author_id"]) == (ALEX, BO)
    assert [each["version"] for each in (added, changed, removed)] == [1, 2, 3]
    assert [each["revision"] for each in (added, changed, removed)] == [2, 3, 4]
    assert added["before"] is None
    assert added["after"]["minutes"] == changed["before"]["minutes"] == 10
    assert changed["after"]["minutes"] == removed["before"]["minutes"] == 12
    assert removed["after"] is None
    assert changed["at"] == NOW
    assert not ways(store)


def test_who_saw_an_older_version_changes_nothing(store: Store) -> None:
    way = a_way(store, a_service(store))
    with store.unit(author_id=ALEX, at=NOW) as unit:
        assert unit.change(TRAVEL_TIMES, way, version=1, values={"minutes": 12}) == 2
    with (
        pytest.raises(ChangedMeanwhile),
        store.unit(author_id=BO, at=NOW) as unit,
    ):
        unit.change(TRAVEL_TIMES, way, version=1, values={"minutes": 15})
    with (
        pytest.raises(ChangedMeanwhile),
        store.unit(author_id=BO, at=NOW) as unit,
    ):
        unit.remove(TRAVEL_TIMES, way, version=1)
    assert [each["minutes"] for each in ways(store)] == [12]


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(NotThere), store.unit(author_id=ALEX, at=NOW) as unit:
        unit.change(TEAM_EVENTS, new_id(), version=1, values={"minutes": 1})


def test_of_two_who_change_the_same_at_once_one_is_told(store: Store) -> None:
    way = a_way(store, a_service(store))
    together, outcomes = Barrier(2), []

    def change(author_id: str, minutes: int) -> None:
        together.wait()
        try:
            with store.unit(author_id=author_id, at=NOW) as unit:
                unit.change(TRAVEL_TIMES, way, version=1, values={"minutes": minutes})
        except ChangedMeanwhile:
            outcomes.append("told")
        else:
            outcomes.append("kept")

    both = [Thread(target=change, args=each) for each in ((ALEX, 11), (BO, 12))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["kept", "told"]


def test_who_only_reads_cannot_write(store: Store) -> None:
    service_id = a_service(store)
    with store.reading() as connection, pytest.raises(DBAPIError):
        connection.execute(SERVICES.update().values(revision=7))
    assert revision(store, service_id) == 1
    a_way(store, service_id)
    assert revision(store, service_id) == 2


def test_readers_see_one_state_while_somebody_writes(store: Store) -> None:
    service_id = a_service(store)
    with store.reading() as connection:
        of = select(SERVICES.c.revision).where(SERVICES.c.id == service_id)
        assert connection.execute(of).scalar_one() == 1
        a_way(store, service_id)
        assert connection.execute(of).scalar_one() == 1
    assert revision(store, service_id) == 2


def two_ways(store: Store) -> list[Values]:
    service_id = a_service(store)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        back = {"from_locality": "West", "to_locality": "East", "minutes": 10}
        unit.add(TRAVEL_TIMES, service_id, [FROM_EAST, back])
    return ways(store)


def change_both(store: Store, seen: list[Values], minutes: int) -> None:
    with store.unit(author_id=BO, at=NOW) as unit:
        changes = [(row, {"minutes": minutes + n}) for n, row in enumerate(seen)]
        unit.change_all(TRAVEL_TIMES, seen[0]["service_id"], changes)


def test_many_rows_change_together_each_with_a_fact(store: Store) -> None:
    seen = two_ways(store)

    change_both(store, seen, 20)

    now = {row["id"]: row for row in ways(store)}
    assert [now[row["id"]]["minutes"] for row in seen] == [20, 21]
    assert {row["version"] for row in now.values()} == {2}
    *_, first, second = facts(store)
    for fact, row in zip((first, second), seen, strict=True):
        assert (fact["row_id"], fact["version"]) == (row["id"], 2)
        assert (fact["author_id"], fact["revision"]) == (BO, 3)
        assert fact["before"]["minutes"] == 10
        assert fact["after"] == {**now[row["id"]]}
    assert revision(store, seen[0]["service_id"]) == 3


def test_of_many_rows_none_changes_if_one_was_changed_meanwhile(store: Store) -> None:
    seen = two_ways(store)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        unit.change(TRAVEL_TIMES, seen[1]["id"], version=1, values={"minutes": 12})
    before = facts(store)

    with pytest.raises(ChangedMeanwhile):
        change_both(store, seen, 20)

    assert {row["id"]: row["minutes"] for row in ways(store)} == {
        seen[0]["id"]: 10,
        seen[1]["id"]: 12,
    }
    assert facts(store) == before


def test_nobody_waits_for_the_disk_with_what_may_be_lost_and_with_that_alone(
    store: Store,
) -> None:
    service_id = a_service(store)

    def is_said_to_wait(connection: Connection) -> bool | None:
        """Whether anything but the server's own settings decides; None on SQLite."""
        if connection.dialect.name != "postgresql":
            return None
        asked = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'"
        return bool(connection.exec_driver_sql(asked).scalar_one() == "session")

    with store.noting() as connection:
        noted = is_said_to_wait(connection)
        connection.execute(update(SERVICES).values(name="Noted"))
    with store.writing() as connection:
        written = is_said_to_wait(connection)

    assert (noted, written) in {(True, False), (None, None)}
    with store.reading() as connection:
        of = select(SERVICES.c.name).where(SERVICES.c.id == service_id)
        assert connection.execute(of).scalar_one() == "Noted"
