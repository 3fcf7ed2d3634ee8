"""The files of this house, for tests that read them."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]

FOLDERS = (
    "cti",
    "dashboards",
    "tests",
    "docs",
    "benchmarks",
    "deploy",
    "requirements",
    ".ci",
)
"""What is ours at the top level; the rest is made by tools."""

PRODUCT = ("cti", "dashboards")

WRITTEN = {
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".ini",
    ".j2",
    ".jinja",
    ".js",
    ".json",
    ".md",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    "",
}
"""Endings of files that are text; the empty one is `Makefile` and its like."""


def files(folders: Iterable[str], *, root: Path = ROOT) -> Iterator[Path]:
    """Every file below some folders, in order, without what Python leaves behind."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def modules(folders: Sequence[str] = PRODUCT, *, root: Path = ROOT) -> list[Path]:
    """Every Python file below some folders."""
    return [path for path in files(folders, root=root) if path.suffix == ".py"]


def texts(*, root: Path = ROOT) -> list[Path]:
    """Every text file of ours, at the top level and below the folders."""
    top = [path for path in sorted(root.iterdir()) if path.is_file()]
    return [
        path
        for path in (*top, *files(FOLDERS, root=root))
        if path.suffix in WRITTEN and not path.name.startswith(".coverage")
    ]


def documents(*, root: Path = ROOT) -> list[Path]:
    """Every document: those at the top level and those below ``docs``."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def parse(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path, *, root: Path = ROOT) -> str:
    """A path as a reader of a failure wants it."""
    return path.relative_to(root).as_posix()
