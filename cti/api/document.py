"""The OpenAPI document: how somebody proves who they are, and what each route needs."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from cti.api.callers import Needs, Rule
from cti.api.house import house_of_app
from cti.api.once import HEADER, tells_once

TOKEN, SESSION = "token", "session"

ONCE = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "8 to 100 random letters and digits: a request that is sent again "
    "with the same key is answered as the first time, and nothing is done twice.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,100}$"},
}


def describe(app: FastAPI, rules: Sequence[tuple[APIRoute, Rule]]) -> None:
    """Let the document of an application say what each of its routes needs."""
    usual = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = usual()
            document["components"]["securitySchemes"] = {
                TOKEN: {"type": "http", "scheme": "bearer"},
                SESSION: {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": house_of_app(app).cookie,
                },
            }
            for route, rule in rules:
                for method in (route.methods or ()) if route.include_in_schema else ():
                    _say(
                        document["paths"][route.path][method.lower()],
                        route,
                        method,
                        rule,
                    )
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]  # how FastAPI is told


def _say(operation: dict[str, Any], route: APIRoute, method: str, rule: Rule) -> None:
    if not isinstance(rule, Needs):
        return
    operation["security"] = [{TOKEN: []}, {SESSION: []}]
    operation["x-permission"] = str(rule.action)
    said = operation.get("description", "")
    operation["description"] = f"{said}\n\nNeeds `{rule.action}`.".strip()
    if method == "POST" and not tells_once(route):
        operation.setdefault("parameters", []).append(ONCE)
