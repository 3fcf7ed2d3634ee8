"""Be who sends letters: take on those that wait, and hand them to the mail server."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Event, Thread

from cti.plans.life import LetterKind
from cti.store import letters, proofs
from cti.store.letters import Claim, Letter
from cti.store.unit import Store
from cti.usecases.accounts import INVITATION
from cti.usecases.letters import written
from cti.usecases.mail import Hand, MailServer, NotDelivered
from cti.usecases.own_account import RESET
from cti.usecases.signing_in import new_secret

AT_ONCE = 20
"""How many letters are taken on together."""

IDLE_SECONDS = 5.0
"""How long nobody looks for letters after there was none."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
MOST_DOUBLINGS = 12
"""Pauses grow from the first to the longest."""

USUALLY_FOR = timedelta(days=3)
TRIED_FOR: Mapping[LetterKind, timedelta] = {
    LetterKind.INVITATION: INVITATION,
    LetterKind.PASSWORD: RESET,
}
"""How long letters with a link are tried: as long as the link is good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of some letters.

    Attributes
    ----------
    dropped
        How many nobody was to have any more.
    whys
        Why some were not sent; without a word on anybody.
    is_lost
        Whether the mail server is there no more.
    """

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    dropped: int = 0
    whys: tuple[str, ...] = ()
    is_lost: bool = field(default=False, compare=False)

    def and_also(self, other: "Outcome") -> "Outcome":
        """Return both together."""
        return Outcome(
            sent=self.sent + other.sent,
            put_off=self.put_off + other.put_off,
            given_up=self.given_up + other.given_up,
            dropped=self.dropped + other.dropped,
            whys=tuple(dict.fromkeys((*self.whys, *other.whys))),
            is_lost=self.is_lost or other.is_lost,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends letters.

    Attributes
    ----------
    address
        How browsers reach this installation.
    clock
        Tells the moment.
    stopping
        Whether to send no more; letters taken on are given back.
    tell
        Told what became of letters, each time there were any.
    on_failure
        Told of a failure nobody foresaw.
    """

    server: MailServer
    address: str
    clock: Callable[[], datetime]
    stopping: Event
    tell: Callable[[Outcome], None]
    on_failure: Callable[[Exception], None]


@contextmanager
def sending_beside(store: Store, sender: Sender) -> Iterator[None]:
    """Send letters in a thread until the block ends, whatever fails there."""
    thread = Thread(target=_send_on, args=(store, sender), daemon=True)
    thread.start()
    try:
        yield
    finally:
        sender.stopping.set()
        thread.join()


def send_some(store: Store, sender: Sender) -> Outcome | None:
    """Send letters that wait.

    Returns
    -------
    What became of them; None if there was none.
    """
    claimed = letters.claim(store, at=sender.clock(), most=AT_ONCE)
    if not claimed:
        return None
    done = Outcome()
    left = list(claimed)
    try:
        with sender.server.open() as hand:
            while left and not done.is_lost and not sender.stopping.is_set():
                done = done.and_also(_send(store, sender, left.pop(0), hand))
    except NotDelivered as failure:
        # Nobody was let in, so nothing was sent.
        for each in left:
            done = done.and_also(_not_now(store, sender, each, failure))
        return done
    for each in left:
        letters.put_back(store, each)
    return done


def _send_on(store: Store, sender: Sender) -> None:
    while not sender.stopping.is_set():
        done = None
        try:
            done = send_some(store, sender)
        except Exception as error:  # what is beside it goes on, and so does it
            sender.on_failure(error)
        if done is not None:
            sender.tell(done)
        else:
            sender.stopping.wait(IDLE_SECONDS)


def _send(store: Store, sender: Sender, claimed: Claim, hand: Hand) -> Outcome:
    at = sender.clock()
    if _is_late(claimed, at):
        letters.give_up(store, claimed, at=at)
        return Outcome(given_up=1, whys=("too late",))
    found = _made_ready(store, claimed, at)
    if found is None:
        return Outcome()
    letter, secret = found
    if letter is None:
        letters.give_up(store, claimed, at=at)
        return Outcome(dropped=1)
    try:
        hand(_as_sent(letter, sender, secret), letter.email)
    except NotDelivered as failure:
        return _not_now(store, sender, claimed, failure)
    letters.mark_sent(store, claimed, at=sender.clock())
    return Outcome(sent=1)


def _made_ready(
    store: Store, claimed: Claim, at: datetime
) -> tuple[Letter | None, str] | None:
    """Hold a letter, and make the link it has.

    Each time it is sent its link is another, and those of before stay good: of a letter
    that arrives twice either does. The store keeps only what each is hashed to.

    Returns
    -------
    None if another sends it by now; no letter if nobody is to have it any more.
    """
    with store.writing() as connection:
        if not letters.take_up(connection, claimed, at=at):
            return None
        letter = letters.addressed(connection, claimed)
        if letter is None or letter.kind not in TRIED_FOR:
            return letter, ""
        secret = new_secret()
        proofs.add_another_link(
            connection, letter.account_id, secret, expires_at=_last(claimed)
        )
        return letter, secret


def _as_sent(letter: Letter, sender: Sender, secret: str) -> EmailMessage:
    try:
        return written(
            letter,
            address=sender.address,
            sender=sender.server.sender,
            secret=secret,
        )
    except ValueError as error:
        raise NotDelivered(type(error).__name__, is_for_good=True) from None


def _not_now(
    store: Store, sender: Sender, claimed: Claim, failure: NotDelivered
) -> Outcome:
    """Try a letter again later, unless that is of no use."""
    at = sender.clock()
    until = at + pause(claimed.attempt)
    if failure.is_for_good or until > _last(claimed):
        letters.give_up(store, claimed, at=at)
        return Outcome(given_up=1, whys=(failure.why,), is_lost=failure.is_server)
    letters.put_off(store, claimed, until=until)
    return Outcome(put_off=1, whys=(failure.why,), is_lost=failure.is_server)


def pause(attempt: int) -> timedelta:
    """Return how long a letter waits after so many attempts."""
    doublings = min(attempt - 1, MOST_DOUBLINGS)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _is_late(claimed: Claim, at: datetime) -> bool:
    return at >= _last(claimed)


def _last(claimed: Claim) -> datetime:
    return claimed.at + TRIED_FOR.get(claimed.kind, USUALLY_FOR)
