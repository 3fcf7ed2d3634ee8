"""The page about the API says what the application says, and names all of it."""

import json
import runpy

from fastapi.routing import APIRoute

from cti.api.problems import STATUS
from cti.api.routes import ROUTES
from cti.api.shapes import Sent
from tests.api.table import OPEN, TABLE
from tests.house.test_documents import unnamed
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "api.md"
MADE_BY = ROOT / "docs" / "make_api.py"


def test_the_page_is_what_the_application_makes() -> None:
    made = runpy.run_path(str(MADE_BY))["render"]()

    assert PAGE.read_text(encoding="utf-8") == made


def test_the_page_names_every_route_and_what_it_needs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    routes = {f"{method} {path}" for method, path in (*TABLE, *OPEN)}

    assert unnamed(text, routes) == []
    assert unnamed(text, {str(action) for action, _, _ in TABLE.values()}) == []


def test_whatever_an_example_sends_is_what_its_route_takes() -> None:
    page = runpy.run_path(str(MADE_BY))
    document, checked = page["document"](), 0
    for route in (each for router in ROUTES for each in router.routes):
        if not isinstance(route, APIRoute) or route.body_field is None:
            continue
        model = route.body_field.field_info.annotation
        if isinstance(model, type) and issubclass(model, Sent):
            (method,) = route.methods or {"POST"}
            asked = document["paths"][route.path][method.lower()]["requestBody"]
            schema = asked["content"]["application/json"]["schema"]
            model.model_validate_json(json.dumps(page["_of"](document, schema)))
            checked += 1

    assert checked > 5


def test_the_page_says_what_every_status_means() -> None:
    text = PAGE.read_text(encoding="utf-8")
    foreseen = {status for status in STATUS.values() if status < 500}

    assert [status for status in foreseen if f"| {status} |" not in text] == []
