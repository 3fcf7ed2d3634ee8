"""Files end with their idea, public names say what they are, errors are drawn."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.house.tree import ROOT, modules, parse, shown

MOST_LINES = 400
MANY_LINES = 250
ONE_IN = 10
"""At most one module in so many is longish."""


def too_long(lines: Mapping[str, int]) -> list[str]:
    """The modules over the limit; and all over the lower one if they are too many."""
    over = [name for name, length in lines.items() if length > MOST_LINES]
    many = [name for name, length in lines.items() if length >= MANY_LINES]
    if len(many) * ONE_IN > len(lines):
        return sorted({*over, *many})
    return over


def undocumented(tree: ast.Module, module: str) -> Iterator[str]:
    """The module, classes and functions that anybody may use and nobody describes."""
    if not ast.get_docstring(tree):
        yield module
    yield from _undocumented_in(tree, module)


def _undocumented_in(owner: ast.AST, within: str) -> Iterator[str]:
    for node in ast.iter_child_nodes(owner):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        name = f"{within}.{node.name}"
        if not ast.get_docstring(node):
            yield name
        if isinstance(node, ast.ClassDef):
            yield from _undocumented_in(node, name)


def drawn(docstring: str) -> dict[str, str | None]:
    """The tree in a docstring, as each name's parent."""
    parents: dict[str, str | None] = {}
    above: list[str] = []
    for line in docstring.splitlines():
        branch, found, rest = line.partition("── ")
        if found:
            depth = 1 + len(branch[:-1]) // 4
            name = rest.split()[0]
            parents[name] = above[depth - 1]
        elif line.strip().endswith("Error") and len(line.split()) == 1:
            depth, name = 0, line.strip()
            parents[name] = None
        else:
            continue
        above[depth:] = [name]
    return parents


def raised(tree: ast.Module, root: str) -> dict[str, str | None]:
    """The classes below ``root``, as each name's parent."""
    parents: dict[str, str | None] = {root: None}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                if isinstance(base, ast.Name) and base.id in parents:
                    parents[node.name] = base.id
    return parents


def test_no_module_is_longer_than_its_idea() -> None:
    lines = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(("cti", "dashboards", "benchmarks"))
    }

    assert lines
    assert too_long(lines) == []


def test_one_long_module_is_noticed_and_so_are_many_longish_ones() -> None:
    short = {f"short{n}": 100 for n in range(9)}

    assert too_long({**short, "a": 400}) == []
    assert too_long({**short, "a": 401}) == ["a"]
    assert too_long({**short, "a": 250, "b": 250}) == ["a", "b"]
    assert too_long({**short, "a": 249, "b": 250}) == []


def test_everything_public_says_what_it_is() -> None:
    missing = [
        name for path in modules() for name in undocumented(parse(path), shown(path))
    ]

    assert missing == []


def test_a_public_name_without_a_sentence_is_noticed() -> None:
    source = '''
class Silent:
    def method(self): ...
    def _own(self): ...

def told():
    """Say it."""
    def inner(): ...
'''
    assert list(undocumented(ast.parse(source), "m")) == [
        "m",
        "m.Silent",
        "m.Silent.method",
    ]


def test_the_drawing_of_the_errors_is_the_tree_of_the_errors() -> None:
    room = ROOT / "cti" / "errors"
    shared, *others = (
        parse(path) for path in [room / "base.py", *modules(("cti/errors",))]
    )
    whole = ast.Module(
        body=[node for tree in (shared, *others) for node in tree.body], type_ignores=[]
    )

    found = raised(whole, "CtiError")

    assert len(found) > 4
    drawing = ast.get_docstring(parse(room / "__init__.py")) or ""
    assert drawn(drawing) == found


def test_a_missing_leaf_and_one_on_the_wrong_branch_are_noticed(
    tmp_path: Path,
) -> None:
    module = tmp_path / "errors.py"
    module.write_text(
        '''"""Failures.

OurError
├── Family      a family
│   ├── Leaf
│   └── Astray
└── Other
"""
class OurError(Exception): ...
class Family(OurError): ...
class Leaf(Family): ...
class Other(OurError): ...
class Astray(Other): ...
class Forgotten(Family): ...
class Apart(Exception): ...
''',
        encoding="utf-8",
    )
    tree = parse(module)

    assert drawn(ast.get_docstring(tree) or "") == {
        "OurError": None,
        "Family": "OurError",
        "Leaf": "Family",
        "Astray": "Family",
        "Other": "OurError",
    }
    assert raised(tree, "OurError") == {
        "OurError": None,
        "Family": "OurError",
        "Leaf": "Family",
        "Other": "OurError",
        "Astray": "Other",
        "Forgotten": "Family",
    }
