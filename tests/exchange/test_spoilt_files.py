"""Whatever happens to a file, reading ends with a caseload or with findings."""

import io
import shutil
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import write_caseload
from tests.exchange.test_corpus import READ_WITHOUT_A_WORD, SOUND, said_about

FEW = settings(max_examples=120, deadline=None)
SCRAPS = st.sampled_from(
    [
        *(b"", b",", b";", b'"', b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf"),
        *(b"NaN", b"-1", b"1e309", b"31/02/2026", b"9" * 40, b"=1+1", b"1/0", b"%"),
        *(b"\xe2\x80\x8b", b"\xc3", b"\xed\xa0\x80", b"\xa0", b"\x1f", b"<", b"&"),
        *("٣".encode(), "²".encode(), "１２".encode(), b"24:00-", b"Mon", b"UTF-16"),
    ]
)


@st.composite
def spoilt(draw: st.DrawFn, content: bytes) -> bytes:
    """Some bytes of a file replaced by others, as many or fewer or more."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(changed)))
        end = min(len(changed), start + draw(st.sampled_from((0, 1, 2, 8, 40))))
        changed[start:end] = draw(SCRAPS | st.binary(max_size=3))
    return bytes(changed)


def assert_read_or_refused(path: Path) -> None:
    said = said_about(path)

    assert said
    assert all(line == READ_WITHOUT_A_WORD or line[-1] in ".?" for line in said)


FILES = {file.name: file.read_bytes() for file in SOUND.iterdir()}


@FEW
@given(data=st.data())
def test_a_spoilt_csv_file(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = data.draw(spoilt(FILES[name]))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(SOUND, Path(place) / "caseload"))
        (folder / name).write_bytes(content)

        assert_read_or_refused(folder)


def workbook_parts() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "caseload.xlsx"
        write_caseload(read_caseload(SOUND), path)
        with zipfile.ZipFile(path) as book:
            return {part: book.read(part) for part in book.namelist()}


PARTS = workbook_parts()


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in parts.items():
            book.writestr(part, content)
    return file.getvalue()


@FEW
@given(data=st.data())
def test_a_spoilt_part_of_a_workbook(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PARTS)))
    content = data.draw(spoilt(PARTS[name]))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "caseload.xlsx"
        path.write_bytes(packed({**PARTS, name: content}))

        assert_read_or_refused(path)


@FEW
@given(content=spoilt(packed(PARTS)))
def test_a_spoilt_workbook(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "caseload.xlsx"
        path.write_bytes(content)

        assert_read_or_refused(path)
