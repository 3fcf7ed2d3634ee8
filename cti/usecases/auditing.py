"""Check a store's audit: whether it still says what was written."""

import re
from dataclasses import dataclass

from cti.errors import UnreadableAnchor
from cti.store import audit
from cti.store.audit import Anchor, Break
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
    with (
        Installation(place, as_it_is=True) as installation,
        installation.store.reading() as connection,
    ):
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
