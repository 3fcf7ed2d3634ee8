"""Letters are sent at least once, in normal running once, and never with a name."""

import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Engine, select, update

from cti.access import Membership, Role
from cti.errors import LinkSpent
from cti.plans.life import LetterKind, MessageKind
from cti.store import letters
from cti.store.letters import LEASE, write
from cti.store.plans import plan_row
from cti.store.publishing import put_in_force
from cti.store.tables import LETTERS, LINKS, MESSAGES, METADATA, SERVICES, WORKERS
from cti.store.unit import Store
from cti.usecases.accounts import (
    end_account,
    grant,
    invite_by_letter,
    withdraw,
)
from cti.usecases.accounts_told import accounts_told
from cti.usecases.mail import MailServer, NotDelivered, Security
from cti.usecases.own_account import ask_for_link, set_password
from cti.usecases.sending import (
    IDLE_SECONDS,
    LONGEST_PAUSE,
    USUALLY_FOR,
    Outcome,
    Sender,
    pause,
    send_some,
    sending_beside,
)
from cti.usecases.signing_in import sign_in
from tests.builders import a_planned_contact, a_stay
from tests.house.tree import ROOT
from tests.mail import Post, post_office, words_of
from tests.store.households import PASSWORD, actor, another, first
from tests.store.plans import NOW, Kept, a_document, an_overload
from tests.usecases.runs import until

ADDRESS = "https://planner.example.org"
HIDDEN = "hidden"
ANOTHER = "orchid lantern thimble"
LATER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""After everybody in these tests has an account."""


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as there:
        yield there


@dataclass
class Office:
    """Who sends letters in a test, with a clock that it moves on."""

    server: MailServer
    at: datetime = LATER
    told: list[Outcome] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)

    def sender(self) -> Sender:
        return Sender(
            server=self.server,
            address=ADDRESS,
            clock=lambda: self.at,
            stopping=self.stopping,
            tell=self.told.append,
            on_failure=self.failures.append,
        )


@dataclass(frozen=True)
class Team:
    """Alex, Bo and a leader, who have accounts."""

    kept: Kept
    accounts: dict[str, str]

    @classmethod
    def in_(cls, store: Store) -> "Team":
        kept = Kept.in_(store)
        ade = first(store)
        accounts = {"ade": ade.account_id}
        for who in ("alex", "bo", "leader"):
            accounts[who] = another(store, ade, who)
            of = None if who == "leader" else kept.row_id(WORKERS, who)
            role = Role.LEADER if who == "leader" else Role.WORKER
            membership = Membership(
                service_id=kept.service_id, role=role, team="", worker_id=of
            )
            grant(store, ade, accounts[who], membership, at=NOW)
        return cls(kept=kept, accounts=accounts)

    def publishes(self, *, author: str = "ade") -> None:
        """Sam goes from Alex to Bo, whom it is too much for."""
        plan_id = self.kept.draft(
            a_document(
                a_stay("sam", "bo"),
                contacts=[a_planned_contact("sam", "bo")],
                flags=[an_overload("bo")],
            )
        )
        store = self.kept.store
        with store.unit(author_id=self.accounts[author], at=LATER) as unit:
            put_in_force(unit, plan_row(unit.connection, plan_id))

    def writes(self, number: int) -> None:
        """As many letters to Alex as that."""
        alex = self.accounts["alex"]
        with self.kept.store.unit(author_id=alex, at=LATER) as unit:
            write(unit, None, [(alex, LetterKind.MOVE, 1)] * number)


def waiting(store: Store) -> int:
    with store.reading() as connection:
        rows = connection.execute(select(LETTERS)).all()
    return sum(row.sent_at is None and row.given_up_at is None for row in rows)


def secret_in(post: Post) -> str:
    said = str(post.letters[-1].get_content())
    (link,) = [line for line in said.splitlines() if line.startswith(ADDRESS)]
    return link.partition("#")[2]


def test_each_is_written_to_once_about_a_plan_and_nobody_is_named(
    store: Store, post: Post
) -> None:
    team = Team.in_(store)
    team.publishes()

    done = send_some(store, Office(post.server()).sender())

    assert done == Outcome(sent=3)
    assert post.to == [f"{who}@example.org" for who in ("alex", "bo", "leader")]
    said = {to: words_of(letter) for to, letter in post.taken}
    assert "1 person you work with" in said["bo@example.org"]
    assert "1 overload" in said["leader@example.org"]
    for to, words in said.items():
        assert f"Sign in to see: {ADDRESS}" in words
        assert "for Sample service" in words
        rest = words.casefold().replace(to, "")
        assert not [name for name in ("sam b", "sam,", "alex", " bo ") if name in rest]


def test_whoever_did_it_is_not_written_to(store: Store, post: Post) -> None:
    Team.in_(store).publishes(author="leader")

    send_some(store, Office(post.server()).sender())

    assert post.to == ["alex@example.org", "bo@example.org"]


def test_of_a_hidden_service_not_even_the_name_is_told(
    store: Store, post: Post
) -> None:
    team = Team.in_(store)
    with store.writing() as connection:
        connection.execute(update(SERVICES).values(is_hidden=True))
    team.publishes()

    send_some(store, Office(post.server()).sender())

    assert len(post.taken) == 3
    assert not [one for one in post.letters if "Sample service" in words_of(one)]


def test_what_is_not_kept_is_not_told(store: Store) -> None:
    team = Team.in_(store)
    plan_id = team.kept.draft(a_document(a_stay("sam", "bo")))

    def fails() -> None:
        with store.unit(author_id=team.accounts["ade"], at=LATER) as unit:
            put_in_force(unit, plan_row(unit.connection, plan_id))
            raise InterruptedError

    with suppress(InterruptedError):
        fails()

    assert team.kept.rows(LETTERS) == []
    assert team.kept.rows(MESSAGES) == []


def test_whose_meetings_a_plan_changes_is_told_from_which_day(store: Store) -> None:
    team = Team.in_(store)
    team.publishes()

    (met,) = team.kept.rows(MESSAGES, kind=MessageKind.MEETINGS)
    assert met["worker_id"] == team.kept.row_id(WORKERS, "bo")
    assert met["person_id"] is None
    assert met["from_on"] == date(2026, 11, 24)


def test_two_who_send_at_once_send_each_letter_once(store: Store, post: Post) -> None:
    Team.in_(store).writes(30)

    def goes_on() -> None:
        office = Office(post.server())
        while send_some(store, office.sender()) is not None:
            pass

    both = [Thread(target=goes_on) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert len(post.taken) == 30
    assert len({letter["Message-ID"] for letter in post.letters}) == 30
    assert waiting(store) == 0


KILLED = """
import os, signal, sys
from datetime import datetime
from threading import Event
from cti.store import letters
from cti.usecases.installing import Installation
from cti.usecases.mail import MailServer, Security
from cti.usecases.sending import Sender, send_some
place, port, at = sys.argv[1:]
letters.mark_sent = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
server = MailServer(host="127.0.0.1", port=int(port), security=Security.NONE,
    sender="planner@mail.example.org")
send_some(Installation(place, as_it_is=True).store, Sender(server=server,
    address="https://planner.example.org", clock=lambda: datetime.fromisoformat(at),
    stopping=Event(), tell=print, on_failure=print))
"""


def test_a_sender_killed_before_it_could_say_so_loses_nothing(
    engine: Engine, post: Post
) -> None:
    store = Store(engine)
    Team.in_(store).writes(3)
    place = engine.url.render_as_string(hide_password=False)
    arguments = [place, str(post.port), LATER.isoformat()]
    command = [sys.executable, "-c", KILLED, *arguments]
    ended = subprocess.run(command, cwd=ROOT, check=False)

    assert ended.returncode == -signal.SIGKILL
    assert len(post.taken) == 1
    office = Office(post.server())
    assert send_some(store, office.sender()) is None
    office.at += LEASE + timedelta(seconds=1)
    assert send_some(store, office.sender()) == Outcome(sent=3)
    ids = [letter["Message-ID"] for letter in post.letters]
    assert len(ids) == 4
    assert len(set(ids)) == 3
    assert ids.count(ids[0]) == 2


def test_who_was_slow_does_not_send_what_another_has_taken_on(
    store: Store, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    Team.in_(store).writes(1)
    slow, quick = Office(post.server()), Office(post.server())
    quick.at += LEASE + timedelta(seconds=1)
    claim = letters.claim

    def claimed_by_another(*args: object, **more: object) -> object:
        found = claim(*args, **more)  # type: ignore[arg-type]  # as they come
        monkeypatch.setattr(letters, "claim", claim)
        assert send_some(store, quick.sender()) == Outcome(sent=1)
        return found

    monkeypatch.setattr(letters, "claim", claimed_by_another)
    assert send_some(store, slow.sender()) == Outcome()
    assert len(post.taken) == 1


def test_a_server_that_is_not_there_is_tried_again_after_growing_pauses(
    store: Store, post: Post
) -> None:
    Team.in_(store).writes(2)
    office = Office(replace(post.server(), port=1))

    done = send_some(store, office.sender())
    assert done == Outcome(put_off=2, whys=("ConnectionRefusedError",))
    office.at += pause(1) - timedelta(seconds=1)
    assert send_some(store, office.sender()) is None
    office.at += timedelta(seconds=1)
    assert send_some(store, office.sender()) == done
    office.at += pause(2)
    office.server = post.server()
    assert send_some(store, office.sender()) == Outcome(sent=2)
    pauses = [pause(attempt) for attempt in range(1, 20)]
    assert pauses[:4] == [timedelta(minutes=each) for each in (1, 2, 4, 8)]
    assert pauses[-1] == LONGEST_PAUSE


def test_after_days_a_letter_is_given_up_and_it_is_said(
    store: Store, post: Post
) -> None:
    Team.in_(store).writes(1)
    office = Office(replace(post.server(), port=1))
    done: list[Outcome] = []
    while waiting(store):
        found = send_some(store, office.sender())
        done += [] if found is None else [found]
        office.at += timedelta(minutes=30)

    assert office.at - LATER > USUALLY_FOR - LONGEST_PAUSE
    assert done[-1] == Outcome(given_up=1, whys=("ConnectionRefusedError",))
    assert len(done) > 10
    office.server = post.server()
    assert send_some(store, office.sender()) is None


def test_what_lay_too_long_is_sent_no_more_once_there_is_a_server(
    store: Store, post: Post
) -> None:
    Team.in_(store).writes(1)

    done = send_some(store, Office(post.server(), at=LATER + USUALLY_FOR).sender())

    assert done == Outcome(given_up=1, whys=("too late",))
    assert post.taken == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 no such", Outcome(sent=2, given_up=1, whys=("recipient 550",))),
        ("450 not now", Outcome(sent=2, put_off=1, whys=("recipient 450",))),
    ],
)
def test_one_whom_the_server_refuses_keeps_nobody_else_waiting(
    store: Store, post: Post, answer: str, outcome: Outcome
) -> None:
    post.answers["bo@example.org"] = answer
    Team.in_(store).publishes()

    assert send_some(store, Office(post.server()).sender()) == outcome
    assert post.to == ["alex@example.org", "leader@example.org"]
    assert "example" not in repr(outcome)


def test_a_letter_on_which_the_server_hangs_up_is_put_off_and_others_go(
    store: Store, post: Post
) -> None:
    post.hangs_up_on.add("bo@example.org")
    Team.in_(store).publishes()
    office = Office(post.server())

    done = Outcome()
    while (found := send_some(store, office.sender())) is not None:
        done = done.and_also(found)

    assert (done.sent, done.put_off) == (2, 1)
    assert post.to == ["alex@example.org", "leader@example.org"]


def lost(store: Store, team: Team) -> dict[str, datetime]:
    """To whom an administrator is told that a letter was given up, and when."""
    told = accounts_told(store, actor(store, team.accounts["ade"])).items
    return {each.name: each.letter_lost_at for each in told if each.letter_lost_at}


def test_who_looks_after_accounts_is_told_that_a_letter_was_given_up(
    store: Store, post: Post
) -> None:
    post.answers["alex@example.org"] = "550 no such"
    team, office = Team.in_(store), Office(post.server())
    team.writes(1)
    send_some(store, office.sender())
    assert lost(store, team) == {"alex": LATER}

    post.answers.clear()
    office.at += timedelta(minutes=1)
    team.writes(1)
    assert lost(store, team) == {"alex": LATER}
    send_some(store, office.sender())
    assert lost(store, team) == {}


@pytest.mark.parametrize("gone", ["account", "membership"])
def test_who_is_not_to_know_any_more_is_not_written_to(
    store: Store, post: Post, gone: str
) -> None:
    team = Team.in_(store)
    team.publishes()
    ade, bo = actor(store, team.accounts["ade"]), team.accounts["bo"]
    if gone == "account":
        end_account(store, ade, bo, at=LATER)
    else:
        withdraw(store, ade, bo, team.kept.service_id, at=LATER)

    done = send_some(store, Office(post.server()).sender())

    assert done == Outcome(sent=2, dropped=1)
    assert post.to == ["alex@example.org", "leader@example.org"]
    assert lost(store, team) == {}


def everything(store: Store) -> str:
    with store.reading() as connection:
        return repr(
            [
                tuple(row)
                for table in METADATA.sorted_tables
                for row in connection.execute(select(table))
            ]
        )


def test_an_invitation_brings_a_link_that_is_kept_nowhere(
    store: Store, post: Post
) -> None:
    ade = first(store)
    before = everything(store)
    invite_by_letter(store, ade, email="jo@example.org", name="Jo", at=LATER)
    assert before != everything(store)

    assert send_some(store, Office(post.server()).sender()) == Outcome(sent=1)

    secret = secret_in(post)
    assert len(secret) > 40
    assert secret not in everything(store)
    assert "Jo" not in words_of(post.letters[0]).replace("jo@example.org", "")
    set_password(store, secret, ANOTHER, at=LATER)
    with pytest.raises(LinkSpent):
        set_password(store, secret, "orchid lantern thimbles", at=LATER)


def test_a_forgotten_password_is_set_by_either_letter_and_then_by_none(
    store: Store, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    first(store)
    ask_for_link(store, email="ADE@example.org", at=LATER)
    office = Office(post.server())
    with monkeypatch.context() as patched:
        patched.setattr(letters, "mark_sent", _is_interrupted)
        with pytest.raises(InterruptedError):
            send_some(store, office.sender())
    first_secret = secret_in(post)
    office.at += LEASE + timedelta(seconds=1)
    send_some(store, office.sender())

    again = secret_in(post)
    assert again != first_secret
    assert len({letter["Message-ID"] for letter in post.letters}) == 1
    set_password(store, first_secret, ANOTHER, at=office.at)
    with pytest.raises(LinkSpent):
        set_password(store, again, "orchid lantern thimbles", at=office.at)
    sign_in(
        store,
        email="ade@example.org",
        password=ANOTHER,
        address="192.0.2.1",
        at=office.at,
    )


def _is_interrupted(*_: object, **__: object) -> None:
    raise InterruptedError


def test_a_link_to_set_a_password_is_good_for_an_hour_from_when_it_was_asked_for(
    store: Store, post: Post
) -> None:
    first(store)
    ask_for_link(store, email="ade@example.org", at=LATER)
    office = Office(post.server(), at=LATER + timedelta(minutes=50))
    send_some(store, office.sender())

    with pytest.raises(LinkSpent):
        set_password(store, secret_in(post), PASSWORD, at=LATER + timedelta(hours=1))


@pytest.mark.parametrize("email", ["nobody@example.org", "jo@example.org"])
def test_no_letter_is_written_to_who_may_not_sign_in(store: Store, email: str) -> None:
    ade = first(store)
    invite_by_letter(store, ade, email="jo@example.org", name="Jo", at=LATER)

    ask_for_link(store, email=email, at=LATER)

    with store.reading() as connection:
        kinds = [row.kind for row in connection.execute(select(LETTERS))]
        links = connection.execute(select(LINKS)).all()
    assert kinds == [LetterKind.INVITATION]
    assert all(link.taken_at for link in links)


def test_letters_are_sent_beside_something_else_whatever_fails(
    store: Store, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    Team.in_(store).writes(1)
    monkeypatch.setattr("cti.usecases.sending.IDLE_SECONDS", 0.01)
    claim, failed = letters.claim, Event()

    def fails_once(*args: object, **more: object) -> object:
        if not failed.is_set():
            failed.set()
            raise OSError
        return claim(*args, **more)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr(letters, "claim", fails_once)
    office = Office(post.server())
    with sending_beside(store, office.sender()):
        until(lambda: office.told)

    assert IDLE_SECONDS > 1
    assert office.told == [Outcome(sent=1)]
    assert [type(each) for each in office.failures] == [OSError]


def test_letters_taken_on_are_given_back_when_it_is_to_stop(
    store: Store, post: Post
) -> None:
    Team.in_(store).writes(3)
    office = Office(post.server())
    office.stopping.set()

    assert send_some(store, office.sender()) == Outcome()
    office.stopping.clear()
    assert send_some(store, office.sender()) == Outcome(sent=3)
    with store.reading() as connection:
        rows = connection.execute(select(LETTERS)).all()
    assert [row.attempts for row in rows] == [1, 1, 1]


def refused(server: MailServer) -> NotDelivered:
    with pytest.raises(NotDelivered) as told, server.open():
        pass
    return told.value


def test_a_password_is_not_said_where_nothing_is_encrypted(post: Post) -> None:
    server = post.server(Security.STARTTLS, name="planner", password=HIDDEN)

    assert refused(server).is_server
    assert not [line for line in post.heard if line.startswith(("AUTH", "MAIL"))]
    assert HIDDEN not in repr(server)


def test_a_server_that_proves_nothing_of_itself_is_told_nothing(
    tmp_path: Path,
) -> None:
    with post_office(of_nobody(tmp_path)) as post:
        server = post.server(Security.TLS, name="planner", password=HIDDEN)
        failure = refused(server)

    assert failure.why == "SSLCertVerificationError"
    assert post.heard == []


def of_nobody(folder: Path) -> ssl.SSLContext:
    """Encryption by a key that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    file = folder / "of_nobody.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
