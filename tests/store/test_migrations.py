"""A store goes up to the newest shape and back, with what is in it."""

from alembic import command
from sqlalchemy import Engine, inspect

from cti.store.migrations import downgrade, newest, settings, shape, upgrade
from cti.store.reading import read_caseload
from cti.store.unit import Store
from tests.builders import PLAN_DATE, a_caseload
from tests.store.test_caseload import kept


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
