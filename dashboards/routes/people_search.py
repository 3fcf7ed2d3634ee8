"""Find people by a name or an id."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Needs
from cti.api.paging import cursor, read_cursor
from cti.usecases.searching import people_of, search_people
from dashboards.pages.people_search import PeopleSearchPage, cards, heading_of
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages
from dashboards.site.showing import shown

people_search = pages("/people")

Lists = Annotated[Caller, Depends(Needs(Permission.PERSON_READ))]

ON_A_PAGE = 50
OWN = 100


@people_search.get("")
def search(
    caller: Lists,
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """Show who goes by a name or an id; without one, those one works with."""
    said = " ".join(q.replace("\x00", "").split())
    page = _found(caller, said, after) if said else _own(caller)
    return shown(page, frame_of(request, caller.actor, caller.at))


def _found(caller: Caller, said: str, after: str | None) -> PeopleSearchPage:
    found = search_people(
        caller.store,
        caller.actor,
        said,
        on=caller.on,
        after=read_cursor(after),
        limit=ON_A_PAGE,
    )
    next_ones = {"q": said, "after": cursor(*found.then)} if found.then else {}
    number, are_more = len(found.people), found.then is not None
    return PeopleSearchPage(
        said=said,
        heading=heading_of(number, are_more=are_more, said=said),
        cards=cards(found.people, caller.on),
        more=f"/people?{urlencode(next_ones)}" if next_ones else "",
        is_asked=True,
    )


def _own(caller: Caller) -> PeopleSearchPage:
    workers = [each.worker_id for each in caller.actor.memberships if each.worker_id]
    own = people_of(caller.store, caller.actor, workers, on=caller.on, limit=OWN)
    return PeopleSearchPage(
        said="",
        heading="People you work with" if own else "",
        cards=cards(own, caller.on),
        more="",
        is_asked=False,
    )
