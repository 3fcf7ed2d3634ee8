"""What no route knows is refused, and so are dates in any form but one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import get_args

import pytest
from pydantic import ValidationError

import cti.api.routes
from cti.api.callers import rules_of
from cti.api.shapes import Sent
from tests.api.house import Household
from tests.api.rights import filled

assert cti.api.routes.ROUTES


def test_what_no_route_knows_is_refused_by_all_of_them(home: Household) -> None:
    asking, wrong = home.asks("leader"), []
    for route, _ in rules_of(home.app):
        for method in route.methods or ():
            where = f"{filled(route.path)}?nobody_knows=1"
            answer = asking.request(method, where)
            if answer.status_code != 422 or "nobody_knows" not in answer.text:
                wrong.append((method, route.path, answer.status_code))

    assert wrong == []


def test_what_the_document_has_is_known(home: Household) -> None:
    paths = home.app.openapi()["paths"]
    named = [
        (path, each["name"])
        for path, said in paths.items()
        for each in said.get("get", {}).get("parameters", ())
        if each["in"] == "query"
    ]
    asking = home.asks("leader")

    refused = [
        (path, name)
        for path, name in named
        if "Nothing here is called" in asking.get(filled(path), params={name: "1"}).text
    ]

    assert len(named) > 20
    assert refused == []


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/api/people?limt=1", "Did you mean «limit»?"),
        ("/api/people?Service_ID=1", "Did you mean «service_id»?"),
        ("/api/audit?quite_another=1", "It knows account_id, action, after, "),
        ("/api/me?limit=1", "Leave it out: this address takes no parameter."),
        ("/health?limit=1", "Leave it out: this address takes no parameter."),
    ],
)
def test_what_may_be_meant_is_named(home: Household, path: str, hint: str) -> None:
    answer = home.asks("leader").get(path)

    assert answer.status_code == 422
    assert answer.json()["hint"].startswith(hint)


def sent(kind: type[Sent] = Sent) -> Iterator[type[Sent]]:
    for each in kind.__subclasses__():
        yield each
        yield from sent(each)


def inside(annotation: object) -> Iterator[object]:
    """Everything an annotation is made of."""
    yield annotation
    for each in get_args(annotation):
        yield from inside(each)


DATED = [
    pytest.param(kind, name, id=f"{kind.__name__}.{name}")
    for kind in {each.__qualname__: each for each in sent()}.values()
    for name, field in kind.model_fields.items()
    if any(each in (date, datetime) for each in inside(field.annotation))
]


@pytest.mark.parametrize(("kind", "name"), DATED)
@pytest.mark.parametrize(
    "said",
    [
        1_795_392_000,
        1_795_392_000.0,
        True,
        "1795392000",
        "20261123",
        "23/11/2026",
        " 2026-11-23",
        ["2026-11-23"],
        {"day": "2026-11-23"},
    ],
    ids=repr,
)
def test_a_date_is_written_in_one_form(
    kind: type[Sent], name: str, said: object
) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.model_validate({name: said})

    assert (name,) in {each["loc"][:1] for each in refused.value.errors()}


def test_every_date_that_is_sent_was_tried() -> None:
    assert len(DATED) > 15


@pytest.mark.parametrize(
    "asked",
    [
        "people?limit=1.0",
        "people?limit=+1",
        "people?limit=%201",
        "people?limit=1_0",
        "people?limit=1&limit=2",
        "people?limit=",
        "workers?is_listed=1",
        "workers?is_listed=yes",
        "me/week?week_of=1795392000",
        "me/week?week_of=20261123",
        "me/week?week_of=2026-11-23T00:00:00",
    ],
)
def test_what_an_address_says_is_not_bent_to_fit(home: Household, asked: str) -> None:
    answer = home.asks("leader").get(f"/api/{asked}")

    assert answer.status_code == 422
    assert answer.json()["hint"].startswith("Say ")
