"""Services: which there are, what holds in them, a new one."""

from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import Field, Strict
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Needs, of
from cti.api.paging import Asked, cut, read_cursor
from cti.api.shapes import (
    UNSAID,
    Change,
    Load,
    Name,
    Page,
    PathId,
    ProgrammeKey,
    RowId,
    Sent,
    Told,
    exact,
    sce,
)
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.caseload.caseload import Country, Service
from cti.usecases import services as usecases
from cti.usecases.services import ServiceSeen

services = subject("services", "/services")

Lists = Annotated[Caller, Depends(Needs(Permission.SERVICE_READ))]
Reads = Annotated[
    Caller, Depends(of(Permission.SERVICE_READ, "services", "service_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.SERVICE_CHANGE, "services", "service_id"))
]
Founds = Annotated[Caller, Depends(Needs(Permission.SERVICE_FOUND))]
GivesRoles = Annotated[Caller, Depends(Needs(Permission.ACCOUNT_READ))]

Where = Annotated[
    Country,
    Strict(strict=False),
    Field(description="Whose bank holidays are kept.", examples=["England"]),
]
Ceiling = Annotated[
    Load, Field(ge=1, description="SCE for one full-time worker.", examples=[20])
]
Weeks = Annotated[
    int, Field(ge=1, le=104, description="How far to plan.", examples=[40])
]


class ServiceTold(Told):
    """A service, with what holds for all of it."""

    id: RowId
    version: Annotated[int, Field(description="Its ETag.", examples=[1])]
    name: Annotated[str, Field(examples=["Riverside"])]
    ceiling: Annotated[float, Field(description="SCE for one full-time worker.")]
    country: Where
    horizon_weeks: Weeks
    programme: Annotated[str, Field(examples=["cti"])]
    is_hidden: Annotated[
        bool, Field(description="Whether outsiders may know that it exists.")
    ]
    revision: Annotated[
        int, Field(description="Counts every change to what a plan is made from.")
    ]

    @classmethod
    def of(cls, seen: ServiceSeen) -> "ServiceTold":
        """Tell of a service."""
        return cls(
            id=seen.id,
            version=seen.version,
            name=seen.name,
            ceiling=sce(seen.ceiling),
            country=seen.country,
            horizon_weeks=seen.horizon_weeks,
            programme=seen.programme,
            is_hidden=seen.is_hidden,
            revision=seen.revision,
        )


class ServiceNamed(Told):
    """A service, without anything that holds in it."""

    id: RowId
    name: Annotated[str, Field(examples=["Riverside"])]


class ServiceWanted(Sent):
    """A service that is to be."""

    name: Annotated[Name, Field(examples=["Riverside"])]
    ceiling: Ceiling = 20
    country: Where = Country.ENGLAND
    horizon_weeks: Weeks = 40
    programme: ProgrammeKey = "cti"
    is_hidden: Annotated[
        bool, Field(description="Whether outsiders may not know that it exists.")
    ] = False


class ServiceChange(Change):
    """What is to hold for all of a service."""

    name: Annotated[Name, Field(examples=["Riverside"])] = UNSAID
    ceiling: Ceiling = UNSAID
    country: Where = UNSAID
    horizon_weeks: Weeks = UNSAID
    programme: ProgrammeKey = UNSAID

    def said(self) -> dict[str, Any]:
        """Return what is to be different, exact."""
        said = super().said()
        if "ceiling" in said:
            said["ceiling"] = exact(said["ceiling"])
        return said


@services.get("", summary="Services")
def some_services(caller: Lists, asked: Annotated[Asked, Query()]) -> Page[ServiceTold]:
    """Return the services this account may know of, by name."""
    found = usecases.some_services(
        caller.store,
        caller.actor,
        on=caller.on,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(found, asked.limit, lambda each: (each.name, each.id))
    return Page(items=[ServiceTold.of(each) for each in page], next=then)


@services.post("", status_code=201, summary="Found a service")
def found(caller: Founds, said: ServiceWanted, response: Response) -> ServiceNamed:
    """Found a service that has nobody yet; give a leader a role in it next."""
    service = Service(
        name=said.name,
        ceiling=exact(said.ceiling),
        country=said.country,
        horizon_weeks=said.horizon_weeks,
        programme=said.programme,
    )
    service_id = usecases.found(
        caller.store, caller.actor, service, is_hidden=said.is_hidden, at=caller.at
    )
    response.headers["Location"] = f"/api/services/{service_id}"
    return ServiceNamed(id=service_id, name=said.name)


@services.get("/names", summary="The names of all services")
def service_names(
    caller: GivesRoles, asked: Annotated[Asked, Query()]
) -> Page[ServiceNamed]:
    """Return every service's name, hidden ones too, for those who give roles."""
    found = usecases.service_names(
        caller.store, after=read_cursor(asked.after), limit=asked.limit + 1
    )
    page, then = cut(found, asked.limit, lambda each: (each.name, each.id))
    return Page(items=[ServiceNamed.model_validate(each) for each in page], next=then)


@services.get("/{service_id}", summary="A service")
def one_service(caller: Reads, service_id: PathId, response: Response) -> ServiceTold:
    """Return what holds for all of a service."""
    seen = usecases.one_service(caller.store, caller.actor, service_id, on=caller.on)
    tag(response, seen.version)
    return ServiceTold.of(seen)


@services.patch("/{service_id}", summary="Let other things hold for a service")
def change_service(
    caller: Changes,
    service_id: PathId,
    seen: SeenVersion,
    said: ServiceChange,
    response: Response,
) -> ServiceTold:
    """Change what is named; the rest stays. Plans made before are stale then."""
    store, actor = caller.store, caller.actor
    usecases.change_service(
        store, actor, service_id, seen=seen, said=said.said(), at=caller.at
    )
    now = usecases.one_service(store, actor, service_id, on=caller.on)
    tag(response, now.version)
    return ServiceTold.of(now)
