"""What stands around every page: who is signed in, where they can go from here."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from cti.access import AboutPerson, AboutService, Actor, Membership, Role
from cti.api.callers import actor_of
from cti.api.house import house_of
from cti.calendar import on_the_wall
from cti.usecases.installing import Store
from cti.usecases.my_messages import number_unread
from cti.usecases.services import one_service
from cti.usecases.workers import worker_names

PRODUCT = "Caseload planner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page.

    Attributes
    ----------
    is_here
        Whether it leads to where one is.
    """

    address: str
    words: str
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page.

    Attributes
    ----------
    service
        What the service is called that the page is about; empty for none.
    links
        Where somebody in their role goes most, the first first.
    unread
        How many messages wait for them.
    is_signed_in
        False on the pages to sign in with.
    several
        Whether the account is in more than one service.
    sets_up
        Of a service that has nobody yet: where whoever may sets it up; empty otherwise.
    """

    service: str = ""
    links: tuple[Link, ...] = ()
    unread: int = 0
    is_signed_in: bool = False
    several: bool = False
    sets_up: str = ""
    product: str = PRODUCT


def frame_of(request: Request, actor: Actor, at: datetime) -> Frame:
    """Return what stands around a page for whoever asks for it.

    The service is the one the page is about, else that of the account's first role.
    """
    store, on = house_of(request).store, on_the_wall(at).date()
    here = _service_here(request)
    role = _membership(actor, here or request.path_params.get("service_id"))
    service = ""
    if role is not None:
        service = one_service(store, actor, here or role.service_id, on=on).name
    return Frame(
        service=service,
        links=_links(actor, role, request.url.path),
        unread=number_unread(store, actor, on=on),
        is_signed_in=True,
        several=len(actor.memberships) > 1,
        sets_up=_sets_up(store, role, request.url.path),
    )


def frame_for(request: Request) -> Frame:
    """Return what stands around a page that anybody may see."""
    house = house_of(request)
    at = house.clock()
    actor = actor_of(request, house, at)
    return frame_of(request, actor, at) if actor else Frame()


def is_fragment(request: Request) -> bool:
    """Whether a script asks for a part of a page, to put it into one that is shown."""
    return "hx-request" in request.headers


def first_page(actor: Actor) -> str:
    """Return where somebody begins."""
    return next((link.address for link in _links(actor, _membership(actor), "")), "/me")


def _sets_up(store: Store, role: Membership | None, path: str) -> str:
    """Return where a service is set up that has nobody yet, but not on that page."""
    if role is None or role.role not in {Role.LEADER, Role.SUPPORT_OFFICER}:
        return ""
    of = f"/services/{role.service_id}"
    if not path.startswith(of) or path.startswith(f"{of}/imports"):
        return ""
    if worker_names(store, role.service_id, after=None, limit=1):
        return ""
    return f"{of}/imports"


def _service_here(request: Request) -> str | None:
    """Return the service a page is about, or that of the person; None for neither."""
    about = getattr(request.state, "about", None)
    return about.service_id if isinstance(about, AboutPerson | AboutService) else None


def _membership(actor: Actor, service_id: str | None = None) -> Membership | None:
    found = actor.membership_in(service_id) if service_id else None
    return found or next(iter(actor.memberships), None)


def _links(actor: Actor, role: Membership | None, path: str) -> tuple[Link, ...]:
    return tuple(
        Link(address=address, words=words, is_here=path == address)
        for address, words in _ways(actor, role)
    )


def _ways(actor: Actor, role: Membership | None) -> tuple[tuple[str, str], ...]:
    if actor.is_administrator:
        return (
            ("/accounts", "Accounts"),
            ("/services", "Services"),
            ("/audit", "Audit"),
        )
    if role is None:
        return ()
    of = f"/services/{role.service_id}"
    review = (f"{of}/review", "Case review")
    phases = (f"{of}/phases", "Phases")
    caseloads = (f"{of}/caseloads", "Caseloads")
    what_if = (f"{of}/what-if", "What if")
    people = ("/people", "People")
    settings = (f"{of}/settings", "Settings")
    week = (("/my-week", "My week"),) if role.worker_id else ()
    match role.role:
        case Role.LEADER:
            return (review, phases, caseloads, what_if, people, settings, *week)
        case Role.SUPPORT_OFFICER:
            return (phases, review, caseloads, what_if, people, settings, *week)
        case Role.WORKER:
            return (*week, people, caseloads, phases)
        case _:
            return (people,)
