"""A caseload that is elsewhere, too large, locked away or no caseload is told of."""

import shutil
from pathlib import Path

import pytest

from cti.exchange.files.table import MAX_FILE_BYTES, MAX_ROWS
from tests.exchange.privilege import as_nobody, open_folder
from tests.exchange.test_corpus import READ_WITHOUT_A_WORD, SOUND, said_about
from tests.exchange.workbooks import sound_workbook


def test_a_path_to_nothing_is_told_of(tmp_path: Path) -> None:
    assert said_about(tmp_path / "riverside.xlsx") == [
        "! riverside.xlsx: there is no such file or folder. Look at the spelling, and "
        "at the folder you are in."
    ]


def test_one_csv_file_of_a_folder_is_told_of(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "riverside"))

    assert said_about(folder / "people.csv") == [
        "! people.csv: this is one CSV file; a caseload is a folder of them. Point at "
        "the folder it lies in, riverside."
    ]


def test_a_folder_where_a_file_should_be_is_told_of(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "riverside"))
    (folder / "people.csv").unlink()
    (folder / "people.csv").mkdir()

    assert said_about(folder) == [
        "! people: people.csv is a folder, not a file. Put a file of that name there, "
        "or take the folder away."
    ]


def test_a_folder_named_like_a_workbook_is_read_as_a_folder(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "riverside.xlsx"))

    assert said_about(folder) == [READ_WITHOUT_A_WORD]


def test_an_empty_folder_is_told_of(tmp_path: Path) -> None:
    new = "«cti new FILE.xlsx» writes an empty workbook with every sheet."

    assert said_about(tmp_path) == [
        f"! workers: there is no file workers.csv. {new}",
        f"! people: there is no file people.csv. {new}",
    ]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test in which a file is read into memory."""

    def read_bytes(path: Path) -> bytes:
        pytest.fail(f"{path} was read")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)


@pytest.mark.usefixtures("unread")
def test_a_sheet_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").touch()
    with (tmp_path / "contacts.csv").open("r+b") as file:
        file.truncate(200_000_000)

    said = said_about(tmp_path)

    assert said[-1] == (
        "! contacts: contacts.csv is 200 MB; at most 32 MB are read. Keep only the "
        "rows this caseload needs, such as the contacts of the last year."
    )


@pytest.mark.usefixtures("unread")
def test_a_workbook_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "caseload.xlsx"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(200_000_000)

    assert said_about(path) == [
        "! caseload.xlsx: caseload.xlsx is 200 MB; at most 32 MB are read. Keep only "
        "the rows this caseload needs, such as the contacts of the last year."
    ]


def test_more_rows_than_are_read_are_told_of(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "riverside"))
    row = "P001,T001-W01,2026-11-12T10:00,visit,achieved,60,home\n"
    lines = (folder / "contacts.csv").read_text()
    (folder / "contacts.csv").write_text(lines + row * MAX_ROWS)

    assert (folder / "contacts.csv").stat().st_size < MAX_FILE_BYTES
    assert said_about(folder) == [
        "! contacts: there are more than 200,000 rows. Keep only the rows this "
        "caseload needs."
    ]


def test_more_columns_than_are_read_are_told_of(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "riverside"))
    header, _, rows = (folder / "pins.csv").read_text().partition("\n")
    own = "".join(f",column {number}" for number in range(198))
    (folder / "pins.csv").write_text(f"{header}{own}\n{rows}")

    assert said_about(folder) == [
        "! pins, row 1: there are 201 columns; at most 200 are read. Keep the columns "
        "this caseload needs."
    ]


def test_hundreds_of_strange_names_are_all_told_of(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "riverside"))
    rows = [f"T009-W{number:03d},2026-12-21,2027-01-01,," for number in range(300)]
    lines = ["worker_id,from_on,to_on,kind,load_reduction", *rows]
    (folder / "absences.csv").write_text("\n".join(lines))

    said = said_about(folder)

    assert len(said) == 300
    assert "Did you mean T001-W01" in said[10]
    assert said[-1] == (
        "! absences, row 301, worker_id: «T009-W299» is not on the workers sheet. "
        "Write an id that is on the workers sheet."
    )


def test_a_file_nobody_may_read_is_told_of() -> None:
    with open_folder() as place:
        folder = Path(shutil.copytree(SOUND, place / "riverside"))
        with as_nobody():
            before = said_about(folder)
        (folder / "people.csv").chmod(0)
        with as_nobody():
            said = said_about(folder)

    assert before == [READ_WITHOUT_A_WORD]
    assert said == [
        "! people: it cannot be opened: you have no permission to read it. Ask "
        "its owner for it, or save a copy of your own."
    ]


def test_a_workbook_nobody_may_read_is_told_of() -> None:
    with open_folder() as place:
        path = sound_workbook(place / "caseload.xlsx")
        path.chmod(0)
        with as_nobody():
            said = said_about(path)

    assert said == [
        "! caseload.xlsx: it cannot be opened: you have no permission to "
        "read it. Ask its owner for it, or save a copy of your own."
    ]


def test_a_folder_nobody_may_open_is_told_of() -> None:
    with open_folder() as place:
        folder = Path(shutil.copytree(SOUND, place / "riverside"))
        folder.chmod(0)
        with as_nobody():
            said = said_about(folder)
            inside = said_about(folder / "caseload.xlsx")
        folder.chmod(0o700)

    assert said == [
        "! riverside: it cannot be opened: you have no permission to read it. "
        "Ask its owner for it, or save a copy of your own."
    ]
    assert inside == [
        "! caseload.xlsx: it cannot be opened: you have no permission to "
        "read it. Ask its owner for it, or save a copy of your own."
    ]


def test_a_name_no_disk_would_take_is_told_of(tmp_path: Path) -> None:
    name = "x" * 300 + ".xlsx"

    assert said_about(tmp_path / name) == [
        f"! {name}: it cannot be opened: file name too long. Close it elsewhere, or "
        "save a copy of your own."
    ]
