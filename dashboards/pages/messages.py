"""What somebody was told: people, handovers, meetings, overloads, notes opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Protocol

from cti.plans.life import MessageKind
from dashboards.pages.moments import moment, weekday


class Told(Protocol):
    """A message, as `cti.usecases.my_messages` returns it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def service_id(self) -> str:
        """Where it is from."""

    @property
    def kind(self) -> MessageKind:
        """What it is about."""

    @property
    def worker_id(self) -> str | None:
        """Who is told, or about whom."""

    @property
    def person_id(self) -> str | None:
        """The person, if it is about one."""

    @property
    def known_as(self) -> str | None:
        """What the person is called."""

    @property
    def from_on(self) -> date:
        """From which day it holds."""

    @property
    def at(self) -> datetime:
        """When it was decided."""

    @property
    def read_at(self) -> datetime | None:
        """When it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message.

    Attributes
    ----------
    words
        What it says, in a sentence.
    address, link
        Where to read on, and what that is called; empty for nowhere.
    """

    id: str
    words: str
    at: str
    address: str
    link: str
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """What somebody was told, the newest first.

    Attributes
    ----------
    only_unread
        Whether those are left out that were read.
    has_unread
        Whether any on this page wait to be read.
    next
        The address of what was before; empty at the end.
    """

    template: ClassVar[str] = "site/messages.html"
    title: ClassVar[str] = "Messages"

    rows: tuple[MessageRow, ...]
    only_unread: bool
    has_unread: bool
    next: str
    notice: str = ""


def messages_page(
    told: Sequence[Told],
    *,
    mine: frozenset[str],
    names: Mapping[str, str],
    only_unread: bool,
    following: str,
    notice: str = "",
) -> MessagesPage:
    """Lay out what somebody was told.

    Parameters
    ----------
    mine
        The workers whose account it is.
    names
        What other workers are called.
    """
    rows = tuple(_row(each, mine, names) for each in told)
    return MessagesPage(
        rows=rows,
        only_unread=only_unread,
        has_unread=any(not each.is_read for each in rows),
        next=following,
        notice=notice,
    )


def _row(told: Told, mine: frozenset[str], names: Mapping[str, str]) -> MessageRow:
    is_mine = told.worker_id in mine
    who = "You" if is_mine else names.get(told.worker_id or "", "A worker")
    address, link = _where(told)
    return MessageRow(
        id=told.id,
        words=_words(told, who, is_mine=is_mine),
        at=moment(told.at),
        address=address,
        link=link,
        is_read=told.read_at is not None,
    )


def _words(told: Told, who: str, *, is_mine: bool) -> str:
    person = told.known_as or "somebody"
    day = weekday(told.from_on)
    whose = "your" if is_mine else f"{who}’s"
    match told.kind:
        case MessageKind.NEW_PERSON:
            return f"{who} will work with {person} from {day}."
        case MessageKind.HANDOVER:
            return f"{person} changes worker on {day}. {who} will have a part in it."
        case MessageKind.CALLED_OFF:
            return f"A start or a handover is called off: {person}, planned for {day}."
        case MessageKind.MEETINGS:
            return f"Some of {whose} meetings have changed, from {day} on."
        case MessageKind.OVERLOAD:
            needs = "Say what will be done about it."
            return f"{who} will be over the ceiling from {day}. {needs}"
        case MessageKind.NOTES_OPENED:
            return f"Notes about {person} were opened with a reason."


def _where(told: Told) -> tuple[str, str]:
    if told.kind is MessageKind.MEETINGS:
        return "/my-week", "My week"
    if told.kind is MessageKind.OVERLOAD:
        return f"/services/{told.service_id}/review", "Case review"
    if told.person_id and told.known_as:
        return f"/people/{told.person_id}", told.known_as
    return "", ""
