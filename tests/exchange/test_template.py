"""The empty workbook helps, refuses to be planned as it is, and is read once filled."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cti.errors import CannotWrite
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_caseload
from cti.exchange.cells.cell import read_cell
from cti.exchange.columns.column import Sheet
from cti.exchange.columns.example import EXAMPLE
from cti.exchange.columns.sheets import SHEET, SHEETS
from cti.exchange.records import caseload_of
from cti.exchange.template import new_workbook
from cti.phases import programme_keys
from tests.exchange.test_corpus import READ_WITHOUT_A_WORD, said_about

TABLES = [sheet for sheet in SHEETS if not sheet.pairs]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "caseload.xlsx"
    new_workbook(path)
    return path


@pytest.fixture(scope="module")
def book(fresh: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(fresh)


def example() -> CaseloadFile:
    values = {
        sheet.name: [
            {c.name: read_cell(c, row.get(c.name, "")).value for c in sheet.columns}
            for row in EXAMPLE[sheet.name]
        ]
        for sheet in SHEETS
    }
    return CaseloadFile.of(caseload_of(values))


def test_an_untouched_workbook_says_what_to_do(fresh: Path) -> None:
    assert said_about(fresh) == [
        "! workers: there is nothing below the headings. Write a row for each worker.",
        "! people: there is nothing below the headings. Write a row for each person "
        "supported, or for each referral on the referrals sheet.",
    ]


def rows_of_the_example_page(page: Worksheet, sheet: Sheet) -> list[list[object]]:
    """The rows below a sheet's headings on the example page, as cells to copy."""
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    width = len(sheet.headings)
    headings = next(
        place
        for place, line in enumerate(lines)
        if line[:width] == list(sheet.headings) and not any(line[width:])
    )
    rows = []
    for line in lines[headings + 1 :]:
        if not any(line):
            break
        rows.append(line[:width])
    return rows


def test_rows_copied_from_the_example_are_a_caseload(
    fresh: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(fresh)
    for sheet in SHEETS:
        rows = rows_of_the_example_page(book["Example"], sheet)
        assert rows
        for number, row in enumerate(rows, start=2):
            for place, value in enumerate(row, start=1):
                book[sheet.name].cell(number, place).value = value
    book.save(tmp_path / "filled.xlsx")

    assert said_about(tmp_path / "filled.xlsx") == [READ_WITHOUT_A_WORD]
    read = read_caseload(tmp_path / "filled.xlsx")
    assert read.caseload == example().caseload
    assert read.digest == example().digest


def test_the_first_sheets_are_for_people(book: openpyxl.Workbook) -> None:
    titles = [sheet.title for sheet in book]

    assert titles == ["Start here", "Example", *(sheet.name for sheet in SHEETS)]
    assert book.active.title == "Start here"


def test_the_first_sheet_says_what_each_sheet_holds(book: openpyxl.Workbook) -> None:
    text = "\n".join(
        str(cell.value) for row in book["Start here"].iter_rows() for cell in row
    )

    for sheet in SHEETS:
        assert sheet.name in text
        assert sheet.holds in text


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_every_heading_has_its_help_beside_it(
    sheet: Sheet, book: openpyxl.Workbook
) -> None:
    headings = book[sheet.name][1]

    assert [cell.value for cell in headings] == list(sheet.headings)
    for cell, column in zip(headings, sheet.columns, strict=True):
        note = cell.comment.text
        assert column.help in note
        assert f"Example: {column.example}" in note
        assert all(choice in note for choice in column.choices)
        assert ("Must be filled in." in note) == column.needed
    assert book[sheet.name].freeze_panes is not None


def rule_of(sheet: Worksheet, cell: str) -> DataValidation:
    (rule,) = (r for r in sheet.data_validations.dataValidation if cell in r.sqref)
    return rule


@pytest.mark.parametrize(
    ("sheet", "cell", "choices"),
    [
        ("people", "I2", ["open", "paused", "closed"]),
        ("people", "L5001", ["keep", "either", "change"]),
        ("people", "W2", ["home", "community", "office"]),
        ("people", "D2", list(programme_keys())),
        ("workers", "L2", ["yes", "no"]),
        ("referrals", "H2", ["1", "2", "3"]),
        ("events", "C2", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        ("service", "B4", ["England", "Scotland", "Wales", "Northern Ireland"]),
    ],
)
def test_a_choice_is_a_drop_down(
    sheet: str, cell: str, choices: list[str], book: openpyxl.Workbook
) -> None:
    rule = rule_of(book[sheet], cell)

    assert rule.type == "list"
    assert rule.formula1 == f'"{",".join(choices)}"'


@pytest.mark.parametrize(
    ("sheet", "cell", "kind"),
    [
        ("people", "F2", "date"),
        ("contacts", "C2", "date"),
        ("events", "D2", "time"),
        ("workers", "D2", "decimal"),
        ("absences", "E2", "whole"),
        ("people", "A2", "custom"),
        ("service", "B5", "whole"),
    ],
)
def test_a_slip_is_caught_while_it_is_typed(
    sheet: str, cell: str, kind: str, book: openpyxl.Workbook
) -> None:
    assert rule_of(book[sheet], cell).type == kind


@pytest.mark.parametrize(
    ("sheet", "cell", "of", "style"),
    [
        pytest.param("absences", "A2", "workers", None, id="must be on the sheet"),
        pytest.param("pins", "B2", "workers", None, id="must be, elsewhere"),
        pytest.param("pins", "A2", "people", "warning", id="may be a referral"),
        pytest.param("people", "E2", "workers", "warning", id="may have left"),
    ],
)
def test_somebody_is_chosen_from_the_sheet_that_names_them(
    sheet: str, cell: str, of: str, style: str | None, book: openpyxl.Workbook
) -> None:
    rule = rule_of(book[sheet], cell)

    assert rule.type == "list"
    assert f"{of}!$A$2" in rule.formula1
    assert rule.errorStyle == style


def test_what_is_said_of_a_slip_fits_the_box(book: openpyxl.Workbook) -> None:
    said = {
        rule.error
        for sheet in TABLES
        for rule in book[sheet.name].data_validations.dataValidation
    }

    assert len(said) > 20
    assert all("Example: " in text and len(text) < 255 for text in said)


def test_ids_are_text_so_that_noughts_stay(book: openpyxl.Workbook) -> None:
    assert book["people"].column_dimensions["A"].width > 8
    sheet = book["people"]
    sheet["A2"].style = "Normal"
    formats = {
        name: sheet.column_dimensions[name].number_format for name in ("A", "E", "F")
    }

    assert formats == {"A": "@", "E": "@", "F": "dd/mm/yyyy"}


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "caseload.xlsx"
    path.write_text("a year of work")

    with pytest.raises(CannotWrite, match="there is a file of that name already"):
        new_workbook(path)

    assert path.read_text() == "a year of work"
    assert [file.name for file in tmp_path.iterdir()] == ["caseload.xlsx"]


def test_a_new_workbook_is_the_same_each_time(fresh: Path, tmp_path: Path) -> None:
    new_workbook(tmp_path / "again.xlsx")

    assert (tmp_path / "again.xlsx").read_bytes() == fresh.read_bytes()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_can_be_read_as_its_own_example_says(sheet: Sheet) -> None:
    for column in sheet.columns:
        assert read_cell(column, column.example).value not in (None, "")
        assert column.help.endswith(".")
        assert column.needed or column.default is not None or not column.tell


def test_a_sheet_names_only_sheets_there_are() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            assert set(column.names) <= set(SHEET)
