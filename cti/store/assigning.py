"""Let who works with whom become what a plan says, from its first Monday on.

Assignments are half-open and never rewritten backwards: what held before the plan's
first Monday stays, and may end on a Monday; what was to come and is planned no longer
goes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from cti.store.plain import Values
from cti.store.starting import waiting
from cti.store.tables import ASSIGNMENTS, PEOPLE
from cti.store.unit import Unit, as_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One person with one worker for a time.

    Attributes
    ----------
    person_id, worker_id
        Their rows.
    from_on, to_on
        Half-open; None for from long ago, and for onwards.
    """

    person_id: str
    worker_id: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """One person with a worker they were not to have before.

    Attributes
    ----------
    before
        The row of the worker they have until then, or had last; None for a first.
    """

    held: Held
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What became of who works with whom.

    Attributes
    ----------
    begun
        What begins on a Monday of the plan and was not to begin before.
    called_off
        What was to begin, and is not to begin any more.
    """

    begun: Sequence[Begun]
    called_off: Sequence[Held]


def assign(
    unit: Unit, service_id: str, stays: Sequence[Values], *, on: date, start: date
) -> Moved:
    """Let assignments be as a plan's stays say.

    Parameters
    ----------
    on
        The plan's date: it leaves waiting who waits then, and is not named.
    start
        The plan's first Monday. What was before it stays as it is.
    """
    wanted = [*_held(stays)]
    planned = {stay["person_id"] for stay in stays}
    lately = _lately(unit, service_id, planned, on=on, start=start)
    there = [row for row in lately if row["to_on"] is None or row["to_on"] > start]
    kept, new = _matched(wanted, there, start)
    gone = [row for row in there if row["id"] not in kept]
    # What is gone goes first: nobody may have two workers without an end.
    for row in gone:
        if _begins(row, start):
            unit.remove(ASSIGNMENTS, row["id"], version=row["version"])
        else:
            _end(unit, row, start)
    for row in there:
        if row["id"] in kept:
            _end(unit, row, kept[row["id"]].to_on)
    unit.add(ASSIGNMENTS, service_id, [_row(each) for each in new])
    before = [_as_held(row) for row in there if _begins(row, start)]
    had = {
        row["person_id"]: row["worker_id"] for row in lately if not _begins(row, start)
    }
    return Moved(
        begun=[
            each
            for each in _with_who_was_before(wanted, had)
            if each.held in new and not _is_among(each.held, before)
        ],
        called_off=[each for each in before if not _is_among(each, wanted)],
    )


def _held(stays: Sequence[Values]) -> Iterator[Held]:
    """Yield what a plan says as it is kept: nobody is no row, and no seam shows."""
    last: Held | None = None
    for stay in sorted(stays, key=lambda each: (each["person_id"], each["from_on"])):
        if stay["worker_id"] is None:
            continue
        goes_on = last is not None and (
            (last.person_id, last.worker_id, last.to_on)
            == (stay["person_id"], stay["worker_id"], stay["from_on"])
        )
        if last is not None and not goes_on:
            yield last
        last = Held(
            person_id=stay["person_id"],
            worker_id=stay["worker_id"],
            from_on=last.from_on if last is not None and goes_on else stay["from_on"],
            to_on=stay["to_on"],
        )
    if last is not None:
        yield last


def _with_who_was_before(
    wanted: Sequence[Held], had: Mapping[str, str]
) -> Iterator[Begun]:
    last = dict(had)
    for held in wanted:
        yield Begun(held=held, before=last.get(held.person_id))
        last[held.person_id] = held.worker_id


def _lately(
    unit: Unit, service_id: str, planned: set[str], *, on: date, start: date
) -> list[Values]:
    """Return what ends on the start, goes on or begins, of whom the plan decides.

    It decides of everybody it names, and of the referrals it leaves waiting.
    """
    table = ASSIGNMENTS
    rows = unit.connection.execute(
        select(table, waiting(on).label("is_waiting"))
        .join(PEOPLE, PEOPLE.c.id == table.c.person_id)
        .where(
            table.c.service_id == service_id,
            or_(table.c.to_on.is_(None), table.c.to_on >= start),
        )
    )
    found = [as_values(row) for row in rows]
    return [
        {name: value for name, value in row.items() if name != "is_waiting"}
        for row in found
        if row["person_id"] in planned or row["is_waiting"]
    ]


def _matched(
    wanted: Sequence[Held], there: Sequence[Values], start: date
) -> tuple[Mapping[str, Held], Sequence[Held]]:
    """Return the rows that go on, by their id, and what begins anew."""
    goes_on = {
        (row["person_id"], row["worker_id"], _first(row["from_on"], start)): row["id"]
        for row in there
    }
    kept: dict[str, Held] = {}
    new: list[Held] = []
    for each in wanted:
        key = (each.person_id, each.worker_id, _first(each.from_on, start))
        row_id = goes_on.get(key)
        if row_id is None:
            new.append(each)
        else:
            kept[row_id] = each
    return kept, new


def _first(from_on: date | None, start: date) -> date:
    return start if from_on is None else max(from_on, start)


def _begins(row: Values, start: date) -> bool:
    return row["from_on"] is not None and row["from_on"] >= start


def _end(unit: Unit, row: Values, to_on: date | None) -> None:
    if row["to_on"] != to_on:
        unit.change(
            ASSIGNMENTS, row["id"], version=row["version"], values={"to_on": to_on}
        )


def _row(held: Held) -> Values:
    return {
        "person_id": held.person_id,
        "worker_id": held.worker_id,
        "from_on": held.from_on,
        "to_on": held.to_on,
    }


def _as_held(row: Values) -> Held:
    names = ("person_id", "worker_id", "from_on", "to_on")
    return Held(**{name: row[name] for name in names})


def _is_among(held: Held, others: Iterable[Held]) -> bool:
    """Whether somebody was to begin with the same worker on the same day."""
    begins = (held.person_id, held.worker_id, held.from_on)
    return any(
        begins == (each.person_id, each.worker_id, each.from_on) for each in others
    )
