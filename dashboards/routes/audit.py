"""Who did and who looked at what, and whether that is still what was written."""

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Needs
from cti.api.paging import USUAL_PAGE, After, cursor, read_cursor
from cti.errors import UnknownCursor, UnreadableAnchor
from cti.usecases import auditing
from cti.usecases.accounts_told import accounts_told
from cti.usecases.auditing import AuditChecked
from dashboards.pages.audit import audit_page
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted, filled
from dashboards.site.frame import Frame
from dashboards.site.routing import pages
from dashboards.site.showing import shown

audit = pages("/audit")

Reads = Annotated[Caller, Depends(Needs(Permission.AUDIT_READ))]
Verifies = Annotated[Caller, Depends(Needs(Permission.AUDIT_VERIFY))]

Said = Annotated[str, Query(max_length=100)]

FORMS = {
    "account_id": ("[0-9a-f]{32}", "Choose somebody from the list"),
    "object_id": ("[0-9a-f]{32}", "Enter an id: 32 letters from a to f and digits"),
    "action": ("[a-z_]{1,40}:[a-z_]{1,19}", "Enter it as it stands in the list"),
}
"""How each thing is written that entries are narrowed by, and what is said if not."""


@audit.get("")
def some(
    caller: Reads,
    frame: Around,
    account_id: Said = "",
    object_id: Said = "",
    action: Said = "",
    after: After = None,
) -> Response:
    """Show entries of the audit, the newest first."""
    said = {"account_id": account_id, "object_id": object_id, "action": action}
    form = filled({name: value.strip() for name, value in said.items()})
    return _shown(caller, frame, form, after=after)


@audit.post("/verification")
def verify(caller: Verifies, frame: Around, form: Posted) -> Response:
    """Check every entry, and say what was found."""
    kept = form.line("kept")
    try:
        found = auditing.verify_audit_of(caller.store, kept=kept or None)
    except UnreadableAnchor as error:
        form.refuse("kept", f"{error.message} {error.hint}")
        return _shown(caller, frame, form)
    return _shown(caller, frame, form, checked=found)


def _shown(
    caller: Caller,
    frame: Frame,
    form: Form,
    *,
    after: str | None = None,
    checked: AuditChecked | None = None,
) -> Response:
    asked = _asked(form)
    found = auditing.some_entries(
        caller.store,
        account_id=asked.get("account_id"),
        object_id=asked.get("object_id"),
        action=asked.get("action"),
        behind=_behind(after),
        most=USUAL_PAGE + 1,
    )
    entries = found[:USUAL_PAGE]
    following = ""
    if len(found) > USUAL_PAGE:
        place = cursor(str(entries[-1].number))
        following = f"/audit?{urlencode({**asked, 'after': place})}"
    page = audit_page(
        entries,
        form=form,
        names={
            each.id: each.name
            for each in accounts_told(caller.store, caller.actor).items
        },
        following=following,
        is_narrowed=bool(asked),
        checked=checked,
    )
    return shown(page, frame, 422 if form.wrong else 200)


def _asked(form: Form) -> dict[str, str]:
    """Return what entries are narrowed by; what is miswritten is refused."""
    asked = {}
    for name, (pattern, words) in FORMS.items():
        value = form.value(name)
        if value and re.fullmatch(pattern, value):
            asked[name] = value
        elif value:
            form.refuse(name, words)
    return asked


def _behind(after: str | None) -> int | None:
    key = read_cursor(after, parts=1)
    if key is None:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", key[0]):
        raise UnknownCursor
    return int(key[0])
