"""Who did and who looked at what: ids alone, and a check that nobody changed it."""

import re
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, Needs
from cti.api.paging import USUAL_PAGE, After, Limit, cursor, read_cursor
from cti.api.shapes import Line, Moment, Page, RowId, Sent, Told
from cti.api.subject import subject
from cti.errors import UnknownCursor
from cti.usecases import auditing

audit = subject("audit", "/audit")

Reads = Annotated[Caller, Depends(Needs(Permission.AUDIT_READ))]
Verifies = Annotated[Caller, Depends(Needs(Permission.AUDIT_VERIFY))]

Id = Annotated[str | None, Query(pattern="^[0-9a-f]{32}$")]


class Entry(Told):
    """One thing that was done or looked at."""

    number: Annotated[int, Field(description="Without a gap, from 1.")]
    at: Moment
    account_id: Annotated[RowId, Field(description="Who did it.")]
    action: Annotated[str, Field(examples=["notes:read"])]
    kind: Annotated[str, Field(description="The table.", examples=["people"])]
    object_id: Annotated[
        RowId | None, Field(description="The row; null for all of the table.")
    ]
    reason_id: Annotated[RowId | None, Field(description="The reason that was given.")]


class Verification(Sent):
    """What an audit is to be compared with."""

    kept: Annotated[
        Line | None,
        Field(
            description="What `ends` said before, kept outside.",
            examples=[f"5017:{'0' * 64}"],
        ),
    ] = None


class Break(Told):
    """The first entry from which on the audit cannot be believed."""

    number: int
    because: Annotated[str, Field(examples=["it is missing"])]


class Verified(Told):
    """Whether the audit still says what was written."""

    entries: Annotated[
        int, Field(description="How many; or the number of the broken one.")
    ]
    ends: Annotated[
        str,
        Field(
            description="Keep it outside, and send it as `kept` next time; empty where "
            "the audit is broken."
        ),
    ]
    broken: Break | None


@audit.get("", summary="Who did and who looked at what")
def some(
    caller: Reads,
    account_id: Id = None,
    object_id: Id = None,
    action: Annotated[str | None, Query(pattern="^[a-z_]{1,40}:[a-z_]{1,19}$")] = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[Entry]:
    """Return entries of the audit, the newest first: ids alone, of nobody a name."""
    found = auditing.some_entries(
        caller.store,
        account_id=account_id,
        object_id=object_id,
        action=action,
        behind=_behind(after),
        most=limit + 1,
    )
    shown = found[:limit]
    following = cursor(str(shown[-1].number)) if len(found) > limit else None
    return Page[Entry](
        items=[Entry.model_validate(each) for each in shown], next=following
    )


@audit.post("/verification", summary="Check the audit")
def verify(caller: Verifies, said: Verification) -> Verified:
    """Check every entry: that none was changed, taken out, slipped in or moved."""
    found = auditing.verify_audit_of(caller.store, kept=said.kept)
    return Verified(
        entries=found.entries,
        ends=found.ends,
        broken=Break.model_validate(found.broken) if found.broken else None,
    )


def _behind(after: str | None) -> int | None:
    key = read_cursor(after, parts=1)
    if key is None:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", key[0]):
        raise UnknownCursor
    return int(key[0])
