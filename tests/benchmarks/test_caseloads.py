"""Generated caseloads are what a seed says, and can be planned."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.caseloads import ON, opened
from benchmarks.make_caseload import Size, make_caseload
from benchmarks.places import shared
from benchmarks.sections.area import PEOPLE, SERVICES, sizes

SIZE = Size(workers=3, people=12, referrals=3, teams=2)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_seed_always_gives_the_same_caseload(tmp_path: Path) -> None:
    for name in ("once", "again"):
        make_caseload(tmp_path / name, SIZE, seed=7, on=ON)
    make_caseload(tmp_path / "other", SIZE, seed=8, on=ON)

    assert contents(tmp_path / "once") == contents(tmp_path / "again")
    assert contents(tmp_path / "once") != contents(tmp_path / "other")


def test_a_generated_caseload_is_read_without_a_complaint(tmp_path: Path) -> None:
    make_caseload(tmp_path, SIZE, seed=7, on=ON)

    about = opened(tmp_path)

    assert len(about.caseload.workers) == 2 * 3
    assert len(about.caseload.people) == 2 * 12
    assert len(about.caseload.referrals) == 2 * 3
    assert about.horizon.weeks == 40


def test_a_seed_means_what_it_means_in_the_shared_generator(tmp_path: Path) -> None:
    tool = shared() / "tools" / "make_caseload.py"
    if not tool.exists():
        pytest.skip("the shared generator is not here")
    size = ["--teams", "2", "--workers", "3", "--people", "12", "--referrals", "3"]
    theirs = [sys.executable, str(tool), str(tmp_path / "theirs"), *size]
    subprocess.run([*theirs, "--seed", "7", "--on", ON.isoformat()], check=True)

    make_caseload(tmp_path / "ours", SIZE, seed=7, on=ON)

    assert contents(tmp_path / "ours") == contents(tmp_path / "theirs")


def test_an_area_has_as_many_people_as_it_says() -> None:
    assert len(sizes(SERVICES)) == SERVICES
    assert sum(size.people for size in sizes(SERVICES)) == PEOPLE
    assert min(size.people for size in sizes(SERVICES)) > 20
    assert max(size.people for size in sizes(SERVICES)) < 100
