"""Names that are alike to whoever types one: whatever their accents and capitals.

SQLite asks `cti.spelling.folded`; PostgreSQL does the same with functions of its own,
so that nothing has to be installed into it. A test holds both to it for names in Latin
letters. Of other letters PostgreSQL may make something else, so what is typed is folded
where the name is: a name is found by itself, whatever it is written in.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from cti.spelling import LETTERS, MARKS, folded

FOLDED = "cti_folded"
"""What the function is called in SQLite, where each connection is given it."""

_BESIDE = "[\u0300-\u036f\u1dc4-\u1dff\u20d0-\u20f0]"
"""What Unicode sets beside letters when it takes them apart."""


class Folded(GenericFunction[str]):
    """A name as it is compared."""

    name = FOLDED
    inherit_cache = True
    type = String()


class Place(GenericFunction[int]):
    """Where a text begins in another, from 1; 0 for nowhere."""

    name = "instr"
    inherit_cache = True
    type = Integer()


def folded_if_any(name: str | None) -> str | None:
    """Return a name as it is compared; nothing for none, as databases have it."""
    return None if name is None else folded(name)


def like(column: ColumnElement[str], said: str) -> ColumnElement[bool]:
    """Whether what somebody typed is a part of a name."""
    if not folded(said):
        return column.contains(said, autoescape=True)
    return Place(Folded(column), Folded(literal(said, String))) > 0


def alike(column: ColumnElement[str], said: str) -> ColumnElement[bool]:
    """Whether what somebody typed is a name."""
    return Folded(column) == Folded(literal(said, String))


@compiles(Place, "postgresql")
def _place(element: Place, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401, as SQLAlchemy calls it
    return f"strpos({compiler.process(element.clauses, **how)})"


@compiles(Folded, "postgresql")
def _folded(element: Folded, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401, as SQLAlchemy calls it
    said = compiler.process(element.clauses, **how)
    said = f"translate({said}, {_quoted(MARKS)}, '')"
    said = f"regexp_replace(normalize({said}, NFKD), {_quoted(_BESIDE)}, '', 'g')"
    # Some locales know no capitals beyond ASCII.
    letters = {chr(each): plain for each, plain in LETTERS.items()} | {"ß": "ss"}
    written = letters | {each.upper(): plain for each, plain in letters.items()}
    several = {each: plain for each, plain in written.items() if len(plain) > 1}
    one = {
        each: plain
        for each, plain in written.items()
        if len(each) == len(plain) == 1 and not each.isascii()
    }
    said = f"lower({said})"
    for letter, plain in several.items():
        said = f"replace({said}, {_quoted(letter)}, {_quoted(plain)})"
    letter, plain = _quoted("".join(one)), _quoted("".join(one.values()))
    return f"translate({said}, {letter}, {plain})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
