"""One cell says one thing: every day, every time, every bound, and back again."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cti.caseload.hours import Span, WeekHours
from cti.exchange.cells.cell import read_cell, write_cell
from cti.exchange.cells.dates import read_date, read_moment, read_time
from cti.exchange.cells.hours import read_hours, write_hours
from cti.exchange.cells.numbers import write_number
from cti.exchange.cells.words import (
    NotReadable,
    Raw,
    clean,
    did_you_mean,
    is_phase_word,
    letters,
    listed,
    shown,
    words,
)
from cti.exchange.columns.column import Column, Kind
from cti.exchange.columns.sheets import SHEET, SHEETS
from tests.exchange.writable import week_hours

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)


def every_day() -> Iterator[date]:
    for number in range(FIRST.toordinal(), LAST.toordinal() + 1):
        yield date.fromordinal(number)


def test_every_day_is_read_in_every_way_of_writing_it() -> None:
    wrong = [
        day
        for day in every_day()
        for text in (
            f"{day:%Y-%m-%d}",
            f"{day:%Y/%m/%d}",
            f"{day:%d/%m/%Y}",
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day} {day:%B} {day.year}",
            f"{day:%d-%b-%Y}",
        )
        if read_date(text) != day
    ]

    assert wrong == []


def test_no_day_is_read_from_american_order_unless_it_is_another_day() -> None:
    for day in every_day():
        american = f"{day:%m/%d/%Y}"
        if day.day > 12:
            with pytest.raises(NotReadable) as refused:
                read_date(american)
            assert refused.value.remedy.endswith(f"write {day}")
        else:
            assert read_date(american) == date(day.year, day.day, day.month)


@pytest.mark.parametrize("day", [FIRST - timedelta(1), LAST + timedelta(1)])
def test_a_day_outside_the_years_is_refused(day: date) -> None:
    for raw in (str(day), day, datetime.combine(day, time())):
        with pytest.raises(NotReadable, match="lies in the year"):
            read_date(raw)


@pytest.mark.parametrize(
    "text",
    [
        *("3/4", "31.12", "1 Jan", "03/04/26", "3 Apr 26", "3-Apr-'26", "1/1/1"),
        *("30/02/2026", "31/04/2026", "00/01/2026", "01/00/2026", "32/01/2026"),
        *("2026", "202611", "20261123", "2026-11", "2026-W48-1", "yesterday", "?", "-"),
        *("2026-11-23Z", "23/11/2026 BST", "Nov 23 2026", "23 Foo 2026", "x"),
        *(
            "46349",
            "46349.5",
            "0",
            "1e5",
            "#VALUE!",
            "=TODAY()",
            "n/a",
            "tbc",
            "Phase 2",
        ),
    ],
)
def test_what_is_no_plain_day_is_asked_about(text: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_date(text)

    assert shown(text) in refused.value.problem
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2026-11-23T14:00", datetime(2026, 11, 23, 14)),
        ("2026-11-23 14:00:30", datetime(2026, 11, 23, 14, 0, 30)),
        ("23/11/2026 9.05", datetime(2026, 11, 23, 9, 5)),
        ("23 October 2026, 14:00", datetime(2026, 10, 23, 14)),
        (datetime(2026, 11, 23, 13, 59, 59, 999_600), datetime(2026, 11, 23, 14)),
        (datetime(2026, 11, 23, 14, 0, 0, 400), datetime(2026, 11, 23, 14)),
    ],
)
def test_a_moment_is_read_to_the_second(raw: Raw, moment: datetime) -> None:
    assert read_moment(raw, time_needed=True) == (moment, True)


@pytest.mark.parametrize("raw", ["2026-11-23", "23/11/2026", date(2026, 11, 23)])
def test_a_day_alone_is_midnight_unless_a_time_is_needed(raw: Raw) -> None:
    assert read_moment(raw, time_needed=False) == (datetime(2026, 11, 23), False)
    with pytest.raises(NotReadable, match="has no time"):
        read_moment(raw, time_needed=True)


@pytest.mark.parametrize(
    "text", ["2026-11-23T10:00Z", "2026-11-23T10:00+01:00", "2026-11-23 10:00-0500"]
)
def test_a_moment_with_a_zone_is_asked_about(text: str) -> None:
    with pytest.raises(NotReadable, match="has a time zone"):
        read_moment(text, time_needed=True)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("09:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        (time(9, 30), time(9, 30)),
        (datetime(1999, 1, 1, 9, 30), time(9, 30)),
        (timedelta(hours=9, minutes=30), time(9, 30)),
    ],
)
def test_a_time_is_read(raw: Raw, expected: time) -> None:
    assert read_time(raw) == expected


@pytest.mark.parametrize("raw", ["24:00", "9", "9:5", "noon", timedelta(days=1), 0.4])
def test_what_is_no_time_is_asked_about(raw: Raw) -> None:
    with pytest.raises(NotReadable, match="is not a time of day"):
        read_time(raw)


@given(hours=week_hours())
def test_hours_are_read_as_they_were_written(hours: WeekHours) -> None:
    assert read_hours(write_hours(hours)) == (hours, False)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Mon-Fri 09:00-17:00", [(day, 540, 1020) for day in range(5)]),
        ("monday to wed 9-17", [(0, 540, 1020), (1, 540, 1020), (2, 540, 1020)]),
        ("Mon, Wed & Fri 0900–1200", [(0, 540, 720), (2, 540, 720), (4, 540, 720)]),
        ("Tues 9am - 5.30pm", [(1, 540, 1050)]),
        ("Thurs 9 am to 12 pm, 1pm-5pm", [(3, 540, 720), (3, 780, 1020)]),
        ("Sat 12am-12pm; Sun 0:00-24:00", [(5, 0, 720), (6, 0, 1440)]),
        (";; Mon 09:00-12:00 ;", [(0, 540, 720)]),
    ],
)
def test_hours_may_be_written_in_many_ways(
    text: str, spans: list[tuple[int, int, int]]
) -> None:
    assert read_hours(text) == (WeekHours.of(Span(*span) for span in spans), False)


def test_hours_that_touch_are_joined_and_only_those_that_overlap_are_told_of() -> None:
    joined = WeekHours((Span(0, 540, 900),))

    assert read_hours("Mon 09:00-12:00; Mon 12:00-15:00") == (joined, False)
    assert read_hours("Mon 09:00-12:01; Mon 12:00-15:00") == (joined, True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "9-5",
            "Mon",
            "Mon 9",
            "Mon 9-5",
            "Mon 9-12-15",
            "Mon 13pm-14",
            "Mon 9:60-12",
        ),
        *("Fri-Mon 9-17", "Mon-Wed-Fri 9-17", "9-17 Mon", "Mon 9-17 Tue", ";", "any"),
        *("Mon 24:00-24:00", "Mon 10:00-24:01", "Mon 09:00-09:00", "Mon 99:00-99:30"),
        *("Mon 0am-5am", "Mon-Fri", "Mon/Tue 9-17", "Mo 9-17"),
    ],
)
def test_hours_that_could_be_misread_are_asked_about(text: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_hours(text)

    assert refused.value.remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Mon 9-5", "if the afternoon is meant, write 09:00-17:00"),
        ("Mon 8:30-4:15", "if the afternoon is meant, write 08:30-16:15"),
        ("Mon 17:00-09:00", "Write the earlier time first"),
        ("Mon 09:00-09:00", "if the afternoon is meant, write 09:00-21:00"),
    ],
)
def test_hours_that_end_too_soon_are_asked_about(text: str, remedy: str) -> None:
    with pytest.raises(NotReadable, match="ends before it starts") as refused:
        read_hours(text)

    assert remedy in refused.value.remedy


def bounded() -> list[tuple[str, Column]]:
    return [
        (sheet.name, column)
        for sheet in SHEETS
        for column in sheet.columns
        if column.kind in {Kind.NUMBER, Kind.WHOLE}
    ]


@pytest.mark.parametrize(
    "column",
    [pytest.param(column, id=f"{sheet}: {column.name}") for sheet, column in bounded()],
)
def test_a_number_is_read_up_to_its_bounds_and_not_past_them(column: Column) -> None:
    least, most = column.least, column.most
    assert least is not None
    assert most is not None
    beyond = Fraction(1) if column.kind is Kind.WHOLE else Fraction(1, 1000)

    for bound in (least, most):
        assert read_cell(column, write_number(bound)).value == bound
        assert read_cell(column, float(bound)).value == bound
    with pytest.raises(NotReadable, match=f"is less than {write_number(least)}"):
        read_cell(column, write_number(least - beyond))
    with pytest.raises(NotReadable, match=f"is more than {write_number(most)}"):
        read_cell(column, write_number(most + beyond))


FTE = SHEET["workers"].column("fte")


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("0.6", Fraction(3, 5)),
        (".5", Fraction(1, 2)),
        ("1", Fraction(1)),
        ("1/3", Fraction(1, 3)),
        ("0,6", Fraction(3, 5)),
        ("٠.٥", Fraction(1, 2)),
        (0.1, Fraction(1, 10)),
        (1.0, Fraction(1)),
    ],
)
def test_a_number_is_exact(raw: Raw, number: Fraction) -> None:
    assert read_cell(FTE, raw).value == number


@pytest.mark.parametrize(
    "text",
    [
        *("NaN", "inf", "-inf", "1e0", "1,000", "1.000,5", "0.5.5", "½", "²"),
        *("0x1", "1_0", "+1", "one", "1 000", "0.8 FTE", "£1", "--1", "1/0", "9" * 30),
    ],
)
def test_what_is_no_plain_number_is_asked_about(text: str) -> None:
    with pytest.raises(NotReadable, match="is not a plain number"):
        read_cell(FTE, text)


@given(number=st.fractions(min_value=0, max_value=1, max_denominator=10**6))
def test_a_number_is_read_as_it_was_written(number: Fraction) -> None:
    assert read_cell(FTE, write_number(number)).value == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(20), "20"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 10**6), "1/1000000"),
        (Fraction(0), "0"),
    ],
)
def test_a_number_is_written_as_people_write_it(number: Fraction, text: str) -> None:
    assert write_number(number) == text


def test_a_number_with_one_bound_is_read_up_to_it() -> None:
    positive = Column(
        name="score", kind=Kind.NUMBER, help="", example="7", least=Fraction(1)
    )

    assert read_cell(positive, "1000000").value == 1_000_000
    with pytest.raises(NotReadable) as refused:
        read_cell(positive, "0")
    assert refused.value.remedy == "Write a number such as 7"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (12.0, "12"),
        (0.5, "0.5"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 9, 30), "2026-11-23T09:30"),
        (time(9, 30), "09:30"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_any_cell_has_words(raw: Raw, text: str) -> None:
    assert words(raw) == text


def test_a_sheet_knows_its_columns_by_name() -> None:
    assert SHEET["pins"].column("reason").name == "reason"
    with pytest.raises(KeyError):
        SHEET["pins"].column("works")


def test_a_number_that_is_a_tick_is_asked_about() -> None:
    with pytest.raises(NotReadable, match="«yes» is not a plain number"):
        read_cell(FTE, True)


@pytest.mark.parametrize("text", ["W1,W2", "W1;W2"])
def test_two_ids_in_one_cell_are_asked_about(text: str) -> None:
    with pytest.raises(NotReadable, match="holds a comma or a semicolon"):
        read_cell(SHEET["pins"].column("worker_id"), text)


@pytest.mark.parametrize("column", [c for s in SHEETS for c in s.columns if c.choices])
def test_every_choice_is_read_in_any_letters_and_written_back(column: Column) -> None:
    for word, value in column.choices.items():
        for spelling in (
            word,
            word.upper(),
            f" {word.title()} ",
            word.replace(" ", "_"),
        ):
            assert read_cell(column, spelling).value == value
        assert write_cell(column, value) == word
    for alias, word in column.aliases.items():
        assert read_cell(column, alias).value == column.choices[word]


@pytest.mark.parametrize(
    "text",
    [
        *("Phase One", "phase 2", "PHASE III", "Phase-three", "Pre-CTI", "pre cti"),
        *("PreCTI", "Try-out", "Transition", "Transfer of care", "Phase Two (Try-out)"),
    ],
)
def test_a_phase_is_known_by_its_words(text: str) -> None:
    assert is_phase_word(text)
    assert not is_phase_word(f"{text} House")


def test_text_is_tidied_as_a_reader_sees_it() -> None:
    assert clean("  Zoe\u0308\u00a0\n B\u200b\ufeff ") == "Zoë B"


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x1f", "\x7f", "\x85"])
def test_what_cannot_be_seen_is_refused(hidden: str) -> None:
    with pytest.raises(NotReadable, match="cannot be seen"):
        clean(f"Sam{hidden}B")


def test_a_cell_may_be_long_but_not_endless() -> None:
    assert clean("x" * 2_000) == "x" * 2_000
    with pytest.raises(NotReadable, match="too long"):
        clean("x" * 2_001)


def test_a_quoted_value_is_short_and_seen() -> None:
    assert shown("x" * 40) == f"«{'x' * 40}»"
    assert shown("x" * 41) == f"«{'x' * 39}…»"
    assert shown("a\tb") == "«a�b»"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("t001-w02", "Did you mean T001-W02?"),
        ("T001 W02", "Did you mean T001-W02?"),
        ("T001-W2", "Did you mean T001-W02?"),
        ("T009", "Did you mean T009-X30 or T009-X31?"),
        ("Josephine", ""),
        ("", ""),
    ],
)
def test_a_near_name_is_asked_about(text: str, question: str) -> None:
    assert did_you_mean(text, ["T001-W02", "T009-X30", "T009-X31"]) == question


def test_a_list_reads_as_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a or b"
    assert listed(["a", "b", "c"], "and") == "a, b and c"


@pytest.mark.parametrize(
    ("column", "name"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")],
)
def test_a_column_is_called_as_a_spreadsheet_calls_it(column: int, name: str) -> None:
    assert letters(column) == name
