"""Caseloads with everything that is hard to write, and still sound."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction

from hypothesis import strategies as st

from cti.caseload.caseload import Appointment, Caseload
from cti.caseload.hours import Span, WeekHours
from cti.caseload.people import Person
from cti.caseload.workers import Worker
from cti.exchange.caseload_file import CaseloadFile, Extras
from cti.exchange.columns.sheets import SHEET
from tests.strategies import caseloads

HARD = "=+-@'\"\t,;|#%&<>_x0D\\/. aA0ÀéŁ中🙂＝＋－＠\u0301\u202e"
FORMULAS = ("=1+1", "'=1", "''=1", "+44 20", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0")
TRAPS = ("NA", "null", "TRUE", "1e5", "00012", "3/4", "2026-11-23", "_x000D_", "#REF!")
WHOLE_MINUTES = st.integers(0, 24 * 60 - 1)


def tidy(text: str) -> str:
    """Text as a reader sees it: single spaces, composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def texts() -> st.SearchStrategy[str]:
    """Words that a spreadsheet would gladly take for something else."""
    free = st.text(alphabet=HARD, min_size=1, max_size=12).map(tidy)
    return st.one_of(st.sampled_from(FORMULAS + TRAPS), free.filter(bool))


def items() -> st.SearchStrategy[frozenset[str]]:
    """A list inside a cell; commas and semicolons part its items."""
    without = texts().map(lambda text: tidy(text.replace(",", "").replace(";", "")))
    return st.frozensets(without.filter(bool), max_size=3).filter(
        lambda words: len({word.casefold() for word in words}) == len(words)
    )


@st.composite
def week_hours(draw: st.DrawFn) -> WeekHours:
    """Any hours of the week, to the minute, up to midnight."""
    spans = []
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        start = draw(WHOLE_MINUTES)
        spans.append(Span(weekday, start, draw(st.integers(start + 1, 24 * 60))))
    return WeekHours.of(spans)


def _worker(draw: st.DrawFn, worker: Worker) -> Worker:
    return replace(
        worker,
        name=draw(texts()),
        fte=Fraction(draw(st.integers(0, 1500)), draw(st.sampled_from((1000, 3000)))),
        languages=worker.languages | draw(items()),
        works=draw(week_hours()),
    )


def _person(draw: st.DrawFn, person: Person) -> Person:
    begun, moved = person.started_on, person.transition_on
    available = draw(st.none() | week_hours())
    return replace(
        person,
        known_as=draw(texts()),
        started_on=None if begun and moved and moved < begun else begun,
        wishes=replace(person.wishes, available=available),
    )


@st.composite
def writable_caseloads(draw: st.DrawFn) -> Caseload:
    """A sound caseload with at least one person, whose texts are hard to write."""
    drawn = draw(caseloads().filter(lambda caseload: bool(caseload.people)))
    somebody, worker = drawn.people[0].person_id, drawn.workers[0].worker_id
    at = datetime.combine(date(2026, 11, 24), time(draw(st.integers(0, 23)), 15))
    appointment = Appointment(
        person_id=somebody, worker_id=worker, at=at, minutes=60, kind=draw(texts())
    )
    return replace(
        drawn,
        service=replace(drawn.service, name=draw(st.just("") | texts())),
        workers=tuple(_worker(draw, worker) for worker in drawn.workers),
        people=tuple(_person(draw, person) for person in drawn.people),
        referrals=tuple(
            replace(each, known_as=draw(texts())) for each in drawn.referrals
        ),
        contacts=tuple(
            replace(
                contact,
                at=datetime.combine(contact.at.date(), draw(st.times())).replace(
                    microsecond=0
                ),
                minutes=draw(st.none() | st.integers(0, 720)),
                place=draw(st.just("") | texts()),
            )
            for contact in drawn.contacts
        ),
        pins=tuple(replace(pin, reason=draw(texts())) for pin in drawn.pins),
        appointments=draw(st.sampled_from(((), (appointment,)))),
    )


@st.composite
def caseload_files(draw: st.DrawFn) -> CaseloadFile:
    """A caseload with columns and keys of somebody's own beside it."""
    caseload = draw(writable_caseloads())
    extras = {}
    for sheet, rows in (("people", len(caseload.people)), ("service", 0)):
        if draw(st.booleans()):
            extras[sheet] = draw(_extras(sheet, rows))
    return CaseloadFile.of(caseload, extras=extras)


@st.composite
def _extras(draw: st.DrawFn, sheet: str, rows: int) -> Extras:
    own = st.sampled_from(("q1 ♥", "=q2", "'q3", "q4, q5"))
    names = tuple(draw(st.lists(own, min_size=1, max_size=2, unique=True)))
    pairs: tuple[tuple[str, str], ...] = ()
    if SHEET[sheet].pairs:
        pairs = tuple((key, draw(st.just("") | texts())) for key in ("=zz1", "zz 2"))
        rows = len(SHEET[sheet].columns) + len(pairs)
    cells = st.tuples(*[st.just("") | texts() for _ in names])
    return Extras(
        names=names, cells=tuple(draw(cells) for _ in range(rows)), pairs=pairs
    )
