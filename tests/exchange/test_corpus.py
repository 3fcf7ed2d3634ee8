"""Every bad or awkward input gets the sentences written beside it, and no others.

A folder of the corpus holds what differs from the sound caseload, and ``says.txt``:
after «!» what must be mended, after «~» what the reader should know.
"""

import re
import shutil
from pathlib import Path

import pytest

from cti.errors import UnreadableCaseload
from cti.exchange.caseload_in import read_caseload
from tests.builders import PLAN_DATE

CORPUS = Path(__file__).with_name("corpus")
SOUND = CORPUS / "_sound"
INPUTS = sorted(path for path in CORPUS.iterdir() if path != SOUND)
READ_WITHOUT_A_WORD = "read as it was meant"
NOT_A_FILE_OF_IT = {"says.txt", "without.txt"}

Said = list[str]


def said_about(path: Path) -> Said:
    """Every sentence that reading ends with."""
    try:
        file = read_caseload(path, on=PLAN_DATE)
    except UnreadableCaseload as unreadable:
        return [f"! {finding}" for finding in unreadable.findings]
    return [f"~ {notice}" for notice in file.notices] or [READ_WITHOUT_A_WORD]


def laid_over_the_sound_one(differs: Path, folder: Path) -> Path:
    """The sound caseload with the files of one input in the place of its own."""
    shutil.copytree(SOUND, folder)
    for file in differs.iterdir():
        if file.name not in NOT_A_FILE_OF_IT:
            shutil.copy(file, folder / file.name)
    without = differs / "without.txt"
    for name in without.read_text().split() if without.exists() else ():
        (folder / name).unlink()
    return folder


@pytest.mark.parametrize("differs", INPUTS, ids=lambda path: path.name)
def test_an_awkward_input_gets_its_sentences(differs: Path, tmp_path: Path) -> None:
    folder = laid_over_the_sound_one(differs, tmp_path / "caseload")

    said = said_about(folder)

    assert said == (differs / "says.txt").read_text(encoding="utf-8").splitlines()


def test_the_sound_caseload_is_read_without_a_word(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "caseload"))

    assert said_about(folder) == [READ_WITHOUT_A_WORD]


def test_the_corpus_is_as_large_as_promised() -> None:
    to_mend = [path for path in INPUTS if "! " in (path / "says.txt").read_text()]

    assert len(INPUTS) >= 150
    assert len(to_mend) >= 90


@pytest.mark.parametrize("differs", INPUTS, ids=lambda path: path.name)
def test_what_is_said_is_a_sentence_for_a_team_leader(differs: Path) -> None:
    code = re.compile(r"None|True|False|Error|Traceback|[{}\[\]\\]|\bstr\b|\bint\b")

    for line in (differs / "says.txt").read_text(encoding="utf-8").splitlines():
        assert line == READ_WITHOUT_A_WORD or re.match(r"[!~] [\w. ]+(, |: )", line)
        assert line == READ_WITHOUT_A_WORD or line[-1] in ".?"
        assert not code.search(line)
        assert "  " not in line


@pytest.mark.parametrize(
    "differs",
    [
        "blank-rows-in-between",
        "contact-day-first-with-a-time",
        "date-day-first",
        "date-in-words",
        "date-with-midnight",
        "file-name-in-capitals",
        "fte-blank",
        "headings-in-other-words",
        "horizon-blank",
        "hours-blank",
        "language-in-two-spellings",
        "list-with-commas",
        "non-breaking-spaces",
        "old-line-ends",
        "priority-in-words",
        "programme-in-capitals",
        "semicolons",
        "separator-line",
        "status-blank",
        "status-mixed-case",
        "tabs",
        "teams-in-two-spellings",
        "weekday-in-full",
        "windows-line-ends",
        "yes-in-capitals",
        "zero-width-space",
    ],
)
def test_another_way_of_writing_it_is_the_same_caseload(
    differs: str, tmp_path: Path
) -> None:
    folder = laid_over_the_sound_one(CORPUS / differs, tmp_path / "caseload")

    read, sound = read_caseload(folder), read_caseload(SOUND)

    assert read.caseload == sound.caseload
    assert read.digest == sound.digest


@pytest.mark.parametrize(
    ("differs", "known_as"),
    [
        ("cp1252", "Zoë B"),
        ("formula-like-name", "=Aisha"),
        ("name-blank", "P001"),
        ("name-is-na", "NA"),
        ("utf16-with-bom", "Zoë Ł"),
        ("utf16-without-bom", "Zoë Ł"),
        ("utf8-with-bom", "Zoë Ł"),
    ],
)
def test_a_name_is_read_as_it_was_written(
    differs: str, known_as: str, tmp_path: Path
) -> None:
    folder = laid_over_the_sound_one(CORPUS / differs, tmp_path / "caseload")

    assert read_caseload(folder).caseload.people[0].known_as == known_as
