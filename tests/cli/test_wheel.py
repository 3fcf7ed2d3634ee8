"""What is installed: everything a command reads comes with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel."""
    folder: Path = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run(
        [*build, "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "pattern",
    [
        "cti/usecases/sample_data/**/*.csv",
        "cti/phases/catalogue/*.toml",
        "cti/exchange/*.json",
        "dashboards/templates/*",
        "cti/**/*.py",
        "dashboards/**/*.py",
    ],
)
def test_every_file_a_command_reads_is_in_the_wheel(
    pattern: str, wheel: set[str]
) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert here
    assert here <= wheel


def test_nothing_but_the_program_is_in_the_wheel(wheel: set[str]) -> None:
    assert {name.partition("/")[0] for name in wheel} - {"cti", "dashboards"} == {
        next(name for name in wheel if ".dist-info/" in name).partition("/")[0]
    }
