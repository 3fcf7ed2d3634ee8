"""Accounts are looked after by some, who never look after their own, nor see people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from cti.access import Actor, Membership, Permission, Role
from cti.errors import (
    CtiError,
    EmailTaken,
    LastAdministrator,
    NotAllowed,
    NotSignedIn,
    NotThere,
)
from cti.store.audit import verify
from cti.store.tables import ACCOUNTS, AUDIT, TOKENS
from cti.store.unit import Store
from cti.usecases.accounts import (
    approve,
    demote,
    end_account,
    found_administrator,
    grant,
    invite,
    invite_by_letter,
    promote,
    withdraw,
)
from cti.usecases.accounts_told import accounts_told
from cti.usecases.own_account import (
    change_password,
    issue_token,
    my_tokens,
    revoke_token,
    set_password,
    who_bears,
)
from cti.usecases.signing_in import who_is
from tests.store.households import (
    DAY,
    MINUTE,
    NOW,
    PASSWORD,
    actor,
    another,
    first,
    signed_in,
)
from tests.store.test_unit import a_service

CHANGES: tuple[Callable[..., None], ...] = (approve, promote, demote, end_account)
READS = frozenset({Permission.PERSON_READ})


def member(service_id: str, role: Role = Role.WORKER) -> Membership:
    return Membership(service_id=service_id, role=role)


def a_worker_account(store: Store, by: Actor, name: str = "bo") -> Actor:
    account_id = another(store, by, name)
    grant(store, by, account_id, member(a_service(store)), at=NOW)
    return actor(store, account_id)


def test_the_first_account_is_made_once(store: Store) -> None:
    ade = first(store)
    assert ade.is_administrator
    with pytest.raises(NotAllowed):
        found_administrator(store, email="b@example.org", name="B", at=NOW)


def test_of_two_who_make_the_first_account_at_once_one_is_too_late(
    store: Store,
) -> None:
    start = Barrier(2)
    failed: list[CtiError] = []

    def found(email: str) -> None:
        start.wait()
        try:
            found_administrator(store, email=email, name=email, at=NOW)
        except CtiError as error:
            failed.append(error)

    threads = [
        Thread(target=found, args=(email,))
        for email in ("a@example.org", "b@example.org")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(each) for each in failed] == [NotAllowed]


def test_somebody_invited_may_do_nothing_until_another_approves(store: Store) -> None:
    ade = first(store)
    second = another(store, ade, "second")
    promote(store, ade, second, at=NOW)
    made = invite(store, ade, email="BO@example.org", name="Bo", at=NOW)
    set_password(store, made.secret, PASSWORD, at=NOW)
    with pytest.raises(NotSignedIn):
        signed_in(store, email="bo@example.org")
    with pytest.raises(NotAllowed, match="does not approve"):
        approve(store, ade, made.account_id, at=NOW)
    approve(store, actor(store, second), made.account_id, at=NOW)
    assert signed_in(store, email="bo@example.org")


def test_an_address_has_one_account(store: Store) -> None:
    ade = first(store)
    with pytest.raises(EmailTaken):
        invite(store, ade, email=" ADE@example.org", name="Ade", at=NOW)


@pytest.mark.parametrize("way", [invite, invite_by_letter])
def test_of_two_who_invite_the_same_address_at_once_one_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, way: Callable[..., object]
) -> None:
    ade = first(store)
    start = Barrier(2)
    failed: list[Exception] = []
    # Both have looked, and nobody had the address then.
    monkeypatch.setattr("cti.store.accounts.account_by_email", lambda *_: None)

    def also(name: str) -> None:
        start.wait()
        try:
            way(store, ade, email="bo@example.org", name=name, at=NOW)
        except (CtiError, IntegrityError) as error:
            failed.append(error)

    threads = [Thread(target=also, args=(name,)) for name in ("Bo", "Bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(each) for each in failed] == [EmailTaken]
    assert [each.email for each in accounts_told(store, ade).items] == [
        "ade@example.org",
        "bo@example.org",
    ]


def test_a_role_holds_from_the_next_request_on(store: Store) -> None:
    ade = first(store)
    bo, service_id = another(store, ade), a_service(store)
    session = signed_in(store, email="bo@example.org")
    ours = member(service_id, Role.LEADER)
    grant(store, ade, bo, ours, at=NOW)
    now = who_is(store, session.secret, at=NOW)
    assert now
    assert now.memberships == (ours,)
    grant(store, ade, bo, member(service_id), at=NOW)
    assert actor(store, bo).memberships == (member(service_id),)
    withdraw(store, ade, bo, service_id, at=NOW)
    then = who_is(store, session.secret, at=NOW)
    assert then
    assert then.memberships == ()


def test_nobody_grants_themselves_anything(store: Store, engine: Engine) -> None:
    ade = first(store)
    another(store, ade)
    service_id = a_service(store)
    with pytest.raises(NotAllowed):
        grant(store, ade, ade.account_id, member(service_id), at=NOW)
    with pytest.raises(NotAllowed):
        withdraw(store, ade, ade.account_id, service_id, at=NOW)
    for change in CHANGES:
        with pytest.raises(NotAllowed):
            change(store, ade, ade.account_id, at=NOW)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO memberships (id, account_id, service_id, role, team, "
                "granted_by) VALUES ('m', :me, :service, 'worker', '', :me)"
            ),
            {"me": ade.account_id, "service": service_id},
        )


def test_only_those_who_look_after_accounts_do(store: Store) -> None:
    ade = first(store)
    bo = a_worker_account(store, ade)
    leader = another(store, ade, "lee")
    grant(store, ade, leader, member(a_service(store), Role.LEADER), at=NOW)
    whose = ade.account_id
    for who in (bo, actor(store, leader), replace(ade, is_active=False)):
        with pytest.raises(NotAllowed):
            invite(store, who, email="x@example.org", name="x", at=NOW)
        with pytest.raises(NotAllowed):
            accounts_told(store, who)
        for change in CHANGES:
            with pytest.raises(NotAllowed):
                change(store, who, whose, at=NOW)
    assert len(accounts_told(store, ade).items) == 3


def test_accounts_and_people_are_never_in_one_hand(store: Store) -> None:
    ade = first(store)
    bo = a_worker_account(store, ade)
    promote(store, ade, bo.account_id, at=NOW)
    promoted = actor(store, bo.account_id)
    assert promoted.is_administrator
    assert promoted.memberships == ()
    with pytest.raises(NotAllowed, match="in no service"):
        grant(store, ade, bo.account_id, member(a_service(store)), at=NOW)


def test_somebody_is_always_left_to_look_after_accounts(store: Store) -> None:
    ade = first(store)
    bo = another(store, ade)
    promote(store, ade, bo, at=NOW)
    second = actor(store, bo)
    demote(store, second, ade.account_id, at=NOW)
    stale = replace(ade, account_id=ade.account_id)
    for attempt in (demote, end_account):
        with pytest.raises(LastAdministrator):
            attempt(store, stale, bo, at=NOW)
    assert actor(store, bo).is_administrator


@pytest.mark.parametrize("each_ends", [demote, end_account])
def test_two_who_end_each_other_at_once_do_not_leave_nobody(
    store: Store, each_ends: Callable[..., None]
) -> None:
    ade = first(store)
    bo = another(store, ade)
    promote(store, ade, bo, at=NOW)
    pairs = [(ade, bo), (actor(store, bo), ade.account_id)]
    start = Barrier(2)
    failed: list[CtiError] = []

    def end(who: Actor, whom: str) -> None:
        start.wait()
        try:
            each_ends(store, who, whom, at=NOW)
        except CtiError as error:
            failed.append(error)

    threads = [Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(each) for each in failed] == [LastAdministrator]


def test_a_token_does_what_it_was_issued_for_until_it_expires(store: Store) -> None:
    bo = a_worker_account(store, first(store))
    issued = issue_token(
        store, bo, name="In-Form", scopes=READS, expires_at=NOW + DAY, at=NOW
    )
    by_token = who_bears(store, issued.secret, at=NOW + DAY - MINUTE)
    assert by_token == replace(bo, scopes=READS)
    assert who_bears(store, issued.secret, at=NOW + DAY) is None
    assert who_bears(store, issued.secret[:-1], at=NOW) is None
    [kept] = my_tokens(store, bo)
    assert kept.seen_at == NOW + DAY - MINUTE
    assert issued.secret.startswith(f"cti_{kept.prefix}")
    with store.reading() as connection:
        assert issued.secret not in str(connection.execute(select(TOKENS)).all())


def test_a_token_ends_when_it_is_revoked_or_its_owner_changes(store: Store) -> None:
    ade = first(store)
    bo = a_worker_account(store, ade)
    until = NOW + DAY
    issued = [
        issue_token(store, bo, name=f"{n}", scopes=READS, expires_at=until, at=NOW)
        for n in range(2)
    ]
    with pytest.raises(NotThere):
        revoke_token(store, ade, issued[0].token_id, at=NOW)
    revoke_token(store, bo, issued[0].token_id, at=NOW)
    with pytest.raises(NotThere):
        revoke_token(store, bo, issued[0].token_id, at=NOW)
    assert who_bears(store, issued[0].secret, at=NOW) is None
    assert who_bears(store, issued[1].secret, at=NOW)
    change_password(store, bo, old=PASSWORD, new=PASSWORD + " once", at=NOW)
    assert who_bears(store, issued[1].secret, at=NOW) is None


def test_a_token_is_for_something_for_a_year_and_from_somebody(store: Store) -> None:
    bo = a_worker_account(store, first(store))
    until = NOW + DAY
    wrong = [
        (bo, frozenset[Permission](), until),
        (bo, READS, NOW),
        (bo, READS, NOW + timedelta(days=367)),
        (replace(bo, scopes=frozenset(Permission)), READS, until),
    ]
    for who, scopes, expires_at in wrong:
        with pytest.raises(NotAllowed):
            issue_token(
                store, who, name="x", scopes=scopes, expires_at=expires_at, at=NOW
            )
    assert my_tokens(store, bo) == []


def test_all_of_it_is_in_the_audit_without_a_name(store: Store) -> None:
    ade = first(store)
    bo = a_worker_account(store, ade)
    signed_in(store, email="bo@example.org")
    end_account(store, ade, bo.account_id, at=NOW)
    with store.reading() as connection:
        assert verify(connection) is None
        rows = connection.execute(select(AUDIT)).all()
        emails = connection.execute(select(ACCOUNTS.c.email)).scalars().all()
    done = {row.action for row in rows if row.object_id == bo.account_id}
    assert done == {
        "accounts:invite",
        "accounts:set_password",
        "accounts:approve",
        "memberships:grant",
        "accounts:end",
        "sessions:end",
    }
    assert not [email for email in emails if email in str(rows)]
