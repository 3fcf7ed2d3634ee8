"""Whatever the store reads about people is narrowed to who asks, or named here."""

import ast
from collections.abc import Iterator

import pytest

from cti.store.visibility import NEEDS
from tests.house.tree import ROOT, modules, parse

STORE = ROOT / "cti" / "store"

OF_ONES_OWN = {
    "reading.py": "a service's own caseload, for planning it",
    "putting.py": "a service's own caseload, while it is being put there",
    "unit.py": "one row that is about to change, after it was decided who may",
    "visibility.py": "what narrows the others",
    "imports.py": "a service's own caseload, while it is being put there",
    "assigning.py": "a service's own, while a plan is published",
    "starting.py": "a service's own, while a plan is published",
    "plans.py": "a service's own plan, whole, after it was decided who may",
    "edits.py": "what changed in one's own service since a plan was made",
    "contacts_made.py": "a service's own, for planning it and to see who was met",
    "runs.py": "planning runs, which hold no names",
    "casework.py": "one person's, after it was decided who may",
    "notes.py": "one person's, after they were opened or it was decided who may write",
    "pinning.py": "one person's and one service's, after it was decided who may",
    "moving.py": "one person's and one service's, after it was decided who may",
    "supposing.py": "one service's, after it was decided who may",
    "overload_tasks.py": "whether somebody is a worker of one service",
    "newest.py": "which version of a row there is, and nothing of the row",
    "people_changing.py": "one person's, after it was decided who may",
    "workers_changing.py": "one worker's, after it was decided who may",
    "copying.py": "everything, for whoever holds the database itself",
    "belongings.py": "all that is one person's, to erase it or hand it to them",
    "holdings.py": "all that is one person's, to hand it to them",
    "retention.py": "whose term is over, for whoever holds the database itself",
    "rewriting.py": "the plans and imports that name somebody, to take them out",
    "restoring.py": "everything, for whoever holds the database itself",
    "calendars.py": "whoever holds the secret of a feed sees that feed",
}
"""Modules that read people without asking for whom, and why they may."""

NAMED = {
    "people_seen.py": {"about_people", "_workers"},
    "people_told.py": {"_names"},
    "coming_along.py": {"made_at_once"},
    "whose.py": {"_of_row", "_service"},
    "accounts.py": {"check_membership"},
    "roles_told.py": {"roles_told"},
    "letters.py": {"_name"},
    "services.py": {"service_names"},
    "workers_told.py": {"worker_names"},
}
"""Functions that read what decides who may see somebody, or be what in a service."""

ASK = {"select", "raw_rows"}
"""What is called to read."""

ABOUT_PEOPLE = {table.name.upper() for table in NEEDS}


def wide_queries(tree: ast.Module, *, excused: set[str]) -> Iterator[int]:
    """The lines of queries that touch a table about people and are not narrowed."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name in excused:
            continue
        narrowed = {
            id(inner)
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and _called(node) == "visible"
            for inner in ast.walk(node)
        }
        for statement in ast.walk(function):
            if isinstance(statement, ast.stmt) and not hasattr(statement, "body"):
                yield from _wide_in(statement, narrowed)


def _wide_in(statement: ast.stmt, narrowed: set[int]) -> Iterator[int]:
    """The line of a statement with a query that may be about people."""
    wide = [node for node in ast.walk(statement) if id(node) not in narrowed]
    asks = any(isinstance(node, ast.Call) and _called(node) in ASK for node in wide)
    names = {node.id for node in wide if isinstance(node, ast.Name)}
    if asks and names & {*ABOUT_PEOPLE, "table"}:
        yield statement.lineno


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def test_nothing_in_the_store_reads_people_without_asking_for_whom() -> None:
    found = [
        f"{path.name}:{line}"
        for path in modules(("cti/store",))
        if "migrations" not in path.parts and path.name not in OF_ONES_OWN
        for line in wide_queries(parse(path), excused=NAMED.get(path.name, set()))
    ]

    assert found == []


def test_the_exceptions_are_there_and_are_exceptions() -> None:
    for name in (*OF_ONES_OWN, *NAMED):
        assert (STORE / name).exists()
        assert list(wide_queries(parse(STORE / name), excused=set()))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def f():\n    return select(PEOPLE)", [2]),
        ("def f():\n    return select(func.count()).select_from(PEOPLE)", [2]),
        ("def f():\n    return visible(select(PEOPLE.c.id), actor, on=on)", []),
        ("def f(table):\n    return select(table.c.id)", [2]),
        ("def f(table):\n    return raw_rows(connection, of(table))", [2]),
        ("def f():\n    return select(SESSIONS)", []),
        ("def excused():\n    return select(PEOPLE)", []),
    ],
)
def test_a_query_that_is_not_narrowed_is_noticed(source: str, lines: list[int]) -> None:
    found = list(wide_queries(ast.parse(source), excused={"excused"}))

    assert found == lines
