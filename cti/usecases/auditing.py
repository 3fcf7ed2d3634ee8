"""Read a store's audit, and check whether it still says what was written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cti.errors import UnreadableAnchor
from cti.store import audit
from cti.store.audit import Anchor, Break
from cti.store.pages import audit_page
from cti.store.unit import Store
from cti.usecases.installing import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditChecked:
    """What is to be said of an audit.

    Attributes
    ----------
    entries
        How many there are; where one is broken, its number.
    ends
        The number of its last entry and that entry's hash, to be kept outside; empty
        where one is broken.
    broken
        The first entry that cannot be believed; None if all can.
    """

    entries: int
    ends: str
    broken: Break | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRead:
    """One thing that was done or looked at: ids, and the name of what was done.

    Attributes
    ----------
    kind, object_id
        The table and the row it is about; no row where it is about all of a table.
    reason_id
        The reason that was given for it.
    """

    number: int
    at: datetime
    account_id: str
    action: str
    kind: str
    object_id: str | None
    reason_id: str | None


def verify_audit(place: str, *, kept: str | None = None) -> AuditChecked:
    """Check every entry of an audit.

    Parameters
    ----------
    place
        A file of SQLite, or the address of a database.
    kept
        What was said to be kept outside when it was checked before.

    Raises
    ------
    CannotOpen
        If there is no store of this program's.
    UnreadableAnchor
        If what was kept is not the end of an audit.
    """
    before = None if kept is None else _read(kept)
    with Installation(place, as_it_is=True) as installation:
        return _verify(installation.store, before)


def verify_audit_of(store: Store, *, kept: str | None = None) -> AuditChecked:
    """Check every entry of the audit of a store that is open.

    Parameters
    ----------
    kept
        What was said to be kept outside when it was checked before.

    Raises
    ------
    UnreadableAnchor
        If that is nothing it can be compared with.
    """
    return _verify(store, None if kept is None else _read(kept))


def some_entries(
    store: Store,
    *,
    most: int,
    account_id: str | None = None,
    object_id: str | None = None,
    action: str | None = None,
    behind: int | None = None,
) -> Sequence[EntryRead]:
    """Return entries of the audit, the newest first.

    Parameters
    ----------
    account_id, object_id, action
        Only what this account did, what was done to this row, or this that was done.
    behind
        The number of the last one that was read; None for the beginning.
    """
    asked = {"account_id": account_id, "object_id": object_id, "action": action}
    having = {name: value for name, value in asked.items() if value is not None}
    with store.reading() as connection:
        rows = audit_page(connection, having=having, behind=behind, most=most)
    names = EntryRead.__dataclass_fields__
    return [EntryRead(**{name: row[name] for name in names}) for row in rows]


def _verify(store: Store, before: Anchor | None) -> AuditChecked:
    with store.reading() as connection:
        broken = audit.verify(connection, kept=before)
        if broken:
            return AuditChecked(entries=broken.number, ends="", broken=broken)
        end = audit.anchor(connection)
    return AuditChecked(
        entries=end.number, ends=f"{end.number}:{end.hash}", broken=None
    )


def _read(kept: str) -> Anchor:
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", kept.strip())
    if found is None:
        raise UnreadableAnchor(kept)
    return Anchor(number=int(found[1]), hash=found[2])
