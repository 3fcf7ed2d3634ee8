"""Publishing: all of it or nothing; who comes too late is told of what."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

import cti.store.publishing
from cti.calendar import on_the_wall
from cti.caseload.casework.felt_weights import Feels, FeltWeight
from cti.errors import NotThere, StalePlan
from cti.plans.document import PlanDocument
from cti.plans.life import Addressee, MessageKind, PlanState
from cti.store.casework import add
from cti.store.tables import (
    ASSIGNMENTS,
    FACTS,
    MESSAGES,
    PEOPLE,
    PLANNED_CONTACTS,
    PLANS,
    WISHES,
    WORKERS,
)
from cti.store.unit import Store, new_id
from cti.usecases.publishing import Published, publish
from tests.builders import PLAN_DATE, a_planned_contact, a_stay, monday
from tests.store.plans import (
    LEADER,
    NOW,
    OTHER_LEADER,
    Kept,
    a_document,
    an_overload,
)

NAMES = {LEADER: "Leigh", OTHER_LEADER: "Oli"}
LONG_AGO = date(2026, 8, 3)


def put_out(
    kept: Kept, document: PlanDocument, *, author_id: str = LEADER, at: datetime = NOW
) -> Published:
    plan_id = kept.draft(document)
    seen = kept.revision
    return publish(kept.store, plan_id, author_id=author_id, at=at, seen_revision=seen)


def refused(kept: Kept, plan_id: str, *, seen_revision: int | None = None) -> StalePlan:
    with pytest.raises(StalePlan) as told:
        publish(
            kept.store,
            plan_id,
            author_id=LEADER,
            at=NOW,
            seen_revision=seen_revision or kept.revision,
            name_of=NAMES.__getitem__,
        )
    return told.value


def who_with_whom(kept: Kept) -> list[tuple[str, str, date | None, date | None]]:
    people = {row["id"]: row["external_id"] for row in kept.rows(PEOPLE)}
    workers = {row["id"]: row["external_id"] for row in kept.rows(WORKERS)}
    return sorted(
        (
            (
                people[row["person_id"]],
                workers[row["worker_id"]],
                row["from_on"],
                row["to_on"],
            )
            for row in kept.rows(ASSIGNMENTS)
        ),
        key=repr,
    )


def told(kept: Kept, plan_id: str) -> list[tuple[MessageKind, str, date]]:
    workers = {row["id"]: row["external_id"] for row in kept.rows(WORKERS)}
    return sorted(
        (row["kind"], workers[row["worker_id"]], row["from_on"])
        for row in kept.rows(MESSAGES, plan_id=plan_id)
    )


def meetings(kept: Kept) -> list[tuple[datetime, str, int]]:
    return sorted(
        (
            row["at"],
            "called off" if row["is_cancelled"] else "planned",
            row["version"],
        )
        for row in kept.rows(PLANNED_CONTACTS)
    )


def a_wish(
    kept: Kept, *, author_id: str = OTHER_LEADER, language: str = "Welsh"
) -> None:
    sam = kept.row_id(PEOPLE, "sam")
    (row,) = kept.rows(WISHES, person_id=sam)
    with kept.store.unit(author_id=author_id, at=NOW) as unit:
        unit.change(
            WISHES, row["id"], version=row["version"], values={"language": language}
        )


def test_who_works_with_whom_follows_a_plan_from_its_mondays_on(store: Store) -> None:
    kept = Kept.in_(store)

    put_out(
        kept,
        a_document(
            a_stay("sam", "alex", to_on=monday(2)),
            a_stay("sam", "bo", from_on=monday(2)),
            a_stay("robin", "bo", from_on=monday(1)),
        ),
    )

    assert who_with_whom(kept) == [
        ("robin", "bo", monday(1), None),
        ("sam", "alex", None, monday(2)),
        ("sam", "bo", monday(2), None),
    ]


def test_a_later_plan_takes_back_what_was_to_come_and_not_what_was(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    put_out(
        kept,
        a_document(
            a_stay("sam", "alex", to_on=monday(2)),
            a_stay("sam", "bo", from_on=monday(2)),
            a_stay("robin", "bo", from_on=monday(1)),
        ),
    )

    later = put_out(kept, a_document(a_stay("sam", "alex")))

    assert who_with_whom(kept) == [("sam", "alex", None, None)]
    assert told(kept, later.plan_id) == [
        (MessageKind.CALLED_OFF, "bo", monday(1)),
        (MessageKind.CALLED_OFF, "bo", monday(2)),
    ]


def test_somebody_for_whom_nobody_can_be_found_has_nobody(store: Store) -> None:
    kept = Kept.in_(store)

    put_out(
        kept,
        a_document(
            a_stay("sam", None, to_on=monday(1)), a_stay("sam", "bo", from_on=monday(1))
        ),
    )

    assert who_with_whom(kept) == [
        ("sam", "alex", None, monday(0)),
        ("sam", "bo", monday(1), None),
    ]


def test_the_same_plan_again_changes_nothing_and_tells_nobody(store: Store) -> None:
    kept = Kept.in_(store)
    document = a_document(
        a_stay("sam", "bo"),
        contacts=[a_planned_contact("sam", "bo")],
        flags=[an_overload("bo")],
    )
    put_out(kept, document)
    before = who_with_whom(kept), meetings(kept)

    again = put_out(kept, document)

    assert (who_with_whom(kept), meetings(kept)) == before
    assert told(kept, again.plan_id) == []


def test_workers_are_told_of_new_people_and_both_of_a_handover(store: Store) -> None:
    kept = Kept.in_(store)

    plan = put_out(kept, a_document(a_stay("sam", "bo"), a_stay("robin", "alex")))

    assert told(kept, plan.plan_id) == [
        (MessageKind.HANDOVER, "alex", PLAN_DATE),
        (MessageKind.HANDOVER, "bo", PLAN_DATE),
        (MessageKind.NEW_PERSON, "alex", PLAN_DATE),
    ]


def test_a_second_move_is_handed_over_by_the_worker_in_between(store: Store) -> None:
    kept = Kept.in_(store)

    plan = put_out(
        kept,
        a_document(
            a_stay("sam", "bo", to_on=monday(2)),
            a_stay("sam", "alex", from_on=monday(2)),
        ),
    )

    assert told(kept, plan.plan_id) == [
        (MessageKind.HANDOVER, worker, on)
        for worker in ("alex", "bo")
        for on in (monday(0), monday(2))
    ]


def test_a_message_holds_ids_and_no_words(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, a_document(a_stay("sam", "bo"), flags=[an_overload("bo")]))

    (to_leader,) = kept.rows(MESSAGES, addressee=Addressee.LEADER)

    assert to_leader["kind"] is MessageKind.OVERLOAD
    said = " ".join(str(value) for row in kept.rows(MESSAGES) for value in row.values())
    assert not {"sam", "bo", "alex"} & set(said.casefold().split())


def test_a_meeting_that_moves_stays_the_same_and_one_that_falls_away_is_called_off(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    tuesday, friday = datetime(2026, 11, 24, 10, 0), datetime(2026, 11, 27, 10, 0)
    put_out(
        kept,
        a_document(
            a_stay(),
            contacts=[a_planned_contact(at=tuesday), a_planned_contact(at=friday)],
        ),
    )
    later = tuesday + timedelta(hours=2)

    put_out(kept, a_document(a_stay(), contacts=[a_planned_contact(at=later)]))

    assert meetings(kept) == [
        (later, "planned", 2),
        (friday, "called off", 2),
    ]


def test_a_meeting_that_has_been_stays_as_it_was(store: Store) -> None:
    kept = Kept.in_(store)
    tuesday = datetime(2026, 11, 24, 10, 0)
    document = a_document(a_stay(), contacts=[a_planned_contact(at=tuesday)])
    put_out(kept, document)
    an_hour_after = NOW.replace(day=24, hour=11)

    put_out(kept, a_document(a_stay()), at=an_hour_after)

    assert meetings(kept) == [(tuesday, "planned", 1)]


def test_a_meeting_that_would_have_been_already_is_agreed_with_nobody(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    at = on_the_wall(NOW).replace(day=24)
    times = [at - timedelta(minutes=15), at]
    document = a_document(
        a_stay(), contacts=[a_planned_contact(at=each, minutes=15) for each in times]
    )

    put_out(kept, document, at=NOW.replace(day=24))

    assert meetings(kept) == [(at, "planned", 1)]


def test_a_new_plan_supersedes_the_one_in_force(store: Store) -> None:
    kept = Kept.in_(store)
    before = kept.revision
    first = put_out(kept, a_document(a_stay()))

    second = put_out(kept, a_document(a_stay("sam", "bo")), author_id=OTHER_LEADER)

    assert (first.revision, second.revision) == (before + 1, before + 2)
    assert (first.superseded_id, second.superseded_id) == (None, first.plan_id)
    (old,) = kept.rows(PLANS, id=first.plan_id)
    assert (old["state"], old["superseded_by"]) == (
        PlanState.SUPERSEDED,
        second.plan_id,
    )
    (new,) = kept.rows(PLANS, id=second.plan_id)
    assert (new["state"], new["published_by"]) == (PlanState.PUBLISHED, OTHER_LEADER)


def test_everything_of_a_plan_is_a_fact_of_one_revision(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(
        kept,
        a_document(
            a_stay("sam", "bo"),
            contacts=[a_planned_contact("sam", "bo")],
            flags=[an_overload("bo")],
        ),
    )

    facts = kept.rows(FACTS, revision=kept.revision)

    assert {each["about"] for each in facts} == {
        "plans",
        "assignments",
        "planned_contacts",
    }
    assert {each["author_id"] for each in facts} == {LEADER}


def test_a_plan_of_what_is_no_longer_so_is_refused_with_what_changed(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    plan_id = kept.draft(a_document(a_stay("sam", "bo")))
    a_wish(kept)
    before = who_with_whom(kept), kept.revision, len(kept.rows(FACTS))

    error = refused(kept, plan_id)

    assert error.message == "1 thing has changed since this plan was made."
    assert error.edits == (
        "Sam's wishes were changed: language, by Oli on 20 November 2026 at 09:00.",
    )
    assert error.published_by is None
    assert (who_with_whom(kept), kept.revision, len(kept.rows(FACTS))) == before
    assert kept.rows(MESSAGES) == []


def test_what_no_plan_is_made_from_is_not_told_as_a_change(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id = kept.draft(a_document(a_stay("sam", "bo")))
    a_wish(kept)
    feels = FeltWeight(
        worker_id=kept.row_id(WORKERS, "alex"),
        person_id=None,
        feels=Feels.HEAVIER,
        words="",
        said_on=NOW.date(),
    )
    with store.unit(author_id=OTHER_LEADER, at=NOW) as unit:
        add(unit, kept.service_id, feels)

    (only,) = refused(kept, plan_id).edits
    assert "wishes" in only


def test_who_saw_an_older_state_is_refused_though_the_plan_is_new(store: Store) -> None:
    kept = Kept.in_(store)
    seen = kept.revision
    a_wish(kept)
    plan_id = kept.draft(a_document(a_stay("sam", "bo")))

    assert refused(kept, plan_id, seen_revision=seen).edits


def test_the_second_of_two_leaders_is_told_by_whom_and_what_differs(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    mine = kept.draft(a_document(a_stay("sam", "bo"), a_stay("robin", "alex")))
    seen = kept.revision
    theirs = a_document(a_stay("sam", "alex"), a_stay("robin", "bo"))
    put_out(kept, theirs, author_id=OTHER_LEADER)

    error = refused(kept, mine, seen_revision=seen)

    assert error.message == (
        "Another plan was published by Oli on 20 November 2026 at 09:00."
    )
    assert error.published_by == "Oli"
    assert error.published_at == NOW
    assert error.edits == (
        "A plan was published, by Oli on 20 November 2026 at 09:00.",
    )
    assert error.differences == (
        "Sam moves from Alex to Bo on 23 November.",
        "Robin starts with Alex on 23 November instead of with Bo.",
    )


def test_a_plan_that_differs_in_nothing_says_so(store: Store) -> None:
    kept = Kept.in_(store)
    mine = kept.draft(a_document(a_stay()))
    put_out(kept, a_document(a_stay()), author_id=OTHER_LEADER)

    assert refused(kept, mine).differences == (
        "It has everybody with the same worker.",
    )


def test_a_plan_is_published_once(store: Store) -> None:
    kept = Kept.in_(store)
    plan = put_out(kept, a_document(a_stay()))

    error = refused(kept, plan.plan_id)

    assert error.message == (
        "This plan was published by Leigh on 20 November 2026 at 09:00."
    )
    assert error.differences == ()


def test_a_plan_nobody_made_cannot_be_published(store: Store) -> None:
    with pytest.raises(NotThere):
        publish(store, new_id(), author_id=LEADER, at=NOW, seen_revision=1)


@pytest.mark.parametrize("step", ["assign", "meet", "newly_owed", "tell"])
def test_what_fails_half_way_leaves_the_plan_before_in_force(
    store: Store, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept.in_(store)
    first = put_out(kept, a_document(a_stay()))
    before = who_with_whom(kept), meetings(kept), kept.rows(MESSAGES), kept.revision
    plan_id = kept.draft(
        a_document(a_stay("sam", "bo"), contacts=[a_planned_contact("sam", "bo")])
    )

    def fail(*_: object, **__: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(cti.store.publishing, step, fail)
        with pytest.raises(OSError, match=r"^$"):
            publish(
                store, plan_id, author_id=LEADER, at=NOW, seen_revision=kept.revision
            )

    after = who_with_whom(kept), meetings(kept), kept.rows(MESSAGES), kept.revision
    assert after == before
    states = {row["id"]: row["state"] for row in kept.rows(PLANS)}
    assert states == {first.plan_id: PlanState.PUBLISHED, plan_id: PlanState.DRAFT}


def test_nobody_has_two_workers_on_any_day(store: Store) -> None:
    kept = Kept.in_(store)
    for stays in (
        [a_stay("sam", "bo")],
        [
            a_stay("sam", "alex", to_on=monday(3)),
            a_stay("sam", "bo", from_on=monday(3)),
        ],
        [
            a_stay("sam", "bo", to_on=monday(1)),
            a_stay("sam", "alex", from_on=monday(1)),
        ],
        [a_stay("sam", "alex")],
    ):
        put_out(kept, a_document(*stays))
        held = [each for each in who_with_whom(kept) if each[0] == "sam"]
        in_order = sorted(held, key=lambda each: each[2] or LONG_AGO)
        assert in_order[-1][3] is None
        assert all(a[3] == b[2] for a, b in pairwise(in_order))
