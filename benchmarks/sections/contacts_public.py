"""Public sets of contacts of one day: how far our evaluators agree with the costs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.places import Missing, public
from benchmarks.public import hhcrsp, uhhc
from benchmarks.public.archive import Json, pairs
from benchmarks.results import Row
from benchmarks.sections.section import Section, Wanted, table

AGREES = 0.005
"""Costs are published with two decimals at most."""


def _uhhc(question: Json, answer: Json) -> tuple[float, int]:
    judged = uhhc.evaluate(question, answer)
    return judged.cost(question), len(judged.broken)


def _hhcrsp(question: Json, answer: Json) -> tuple[float, int]:
    judged = hhcrsp.evaluate(question, answer)
    return judged.cost, len(judged.broken)


SETS: Mapping[str, Callable[[Json, Json], tuple[float, int]]] = {
    "uhhc": _uhhc,
    "hhcrsp_mankowska": _hhcrsp,
}

WHY_NOT_PLANNED = """\
Our planner is not asked these questions, because none of them is its own: they have one
day, travel and lengths to the minute and no rhythm, where ours has four weeks, quarters
of an hour and gaps between contacts. What is shown is that our evaluators, written from
the definitions, give every published cost and find no broken rule."""


def run(wanted: Wanted) -> None:
    """Judge every published answer."""
    record = wanted.record("contacts-public", "set")
    for name, evaluate in SETS.items():
        if not wanted.asks(name):
            continue
        try:
            folder = public(name)
        except Missing as missing:
            record.skip(str(missing))
            return
        if not record.has(set=name):
            record.put(**_judged(name, folder, evaluate))


def _judged(
    name: str, folder: Path, evaluate: Callable[[Json, Json], tuple[float, int]]
) -> Row:
    agree, broken, count = 0, 0, 0
    for question, answer, line in pairs(folder):
        cost, rules = evaluate(question, answer)
        count += 1
        agree += abs(cost - float(line["cost"])) <= AGREES
        broken += rules
    return {"set": name, "answers": count, "agree": agree, "broken": broken}


def text(rows: Sequence[Row]) -> str:
    """Return the table of this section."""
    headings = ["set", "published answers", "cost agrees", "rules broken"]
    lines = [[row["set"], row["answers"], row["agree"], row["broken"]] for row in rows]
    return f"{WHY_NOT_PLANNED}\n\n{table(headings, lines)}"


SECTION = Section(
    name="contacts-public",
    title="Evaluators on public sets of contacts",
    run=run,
    text=text,
    keys=("set",),
    again="--only SET",
)
