"""One word for one thing: the glossary's last column is used nowhere."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from tests.house.tree import ROOT, documents, files, modules, parse, shown

GLOSSARY = ROOT / "docs" / "glossary.md"

ALLOWED_PHRASES = (
    "case review",
    "case presentation",
    "in case",
    "in that case",
    "lower case",
    "upper case",
    "use case",
)
"""Where a forbidden word means something else, or is the field's own."""

TITLES = (
    "case management in the homelessness sector",
    "mental illness following institutional discharge",
)
"""Names of sources that we cite, in part."""


def never(glossary: str) -> set[str]:
    """The words in the last column of a glossary that stand `like this`."""
    found: set[str] = set()
    for line in glossary.splitlines():
        cells = re.split(r"(?<!\\)\|", line.strip())
        if line.startswith("|") and len(cells) > 2:
            found |= set(re.findall(r"`([^`]+)`", cells[-2]))
    return found


@cache
def forbidden() -> frozenset[str]:
    return frozenset(never(GLOSSARY.read_text(encoding="utf-8")))


def spelled(name: str) -> str:
    """An identifier as words: ``is_CaseReview`` is "is case review"."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return " ".join(part.lower() for part in parts)


def uses(text: str, words: Iterable[str]) -> Iterator[str]:
    """The forbidden words a text uses, in any number and with any hyphen."""
    plain = re.sub(r"[-\s]+", " ", text.lower())
    for phrase in (*ALLOWED_PHRASES, *TITLES):
        plain = re.sub(rf"\b{phrase}s?\b", " ", plain)
    for word in sorted(words):
        if re.search(rf"\b{re.escape(word)}(?:s|es)?\b", plain):
            yield word


def names_given(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name a module gives: to functions, classes, arguments and values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.alias) and node.asname:
            yield 0, node.asname


def sentences_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string a module holds: messages, labels and docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def said_by_script(text: str) -> Iterator[str]:
    """The comments and words of a script; what browsers call their own is not ours."""
    for match in re.finditer(r"//[^\n]*|\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", text):
        yield match[0]


def test_the_glossary_says_what_is_never_said() -> None:
    assert {"client", "service user", "case", "dna", "non engaging", "risk flag"} <= (
        forbidden()
    )


def test_no_identifier_uses_a_forbidden_word() -> None:
    found = [
        f"{shown(path)}:{line} {name}: {word}"
        for path in modules(("cti", "dashboards", "tests", "benchmarks", "docs"))
        for line, name in names_given(parse(path))
        for word in uses(spelled(name), forbidden())
    ]

    assert found == []


def test_no_message_label_or_docstring_uses_a_forbidden_word() -> None:
    found = [
        f"{shown(path)}:{line}: {word}"
        for path in modules()
        for line, text in sentences_in(parse(path))
        for word in uses(text, forbidden())
    ]

    assert found == []


def test_no_page_or_document_uses_a_forbidden_word() -> None:
    pages = [
        path
        for path in files(("dashboards",))
        if path.suffix in {".html", ".jinja", ".j2", ".css"}
        and "vendor" not in path.parts
    ]
    written = [path for path in documents() if path != GLOSSARY]

    found = [
        f"{shown(path)}: {word}"
        for path in (*pages, *written)
        for word in uses(path.read_text(encoding="utf-8"), forbidden())
    ]

    assert found == []


def test_no_script_says_a_forbidden_word() -> None:
    found = [
        f"{shown(path)}: {word}"
        for path in files(("dashboards",))
        if path.suffix == ".js" and "vendor" not in path.parts
        for said in said_by_script(path.read_text(encoding="utf-8"))
        for word in uses(said, forbidden())
    ]

    assert found == []


def test_a_forbidden_word_is_noticed_where_a_script_says_it() -> None:
    script = "self.clients.claim(); // a user\nsay(`the ${name} case`, 'patient')"

    said = [word for each in said_by_script(script) for word in uses(each, forbidden())]

    assert said == ["user", "case", "patient"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ask the client.", "client"),
        ("two Clients wait", "client"),
        ("a non-engaging person", "non engaging"),
        ("service\n users", "service user"),
        ("a RISK FLAG", "risk flag"),
    ],
)
def test_a_forbidden_word_is_noticed_however_it_is_written(
    text: str, word: str
) -> None:
    assert word in set(uses(text, forbidden()))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("clientId = 1", ["client"]),
        ("def by_case(): ...", ["case"]),
        ("class CaseManager: ...", ["case", "case manager"]),
        ("def f(*, patient): ...", ["patient"]),
        ("import holidays as incumbent", ["incumbent"]),
        ("for user in people: ...", ["user"]),
        ("is_case_review = case_reviews = True", []),
        ("discharge_on.clients = staffed", []),
        ("usecases = clientele = 1", []),
    ],
)
def test_a_forbidden_name_is_noticed_where_it_is_given(
    source: str, words: list[str]
) -> None:
    given = [spelled(name) for _, name in names_given(ast.parse(source))]

    assert [word for name in given for word in uses(name, forbidden())] == words


def test_a_forbidden_word_inside_a_string_is_noticed() -> None:
    tree = ast.parse('def f(n):\n    """Say it."""\n    return f"{n} clients"')

    said = [text for _, text in sentences_in(tree)]

    assert [word for text in said for word in uses(text, {"client"})] == ["client"]
