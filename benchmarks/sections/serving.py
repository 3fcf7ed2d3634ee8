"""How long people wait for an answer where an area keeps its caseloads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.results import Row
from benchmarks.sections.area import FIRST_SEED, SERVICES, sizes
from benchmarks.sections.section import Section, Wanted, number, per_cent, table
from benchmarks.served import postgres
from benchmarks.served.accounts import Holder, let_in, newcomer
from benchmarks.served.asking import Answer, Crowd, alone, busy
from benchmarks.served.filling import Area, caseload_of, everybody, fill, today
from benchmarks.served.long_work import going_on, workbook_of
from benchmarks.served.machine import (
    Window,
    kind_of_files,
    milliseconds_to_keep,
    windows,
)
from benchmarks.served.processes import planning, serving
from benchmarks.served.questions import QUESTIONS, WRITE, Town
from cti.access import Role
from cti.usecases.installing import Installation

SEED = 2027
ALONE, BUSY, BUSIER = "alone", "busy", "twice as busy"
PAUSES = {BUSY: 10.0, BUSIER: 5.0}
"""Seconds between an answer and the next question of one of those who are active."""

NEXT_TO_NOTHING = 0.05
"""A share of the processors' time that the host may give to other machines."""

HELD_TO = {ALONE: 100, BUSY: 400}
"""Milliseconds, for 95 of 100 answers about lists and people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much there is, and how long it is asked.

    Attributes
    ----------
    times
        How often each question is asked alone.
    active, seconds
        How many ask at the same time, and for how long.
    """

    services: int
    accounts: int
    times: int
    active: int
    seconds: float


WHOLE = Scale(services=SERVICES, accounts=1150, times=30, active=120, seconds=120)
SLICE = Scale(services=2, accounts=30, times=2, active=8, seconds=6)


def run(wanted: Wanted) -> None:
    """Fill a store, start what an installation starts, and ask: alone, then busy."""
    record = wanted.record("serving", "while")
    asked = [each for each in (ALONE, *PAUSES) if wanted.asks(each)]
    names = [each for each in asked if not record.has(**{"while": each})]
    if not names:
        return
    scale = SLICE if wanted.quick else WHOLE
    with postgres.started() as store:
        installed = _installed(store, scale, wanted.scratch)
        with (
            serving(store, wanted.scratch) as address,
            planning(store, wanted.scratch),
        ):
            for name in names:
                found = installed.measured(name, address, scale)
                record.put(**{"while": name}, **installed.about, **found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    answers: Sequence[Answer]
    seconds: float
    beside: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Installed:
    area: Area
    town: Town
    holders: Sequence[Holder]
    newcomer: Holder
    about: Row

    def measured(self, name: str, address: str, scale: Scale) -> Row:
        draw = Random(SEED)  # noqa: S311, not a secret
        keeping = milliseconds_to_keep(self.area.folder)
        with windows() as seen:
            found = self._asked(name, address, scale, draw)
        machine = {
            "disk_ms": keeping,
            "files": kind_of_files(self.area.folder),
            "stolen": round(sum(each.stolen for each in seen) / len(seen), 3),
        }
        said = told(found.answers, found.seconds, seen)
        return {**found.beside, **said, **machine}

    def _asked(self, name: str, address: str, scale: Scale, draw: Random) -> "_Found":
        began, beside = perf_counter(), Row()
        if name == ALONE:
            answers = alone(
                address,
                self.holders,
                self.town,
                questions=QUESTIONS,
                times=scale.times,
                draw=draw,
            )
        else:
            crowd = Crowd(
                address=address,
                holders=draw.sample(self.holders, scale.active),
                town=self.town,
                questions=QUESTIONS,
                pause=PAUSES[name],
                seconds=scale.seconds,
                seed=SEED,
            )
            with going_on(
                address,
                (self.newcomer, self._leader_of_most()),
                workbook_of(self._largest(), self.area.on),
                self.area.on,
            ) as done:
                answers = busy(crowd)
            beside = {
                "active": scale.active,
                "pause": PAUSES[name],
                "imports": [round(each, 1) for each in done.imports],
                "runs": [round(each, 1) for each in done.runs],
                "runs_cut_short": done.cut_short,
            }
        return _Found(answers=answers, seconds=perf_counter() - began, beside=beside)

    def _leader_of_most(self) -> Holder:
        leaders = [each for each in self.holders if each.role is Role.LEADER]
        return max(leaders, key=lambda each: len(each.people))

    def _largest(self) -> Path:
        return caseload_of(self.area, len(self.area.sizes) - 1)


def _installed(store: str, scale: Scale, scratch: Path) -> _Installed:
    """Fill a store with an area."""
    began = perf_counter()
    area = Area(
        address=store,
        folder=scratch / "serving",
        sizes=sizes(scale.services),
        on=today(),
        first_seed=FIRST_SEED,
    )
    by = fill(area)
    with Installation(store, as_it_is=True) as there:
        holders = let_in(there.store, by, accounts=scale.accounts - 1, on=area.on)
        newest = newcomer(there.store, by)
        people, kept = everybody(there.store)
    return _Installed(
        area=area,
        town=Town(on=area.on, people=people),
        holders=holders,
        newcomer=newest,
        about={
            "services": scale.services,
            "accounts": scale.accounts,
            **kept,
            "filled_in": round(perf_counter() - began),
        },
    )


def told(answers: Sequence[Answer], seconds: float, seen: Sequence[Window] = ()) -> Row:
    """Return what is kept of some answers.

    Parameters
    ----------
    seconds
        In which all of them were given.
    seen
        What the host withheld meanwhile.
    """
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for each in answers:
        kinds[each.name].append(each)
    read = [each for each in answers if each.kind != WRITE]
    return {
        "asked_for": round(seconds, 1),
        "answers": len(answers),
        "failed": sorted({f"{a.name}: {a.status}" for a in answers if not _is_well(a)}),
        "read": times(read),
        "undisturbed": times(undisturbed(read, seen)),
        "each": [
            {"name": name, "kind": given[0].kind, **times(given)}
            for name, given in kinds.items()
        ],
    }


def undisturbed(answers: Iterable[Answer], seen: Sequence[Window]) -> Sequence[Answer]:
    """Return the answers during which the host withheld next to nothing."""
    bad = [each for each in seen if each.stolen > NEXT_TO_NOTHING]
    return [
        answer
        for answer in answers
        if not any(
            each.begins < answer.began + answer.seconds and answer.began < each.ends
            for each in bad
        )
    ]


def times(answers: Iterable[Answer]) -> Row:
    """Return how many answers there are and how long they took, in milliseconds."""
    took = sorted(1000 * each.seconds for each in answers)
    if not took:
        return {"answers": 0}
    return {
        "answers": len(took),
        **{f"p{part}": round(nearest(took, part), 1) for part in (50, 95, 99)},
        "worst": round(took[-1], 1),
    }


def nearest(ordered: Sequence[float], part: int) -> float:
    """Return the least value that so many of a hundred are not above."""
    return ordered[max(ceil(len(ordered) * part / 100) - 1, 0)]


def holds(row: Row) -> bool | None:
    """Whether answers are as quick as they are held to; None where nothing is said."""
    limit = HELD_TO.get(row["while"])
    return None if limit is None else not row["failed"] and row["read"]["p95"] < limit


def _is_well(answer: Answer) -> bool:
    return 200 <= answer.status < 300


def text(rows: Sequence[Row]) -> str:
    """Return what was there, a table of all answers, and one by what was asked."""
    parts = [_about(rows[-1]), _in_all(rows), *map(_beside, rows), _by_question(rows)]
    failed = [each for row in rows for each in row["failed"]]
    if failed:
        parts.insert(2, f"Answered otherwise than meant: {', '.join(failed)}.")
    return "\n\n".join(filter(None, parts))


def _about(row: Row) -> str:
    kept = ", ".join(
        f"{row[name]:,} {name.replace('_', ' ')}"
        for name in (
            *("services", "people", "referrals", "accounts", "contacts", "notes"),
            *("facts", "audit_entries"),
        )
    )
    return f"In the store: {kept}. It was filled in {row['filled_in']} seconds."


def _in_all(rows: Sequence[Row]) -> str:
    headings = ["while", "answers", "a second", "lists and people", "p50, ms"]
    headings += ["p95, ms", "p99, ms", "worst, ms", "held to, ms", "holds"]
    headings += ["undisturbed", "p50, ms", "p95, ms", "p99, ms"]
    return table(headings, (_line(row) for row in rows))


def _line(row: Row) -> list[object]:
    read, calm = row["read"], row["undisturbed"]
    said = {None: "–", True: "yes", False: "no"}[holds(row)]
    return [
        *(row["while"], row["answers"], number(row["answers"] / row["asked_for"])),
        read["answers"],
        *(number(read[name], 0) for name in ("p50", "p95", "p99", "worst")),
        *(HELD_TO.get(row["while"]), said, calm["answers"]),
        *(number(calm.get(name), 0) for name in ("p50", "p95", "p99")),
    ]


def _beside(row: Row) -> str:
    machine = (
        f"To keep a page of PostgreSQL's files took {number(row['disk_ms'])} ms before "
        f"(they were on {row['files']}). Of the processors' time the host gave "
        f"{per_cent(row['stolen'], 0)} to other machines."
    )
    if "active" not in row:
        return f"*{row['while'].capitalize()}*: {machine}"
    imports, runs = row["imports"], row["runs"]
    return (
        f"*{row['while'].capitalize()}*: {row['active']} people, each with "
        f"{number(row['pause'])} s between an answer and the next question on average; "
        f"{len(imports)} imports, the longest {number(max(imports, default=None))} s; "
        f"{len(runs)} planning runs, the longest {number(max(runs, default=None))} s, "
        f"and {row['runs_cut_short']} under way at the end. {machine}"
    )


def _by_question(rows: Sequence[Row]) -> str:
    by_name: Mapping[str, dict[str, Row]] = {
        question.name: {
            row["while"]: each
            for row in rows
            for each in row["each"]
            if each["name"] == question.name
        }
        for question in QUESTIONS
    }
    headings = ["asked", "kind"]
    for row in rows:
        headings += [f"{row['while']}: answers", "p50", "p95", "p99", "worst"]
    return table(
        headings,
        (
            [question.name, question.kind, *_cells(by_name[question.name], rows)]
            for question in QUESTIONS
            if by_name[question.name]
        ),
    )


def _cells(found: Mapping[str, Row], rows: Sequence[Row]) -> Iterable[object]:
    for row in rows:
        each = found.get(row["while"])
        yield each["answers"] if each else None
        for name in ("p50", "p95", "p99", "worst"):
            yield number(each[name], 0) if each else None


SECTION = Section(
    name="serving",
    title="An area that is served",
    run=run,
    text=text,
    keys=("while",),
    again="--only WHILE",
)
