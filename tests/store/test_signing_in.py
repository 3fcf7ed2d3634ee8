"""Whoever signs in proves who they are; whoever guesses waits, and nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pyotp
import pytest
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine, select, text

from cti.errors import (
    CodeNeeded,
    NotAllowed,
    NotNow,
    NotSignedIn,
    NotThere,
    TooManyTries,
    WeakPassword,
)
from cti.store.tables import ACCOUNTS, LINKS, RECOVERY_CODES, SESSIONS, TOKENS
from cti.store.tries import FREE_TRIES_OF_AN_ADDRESS, wait_until
from cti.store.unit import Store
from cti.usecases import passwords
from cti.usecases.accounts import end_account
from cti.usecases.own_account import change_password, send_link, set_password
from cti.usecases.passwords import hashed
from cti.usecases.sealing import Seal
from cti.usecases.signing_in import (
    SignedIn,
    confirm_codes,
    end_my_session,
    my_sessions,
    sign_out,
    start_codes,
    stop_codes,
    who_is,
)
from tests.store.households import (
    AWAY,
    DAY,
    HOME,
    HOUR,
    MINUTE,
    NOW,
    PASSWORD,
    SEAL,
    another,
    first,
    signed_in,
)

WRONG = "not the one that fits"
ADE, BO = "ade@example.org", "bo@example.org"


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(NotSignedIn):
        yield


def guess(
    store: Store, times: int, *, email: str = ADE, address: str = AWAY
) -> list[datetime]:
    """Try wrong passwords one after the other, waiting as told; return when."""
    at = NOW
    tried: list[datetime] = []
    while len(tried) < times:
        try:
            signed_in(store, email=email, password=WRONG, address=address, at=at)
        except TooManyTries as wait:
            at = max(wait.until, at + timedelta(seconds=1))
        except NotSignedIn:
            tried.append(at)
    return tried


def test_who_signs_in_is_known_until_they_sign_out(store: Store) -> None:
    ade = first(store)
    session = signed_in(store, email=" ADE@example.org ")
    assert who_is(store, session.secret, at=NOW) == ade
    sign_out(store, ade, session.secret, at=NOW)
    assert who_is(store, session.secret, at=NOW) is None


def test_it_is_not_said_what_did_not_fit(store: Store) -> None:
    ade = first(store)
    ended = another(store, ade, "cy")
    end_account(store, ade, ended, at=NOW)
    said = set()
    for email in (ADE, "nobody@example.org", "cy@example.org"):
        password = PASSWORD if email.startswith("cy") else WRONG
        with pytest.raises(NotSignedIn) as caught:
            signed_in(store, email=email, password=password)
        said.add((type(caught.value), caught.value.message, caught.value.hint))
    assert len(said) == 1


def test_a_password_is_looked_at_where_there_is_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def verify(self: object, password: str, kept: str) -> bool:
        del self, password
        looked_at.append(kept)
        return False

    monkeypatch.setattr(type(passwords.HASHER), "verify", verify)
    with refused():
        signed_in(store, email="nobody@example.org")
    assert len(looked_at) == 1
    [kept] = looked_at
    assert kept.split("$")[1:4] == passwords.hashed(PASSWORD).split("$")[1:4]


def test_an_unapproved_account_signs_nobody_in(store: Store, engine: Engine) -> None:
    first(store)
    signed_in(store)
    with engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET approved_by = NULL"))
    with refused():
        signed_in(store)


def test_a_session_ends_when_nobody_is_there_for_half_an_hour(store: Store) -> None:
    first(store)
    session = signed_in(store)
    half = timedelta(minutes=30)
    second = timedelta(seconds=1)
    assert who_is(store, session.secret, at=NOW + half - second)
    assert who_is(store, session.secret, at=NOW + 2 * half - 2 * second)
    assert who_is(store, session.secret, at=NOW + 3 * half - 2 * second) is None


def test_a_session_ends_after_twelve_hours_whoever_is_there(store: Store) -> None:
    first(store)
    session = signed_in(store)
    at = NOW
    while at < NOW + 12 * HOUR - 20 * MINUTE:
        at += 20 * MINUTE
        present = who_is(store, session.secret, at=at)
        assert bool(present) is (at < NOW + 12 * HOUR)
    assert who_is(store, session.secret, at=NOW + 12 * HOUR) is None


def test_somebody_sees_and_ends_their_own_sessions_only(store: Store) -> None:
    ade = first(store)
    another(store, ade)
    here, there = signed_in(store), signed_in(store, at=NOW + MINUTE)
    theirs = signed_in(store, email=BO)
    seen = my_sessions(store, ade, at=NOW + MINUTE)
    assert [each.id for each in seen] == [there.session_id, here.session_id]
    with pytest.raises(NotThere):
        end_my_session(store, ade, theirs.session_id, at=NOW)
    end_my_session(store, ade, here.session_id, at=NOW)
    assert who_is(store, here.secret, at=NOW) is None
    assert who_is(store, there.secret, at=NOW)
    assert who_is(store, theirs.secret, at=NOW)


def test_every_session_ends_with_the_password_or_the_account(store: Store) -> None:
    ade = first(store)
    bo = another(store, ade)
    sessions = [signed_in(store, email=BO), signed_in(store, email=BO)]
    in_bo = who_is(store, sessions[0].secret, at=NOW)
    assert in_bo
    change_password(store, in_bo, old=PASSWORD, new=PASSWORD + " once", at=NOW)
    assert not any(who_is(store, each.secret, at=NOW) for each in sessions)
    again = signed_in(store, email=BO, password=PASSWORD + " once")
    end_account(store, ade, bo, at=NOW)
    assert who_is(store, again.secret, at=NOW) is None
    with refused():
        signed_in(store, email=BO, password=PASSWORD + " once")


def test_an_account_that_ended_is_out_even_where_its_session_was_left(
    store: Store, engine: Engine
) -> None:
    first(store)
    session = signed_in(store)
    with engine.begin() as connection:
        connection.execute(ACCOUNTS.update().values(is_active=False))
    assert who_is(store, session.secret, at=NOW) is None


def test_nobody_guesses_more_than_ten_times_an_hour(store: Store) -> None:
    first(store)
    tried = guess(store, 14)
    for start in tried:
        assert sum(start <= each < start + HOUR for each in tried) <= 10
    assert tried[4] == NOW
    waits = [b - a for a, b in pairwise(tried[4:])]
    assert waits[:6] == [(1 << each) * MINUTE for each in range(6)]
    assert max(waits) == HOUR


def test_the_same_wait_is_told_where_there_is_no_such_account(store: Store) -> None:
    first(store)
    assert guess(store, 7) == guess(store, 7, email="nobody@example.org", address="x")


def test_many_guesses_at_once_gain_nothing(store: Store) -> None:
    first(store)
    answers: list[type[Exception]] = []
    start = Barrier(8)

    def one() -> None:
        start.wait()
        try:
            signed_in(store, password=WRONG, address=AWAY)
        except (TooManyTries, NotSignedIn) as error:
            answers.append(type(error))

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(NotSignedIn) == 5
    assert answers.count(TooManyTries) == 3


def test_who_guesses_keeps_neither_the_owner_nor_anybody_else_out(
    store: Store,
) -> None:
    another(store, first(store))
    signed_in(store)
    guess(store, 9)
    assert signed_in(store)
    assert signed_in(store, email=BO)
    assert signed_in(store, email=BO, address=AWAY)


def test_who_guesses_from_everywhere_waits_all_the_same(store: Store) -> None:
    first(store)
    for each in range(5):
        with refused():
            signed_in(store, password=WRONG, address=f"203.0.113.{each}")
    with pytest.raises(TooManyTries):
        signed_in(store, password=WRONG, address="203.0.113.99")


def test_an_address_that_tries_many_accounts_waits(store: Store) -> None:
    first(store)
    for each in range(FREE_TRIES_OF_AN_ADDRESS):
        with refused():
            signed_in(store, email=f"{each}@example.org", address=AWAY)
    with pytest.raises(TooManyTries):
        signed_in(store, email="one.more@example.org", address=AWAY)
    assert signed_in(store, address=HOME)


def test_a_wait_is_over_when_it_is_over_and_forgotten_after_a_day(
    store: Store,
) -> None:
    first(store)
    guess(store, 5)
    with pytest.raises(TooManyTries) as caught:
        signed_in(store, address=AWAY)
    assert caught.value.until == NOW + MINUTE
    with pytest.raises(TooManyTries):
        signed_in(store, address=AWAY, at=NOW + MINUTE - timedelta(seconds=1))
    assert signed_in(store, address=AWAY, at=NOW + MINUTE)
    guess(store, 9, email=BO)
    with refused():
        signed_in(store, email=BO, address=AWAY, at=NOW + 3 * DAY)
    with refused():
        signed_in(store, email=BO, address=AWAY, at=NOW + 3 * DAY)


def test_waiting_grows_up_to_an_hour() -> None:
    assert wait_until(4, NOW, free=5) is None
    waits = [wait_until(each, NOW, free=5) for each in (5, 6, 10, 11, 99999)]
    assert waits == [NOW + each * MINUTE for each in (1, 2, 32, 60, 60)]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("x7#Kq9!vLm2", "fewer than 12"),
        ("unbelievable", "many people use it|too easily"),
        ("password1234", "too easily|many people"),
        ("aaaaaaaaaaaaaaaaaa", "too easily"),
        ("ade@example.org", "too easily"),
        ("long" * 51, "more than 200"),
    ],
)
def test_a_password_that_others_guess_is_refused(
    store: Store, password: str, why: str
) -> None:
    ade = first(store)
    with pytest.raises(WeakPassword, match=why):
        change_password(store, ade, old=PASSWORD, new=password, at=NOW)
    assert signed_in(store)


def test_a_password_is_made_of_any_letters(store: Store) -> None:
    ade = first(store)
    new = "überraschend viele Kühe 🐄"
    change_password(store, ade, old=PASSWORD, new=new, at=NOW)
    assert signed_in(store, password=new)


def test_a_password_is_kept_anew_when_it_was_kept_the_old_way(
    store: Store, engine: Engine
) -> None:
    ade = first(store)
    weak = Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1)
    with engine.begin() as connection:
        connection.execute(ACCOUNTS.update().values(password_hash=weak.hash(PASSWORD)))
    signed_in(store)
    with store.reading() as connection:
        kept = connection.execute(select(ACCOUNTS.c.password_hash)).scalar_one()
    assert "m=19456" in kept
    assert signed_in(store).account_id == ade.account_id


def test_a_link_is_good_once_and_for_an_hour(store: Store) -> None:
    first(store)
    session = signed_in(store)
    link = send_link(store, email=ADE, at=NOW)
    assert link
    with pytest.raises(WeakPassword):
        set_password(store, link.secret, "short", at=NOW)
    set_password(store, link.secret, PASSWORD + " twice", at=NOW + HOUR - MINUTE)
    assert who_is(store, session.secret, at=NOW) is None
    with refused():
        set_password(store, link.secret, PASSWORD + " again", at=NOW + HOUR - MINUTE)
    assert signed_in(store, password=PASSWORD + " twice")
    late = send_link(store, email=ADE, at=NOW)
    assert late
    with refused():
        set_password(store, late.secret, PASSWORD + " again", at=NOW + HOUR)


def test_only_the_last_link_is_good(store: Store) -> None:
    first(store)
    links = [send_link(store, email=ADE, at=NOW) for _ in range(2)]
    assert all(links)
    with refused():
        set_password(store, links[0].secret if links[0] else "", PASSWORD, at=NOW)
    set_password(store, links[1].secret if links[1] else "", PASSWORD, at=NOW)


def test_there_is_no_link_for_nobody(store: Store) -> None:
    ade = first(store)
    bo = another(store, ade)
    end_account(store, ade, bo, at=NOW)
    assert send_link(store, email="nobody@example.org", at=NOW) is None
    assert send_link(store, email=BO, at=NOW) is None


def with_codes(store: Store) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    ade = first(store)
    totp = pyotp.parse_uri(start_codes(store, ade, at=NOW, seal=SEAL))
    assert isinstance(totp, pyotp.TOTP)
    assert signed_in(store), "nothing is asked for yet"
    before = NOW - 2 * MINUTE
    codes = confirm_codes(store, ade, totp.at(before), at=before, seal=SEAL)
    return totp, codes


def test_a_code_is_asked_for_and_taken_once(store: Store) -> None:
    totp, _ = with_codes(store)
    with pytest.raises(CodeNeeded):
        signed_in(store)
    with refused():
        signed_in(store, code=totp.at(NOW + 5 * MINUTE))
    code = totp.at(NOW)
    assert signed_in(store, code=code)
    with refused():
        signed_in(store, code=code)
    with refused():
        signed_in(store, code=totp.at(NOW - timedelta(seconds=30)))
    assert signed_in(store, code=totp.at(NOW + timedelta(seconds=30)))


def test_a_code_without_the_password_is_nothing(store: Store) -> None:
    totp, _ = with_codes(store)
    with refused():
        signed_in(store, password=WRONG, code=totp.at(NOW))
    assert signed_in(store, code=totp.at(NOW))


def test_a_recovery_code_is_good_once(store: Store) -> None:
    _, codes = with_codes(store)
    assert len(set(codes)) == 10
    assert signed_in(store, code=codes[3].upper())
    with refused():
        signed_in(store, code=codes[3])
    assert signed_in(store, code=codes[4])


def test_codes_are_asked_for_until_one_says_otherwise(store: Store) -> None:
    totp, codes = with_codes(store)
    session = signed_in(store, code=codes[0])
    ade = who_is(store, session.secret, at=NOW)
    assert ade
    with pytest.raises(NotAllowed):
        start_codes(store, ade, at=NOW, seal=SEAL)
    with refused():
        confirm_codes(store, ade, totp.at(NOW), at=NOW, seal=SEAL)
    with refused():
        stop_codes(store, ade, "000000", at=NOW, seal=SEAL)
    stop_codes(store, ade, totp.at(NOW), at=NOW, seal=SEAL)
    assert signed_in(store)


def test_the_store_alone_gives_no_secret_away(store: Store) -> None:
    totp, _ = with_codes(store)
    with store.reading() as connection:
        row = connection.execute(select(ACCOUNTS)).one()
    assert totp.secret not in str(row)
    assert SEAL.open(row.totp_secret, of=row.id) == totp.secret
    another_key = Seal("another key of tests, which is as long")
    for seal, of in ((another_key, row.id), (SEAL, "0" * 32)):
        with pytest.raises(NotNow):
            seal.open(row.totp_secret, of=of)
    assert SEAL.close(totp.secret, of=row.id) != row.totp_secret


def test_without_a_key_nobody_begins_to_use_codes(store: Store) -> None:
    with pytest.raises(NotNow):
        start_codes(store, first(store), at=NOW)
    assert signed_in(store)
    with pytest.raises(ValueError, match="at least 32"):
        Seal("short")


def test_nobody_waits_to_write_while_a_password_is_hashed(
    engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ade, in_use = first(store), []

    def noted(words: str) -> str:
        in_use.append(engine.pool.checkedout())  # type: ignore[attr-defined]  # it has one
        return hashed(words)

    monkeypatch.setattr("cti.usecases.own_account.hashed", noted)
    link = send_link(store, email=ADE, at=NOW)
    assert link
    set_password(store, link.secret, "lantern basalt quiver", at=NOW)
    change_password(
        store, ade, old="lantern basalt quiver", new="thistle ferry amber", at=NOW
    )
    assert in_use == [0, 0]
    assert signed_in(store, password="thistle ferry amber")  # noqa: S106, of a test


def test_of_two_who_bring_one_code_at_once_one_is_let_in(store: Store) -> None:
    totp, _ = with_codes(store)
    answers: list[SignedIn | None] = []
    start = Barrier(2)

    def one() -> None:
        start.wait()
        try:
            answers.append(signed_in(store, code=totp.at(NOW)))
        except NotSignedIn:
            answers.append(None)

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [bool(each) for each in answers].count(True) == 1


def test_nothing_that_lets_somebody_in_is_kept(store: Store) -> None:
    _, codes = with_codes(store)
    session = signed_in(store, code=codes[0])
    link = send_link(store, email=ADE, at=NOW)
    assert link
    with store.reading() as connection:
        kept = str(
            [
                connection.execute(select(table)).all()
                for table in (ACCOUNTS, SESSIONS, LINKS, RECOVERY_CODES, TOKENS)
            ]
        )
    assert not [
        each for each in (PASSWORD, session.secret, link.secret, *codes) if each in kept
    ]
    assert kept.count("$argon2id$") == 1
