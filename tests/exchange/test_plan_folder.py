"""Whether a plan could be written is known before it is made."""

from pathlib import Path

import pytest

from cti.errors import CannotWrite
from cti.exchange.plan_out import check_out


def test_a_new_folder_could_be_written_and_none_is_left(tmp_path: Path) -> None:
    check_out(tmp_path / "deep" / "deeper" / "plan")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_something_else_could_not(tmp_path: Path) -> None:
    (tmp_path / "dear.txt").write_text("Dear all", encoding="utf-8")

    with pytest.raises(CannotWrite, match=r"dear\.txt"):
        check_out(tmp_path)


def test_a_place_below_a_file_could_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(CannotWrite, match="part of its path is a file"):
        check_out(tmp_path / "file" / "plan")
