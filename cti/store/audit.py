"""Who did and who looked at what, kept so that nobody can change it unnoticed.

Every entry holds the hash of the one before it, so an entry that is edited, taken out,
slipped in or moved no longer fits. The anchor says where the chain ends, so that the
last entries cannot go missing either; kept outside the store as well, it tells of a
chain that was written anew.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, String, insert, select, type_coerce, update

from cti.store.tables.audit import AUDIT, AUDIT_ANCHOR, HASH_LENGTH

BEGINNING = "0" * HASH_LENGTH
"""What the first entry follows."""

BATCH = 1000

_AS_IT_STANDS = select(
    *(column for column in AUDIT.c if column is not AUDIT.c.at),
    # SQLite keeps text, which somebody may have made into anything.
    type_coerce(AUDIT.c.at, String).label("at"),
).order_by(AUDIT.c.number)

_ACTION = re.compile(r"[a-z_]{1,40}:[a-z_]{1,19}", re.ASCII)
_KIND = re.compile(r"[a-z_]{1,40}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done or looked at.

    Attributes
    ----------
    account_id
        Who did it.
    action
        What was done, as ``noun:verb``.
    kind, object_id
        The table and the row it is about; no row where it is about all of a table.
    reason_id
        The reason that was given for it.
    """

    at: datetime
    account_id: str
    action: str
    kind: str
    object_id: str | None = None
    reason_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse whatever could hold a name or a sentence."""
        ids = (self.account_id, self.object_id or None, self.reason_id or None)
        fits = (
            _ACTION.fullmatch(self.action)
            and _KIND.fullmatch(self.kind)
            and all(each is None or _ID.fullmatch(each) for each in ids)
        )
        if not fits:
            msg = "an entry of the audit holds ids and the name of an action only"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a chain ends: the number and the hash of its last entry."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first entry from which on the audit cannot be believed.

    Attributes
    ----------
    number
        Of the entry that does not fit, or is missing.
    because
        What is wrong with it.
    """

    number: int
    because: str


def append(connection: Connection, entries: Iterable[Entry]) -> Anchor:
    """Add entries to the end of the chain, in the transaction that is open.

    Whoever else wants to add waits until this transaction ends.

    Returns
    -------
    Where the chain ends now.
    """
    last = hold(connection)
    rows = []
    for entry in entries:
        row = _row(entry, after=last)
        rows.append(row)
        last = Anchor(number=row["number"], hash=row["hash"])
    if rows:
        connection.execute(insert(AUDIT), rows)
        connection.execute(
            update(AUDIT_ANCHOR).values(number=last.number, hash=last.hash)
        )
    return last


def hold(connection: Connection) -> Anchor:
    """Return where the chain ends, and hold off whoever else wants to add to it."""
    row = connection.execute(select(AUDIT_ANCHOR).with_for_update()).one()
    return Anchor(number=row.number, hash=row.hash)


def verify(connection: Connection, *, kept: Anchor | None = None) -> Break | None:
    """Return the first break in the chain; None if all of it is as it was written.

    Parameters
    ----------
    kept
        Where the chain ended at some time, from outside the store.
    """
    last = Anchor(number=0, hash=BEGINNING)
    in_batches = {"yield_per": BATCH}
    with connection.execute(_AS_IT_STANDS, execution_options=in_batches) as rows:
        for row in rows:
            if problem := _problem(row, after=last, kept=kept):
                return problem
            last = Anchor(number=row.number, hash=row.hash)
    return _end_problem(connection, last, kept)


def anchor(connection: Connection) -> Anchor:
    """Return where the chain ends, to be kept outside the store."""
    row = connection.execute(select(AUDIT_ANCHOR)).one()
    return Anchor(number=row.number, hash=row.hash)


def hash_of(row: Any) -> str:  # noqa: ANN401, a row or what becomes one
    """Return the hash of an entry: of all it says, and of the one before."""
    said = [
        row.number,
        _moment(row.at),
        row.account_id,
        row.action,
        row.kind,
        row.object_id,
        row.reason_id,
        row.previous,
    ]
    canonical = json.dumps(said, ensure_ascii=True, separators=(",", ":"), default=repr)
    return sha256(canonical.encode("ascii")).hexdigest()


def _moment(at: datetime | str) -> str:
    """Return a moment in the one way it is hashed; what is none stays what it is."""
    if isinstance(at, datetime):
        return at.astimezone(UTC).isoformat(timespec="microseconds")
    try:
        return _moment(datetime.fromisoformat(at).replace(tzinfo=UTC))
    except ValueError:
        return at


def _row(entry: Entry, *, after: Anchor) -> dict[str, Any]:
    unsealed = _Unsealed(
        number=after.number + 1,
        at=entry.at,
        account_id=entry.account_id,
        action=entry.action,
        kind=entry.kind,
        object_id=entry.object_id,
        reason_id=entry.reason_id,
        previous=after.hash,
    )
    return {
        **{name: getattr(unsealed, name) for name in _Unsealed.__slots__},
        "hash": hash_of(unsealed),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsealed:
    number: int
    at: datetime
    account_id: str
    action: str
    kind: str
    object_id: str | None
    reason_id: str | None
    previous: str


def _problem(
    row: Any,  # noqa: ANN401, a row
    *,
    after: Anchor,
    kept: Anchor | None,
) -> Break | None:
    due = after.number + 1
    if row.number > due:
        return Break(number=due, because="it is missing")
    if row.number < due:
        return Break(number=row.number, because="it comes before the first")
    if row.previous != after.hash:
        return Break(number=due, because="it does not follow the one before")
    if row.hash != hash_of(row):
        return Break(number=due, because="it is not what was written")
    if kept and kept.number == due and kept.hash != row.hash:
        return Break(number=due, because="it is not the one kept outside")
    return None


def _end_problem(
    connection: Connection, last: Anchor, kept: Anchor | None
) -> Break | None:
    stored = connection.execute(select(AUDIT_ANCHOR)).first()
    if stored is None:
        return Break(number=last.number + 1, because="the anchor is missing")
    ends = [Anchor(number=stored.number, hash=stored.hash), *([kept] if kept else [])]
    if any(each.number > last.number for each in ends):
        return Break(number=last.number + 1, because="it is missing")
    if ends[0].number < last.number:
        return Break(number=ends[0].number + 1, because="it is after the last")
    if ends[0] != last:
        return Break(number=last.number, because="it is not the one anchored")
    return None
