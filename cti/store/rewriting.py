"""Take somebody out of what was written about many: plans, imports and facts."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from cti.store.belongings import Belongings, in_parts
from cti.store.tables import FACTS, IMPORTS, METADATA, PLAN_DOCUMENTS, PLANS
from cti.store.tables.imports import ImportState
from cti.store.unit import Unit

INSTEAD = "somebody"
"""What stands where a name stood, in an old plan."""

NEVER = r"(?!)"
"""What is found nowhere."""

ABOUT = "person_id"
OF_ROWS = "_id"
"""How the names of fields end that hold no words."""

SILENT = {"called": "", "to_mend": [], "decisions": {}}
"""What an import says when nothing of it is left."""


def says(words: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return what finds any of some words, whole, in small or capital letters."""
    longest_first = sorted(words, key=lambda each: (-len(each), each))
    either = "|".join(re.escape(each) for each in longest_first) or NEVER
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags)


def named_in_plans(connection: Connection, theirs: Belongings) -> Sequence[str]:
    """Return the plans that name somebody, whether as a row or in a sentence."""
    wanted = says(theirs.known_as | theirs.known_by)
    documents = connection.execute(
        select(PLAN_DOCUMENTS.c.plan_id, PLAN_DOCUMENTS.c.document)
        .join(PLANS, PLANS.c.id == PLAN_DOCUMENTS.c.plan_id)
        .where(PLANS.c.service_id == theirs.service_id)
    )
    found = {row.plan_id for row in documents if wanted.search(row.document)}
    return sorted(found | set(_plans_of_rows(connection, theirs)))


def mark_plans(unit: Unit, plan_ids: Sequence[str]) -> None:
    """Let it be seen of plans that somebody was taken out of them."""
    for some in in_parts(plan_ids):
        unit.connection.execute(
            update(PLANS).where(PLANS.c.id.in_(some)).values(erased_at=unit.at)
        )


def rewrite_plans(unit: Unit, plan_ids: Sequence[str], theirs: Belongings) -> None:
    """Take somebody out of what plans say; who is in them besides stays."""
    for plan_id in plan_ids:
        of_it = PLAN_DOCUMENTS.c.plan_id == plan_id
        text = unit.connection.execute(
            select(PLAN_DOCUMENTS.c.document).where(of_it)
        ).scalar_one_or_none()
        if text is not None:
            unit.connection.execute(
                update(PLAN_DOCUMENTS)
                .where(of_it)
                .values(document=without(text, theirs))
            )


def without(document: str, theirs: Belongings) -> str:
    """Return a plan as JSON without somebody.

    What is about them goes; in what is said about others, their name does.
    """
    wanted = {name.casefold() for name in theirs.known_by}
    ids = {each for each in theirs.known_by if _is_word(each)}
    # As the planner wrote it, so that no other word is taken for a name.
    words = says(theirs.known_as | ids, re.NOFLAG)

    def left(value: Any, name: str = "") -> Any:  # noqa: ANN401, any JSON
        if isinstance(value, dict):
            return {key: left(held, key) for key, held in value.items()}
        if isinstance(value, list):
            return [left(each) for each in value if not is_theirs(each)]
        if isinstance(value, str) and not name.endswith(OF_ROWS):
            return words.sub(INSTEAD, value)
        return value

    def is_theirs(value: Any) -> bool:  # noqa: ANN401, any JSON
        whose = value.get(ABOUT) if isinstance(value, dict) else None
        return isinstance(whose, str) and whose.casefold() in wanted

    return json.dumps(left(json.loads(document)), ensure_ascii=False, indent=2) + "\n"


def empty_imports(unit: Unit, theirs: Belongings) -> int:
    """Empty every import that named somebody, or may have.

    One that was applied, undone or dropped is not needed any more. One that still waits
    and names them is dropped: the spreadsheet has to be brought again, without them.

    Returns
    -------
    How many were emptied.
    """
    wanted = says(theirs.known_as | theirs.known_by)
    ours = select(IMPORTS).where(IMPORTS.c.service_id == theirs.service_id)
    emptied = []
    for row in unit.connection.execute(ours).all():
        waits = row.state is ImportState.STAGED
        told = (row.called, row.caseload, str(row.to_mend), str(row.decisions))
        is_empty = not any(told[:2])
        if not is_empty and (not waits or any(map(wanted.search, told))):
            unit.connection.execute(
                update(IMPORTS)
                .where(IMPORTS.c.id == row.id)
                .values(
                    **SILENT,
                    caseload="",
                    version=row.version + 1,
                    state=ImportState.DROPPED if waits else row.state,
                )
            )
            emptied.append(row.id)
    _silence_imports(unit.connection, emptied)
    return len(emptied)


def forget_facts(connection: Connection, numbers: Sequence[int]) -> None:
    """Keep that something was changed, when and by whom, and not from what to what."""
    forget = (
        update(FACTS)
        .where(FACTS.c.number == bindparam("the_number"))
        .values(before=None, after=None)
    )
    if numbers:
        connection.execute(forget, [{"the_number": each} for each in numbers])


def _plans_of_rows(connection: Connection, theirs: Belongings) -> Iterable[str]:
    for name, ids in theirs.rows.items():
        table = METADATA.tables[name]
        named = [key.parent for key in table.foreign_keys if key.column.table is PLANS]
        for column in named:
            for some in in_parts(ids):
                of = select(column).where(table.c.id.in_(some), column.is_not(None))
                yield from connection.execute(of).scalars()


def _silence_imports(connection: Connection, import_ids: Sequence[str]) -> None:
    of = select(FACTS).where(
        FACTS.c.about == IMPORTS.name, FACTS.c.row_id.in_(import_ids)
    )
    for fact in connection.execute(of).all():
        connection.execute(
            update(FACTS)
            .where(FACTS.c.number == fact.number)
            .values(before=_silent(fact.before), after=_silent(fact.after))
        )


def _silent(state: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return {**state, **SILENT} if state else None


def _is_word(known_by: str) -> bool:
    """Whether an id can stand in a sentence without being taken for a number."""
    return any(letter.isalpha() for letter in known_by)
