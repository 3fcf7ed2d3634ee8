"""What is told of accounts and of imports, on every database."""

from datetime import timedelta
from pathlib import Path

import pytest

from cti.access import Membership, Role
from cti.errors import NotAllowed, NotThere
from cti.store.unit import Store, new_id
from cti.usecases.accounts import grant
from cti.usecases.accounts_told import (
    account_told,
    accounts_told,
    has_accounts,
    my_account,
)
from cti.usecases.importing import ImportState, apply_import, bring, last_imports
from cti.usecases.workbooks import empty_workbook
from tests.builders import PLAN_DATE
from tests.store.households import NOW, actor, another, first
from tests.store.test_importing import FILES
from tests.store.test_unit import a_service


def test_a_store_says_whether_anybody_can_sign_in(store: Store) -> None:
    assert not has_accounts(store)
    first(store)
    assert has_accounts(store)


def test_accounts_are_told_by_name_with_what_they_are_where(store: Store) -> None:
    ade = first(store)
    bo, service_id = another(store, ade), a_service(store)
    membership = Membership(service_id=service_id, role=Role.LEADER, team="east")
    grant(store, ade, bo, membership, at=NOW)

    told = {each.name: each for each in accounts_told(store, ade).items}

    assert told["Ade"].is_administrator
    assert told["Ade"].roles == ()
    (role,) = told["bo"].roles
    assert (role.service_id, role.role, role.team, role.worker) == (
        service_id,
        Role.LEADER,
        "east",
        "",
    )
    assert account_told(store, ade, bo) == told["bo"]
    assert my_account(store, actor(store, bo)) == told["bo"]
    with pytest.raises(NotThere):
        account_told(store, ade, new_id())


def test_who_does_not_look_after_accounts_is_told_of_their_own_alone(
    store: Store,
) -> None:
    ade = first(store)
    bo, cas = another(store, ade), another(store, ade, "cas")
    membership = Membership(service_id=a_service(store), role=Role.LEADER)
    for each in (bo, cas):
        grant(store, ade, each, membership, at=NOW)
    with pytest.raises(NotAllowed):
        accounts_told(store, actor(store, bo))
    assert my_account(store, actor(store, bo)).email == "bo@example.org"
    assert len(my_account(store, actor(store, bo)).roles) == 1


def test_what_was_brought_is_told_the_newest_first(
    store: Store, tmp_path: Path
) -> None:
    service_id, elsewhere, author = a_service(store), a_service(store), new_id()
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    ids = [
        bring(
            store,
            where,
            tmp_path,
            on=PLAN_DATE,
            author_id=author,
            at=NOW + timedelta(minutes=minute),
            called=f"{minute}.xlsx",
        ).staged.id
        for minute, where in enumerate([service_id, service_id, elsewhere])
    ]
    apply_import(store, ids[0], author_id=author, at=NOW + timedelta(hours=1))

    found = last_imports(store, service_id, most=5)

    assert [(each.id, each.called, each.state) for each in found] == [
        (ids[1], "1.xlsx", ImportState.STAGED),
        (ids[0], "0.xlsx", ImportState.APPLIED),
    ]
    assert [each.id for each in last_imports(store, service_id, most=1)] == [ids[1]]


def test_an_empty_workbook_is_made_each_time() -> None:
    assert empty_workbook()[:2] == b"PK"
    assert empty_workbook()[:2] == b"PK"
