"""A caseload read and written again is the same, and no cell becomes a formula."""

import csv
import errno
import io
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cti.errors import CannotWrite
from cti.exchange.caseload_file import CaseloadFile, digest_of
from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import write_caseload
from cti.exchange.cells.formulas import guarded, plain
from cti.usecases.sample import sample_caseload
from tests.exchange.test_corpus import CORPUS, SOUND, laid_over_the_sound_one
from tests.exchange.writable import HARD, caseload_files

FORMS = ["caseload", "caseload.xlsx"]
FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def assert_the_same(written: CaseloadFile, form: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / form
        write_caseload(written, path)
        read = read_caseload(path)
    assert read.caseload == written.caseload
    assert read.extras == written.extras
    assert read.digest == written.digest


@pytest.mark.parametrize("form", FORMS)
@FEW
@given(file=caseload_files())
def test_whatever_a_caseload_says_is_read_again(file: CaseloadFile, form: str) -> None:
    assert_the_same(file, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", ["navigators", "riverside"])
def test_a_sample_is_the_same_after_writing(sample: str, form: str) -> None:
    with sample_caseload(sample) as folder:
        assert_the_same(read_caseload(folder), form)


@pytest.mark.parametrize("form", FORMS)
def test_an_earlier_caseload_is_replaced(form: str, tmp_path: Path) -> None:
    sound = read_caseload(SOUND)
    fewer = CaseloadFile.of(replace(sound.caseload, contacts=()))
    write_caseload(sound, tmp_path / form)

    write_caseload(fewer, tmp_path / form)

    assert read_caseload(tmp_path / form).caseload == fewer.caseload
    assert [path.name for path in tmp_path.iterdir()] == [form]


def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id\n")
    (tmp_path / "photo.jpg").touch()

    with pytest.raises(CannotWrite, match="which is no part of a caseload"):
        write_caseload(read_caseload(SOUND), tmp_path)

    assert (tmp_path / "people.csv").read_text() == "person_id\n"


def test_a_folder_where_the_workbook_should_go_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "caseload.xlsx").mkdir()

    with pytest.raises(CannotWrite, match="there is a folder of that name"):
        write_caseload(read_caseload(SOUND), tmp_path / "caseload.xlsx")


def test_a_disk_that_fails_leaves_the_earlier_workbook_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = read_caseload(SOUND)
    write_caseload(sound, tmp_path / "caseload.xlsx")
    before = (tmp_path / "caseload.xlsx").read_bytes()

    def full_disk(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(CannotWrite, match="the disk is full"):
        write_caseload(
            CaseloadFile.of(replace(sound.caseload, pins=())),
            tmp_path / "caseload.xlsx",
        )

    assert (tmp_path / "caseload.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["caseload.xlsx"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "differs", ["column-extra", "service-key-of-their-own", "id-with-leading-noughts"]
)
def test_what_is_not_used_is_kept(differs: str, form: str, tmp_path: Path) -> None:
    file = read_caseload(laid_over_the_sound_one(CORPUS / differs, tmp_path / "own"))

    assert_the_same(file, form)
    assert bool(file.extras) == (differs != "id-with-leading-noughts")


@FEW
@given(file=caseload_files())
def test_no_cell_of_a_file_is_a_formula(file: CaseloadFile) -> None:
    with tempfile.TemporaryDirectory() as place:
        write_caseload(file, Path(place) / "caseload")
        write_caseload(file, Path(place) / "caseload.xlsx")
        cells = [
            cell
            for path in (Path(place) / "caseload").iterdir()
            for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
            for cell in row
        ]
        book = openpyxl.load_workbook(Path(place) / "caseload.xlsx")

    assert not [cell for cell in cells if cell[:1] in set("=+-@＝＋－＠\t\r") - {""}]
    assert not [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_text_in_a_workbook_stays_text_when_it_is_edited(tmp_path: Path) -> None:
    sound = read_caseload(SOUND).caseload
    aisha = replace(sound.people[0], known_as="=Aisha")
    people = (aisha, *sound.people[1:])
    write_caseload(
        CaseloadFile.of(replace(sound, people=people)), tmp_path / "caseload.xlsx"
    )

    sheet = openpyxl.load_workbook(tmp_path / "caseload.xlsx")["people"]
    assert (sheet["B2"].value, sheet["B2"].quotePrefix) == ("=Aisha", True)
    assert (sheet["A2"].value, sheet["A2"].number_format) == ("P001", "@")
    assert sheet["F2"].is_date


@given(text=st.text(alphabet=HARD + "\r"))
def test_a_guarded_cell_is_read_as_it_was(text: str) -> None:
    assert plain(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "'=1"])
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", "'tis", "O'Neil", " =", "0.5"])
def test_what_it_would_not_run_is_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert plain(text) == text


def test_the_order_of_rows_does_not_change_the_digest() -> None:
    sound = read_caseload(SOUND)
    turned = replace(
        sound.caseload,
        workers=sound.caseload.workers[::-1],
        people=sound.caseload.people[::-1],
        contacts=sound.caseload.contacts[::-1],
        travel=dict(sorted(sound.caseload.travel.items())),
    )

    assert digest_of(turned) == sound.digest
    assert len(sound.digest) == 64


@pytest.mark.parametrize("sheet", ["workers", "people", "contacts", "pins", "travel"])
def test_anything_a_caseload_says_changes_the_digest(
    sheet: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "caseload"))
    file = folder / f"{sheet}.csv"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    if sheet in {"workers", "people"}:
        text = (SOUND / f"{sheet}.csv").read_text()
        file.write_text(text.replace("Sam T", "Sam S").replace("Dev S", "Dev T"))

    assert read_caseload(folder).digest != read_caseload(SOUND).digest


def test_writing_the_same_caseload_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    file = read_caseload(SOUND)
    for name in ("one.xlsx", "other.xlsx"):
        write_caseload(file, tmp_path / name)

    assert (tmp_path / "one.xlsx").read_bytes() == (
        tmp_path / "other.xlsx"
    ).read_bytes()
