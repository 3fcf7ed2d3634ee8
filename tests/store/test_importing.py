"""A caseload is brought, looked at, applied and undone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cti.caseload.caseload import Caseload
from cti.errors import ChangedMeanwhile, NotNow, NotThere, UnreadableCaseload
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_text
from cti.exchange.caseload_out import text_of, write_caseload
from cti.store.imports import apply, preview, stage, staged, undo_import
from cti.store.putting import found_service
from cti.store.tables import ASSIGNMENTS
from cti.store.tables import PEOPLE as PEOPLE_TABLE
from cti.store.tables import WORKERS as WORKERS_TABLE
from cti.store.unit import Store, new_id
from cti.units import PersonId
from cti.usecases.importing import (
    ImportReview,
    apply_import,
    bring,
    decide_matches,
    drop_import,
    export,
    look_at,
    take_back,
)
from cti.usecases.publishing import publish
from tests.builders import PLAN_DATE, a_caseload, a_stay, monday
from tests.exchange.writable import caseload_files
from tests.store.plans import LEADER, Kept, a_document
from tests.store.test_caseload import in_order, kept, read
from tests.strategies import caseloads

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AUTHOR = new_id()
WORKERS = "worker_id,name,team\nW1,Jo M,River\nW2,Ali K,River\n"
PEOPLE = (
    "person_id,known_as,team,worker_id,transition_on\n"
    "P1,Zoë B,River,W1,2026-08-17\n"
    "P2,Sam C,River,W2,2026-09-01\n"
)
FILES = {"workers": WORKERS, "people": PEOPLE}


@pytest.fixture
def service_id(store: Store) -> str:
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        return found_service(unit, a_caseload())


def brought(
    store: Store,
    service_id: str,
    folder: Path,
    files: Mapping[str, str],
    *,
    on: date = PLAN_DATE,
) -> ImportReview:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return bring(store, service_id, folder, on=on, author_id=AUTHOR, at=NOW)


def applied(store: Store, found: ImportReview) -> None:
    apply_import(store, found.staged.id, author_id=AUTHOR, at=NOW)


def test_nothing_is_saved_until_it_is_applied(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    before = read(store, service_id)
    found = brought(store, service_id, tmp_path / "one", FILES)
    assert (found.new, found.changed, found.undecided) == (4, 0, [])
    assert read(store, service_id) == before
    applied(store, found)
    assert [each.known_as for each in read(store, service_id).people] == [
        "Zoë B",
        "Sam C",
    ]


def test_who_is_known_is_changed_and_not_added(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    applied(store, brought(store, service_id, tmp_path / "one", FILES))
    later = {**FILES, "people": PEOPLE.replace("Sam C,River,W2", "Sam C,River,W1")}
    found = brought(store, service_id, tmp_path / "two", later)
    assert (found.new, found.changed) == (0, 1)
    applied(store, found)
    assert [each.worker_id for each in read(store, service_id).people] == ["W1", "W1"]


def test_bringing_the_same_again_changes_nothing(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    applied(store, brought(store, service_id, tmp_path / "one", FILES))
    again = brought(store, service_id, tmp_path / "one", FILES)
    assert again.is_nothing
    applied(store, again)
    take_back(store, again.staged.id, author_id=AUTHOR, at=NOW)
    assert len(read(store, service_id).people) == 2


def test_rows_that_need_mending_are_told_and_left_out(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    wrong = PEOPLE + "P3,Kim,River,W9,\nP4,Lee,River,W1,31/02/2026\n"
    files = {**FILES, "people": wrong, "pins": "person_id,worker_id\nP4,W1\n"}
    found = brought(store, service_id, tmp_path / "one", files)
    assert [each.split(":")[0] for each in found.to_mend] == [
        "people, row 5, transition_on",
        "pins, row 2, person_id",
    ]
    assert found.new == 5


def test_what_no_single_row_is_to_blame_for_is_refused(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableCaseload):
        brought(store, service_id, tmp_path / "one", {"workers": WORKERS})


def test_somebody_under_another_id_may_be_the_same_and_people_decide(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    applied(store, brought(store, service_id, tmp_path / "one", FILES))
    renamed = {**FILES, "people": PEOPLE.replace("P1,Zoë B", "N7,b zoe")}
    found = brought(store, service_id, tmp_path / "two", renamed)
    assert [(each.known, each.new) for each in found.undecided] == [("P1", "N7")]
    with pytest.raises(NotNow):
        applied(store, found)
    same = {PersonId("N7"): PersonId("P1")}
    found = decide_matches(store, found.staged.id, same, author_id=AUTHOR, at=NOW)
    assert (found.undecided, found.new, found.changed) == ([], 0, 1)
    applied(store, found)
    assert {each.person_id for each in read(store, service_id).people} == {"N7", "P2"}
    take_back(store, found.staged.id, author_id=AUTHOR, at=NOW)
    assert {each.person_id for each in read(store, service_id).people} == {"P1", "P2"}


def test_two_people_of_one_name_stay_two_if_somebody_says_so(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    applied(store, brought(store, service_id, tmp_path / "one", FILES))
    renamed = {**FILES, "people": PEOPLE.replace("P1,", "N7,")}
    found = brought(store, service_id, tmp_path / "two", renamed)
    two = {PersonId("N7"): PersonId("N7")}
    found = decide_matches(store, found.staged.id, two, author_id=AUTHOR, at=NOW)
    assert (found.undecided, found.new) == ([], 1)
    applied(store, found)
    assert len(read(store, service_id).people) == 3


def test_an_import_is_applied_once_and_not_after_it_was_dropped(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    found = brought(store, service_id, tmp_path / "one", FILES)
    applied(store, found)
    with pytest.raises(NotNow):
        applied(store, found)
    other = brought(store, service_id, tmp_path / "one", FILES)
    drop_import(store, other.staged.id, author_id=AUTHOR, at=NOW)
    with pytest.raises(NotNow):
        applied(store, other)
    with pytest.raises(NotThere):
        look_at(store, new_id(), author_id=AUTHOR, at=NOW)


def test_an_import_is_undone_for_a_week_and_not_once_somebody_built_on_it(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    first = brought(store, service_id, tmp_path / "one", FILES)
    applied(store, first)
    later = {**FILES, "people": PEOPLE.replace("Sam C", "Sam D")}
    second = brought(store, service_id, tmp_path / "two", later)
    applied(store, second)
    with pytest.raises(ChangedMeanwhile):
        take_back(store, first.staged.id, author_id=AUTHOR, at=NOW)
    assert {each.known_as for each in read(store, service_id).people} == {
        "Zoë B",
        "Sam D",
    }
    late = NOW + timedelta(days=7, seconds=1)
    with pytest.raises(NotNow):
        take_back(store, second.staged.id, author_id=AUTHOR, at=late)
    take_back(store, second.staged.id, author_id=AUTHOR, at=NOW + timedelta(days=7))
    assert {each.known_as for each in read(store, service_id).people} == {
        "Zoë B",
        "Sam C",
    }


def test_a_service_can_leave_with_everything_it_brought(
    store: Store, service_id: str, tmp_path: Path
) -> None:
    applied(store, brought(store, service_id, tmp_path / "one", FILES))
    book = tmp_path / "all.xlsx"
    write_caseload(export(store, service_id, on=PLAN_DATE), book)
    again = bring(store, service_id, book, on=PLAN_DATE, author_id=AUTHOR, at=NOW)
    assert again.is_nothing


NO_HURRY = settings(
    max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


@given(before=caseloads(), after=caseloads())
@NO_HURRY
def test_what_was_shown_is_what_is_applied_and_undoing_it_leaves_no_trace(
    lasting_store: Store, before: Caseload, after: Caseload
) -> None:
    store, service_id = lasting_store, kept(lasting_store, before)
    on = PLAN_DATE + timedelta(days=1)
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        import_id = stage(
            unit,
            service_id,
            called="later",
            on=on,
            digest="",
            caseload=text_of(CaseloadFile.of(after)),
            to_mend=[],
        )
    with store.reading() as connection:
        found = staged(connection, import_id)
    shown = preview(store, found, after, author_id=AUTHOR, at=NOW)
    assert read(store, service_id, on=on) == in_order(before)
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        assert apply(unit, found, after) == shown.put
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        undo_import(unit, staged(unit.connection, import_id))
    assert read(store, service_id, on=on) == in_order(before)
    assert read(store, service_id) == in_order(before)


@given(file=caseload_files())
@NO_HURRY
def test_a_caseload_is_kept_as_text_and_read_back_the_same(file: CaseloadFile) -> None:
    assert read_text(text_of(file)).caseload == file.caseload


AFTER_PUBLISHING = {
    "workers": "worker_id,name,team\nalex,Alex,River\nbo,Bo,River\ncaro,Caro,River\n",
    "people": (
        "person_id,known_as,team,worker_id,transition_on\n"
        "sam,Sam,River,alex,2026-08-17\n"
        "kim,Kim,River,alex,2026-09-01\n"
        "lee,Lee,River,,2026-09-01\n"
    ),
    "referrals": "referral_id,known_as,team\nrobin,Robin,River\n",
}
PROMISED = (
    a_stay("sam", "alex", to_on=monday(2)),
    a_stay("sam", "bo", from_on=monday(2)),
    a_stay("kim", "alex", to_on=monday(2)),
    a_stay("kim", "caro", from_on=monday(2)),
    a_stay("lee", None, to_on=monday(1)),
    a_stay("lee", "bo", from_on=monday(1)),
    a_stay("robin", "bo", from_on=monday(1)),
)
FRIDAY = PLAN_DATE - timedelta(days=3)
LONG_AGO = date(2026, 8, 3)


@pytest.fixture
def with_a_plan(store: Store, service_id: str, tmp_path: Path) -> Kept:
    """Sam and Kim who move in two weeks, Lee and Robin who start in one."""
    found = brought(
        store, service_id, tmp_path / "before", AFTER_PUBLISHING, on=LONG_AGO
    )
    applied(store, found)
    kept = Kept(store, service_id)
    plan_id = kept.draft(a_document(*PROMISED))
    publish(store, plan_id, author_id=LEADER, at=NOW, seen_revision=kept.revision)
    return kept


def to_come(kept: Kept) -> list[tuple[str, str, date]]:
    """Who is to begin with whom on a later Monday."""
    people = {row["id"]: row["external_id"] for row in kept.rows(PEOPLE_TABLE)}
    workers = {row["id"]: row["external_id"] for row in kept.rows(WORKERS_TABLE)}
    return sorted(
        (people[row["person_id"]], workers[row["worker_id"]], row["from_on"])
        for row in kept.rows(ASSIGNMENTS)
        if row["from_on"] is not None and row["from_on"] >= monday(1)
    )


ALL_PROMISED = [
    ("kim", "caro", monday(2)),
    ("lee", "bo", monday(1)),
    ("robin", "bo", monday(1)),
    ("sam", "bo", monday(2)),
]


@pytest.mark.parametrize("on", [FRIDAY, monday(0), monday(1), monday(2)], ids=str)
def test_what_is_exported_after_publishing_changes_nothing_when_it_is_brought(
    with_a_plan: Kept, tmp_path: Path, on: date
) -> None:
    store, service_id = with_a_plan.store, with_a_plan.service_id
    book = tmp_path / "all.xlsx"
    write_caseload(export(store, service_id, on=on), book)

    again = bring(store, service_id, book, on=on, author_id=AUTHOR, at=NOW)

    assert again.facts == []
    applied(store, again)
    assert to_come(with_a_plan) == ALL_PROMISED


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        pytest.param(
            {"Sam,River,alex": "Sam,River,caro"}, {"sam"}, id="another worker"
        ),
        pytest.param({"Sam,River,alex": "Sam,River,bo"}, {"sam"}, id="moves sooner"),
        pytest.param({"Sam,River,alex": "Sam,River,"}, {"sam"}, id="nobody any more"),
        pytest.param({"Lee,River,": "Lee,River,bo"}, {"lee"}, id="starts sooner"),
        pytest.param({"Sam,River": "Sam B,River"}, set(), id="another name"),
    ],
)
def test_who_has_another_worker_now_is_promised_nothing_and_others_still_are(
    with_a_plan: Kept, tmp_path: Path, now: dict[str, str], gone: set[str]
) -> None:
    people = AFTER_PUBLISHING["people"]
    for was, is_now in now.items():
        people = people.replace(was, is_now)
    files = {**AFTER_PUBLISHING, "people": people}

    found = brought(
        with_a_plan.store, with_a_plan.service_id, tmp_path / "now", files, on=FRIDAY
    )
    applied(with_a_plan.store, found)

    assert to_come(with_a_plan) == [e for e in ALL_PROMISED if e[0] not in gone]
    then = read(with_a_plan.store, with_a_plan.service_id, on=monday(3))
    with_whom = {each.person_id: each.worker_id for each in then.people}
    for row in people.splitlines()[1:]:
        person_id, _, _, worker_id, _ = row.split(",")
        if person_id in gone:
            assert with_whom[PersonId(person_id)] == (worker_id or None)


def test_who_has_started_has_the_worker_they_started_with(
    with_a_plan: Kept, tmp_path: Path
) -> None:
    files = {
        "workers": AFTER_PUBLISHING["workers"],
        "people": AFTER_PUBLISHING["people"] + "robin,Robin,River,caro,2026-11-01\n",
    }

    found = brought(
        with_a_plan.store, with_a_plan.service_id, tmp_path / "now", files, on=FRIDAY
    )
    applied(with_a_plan.store, found)

    assert [each for each in to_come(with_a_plan) if each[0] == "robin"] == []
    then = read(with_a_plan.store, with_a_plan.service_id, on=monday(3))
    assert then.person[PersonId("robin")].worker_id == "caro"


def test_who_goes_back_to_the_referrals_has_nobody_from_then_on(
    with_a_plan: Kept, tmp_path: Path
) -> None:
    people = AFTER_PUBLISHING["people"].replace("sam,Sam,River,alex,2026-08-17\n", "")
    referrals = AFTER_PUBLISHING["referrals"] + "sam,Sam,River\n"
    files = {**AFTER_PUBLISHING, "people": people, "referrals": referrals}

    found = brought(
        with_a_plan.store, with_a_plan.service_id, tmp_path / "now", files, on=FRIDAY
    )
    applied(with_a_plan.store, found)

    sam = with_a_plan.row_id(PEOPLE_TABLE, "sam")
    assert [row["to_on"] for row in with_a_plan.rows(ASSIGNMENTS, person_id=sam)] == [
        FRIDAY
    ]
