"""Names that are alike to whoever types one: whatever their accents and capitals.

SQLite asks `cti.spelling.folded`; PostgreSQL does the same with functions of its own,
so that nothing has to be installed into it. A test holds both against each other.
"""

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from cti.spelling import LETTERS, MARKS, folded

FOLDED = "cti_folded"
"""What the function is called in SQLite, where each connection is given it."""

_MARKS = "[\u0300-\u036f\u1dc4-\u1dff\u20d0-\u20f0" + MARKS.replace("'", "''") + "]"
_ONE = {chr(each): said for each, said in LETTERS.items() if len(said) == 1}
_SEVERAL = {chr(each): said for each, said in LETTERS.items() if len(said) > 1}


class Folded(GenericFunction[str]):
    """A name as it is compared, of a column."""

    name = FOLDED
    inherit_cache = True
    type = String()


def like(column: ColumnElement[str], said: str) -> ColumnElement[bool]:
    """Whether what somebody typed is a part of a name."""
    plain = folded(said)
    if not plain:
        return column.contains(said, autoescape=True)
    return Folded(column).contains(plain, autoescape=True)


def alike(column: ColumnElement[str], said: str) -> ColumnElement[bool]:
    """Whether what somebody typed is a name."""
    return Folded(column) == folded(said)


@compiles(Folded, "postgresql")
def _of_postgresql(element: Folded, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401, as SQLAlchemy calls it
    said = compiler.process(element.clauses, **how)
    # Some locales know no capitals beyond ASCII; taken apart, most letters are in it.
    said = f"lower(normalize({said}, NFKD))"
    said = f"regexp_replace({said}, '{_MARKS}', '', 'g')"
    for letter, written in _SEVERAL.items():
        for each in (letter, letter.upper()):
            said = f"replace({said}, '{each}', '{written}')"
    said = f"replace({said}, 'ß', 'ss')"
    letters = "".join(_ONE)
    plain = "".join(_ONE.values())
    capitals = "".join(each.upper() for each in _ONE if each != "ı")
    plainly = "".join(said for each, said in _ONE.items() if each != "ı")
    return f"translate({said}, '{letters}{capitals}', '{plain}{plainly}')"
