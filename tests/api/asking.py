"""How tests ask: the addresses of somebody and of a service, versions, pages."""

from typing import Any

from fastapi.testclient import TestClient

from cti.store.tables import ASSIGNMENTS, PEOPLE
from cti.store.unit import new_id
from tests.api.house import NOW, Household
from tests.api.rows import ROW_OF


def of_sam(home: Household, rest: str, where: str = "open") -> str:
    """An address about Sam of a service."""
    return f"/api/people/{ROW_OF['people'](home.services[where])}/{rest}"


def of_another(home: Household) -> str:
    """The address of somebody new, with whom Alex works as with Sam."""
    kept = home.kept
    (sam,) = kept.rows(PEOPLE, id=ROW_OF["people"](kept))
    (with_alex,) = kept.rows(ASSIGNMENTS, person_id=sam["id"])
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        new = {**sam, "id": new_id(), "external_id": new_id(), "known_as": "Kim"}
        (person_id,) = unit.add(PEOPLE, kept.service_id, [new])
        holds = {**with_alex, "id": new_id(), "person_id": person_id}
        unit.add(ASSIGNMENTS, kept.service_id, [holds])
    return f"/api/people/{person_id}"


def of_service(home: Household, rest: str, where: str = "open") -> str:
    """An address about a service."""
    return f"/api/services/{home.services[where].service_id}/{rest}"


def seen(version: int) -> dict[str, str]:
    """Say which version was seen."""
    return {"If-Match": f'"{version}"'}


def posted(asking: TestClient, path: str, said: dict[str, Any]) -> dict[str, Any]:
    """Add something, which has to be allowed, and return it as it is told."""
    answer = asking.post(path, json=said)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def every_page(
    asking: TestClient, path: str, limit: int = 2, /, **query: str
) -> list[dict[str, Any]]:
    """Every item of a list, a page at a time."""
    items: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        answer = asking.get(path, params={"limit": limit, **query, **after})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["next"] is None:
            return items
        after = {"after": page["next"]}
