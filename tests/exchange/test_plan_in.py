"""A plan is read back as it was written, also one that breaks every rule."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from cti.caseload.caseload import Caseload
from cti.errors import UnreadablePlan
from cti.exchange.plan_in import PlanAbout, read_plan
from cti.exchange.plan_out import write_plan
from cti.plans.assignment import AssignmentPlan
from tests.builders import PLAN_DATE, a_caseload, a_person, a_plan, a_stay, a_worker
from tests.exchange.documents import (
    a_document,
    a_document_with_a_plan_in_force,
    an_empty_document,
    sound_caseload,
)

BARE = "person_id,worker_id,from_on,to_on\n"


@pytest.fixture(scope="module")
def caseload() -> Caseload:
    return sound_caseload()


@pytest.fixture
def plan(caseload: Caseload, tmp_path: Path) -> Path:
    write_plan(a_document(), caseload, tmp_path / "plan", review_html="")
    return tmp_path / "plan"


def said_about(path: Path, caseload: Caseload) -> list[str]:
    with pytest.raises(UnreadablePlan) as caught:
        read_plan(path, caseload)
    return [str(finding) for finding in caught.value.findings]


def test_what_was_written_is_read(plan: Path, caseload: Caseload) -> None:
    read = read_plan(plan, caseload)

    assert read.assignment == a_document().assignment
    assert read.contacts == a_document().contacts
    assert read.why == {
        person: why for person, why in a_document().why.items() if person != "R001"
    }
    assert read.about == PlanAbout(
        on=PLAN_DATE,
        weeks=40,
        policy="standard",
        input_hash="0" * 64,
        effort=a_document().effort,
        lower_bound=a_document().lower_bound,
        contact_lower_bound=a_document().contact_lower_bound,
        late=a_document().late,
    )


def test_what_people_had_been_told_is_read(caseload: Caseload, tmp_path: Path) -> None:
    document = a_document_with_a_plan_in_force()
    write_plan(document, caseload, tmp_path / "plan", review_html="")

    about = read_plan(tmp_path / "plan", caseload).about

    assert about is not None
    assert about.in_force == document.in_force


def test_a_plan_for_nobody_is_read(caseload: Caseload, tmp_path: Path) -> None:
    write_plan(an_empty_document(), caseload, tmp_path / "plan", review_html="")

    assert read_plan(tmp_path / "plan", caseload).assignment == AssignmentPlan(())


def test_an_assignments_file_is_a_plan_of_its_own(
    plan: Path, caseload: Caseload
) -> None:
    read = read_plan(plan / "assignments.csv", caseload)

    assert read.assignment == a_document().assignment
    assert read.contacts is None
    assert read.about is None


def test_a_file_without_reasons_is_read(caseload: Caseload, tmp_path: Path) -> None:
    (tmp_path / "assignments.csv").write_text(
        f"{BARE}P001,T001-W01,2026-11-23,\nP003,,23/11/2026,04/01/2027\n"
    )

    read = read_plan(tmp_path, caseload)

    assert read.assignment == a_plan(
        a_stay("P001", "T001-W01"), a_stay("P003", None, to_on=date(2027, 1, 4))
    )
    assert read.contacts is None
    assert read.why == {"P001": "", "P003": ""}


def test_a_plan_that_breaks_rules_is_read_for_others_to_judge(
    caseload: Caseload, tmp_path: Path
) -> None:
    stays = [
        a_stay("nobody", "someone", from_on=date(2026, 11, 25)),
        a_stay("P001", "T001-W01"),
        a_stay("P001", "T001-W01"),
        a_stay("P002", "T001-W02", to_on=date(2026, 1, 5)),
    ]
    (tmp_path / "assignments.csv").write_text(
        f"{BARE}nobody,someone,2026-11-25,\nP001,T001-W01,2026-11-23,\n"
        "P001,T001-W01,2026-11-23,\nP002,T001-W02,2026-11-23,2026-01-05\n"
    )
    (tmp_path / "contacts.csv").write_text(
        "person_id,worker_id,at,minutes,kind,place,locality,cover\n"
        "nobody,someone,2026-11-24T10:07,5,visit,home,,no\n"
        "nobody,someone,2026-11-24T10:07,5,visit,home,North,no\n"
    )

    read = read_plan(tmp_path, caseload)

    assert read.assignment == a_plan(*stays)
    assert read.contacts is not None
    assert [contact.at for contact in read.contacts.contacts] == [
        datetime(2026, 11, 24, 10, 7)
    ] * 2


def test_noughts_a_spreadsheet_took_off_are_put_back(tmp_path: Path) -> None:
    caseload = a_caseload(
        workers=[a_worker("007"), a_worker("7b"), a_worker("B7"), a_worker("0B7")],
        people=[a_person("00012"), a_person("12x")],
    )
    (tmp_path / "assignments.csv").write_text(
        f"{BARE}12,7,2026-11-23,\n12X,07B,2026-11-23,\n13,b7,2026-11-23,\n"
    )

    read = read_plan(tmp_path, caseload).assignment

    assert read == a_plan(
        a_stay("00012", "007"), a_stay("12x", "7b"), a_stay("13", "b7")
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(
            "",
            "assignments: the file is empty. Write the headings in the first row: "
            "person_id, worker_id, from_on, to_on, why.",
            id="nothing",
        ),
        pytest.param(
            "person_id,worker_id\nP001,T001-W01\n",
            "assignments, row 1, from_on: this column is missing. Write from_on in row "
            "1, and the values below.",
            id="no dates",
        ),
        pytest.param(
            f"{BARE},T001-W01,2026-11-23,\n",
            "assignments, row 2, person_id: the cell is blank. Write for example P001. "
            "The person, or the referral by its id.",
            id="nobody",
        ),
        pytest.param(
            f"{BARE}P001,T001-W01,Monday,\n",
            "assignments, row 2, from_on: «Monday» is not a date. Write a date such as "
            "2026-11-23 or 23/11/2026.",
            id="a day in words",
        ),
        pytest.param(
            f"{BARE}P001,T001-W01,2026-11-23,31/02/2027\n",
            "assignments, row 2, to_on: «31/02/2027» is not a real date. Write a date "
            "such as 2026-11-23 or 23/11/2026.",
            id="a day that is none",
        ),
    ],
)
def test_what_cannot_be_read_is_named(
    text: str, says: str, caseload: Caseload, tmp_path: Path
) -> None:
    (tmp_path / "assignments.csv").write_text(text)

    assert said_about(tmp_path, caseload) == [says]


def test_every_file_is_told_of_at_once(plan: Path, caseload: Caseload) -> None:
    for name, good, bad in (
        ("assignments.csv", "2026-11-23", "soon"),
        ("contacts.csv", "2026-11-24T10:00", "2026-11-24"),
        ("contacts.csv", "first contact", "tea"),
    ):
        text = (plan / name).read_text().replace(good, bad, 1)
        (plan / name).write_text(text)
    (plan / "plan.json").write_text('{"format": "cti-plan-1", "weeks": 40}')

    assert said_about(plan, caseload) == [
        "assignments, row 2, from_on: «soon» is not a date. Write a date such as "
        "2026-11-23 or 23/11/2026.",
        "plan: plan.json is not one written by this program. Take it away, or plan "
        "again.",
        "contacts, row 2, at: «2026-11-24» has no time. Write it as 2026-11-24T14:00.",
        "contacts, row 3, kind: «tea» is not one of the words for kind. Write visit, "
        "check-in, network meeting, final meeting or first contact.",
    ]


@pytest.mark.parametrize(
    "said", ["", "[]", '"plan"', "{}", '{"format": "other"}', "\udcff"]
)
def test_a_document_that_is_not_ours_is_told_of(
    said: str, plan: Path, caseload: Caseload
) -> None:
    (plan / "plan.json").write_bytes(said.encode(errors="surrogateescape"))

    assert said_about(plan, caseload) == [
        "plan: plan.json is not one written by this program. Take it away, or plan "
        "again."
    ]


def test_a_folder_without_a_plan_is_told_of(caseload: Caseload, tmp_path: Path) -> None:
    assert said_about(tmp_path, caseload) == [
        "assignments: there is no assignments.csv. Point at a folder written by «cti "
        "plan», or at an assignments.csv."
    ]


def test_a_path_to_nothing_is_told_of(caseload: Caseload, tmp_path: Path) -> None:
    assert said_about(tmp_path / "plan.csv", caseload) == [
        "assignments: there is no plan.csv. Point at a folder written by «cti plan», "
        "or at an assignments.csv."
    ]


def test_a_workbook_is_no_plan(plan: Path, caseload: Caseload) -> None:
    shutil.copy(plan / "review.html", plan / "assignments.csv")
    (plan / "assignments.csv").write_bytes(b"PK\x03\x04")

    assert said_about(plan, caseload) == [
        "assignments: this is a workbook under the name of a CSV file. Save it from "
        "the spreadsheet as «CSV UTF-8 (comma delimited)»."
    ]
