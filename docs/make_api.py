"""Write docs/api.md from the application: ``python docs/make_api.py``.

Every table and example is made from the OpenAPI document. A house test fails when the
page and the application differ.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from cti.api.app import create_app
from cti.api.house import House
from cti.api.shapes import AN_ID
from cti.usecases.installing import Store

PAGE = Path(__file__).with_name("api.md")

Schema = Mapping[str, Any]

INTRODUCTION = """\
# Other software

This page is written by `python docs/make_api.py` from the application itself; the same
stands at `/api/openapi.json` for programs to read. Everything is JSON over HTTP.

## Sign in

Sign in with a browser, and issue a token for the program under `/api/me/tokens`: with a
name, the scopes it needs and a day on which it ends. A scope is one of the permissions
of [the page of who may see and do what](access.md); a token never does more than its
owner may. The secret is told once. Send it with every request:

```
GET /api/me
Authorization: Bearer cti_…
```

`/api/me` says which services the account is in, and what it is there.

## Ids

Every row has a random id of 32 letters and digits. Where services know somebody by an
id of their own, it stands beside as `external_id`. What is hidden from an account is
answered as what is not there.

## Versions

What others change too has a version, told as `ETag`. Whoever changes it sends the one
they saw as `If-Match: "3"`: without it the answer is 428, and 412 where somebody else
was quicker; nothing is changed then. Read it again and decide. Of what somebody has one
of, `"0"` says that there was none yet.

## Once

An answer may be lost on the way. Send a random key with each `POST`, such as
`Idempotency-Key: 9f2c61d07a3b4e58`: the same request with the same key is answered as
the first time, and nothing is done twice. Routes that tell a secret take no key.

## Pages

Long lists come a page at a time, 50 at once unless `limit` says otherwise. Send `next`
of one page as `after` for what follows; at the end it is null. Whoever is added
meanwhile moves nobody from one page to another.

## When something is wrong

Every failure is a problem (RFC 9457) with a hint:

```json
{
  "type": "about:blank",
  "title": "Conflict",
  "status": 409,
  "detail": "2 things have changed since this plan was made.",
  "hint": "Nothing was published. Plan again: what changed is then part of the plan.",
  "request": "6f1e0b0c4d0a4c5f8d6e2b7a9c3f1e20",
  "wrong": [],
  "more": ["Sam's pause was added, by Jo on 23 November 2026 at 09:00."]
}
```

`wrong` names each field to mend, `more` says what else there is to say, and `request`
is what to quote when asking for help.

| status | means |
|---|---|
| 400 | the body cannot be read |
| 401 | who sends it is not proven |
| 403 | the account may not do it, or not with this token |
| 404 | it is not there, or not for this account |
| 409 | it cannot be done as things are |
| 412 | somebody else changed it since it was seen |
| 413 | it is larger than 20 MB |
| 422 | something in it is wrong; nothing is bent to fit |
| 428 | it must be said which version was seen |
| 429 | wait before trying again |
| 503 | the database does not answer |
"""

METHODS = ("get", "post", "put", "patch", "delete")
DEEP = 6
"""An example holds no more rows within rows than that."""


MOMENTS = {"date": "2026-11-23", "date-time": "2026-11-23T09:00:00Z"}


def document() -> Schema:
    """Return the OpenAPI document of the application."""
    house = House(
        store=Store(create_engine("sqlite://")),
        clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        is_secure=True,
        address="https://planner.example.org",
    )
    made: Schema = create_app(house, why_not_ready=lambda: "").openapi()
    return made


def render() -> str:
    """Return the page."""
    made = document()
    subjects: dict[str, list[tuple[str, str, Schema]]] = {}
    for path, routes in made["paths"].items():
        for method in METHODS:
            if method in routes:
                name = routes[method]["tags"][0]
                subjects.setdefault(name, []).append((method, path, routes[method]))
    told = (
        "\n".join(_subject(made, name, subjects[name])) for name in sorted(subjects)
    )
    return "\n".join([INTRODUCTION, *told])


def _subject(
    made: Schema, name: str, routes: list[tuple[str, str, Schema]]
) -> Iterator[str]:
    yield f"## {name.replace('-', ' ').capitalize()}\n"
    yield "| ask | what for | needs |"
    yield "|---|---|---|"
    for method, path, route in routes:
        needs = route.get("x-permission")
        said = f"`{needs}`" if needs else "nobody to be signed in"
        yield f"| `{method.upper()} {path}` | {route['summary']} | {said} |"
    yield ""
    yield from _example(made, *_told_in_full(routes))


def _told_in_full(routes: list[tuple[str, str, Schema]]) -> tuple[str, str, Schema]:
    """Return the route of which an example says most."""
    sent = [
        each
        for each in routes
        if each[0] == "post" and "requestBody" in each[2] and _answer(each[2])[1]
    ]
    told = [each for each in routes if _answer(each[2])[1]]
    return (sent or told or routes)[0]


def _example(made: Schema, method: str, path: str, route: Schema) -> Iterator[str]:
    body = route.get("requestBody", {}).get("content", {})
    parameters = {each["name"] for each in route.get("parameters", ())}
    yield "```"
    yield f"{method.upper()} {_filled(path, route)}"
    if "security" in route:
        yield "Authorization: Bearer cti_…"
    if "Idempotency-Key" in parameters:
        yield "Idempotency-Key: 9f2c61d07a3b4e58"
    if "if-match" in parameters:
        yield 'If-Match: "3"'
    if "application/json" in body:
        yield ""
        yield _written(made, body["application/json"]["schema"])
    elif body:
        yield "Content-Type: multipart/form-data"
        yield ""
        yield "file=@team.xlsx"
    yield "```\n"
    status, told = _answer(route)
    yield f"Answer {status}:\n"
    yield "```json" if told else "```"
    yield _written(made, told) if told else "(nothing)"
    yield "```\n"


def _answer(route: Schema) -> tuple[str, Schema | None]:
    status = next(each for each in route["responses"] if each.startswith(("2", "3")))
    content = route["responses"][status].get("content", {})
    return status, content.get("application/json", {}).get("schema")


def _filled(path: str, route: Schema) -> str:
    for each in route.get("parameters", ()):
        if each["in"] == "path":
            value = AN_ID
            path = path.replace(f"{{{each['name']}}}", value)
    return path


def _written(made: Schema, schema: Schema) -> str:
    return json.dumps(_of(made, schema), indent=2, ensure_ascii=False)


def _of(made: Schema, schema: Schema, depth: int = 0) -> Any:  # noqa: ANN401, any JSON
    """Return an example of what a schema describes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _of(made, made["components"]["schemas"][name], depth)
    if schema.get("examples"):
        return schema["examples"][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _of(made, schema[choice][0], depth)
    if "default" in schema:
        return schema["default"]
    if "const" in schema or "enum" in schema:
        return schema.get("const") or schema["enum"][0]
    return _of_type(made, schema, depth)


def _of_type(made: Schema, schema: Schema, depth: int) -> Any:  # noqa: ANN401, any JSON
    kind = schema.get("type")
    if kind == "object":
        named = schema.get("properties", {}).items()
        return {name: _of(made, each, depth + 1) for name, each in named}
    if kind == "array":
        return [_of(made, schema["items"], depth + 1)] if depth < DEEP else []
    if kind == "string":
        return MOMENTS.get(schema.get("format", ""), "…")
    least = schema.get("minimum", 1)
    return {"integer": max(1, least), "number": max(1.5, least), "boolean": False}.get(
        str(kind)
    )


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
