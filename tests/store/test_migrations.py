"""A store goes up to the newest shape and back, with what is in it."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import Engine, inspect, select

from cti.caseload.casework.phones import Phone
from cti.store.casework import add, kept_of, kept_one
from cti.store.migrations import downgrade, newest, settings, shape, upgrade
from cti.store.reading import read_caseload
from cti.store.tables import PEOPLE
from cti.store.unit import Store, new_id
from tests.builders import PLAN_DATE, a_caseload, a_person
from tests.store.test_caseload import kept

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_tables_are_those_the_code_knows(engine: Engine) -> None:
    command.check(settings(engine))


def test_a_new_store_has_the_newest_shape(engine: Engine) -> None:
    assert shape(engine) == newest()


def test_every_step_goes_back_and_up_again(engine: Engine) -> None:
    kept(Store(engine), a_caseload())
    downgrade(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(engine)
    service_id = kept(Store(engine), a_caseload())
    with Store(engine).reading() as connection:
        assert read_caseload(connection, service_id, on=PLAN_DATE)


def test_phones_come_and_go_and_nobody_goes_with_them(engine: Engine) -> None:
    store = Store(engine)
    service_id = kept(store, a_caseload(people=(a_person(),)))
    with store.unit(author_id=new_id(), at=NOW) as unit:
        (person,) = unit.connection.execute(select(PEOPLE.c.id)).scalars()
        said = Phone(person_id=person, number="07700 900123", reached_by="A text")
        add(unit, service_id, said)

    downgrade(engine, "0020")

    assert "phones" not in inspect(engine).get_table_names()
    with store.reading() as connection:
        assert connection.execute(select(PEOPLE.c.known_as)).scalars().all() == ["Sam"]
    upgrade(engine)
    with store.unit(author_id=new_id(), at=NOW) as unit:
        assert kept_of(unit.connection, Phone) == ()
        row_id = add(unit, service_id, said)
        assert kept_one(unit.connection, Phone, row_id).what == said
