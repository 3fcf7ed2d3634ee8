"""The audit, for those who look after accounts: who did and who looked at what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from cti.spelling import folded
from cti.usecases.auditing import AuditChecked, EntryRead
from dashboards.pages.moments import moment
from dashboards.site.forms import Form

NOBODY = "0" * 32


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One thing that was done or looked at.

    Attributes
    ----------
    about
        With what: the table, in words.
    object_id
        The row; empty for all of the table.
    has_reason
        Whether a reason was given for it.
    """

    number: int
    at: str
    who: str
    what: str
    about: str
    object_id: str
    has_reason: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """A page of the audit.

    Attributes
    ----------
    people
        Whose doings may be asked for, as pairs of id and name.
    next
        The address of what was before; empty at the beginning.
    is_narrowed
        Whether only some entries are asked for.
    checked
        What a check has found, in sentences; empty where none was asked for.
    is_broken
        Whether the audit cannot be believed.
    ends
        What is to be kept outside; empty where none was asked for.
    """

    template: ClassVar[str] = "site/audit.html"
    title: ClassVar[str] = "Audit"

    form: Form
    rows: tuple[EntryRow, ...]
    people: tuple[tuple[str, str], ...]
    next: str
    is_narrowed: bool
    checked: tuple[str, ...] = ()
    is_broken: bool = False
    ends: str = ""


def audit_page(
    entries: Sequence[EntryRead],
    *,
    form: Form,
    names: Mapping[str, str],
    following: str,
    is_narrowed: bool,
    checked: AuditChecked | None = None,
) -> AuditPage:
    """Lay out a page of the audit.

    Parameters
    ----------
    names
        What everybody is called, by their account's id.
    following
        The address of the page after this one; empty for the last.
    """
    known = sorted(names.items(), key=lambda each: folded(each[1]))
    return AuditPage(
        form=form,
        rows=tuple(_row(each, names) for each in entries),
        people=(("", "Everybody"), *known),
        next=following,
        is_narrowed=is_narrowed,
        checked=() if checked is None else tuple(_found(checked)),
        is_broken=checked is not None and checked.broken is not None,
        ends="" if checked is None else checked.ends,
    )


def _row(entry: EntryRead, names: Mapping[str, str]) -> EntryRow:
    nobody = "The planner itself" if entry.account_id == NOBODY else entry.account_id
    return EntryRow(
        number=entry.number,
        at=moment(entry.at),
        who=names.get(entry.account_id, nobody),
        what=entry.action,
        about=entry.kind.replace("_", " "),
        object_id=entry.object_id or "",
        has_reason=entry.reason_id is not None,
    )


def _found(checked: AuditChecked) -> Sequence[str]:
    if checked.broken is not None:
        return (
            f"Entry {checked.broken.number} cannot be believed: "
            f"{checked.broken.because}.",
            "Somebody may have changed the store itself. Tell whoever looks after it, "
            "and compare it with a backup.",
        )
    return (
        f"All {checked.entries} entries are as they were written.",
        "Keep the line below somewhere else. Give it here next time, and a missing "
        "end is noticed as well.",
    )
