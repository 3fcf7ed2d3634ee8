"""Each overload of the plan in force is owed an answer, which stays as it was said."""

from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from cti.access import Actor
from cti.caseload.casework.overloads import AnswerKind, OverloadTask
from cti.errors import BreaksARule, ChangedMeanwhile, CtiError, NotThere
from cti.plans.document import Flag
from cti.plans.life import MessageKind
from cti.store.plans import plan_row
from cti.store.publishing import put_in_force
from cti.store.tables import FACTS, MESSAGES, OVERLOAD_ANSWERS, PLAN_OVERLOADS, WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.overloads import (
    OverloadSeen,
    answer_overload,
    answers_owed_in,
    finish_task,
    overloads_in,
    tasks_to_do,
)
from cti.usecases.publishing import publish
from tests.builders import a_stay, monday
from tests.store.plans import (
    LEADER,
    NOW,
    OTHER_LEADER,
    Kept,
    a_document,
    an_overload,
)

TODAY = NOW.date()
END = date(2026, 12, 6)
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def put_out(kept: Kept, *overloads: Flag, at: datetime = NOW) -> str:
    plan_id = kept.draft(a_document(a_stay(), flags=overloads))
    seen = kept.revision
    publish(kept.store, plan_id, author_id=LEADER, at=at, seen_revision=seen)
    return plan_id


def owed(kept: Kept, *, on: date = TODAY) -> list[tuple[str, date, date, int]]:
    """Worker, weeks and how much, of each overload that is owed an answer."""
    workers = {row["id"]: row["external_id"] for row in kept.rows(WORKERS)}
    found = [
        each.overload for each in answers_owed_in(kept.store, kept.service_id, on=on)
    ]
    return [
        (workers[each.worker_id], each.from_on, each.to_on, int(each.over))
        for each in found
    ]


def the_one(kept: Kept) -> OverloadSeen:
    (found,) = overloads_in(kept.store, kept.service_id, on=TODAY)
    return found


def answered(kept: Kept, seen: OverloadSeen, **other: object) -> str:
    """Answer as it was seen, by moving somebody unless it is said otherwise."""
    said: dict[str, Any] = {
        "kind": AnswerKind.MOVE,
        "author_id": LEADER,
        "at": NOW,
        "version": seen.version,
        **other,
    }
    return answer_overload(kept.store, seen.overload.overload_id, **said)


def told(kept: Kept, plan_id: str) -> int:
    """How many overloads leaders are told of with a plan."""
    return len(kept.rows(MESSAGES, plan_id=plan_id, kind=MessageKind.OVERLOAD))


def test_nothing_is_owed_before_there_is_a_plan(store: Store) -> None:
    kept = Kept.in_(store)
    kept.draft(a_document(a_stay(), flags=[an_overload()]))

    assert owed(kept) == []


def test_an_overload_is_owed_an_answer_until_it_is_given_or_gone(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload(), an_overload("bo", from_on=monday(1), over=3))
    alex, bo = (("alex", monday(0), END, 2), ("bo", monday(1), END, 3))
    assert owed(kept) == [alex, bo]

    first, _ = overloads_in(store, kept.service_id, on=TODAY)
    answered(kept, first)
    assert owed(kept) == [bo]

    put_out(kept)
    assert owed(kept) == []


def test_an_answer_is_kept_with_who_gave_it_and_when(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    until = TODAY + A_DAY

    answer_id = answered(
        kept,
        the_one(kept),
        kind=AnswerKind.ACCEPT_UNTIL,
        until_on=until,
        words="Bo is back then",
        author_id=OTHER_LEADER,
    )

    (answer,) = the_one(kept).answers
    assert answer.given_to == the_one(kept).overload
    assert (answer.kind, answer.until_on) == (AnswerKind.ACCEPT_UNTIL, until)
    assert answer.words == "Bo is back then"
    assert (answer.answered_by, answer.answered_at) == (OTHER_LEADER, NOW)
    (fact,) = kept.rows(FACTS, about=OVERLOAD_ANSWERS.name)
    assert (fact["row_id"], fact["author_id"]) == (answer_id, OTHER_LEADER)


def test_an_accepted_overload_is_owed_an_answer_again_on_the_day(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    until = monday(1)
    answered(kept, the_one(kept), kind=AnswerKind.ACCEPT_UNTIL, until_on=until)

    assert owed(kept, on=until - A_DAY) == []
    assert len(owed(kept, on=until)) == 1


def test_a_new_answer_supersedes_and_the_old_one_stays_as_it_was(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    answered(kept, the_one(kept))

    answered(
        kept,
        the_one(kept),
        kind=AnswerKind.ACCEPT_UNTIL,
        until_on=monday(1),
        at=NOW + AN_HOUR,
    )

    kinds = [each.kind for each in the_one(kept).answers]
    assert kinds == [AnswerKind.MOVE, AnswerKind.ACCEPT_UNTIL]
    assert len(owed(kept, on=monday(1))) == 1


@pytest.mark.parametrize(("over", "owing"), [(2, 0), (1, 0), (3, 1)])
def test_an_answer_holds_in_the_next_plan_for_no_greater_overload(
    store: Store, over: int, owing: int
) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload(over=2))
    answered(kept, the_one(kept))

    plan_id = put_out(kept, an_overload(over=over))

    assert len(owed(kept)) == owing
    assert told(kept, plan_id) == owing


def test_an_answered_overload_that_is_parted_stays_answered(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload(to_on=monday(9)))
    answered(kept, the_one(kept))

    put_out(kept, an_overload(), an_overload(from_on=monday(4), to_on=monday(9)))

    assert owed(kept) == []


def test_two_overloads_of_one_worker_owe_two_answers(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload(), an_overload(from_on=monday(4), to_on=monday(9)))
    first, _ = overloads_in(store, kept.service_id, on=TODAY)

    answered(kept, first)

    assert owed(kept) == [("alex", monday(4), monday(9), 2)]


def test_leaders_are_told_of_what_they_did_not_owe_before(store: Store) -> None:
    kept = Kept.in_(store)
    assert told(kept, put_out(kept, an_overload(over=2))) == 1
    assert told(kept, put_out(kept, an_overload(over=3))) == 0
    assert told(kept, put_out(kept, an_overload(over=3), an_overload("bo"))) == 1
    assert told(kept, put_out(kept)) == 0
    assert told(kept, put_out(kept, an_overload())) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"kind": AnswerKind.ACCEPT_UNTIL},
        {"kind": AnswerKind.ACCEPT_UNTIL, "until_on": TODAY},
        {"kind": AnswerKind.MOVE, "until_on": monday(1)},
    ],
)
def test_only_an_accepted_overload_has_a_day_and_one_to_come(
    store: Store, said: dict[str, Any]
) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())

    with pytest.raises(BreaksARule):
        answered(kept, the_one(kept), **said)

    assert len(owed(kept)) == 1


def test_whoever_answers_says_what_they_saw(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    seen = the_one(kept)
    answered(kept, seen)

    with pytest.raises(ChangedMeanwhile):
        answered(kept, seen, author_id=OTHER_LEADER)

    assert the_one(kept).version == seen.version + 1
    assert len(the_one(kept).answers) == 1


def test_of_two_who_answer_at_once_one_is_told(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    seen, outcomes = the_one(kept), []

    def answer() -> None:
        try:
            answered(kept, seen)
        except CtiError as error:
            outcomes.append(type(error).__name__)
        else:
            outcomes.append("kept")

    both = [Thread(target=answer) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(outcomes) == ["ChangedMeanwhile", "kept"]


def test_the_overload_of_a_plan_that_is_superseded_is_answered_no_more(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    seen = the_one(kept)
    put_out(kept, an_overload())

    with pytest.raises(ChangedMeanwhile):
        answered(kept, seen)


def test_who_answers_while_another_plan_is_published_is_told(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    seen, outcomes = the_one(kept), []
    plan_id = kept.draft(a_document(a_stay(), flags=[an_overload(over=3)]))

    def answer() -> None:
        with pytest.raises(ChangedMeanwhile):
            answered(kept, seen)
        outcomes.append("told")

    late = Thread(target=answer)
    with store.unit(author_id=LEADER, at=NOW) as unit:
        put_in_force(unit, plan_row(unit.connection, plan_id))
        late.start()
        late.join(timeout=1)
    late.join()

    assert outcomes == ["told"]


def test_the_overload_of_a_draft_is_not_there_to_be_answered(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    answered_id = the_one(kept).overload.overload_id
    kept.draft(a_document(a_stay(), flags=[an_overload("bo")]))
    (of_draft,) = [
        row["id"] for row in kept.rows(PLAN_OVERLOADS) if row["id"] != answered_id
    ]

    for overload_id in (of_draft, new_id()):
        with pytest.raises(NotThere):
            answer_overload(
                store,
                overload_id,
                kind=AnswerKind.MOVE,
                author_id=LEADER,
                at=NOW,
                version=1,
            )


def test_an_answer_is_no_reason_to_plan_again(store: Store) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    before = kept.revision

    answered(kept, the_one(kept))

    assert kept.revision == before


@pytest.mark.parametrize(
    ("values", "guard"),
    [
        ({"number": 0}, "ck_overload_answers_number"),
        ({"until_on": TODAY}, "ck_overload_answers_accepted_until"),
        ({"kind": AnswerKind.ACCEPT_UNTIL}, "ck_overload_answers_accepted_until"),
        ({"number": 1}, "(?i)unique"),
    ],
)
def test_the_database_refuses_what_nobody_may_say(
    store: Store, values: dict[str, Any], guard: str
) -> None:
    kept = Kept.in_(store)
    put_out(kept, an_overload())
    answered(kept, the_one(kept))
    answered(kept, the_one(kept))
    last = OVERLOAD_ANSWERS.c.number == 2

    with (
        pytest.raises(IntegrityError, match=guard),
        store.unit(author_id=LEADER, at=NOW) as unit,
    ):
        unit.connection.execute(update(OVERLOAD_ANSWERS).where(last).values(values))


def test_whoever_sees_to_an_answer_is_of_the_service(store: Store) -> None:
    kept, elsewhere = Kept.in_(store), Kept.in_(store)
    put_out(kept, an_overload())
    stranger = OverloadTask(owner_id=elsewhere.row_id(WORKERS, "bo"), due_on=END)
    no_leader = OverloadTask(account_id=new_id(), due_on=END)

    for task in (stranger, no_leader):
        with pytest.raises(NotThere):
            answered(kept, the_one(kept), task=task)
    assert kept.rows(OVERLOAD_ANSWERS) == []

    bo = OverloadTask(owner_id=kept.row_id(WORKERS, "bo"), due_on=END)
    answered(kept, the_one(kept), task=bo)

    (seen,) = tasks_to_do(store, kept.service_id)
    assert (seen.task, seen.kind, seen.version) == (bo, AnswerKind.MOVE, 1)
    assert tasks_to_do(store, elsewhere.service_id) == []
    somebody = Actor(account_id=LEADER)
    with pytest.raises(NotThere):
        finish_task(
            store, somebody, elsewhere.service_id, seen.id, version=1, on=END, at=NOW
        )
    finish_task(store, somebody, kept.service_id, seen.id, version=1, on=END, at=NOW)
    assert tasks_to_do(store, kept.service_id) == []


@pytest.mark.parametrize("row", [None, "a"])
def test_one_person_sees_to_an_answer(row: str | None) -> None:
    with pytest.raises(BreaksARule):
        OverloadTask(due_on=END, owner_id=row, account_id=row)
