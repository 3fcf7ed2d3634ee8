"""A plan is written as a whole: every file, the same each time, or none at all."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cti.caseload.caseload import Caseload
from cti.errors import CannotWrite
from cti.exchange.plan_out import write_plan
from cti.plans.document import PlanDocument
from tests.exchange.documents import a_document, an_empty_document, sound_caseload
from tests.exchange.privilege import as_nobody, open_folder

REVIEW = "<!doctype html><title>Case review – Zoë</title>\n"
FILES = {
    "assignments.csv",
    "load.csv",
    "flags.csv",
    "contacts.csv",
    "plan.json",
    "review.html",
}


@pytest.fixture(scope="module")
def caseload() -> Caseload:
    return sound_caseload()


def write(document: PlanDocument, caseload: Caseload, out: Path) -> None:
    write_plan(document, caseload, out, review_html=REVIEW)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_every_file_says_what_the_plan_says(caseload: Caseload, tmp_path: Path) -> None:
    write(a_document(), caseload, tmp_path / "plan")

    texts = {name: data.decode() for name, data in bytes_in(tmp_path / "plan").items()}
    assert set(texts) == FILES
    assert texts["review.html"] == REVIEW
    assert texts["assignments.csv"] == (
        "person_id,worker_id,from_on,to_on,why\n"
        "P001,T001-W01,2026-11-23,,Jo keeps Aisha.\n"
        "P002,T001-W02,2026-11-23,2027-01-04,\"'=Ali leaves, so Jo takes over, "
        '""warmly""."\n'
        'P002,T001-W01,2027-01-04,,"\'=Ali leaves, so Jo takes over, ""warmly""."\n'
        'P003,,2026-11-23,,"Nobody is allowed, for now."\n'
    )
    assert texts["load.csv"] == (
        "worker_id,week,people,pre,one,two,three,sce,ceiling,over\n"
        "T001-W01,2026-11-23,3,1,1,1,0,4.5,13.3333,0\n"
    )
    assert texts["flags.csv"] == (
        "kind,worker_id,person_id,from_on,to_on,amount,message,suggestion\n"
        "over_ceiling,T001-W01,,2026-11-23,2026-12-06,1.5,"
        "Jo is 1.5 over for two weeks.,Wait: it clears on 7 December.\n"
        "transition_date_needed,,P002,,,,Nobody has noted when Dev moves.,\n"
    )
    assert texts["contacts.csv"] == (
        "person_id,worker_id,at,minutes,kind,place,locality,cover\n"
        "P001,T001-W01,2026-11-24T10:00,60,visit,home,North,no\n"
        "P002,T001-W01,2026-11-25T09:15,60,first contact,home,,yes\n"
    )


def test_the_document_holds_the_same_tables(caseload: Caseload, tmp_path: Path) -> None:
    write(a_document(), caseload, tmp_path / "plan")

    said = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert said["cost"] == {
        "total": 252.3,
        "parts": {
            "load": 12.3,
            "handover": 160,
            "moving": 0,
            "fit": 0,
            "wait": 80,
            "placing": 0,
            "uncovered": 0,
            "promises": 0,
        },
        "lower_bound": 250,
        "gap": pytest.approx(2.3 / 252.3),
    }
    assert said["contact_cost"]["late_days"] == 1
    assert said["contact_cost"]["late_days_necessary"] == 0
    assert said["contact_cost"]["late"] == [
        {"person_id": "P002", "days": 1, "necessary": 0, "cause": "cover_costs_more"}
    ]
    assert said["contact_cost"]["gap"] == 1
    assert [stay["worker_id"] for stay in said["assignments"]] == [
        "T001-W01",
        "T001-W02",
        "T001-W01",
        None,
    ]
    assert said["assignments"][1]["why"].startswith("=Ali leaves")
    assert said["load"][0]["ceiling"] == 13.3333
    assert said["flags"][1]["amount"] is None
    assert said["contacts"][1]["cover"] is True
    assert said["waiting"] == [{"person_id": "R001", "why": "No room before February."}]
    assert said["run"] == {"seconds": 12.346}


def test_two_runs_differ_in_nothing_but_what_stands_under_run(
    caseload: Caseload, tmp_path: Path
) -> None:
    write(a_document(), caseload, tmp_path / "one")
    write(replace(a_document(), seconds=99.0), caseload, tmp_path / "other")

    one, other = bytes_in(tmp_path / "one"), bytes_in(tmp_path / "other")
    said, again = json.loads(one.pop("plan.json")), json.loads(other.pop("plan.json"))
    assert one == other
    assert said.pop("run") != again.pop("run")
    assert json.dumps(said) == json.dumps(again)


def test_a_plan_for_nobody_is_written_too(caseload: Caseload, tmp_path: Path) -> None:
    write(an_empty_document(), caseload, tmp_path / "plan")

    assert (tmp_path / "plan" / "load.csv").read_text() == (
        "worker_id,week,people,pre,one,two,three,sce,ceiling,over\n"
    )


def test_an_earlier_plan_is_replaced_as_a_whole(
    caseload: Caseload, tmp_path: Path
) -> None:
    write(a_document(), caseload, tmp_path / "plan")
    (tmp_path / "plan" / "review.html").unlink()

    write(an_empty_document(), caseload, tmp_path / "plan")

    assert set(bytes_in(tmp_path / "plan")) == FILES
    assert b"P001" not in bytes_in(tmp_path / "plan")["assignments.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_folders_on_the_way_are_made(caseload: Caseload, tmp_path: Path) -> None:
    write(a_document(), caseload, tmp_path / "plans" / "monday" / "plan")

    assert set(bytes_in(tmp_path / "plans" / "monday" / "plan")) == FILES


def test_an_empty_folder_is_filled(caseload: Caseload, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()

    write(a_document(), caseload, tmp_path / "plan")

    assert set(bytes_in(tmp_path / "plan")) == FILES


def a_caseload_folder(place: Path) -> None:
    place.mkdir()
    (place / "people.csv").write_text("person_id\n")
    (place / "contacts.csv").write_text("person_id\n")


def a_contact_log_alone(place: Path) -> None:
    place.mkdir()
    (place / "contacts.csv").write_text("person_id\n")


def a_plan_json_of_another_program(place: Path) -> None:
    place.mkdir()
    (place / "plan.json").write_text('{"format": "terraform"}')


def a_file(place: Path) -> None:
    place.write_text("notes")


def a_folder_within(place: Path) -> None:
    place.mkdir()
    (place / "old").mkdir()


@pytest.mark.parametrize(
    ("stands_there", "why"),
    [
        (a_caseload_folder, "it holds people.csv, which is no part of a plan"),
        (a_contact_log_alone, "it holds contacts.csv, but no plan.json of an earlier"),
        (a_plan_json_of_another_program, "it holds plan.json, but no plan.json of an"),
        (a_file, "there is a file of that name"),
        (a_folder_within, "it holds old, which is no part of a plan"),
    ],
)
def test_what_is_not_ours_is_never_touched(
    stands_there: Callable[[Path], None],
    why: str,
    caseload: Caseload,
    tmp_path: Path,
) -> None:
    place = tmp_path / "plan"
    stands_there(place)
    before = sorted(str(path) for path in tmp_path.rglob("*"))

    with pytest.raises(CannotWrite, match=why):
        write(a_document(), caseload, place)

    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("fails", ["fsync", "rename", "mkdir"])
def test_a_disk_that_fails_leaves_the_earlier_plan_whole(
    fails: str, caseload: Caseload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(a_document(), caseload, tmp_path / "plan")
    before = bytes_in(tmp_path / "plan")
    with monkeypatch.context() as broken:
        broken.setattr(os if fails == "fsync" else Path, fails, full_disk)

        with pytest.raises(CannotWrite, match="the disk is full"):
            write(an_empty_document(), caseload, tmp_path / "plan")

    assert bytes_in(tmp_path / "plan") == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_disk_that_fails_between_the_swaps_puts_the_earlier_plan_back(
    caseload: Caseload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(a_document(), caseload, tmp_path / "plan")
    before = bytes_in(tmp_path / "plan")
    renamed: list[Path] = []
    rename = Path.rename

    def fail_second(path: Path, target: Path) -> Path:
        renamed.append(path)
        if len(renamed) == 2:
            full_disk()
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_second)

    with pytest.raises(CannotWrite, match="the disk is full"):
        write(an_empty_document(), caseload, tmp_path / "plan")

    assert bytes_in(tmp_path / "plan") == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_somebody_who_stops_it_leaves_the_earlier_plan_whole(
    caseload: Caseload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(a_document(), caseload, tmp_path / "plan")
    before = bytes_in(tmp_path / "plan")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        write(an_empty_document(), caseload, tmp_path / "plan")

    assert bytes_in(tmp_path / "plan") == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_place_nobody_may_write_to_is_told_of(caseload: Caseload) -> None:
    with open_folder() as place:
        place.chmod(0o555)
        with as_nobody(), pytest.raises(CannotWrite) as caught:
            write(a_document(), caseload, place / "plan")
        left = list(place.iterdir())
        place.chmod(0o777)

    assert str(caught.value) == (
        f"{place / 'plan'} cannot be written: you have no permission to write there."
    )
    assert left == []


def test_a_path_through_a_file_is_told_of(caseload: Caseload, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("notes")

    with pytest.raises(CannotWrite, match="part of its path is a file"):
        write(a_document(), caseload, tmp_path / "notes" / "plan")


def test_a_name_too_long_is_told_of(caseload: Caseload, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="its name is too long"):
        write(a_document(), caseload, tmp_path / ("x" * 300))


def test_a_link_to_an_earlier_plan_stays_a_link(
    caseload: Caseload, tmp_path: Path
) -> None:
    write(a_document(), caseload, tmp_path / "plan")
    (tmp_path / "latest").symlink_to(tmp_path / "plan")

    write(an_empty_document(), caseload, tmp_path / "latest")

    assert (tmp_path / "latest").is_symlink()
    assert b"P001" not in bytes_in(tmp_path / "plan")["assignments.csv"]
