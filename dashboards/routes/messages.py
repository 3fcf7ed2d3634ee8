"""What I was told, and that I have read it."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, own
from cti.api.paging import USUAL_PAGE, After, next_of, read_cursor
from cti.errors import NotAllowed, NotThere
from cti.usecases import my_messages as usecases
from cti.usecases import workers
from dashboards.pages.messages import messages_page
from dashboards.routes.around import Around
from dashboards.site.forms import Posted
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

messages = pages("/messages")

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]

NOTICES = {"read": "Kept: you have read it."}


@messages.get("")
def my_messages(
    caller: Reads,
    frame: Around,
    which: Annotated[str, Query(max_length=20)] = "",
    after: After = None,
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show what I was told, the newest first."""
    part = usecases.my_messages(
        caller.store,
        caller.actor,
        is_read=None if which == "all" else False,
        on=caller.on,
        after=read_cursor(after),
        limit=USUAL_PAGE,
    )
    mine = frozenset(
        each.worker_id for each in caller.actor.memberships if each.worker_id
    )
    told = {each.worker_id for each in part.items if each.worker_id} - mine
    place = next_of(part.ends)
    following = f"/messages?{urlencode({'which': which, 'after': place})}"
    page = messages_page(
        part.items,
        mine=mine,
        names=_names(caller, told),
        only_unread=which != "all",
        following=following if place else "",
        notice=NOTICES.get(notice, ""),
    )
    return shown(page, frame)


@messages.post("")
def have_read(caller: Reads, form: Posted) -> Response:
    """Keep that I have read one, or several."""
    for message_id in form.values("read")[:USUAL_PAGE]:
        if not re.fullmatch("[0-9a-f]{32}", message_id):
            raise NotThere(kind="messages")
        usecases.have_read(
            caller.store, caller.actor, message_id, on=caller.on, at=caller.at
        )
    return see("/messages?notice=read")


def _names(caller: Caller, worker_ids: Iterable[str]) -> Mapping[str, str]:
    """Return what workers are called, as far as this account may know."""
    names = {}
    for worker_id in worker_ids:
        try:
            found = workers.one_worker(
                caller.store, caller.actor, worker_id, on=caller.on
            )
        except (NotThere, NotAllowed):
            continue
        names[worker_id] = found.seen.name
    return names
