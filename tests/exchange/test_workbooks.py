"""A workbook is read as it is meant, or refused in a sentence that helps."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cti.exchange.caseload_in import read_caseload
from tests.exchange.test_corpus import READ_WITHOUT_A_WORD, SOUND, said_about
from tests.exchange.workbooks import (
    DATE_FORMAT,
    Change,
    packed,
    part_of,
    put,
    rewritten,
    sound_workbook,
)

SAVE_AS = "Open it in the spreadsheet program and save it as «Excel workbook (.xlsx)»."
DAMAGED = f"! caseload.xlsx: the workbook is damaged and cannot be read. {SAVE_AS}"


def test_a_workbook_is_the_same_caseload_as_the_folder(tmp_path: Path) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx")

    assert said_about(path) == [READ_WITHOUT_A_WORD]
    assert read_caseload(path).caseload == read_caseload(SOUND).caseload
    assert read_caseload(path).digest == read_caseload(SOUND).digest


def rename(sheet: str, title: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].title = "about to be renamed"
        book["about to be renamed"].title = title

    return change


def remove(sheet: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book.remove(book[sheet])

    return change


def merge(sheet: str, cells: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].merge_cells(cells)

    return change


def add_sheet(title: str, *, hidden: bool = False) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet(title, 0)
        sheet["A1"] = "anything"
        sheet.sheet_state = "hidden" if hidden else "visible"

    return change


def title_above(sheet: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].insert_rows(1, 2)
        book[sheet]["A1"] = "Riverside"

    return change


def nothing_in(sheet: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].delete_rows(1, 50)

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(
            put("people", "F2", 46349, "General"),
            [
                "! people, row 2, started_on: «46349» is how a spreadsheet counts "
                "days, not a date. If 23 November 2026 is meant, write 2026-11-23."
            ],
            id="a bare number among dates",
        ),
        pytest.param(
            put("people", "F2", 60, DATE_FORMAT),
            [
                "! people, row 2, started_on: «1900-02-28» lies in the year 1900. "
                "Write a date from 1990 to 2099."
            ],
            id="a small number dressed as a date",
        ),
        pytest.param(
            put("people", "F2", datetime(2026, 6, 8, 9, 30)),
            [
                "! people, row 2, started_on: «2026-06-08T09:30» has a time of day. "
                "Write 2026-06-08 alone."
            ],
            id="a date with a time",
        ),
        pytest.param(
            put("workers", "D2", date(2026, 8, 1)),
            [
                "! workers, row 2, fte: «2026-08-01» is not a plain number. Write a "
                "number such as 0.8."
            ],
            id="a date among numbers",
        ),
        pytest.param(
            put("workers", "A2", date(2026, 2, 1)),
            [
                "! workers, row 2, worker_id: the spreadsheet has made «2026-02-01» of "
                "this id. Format the column as text and write the id again, such as "
                "W01."
            ],
            id="an id that was taken for a date",
        ),
        pytest.param(
            put("workers", "D2", "=1/2"),
            [
                "! workers, row 2, fte: the cell holds a formula that was never "
                "calculated (=1/2). Write the value itself, or open the workbook in "
                "the spreadsheet program, mend it and save it."
            ],
            id="a formula nobody has calculated",
        ),
        pytest.param(
            merge("people", "C2:C4"),
            [
                "! people, row 2, team: cells are merged down to row 4. Unmerge them "
                "and write the value in every cell that has it."
            ],
            id="cells merged down",
        ),
        pytest.param(
            merge("people", "A2:B2"),
            [
                "! people, row 2, person_id: cells are merged across columns. Unmerge "
                "them and write the value in every cell that has it."
            ],
            id="cells merged across",
        ),
        pytest.param(
            remove("people"),
            [
                "! people: there is no sheet people. «cti new FILE.xlsx» writes an "
                "empty workbook with every sheet."
            ],
            id="a sheet missing",
        ),
        pytest.param(
            remove("service"),
            [
                "~ service: there is no sheet; taken as ceiling 20, country England, "
                "horizon_weeks 40, programme cti."
            ],
            id="the service sheet missing",
        ),
        pytest.param(
            rename("people", "peopel"),
            [
                "! people: there is no sheet people. Did you mean peopel? Call it "
                "people."
            ],
            id="a sheet misspelt",
        ),
        pytest.param(
            nothing_in("people"),
            [
                "! people: the sheet is empty. Write the headings in the first row: "
                "person_id, known_as, team, programme, worker_id, started_on, "
                "transition_on, transition_expected_on, status, paused_from, "
                "paused_review_on, keep_worker, language, language_need, specialism, "
                "specialism_need, worker_gender, worker_gender_need, "
                "requested_worker, not_workers, locality, available, contact_place."
            ],
            id="an empty sheet",
        ),
        pytest.param(
            title_above("workers"),
            [
                "! workers, row 1: the columns worker_id and team are missing. The "
                "headings stand in row 3; put them in row 1.",
            ],
            id="a title above the headings",
        ),
        pytest.param(
            add_sheet("people "),
            [
                "! people: two sheets are called people. Give one of them another "
                "name.",
            ],
            id="two sheets of one name",
        ),
        pytest.param(
            put("people", "Z2", "a stray note"),
            [
                "! people, row 2: there is «a stray note» in column Z, which has no "
                "heading. Write a heading above it, or clear it."
            ],
            id="a note beside the table",
        ),
        pytest.param(
            put("workers", "XA1", "far"),
            [
                "! workers: something stands as far down as row 4 and as far right as "
                "column XA; at most 200,000 rows, 200 columns and 4,000,000 cells are "
                "read. Copy the rows this caseload needs into a new workbook."
            ],
            id="a cell far to the right",
        ),
        pytest.param(
            put("workers", "A1048576", "deep"),
            [
                "! workers: something stands as far down as row 1,048,576 and as far "
                "right as column M; at most 200,000 rows, 200 columns and 4,000,000 "
                "cells are read. Copy the rows this caseload needs into a new "
                "workbook."
            ],
            id="a cell in the last row",
        ),
        pytest.param(
            put("workers", "GR150000", "both"),
            [
                "! workers: something stands as far down as row 150,000 and as far "
                "right as column GR; at most 200,000 rows, 200 columns and 4,000,000 "
                "cells are read. Copy the rows this caseload needs into a new "
                "workbook."
            ],
            id="a cell far down and far to the right",
        ),
        pytest.param(
            add_sheet("Rota"),
            ["~ Rota: not a sheet of a caseload; left out."],
            id="a sheet of another kind",
        ),
    ],
)
def test_an_awkward_workbook_gets_its_sentences(
    change: Change, says: list[str], tmp_path: Path
) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx", change)

    assert said_about(path) == says


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(add_sheet("Start here"), id="the first sheet"),
        pytest.param(add_sheet("EXAMPLE", hidden=True), id="the example, hidden"),
        pytest.param(rename("people", "People"), id="a capital in a sheet's name"),
        pytest.param(put("people", "F2", "8/6/2026"), id="a date as text"),
        pytest.param(
            put("people", "F2", datetime(2026, 6, 8)), id="a date at midnight"
        ),
        pytest.param(put("workers", "D3", 0.6, "0%"), id="a share shown in per cent"),
        pytest.param(put("workers", "D3", "0.6"), id="a number stored as text"),
        pytest.param(put("workers", "L2", True), id="yes as a tick"),
        pytest.param(put("events", "D2", time(10, 0)), id="a time as a time"),
        pytest.param(
            put("contacts", "C2", datetime(2026, 11, 12, 10)), id="a moment as one"
        ),
        pytest.param(
            put("people", "A900", None, DATE_FORMAT), id="formatted and blank"
        ),
        pytest.param(put("people", "A900", "  \u00a0"), id="spaces far below"),
    ],
)
def test_a_workbook_in_another_dress_is_the_same_caseload(
    change: Change, tmp_path: Path
) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx", change)

    assert said_about(path) == [READ_WITHOUT_A_WORD]
    assert read_caseload(path).digest == read_caseload(SOUND).digest


def test_dates_counted_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    def counted_from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    path = sound_workbook(tmp_path / "caseload.xlsx", counted_from_1904)

    assert read_caseload(path).caseload == read_caseload(SOUND).caseload


def test_ids_that_are_numbers_are_read_as_they_are_shown(tmp_path: Path) -> None:
    path = sound_workbook(
        tmp_path / "caseload.xlsx",
        put("referrals", "A2", 12),
        put("people", "A5", "00012"),
        put("people", "B5", "NA"),
    )

    caseload = read_caseload(path).caseload

    assert caseload.referrals[0].referral_id == "12"
    assert caseload.people[3].person_id == "00012"
    assert caseload.people[3].known_as == "NA"


def test_the_value_a_formula_had_is_read(tmp_path: Path) -> None:
    path = tmp_path / "caseload.xlsx"
    with xlsxwriter.Workbook(path) as book:
        workers = book.add_worksheet("workers")
        workers.write_row(0, 0, ["worker_id", "team", "fte"])
        workers.write_row(1, 0, ["W01", "River"])
        workers.write_formula(1, 2, "=22.5/37.5", value=0.6)
        people = book.add_worksheet("people")
        people.write_row(0, 0, ["person_id", "team", "known_as"])
        people.write_row(1, 0, ["P001", "River"])
        people.write_formula(1, 2, '=CONCATENATE("Sam"," B")', value="Sam B")

    caseload = read_caseload(path).caseload

    assert str(caseload.workers[0].fte) == "3/5"
    assert caseload.people[0].known_as == "Sam B"


def test_an_error_in_a_cell_is_named(tmp_path: Path) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx", put("workers", "D2", "#REF!"))

    assert said_about(path) == [
        "! workers, row 2, fte: the cell holds the error #REF!. Write the value "
        "itself, or open the workbook in the spreadsheet program, mend it and save it."
    ]


def test_a_chart_on_a_sheet_of_its_own_is_no_trouble(tmp_path: Path) -> None:
    def add_chart(book: openpyxl.Workbook) -> None:
        book.create_chartsheet("Chart").add_chart(openpyxl.chart.BarChart())

    path = sound_workbook(tmp_path / "caseload.xlsx", add_chart)

    assert said_about(path) == [READ_WITHOUT_A_WORD]


def test_a_workbook_by_another_name_is_read_and_told_of(tmp_path: Path) -> None:
    path = sound_workbook(tmp_path / "caseload.xls")

    assert said_about(path) == [
        "~ caseload.xls: a workbook, although its name does not end in .xlsx."
    ]


def old_office(*, encrypted: bool) -> bytes:
    inside = "EncryptedPackage" if encrypted else "Workbook"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + inside.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(
            old_office(encrypted=True),
            "the workbook is locked with a password. Save a copy of it without a "
            "password.",
            id="a password",
        ),
        pytest.param(
            old_office(encrypted=False),
            f"this is a workbook of the old kind (.xls). {SAVE_AS}",
            id="an old workbook",
        ),
        pytest.param(
            b"%PDF-1.7 and so on",
            "this is a PDF, not a workbook. Point at the spreadsheet itself.",
            id="a PDF",
        ),
        pytest.param(
            b"worker_id,name\nW01,Jo\n",
            "this is not a workbook, whatever its name says. Point at an .xlsx "
            "workbook, or at the folder that holds the CSV files.",
            id="a CSV file under another name",
        ),
        pytest.param(
            b"",
            "the file is empty. Save the workbook again, or copy it again.",
            id="nothing",
        ),
        pytest.param(
            b"PK\x03\x04 and then nothing that makes sense",
            f"the workbook is damaged: it was not copied or saved whole. {SAVE_AS}",
            id="a broken zip",
        ),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(
    content: bytes, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "caseload.xlsx"
    path.write_bytes(content)

    assert said_about(path) == [f"! caseload.xlsx: {says}"]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        pytest.param(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
            f"this is an OpenDocument spreadsheet (.ods). {SAVE_AS}",
            id="an OpenDocument spreadsheet",
        ),
        pytest.param(
            {"xl/workbook.bin": b"x"},
            f"this is a binary workbook (.xlsb). {SAVE_AS}",
            id="a binary workbook",
        ),
        pytest.param(
            {"word/document.xml": b"<x/>"},
            "this is a packed file, but not a workbook. Unpack it and point at the "
            "folder, or save an .xlsx workbook.",
            id="a letter",
        ),
        pytest.param(
            {"xl/workbook.xml": b"<workbook/>"},
            f"the workbook is damaged and cannot be read. {SAVE_AS}",
            id="a workbook without its parts",
        ),
        pytest.param(
            {f"{n}.xml": b"" for n in range(1_001)},
            "the workbook unpacks to 0 MB in 1,001 parts; at most 128 MB in 1,000 are "
            "opened. Copy the rows this caseload needs into a new workbook.",
            id="a thousand parts",
        ),
    ],
)
def test_another_packed_file_is_called_what_it_is(
    parts: dict[str, bytes], says: str, tmp_path: Path
) -> None:
    path = packed(tmp_path / "caseload.xlsx", parts)

    assert said_about(path) == [f"! caseload.xlsx: {says}"]


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_an_entity(content: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    start = content.index(b"<worksheet")
    return content[:start] + declared + content[start:]


def in_utf16(content: bytes) -> bytes:
    return content.decode().encode("utf-16")


@pytest.mark.parametrize("spoil", [cut_short, with_an_entity, in_utf16])
def test_a_spoilt_sheet_is_refused(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx")

    rewritten(path, {part_of(path, "people"): spoil})

    assert said_about(path) == [DAMAGED]


def test_a_workbook_copied_by_half_is_refused(tmp_path: Path) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx")

    path.write_bytes(cut_short(path.read_bytes()))

    assert said_about(path) == [
        "! caseload.xlsx: the workbook is damaged: it was not copied or saved whole. "
        f"{SAVE_AS}"
    ]


def test_a_part_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    path = sound_workbook(tmp_path / "caseload.xlsx")
    content = bytearray(path.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(header)
        while at >= 0:
            content[at + flags] |= 0x1
            at = content.find(header, at + 4)
    path.write_bytes(content)

    assert said_about(path) == [
        "! caseload.xlsx: the workbook is locked with a password. Save a copy of it "
        "without a password."
    ]


def bomb(*, told_size: int | None = None) -> bytes:
    """A workbook of some hundred kilobytes that unpacks to far more."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(140):
                part.write(b"\x20" * 1_000_000)
    content = file.getvalue()
    if told_size is None:
        return content
    true_size = (140_000_000).to_bytes(4, "little")
    return content.replace(true_size, told_size.to_bytes(4, "little"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "caseload.xlsx"
    path.write_bytes(bomb())
    monkeypatch.setattr(zipfile.ZipFile, "read", None)

    assert said_about(path) == [
        "! caseload.xlsx: the workbook unpacks to 140 MB in 2 parts; at most 128 MB in "
        "1,000 are opened. Copy the rows this caseload needs into a new workbook."
    ]


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "caseload.xlsx"
    path.write_bytes(bomb(told_size=1_000))

    assert said_about(path) == [
        "! caseload.xlsx: the workbook is damaged: it was not copied or saved whole. "
        f"{SAVE_AS}"
    ]
