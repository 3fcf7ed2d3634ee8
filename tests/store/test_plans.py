"""A plan is kept as it was made; the database itself refuses to edit it."""

from typing import Any

import pytest
from sqlalchemy import Executable, Table, delete, insert, update
from sqlalchemy.exc import IntegrityError

from cti.plans.document import PlanDocument
from cti.plans.life import PlanState
from cti.store.plans import assignment_of, document_of, plan_row, read_in_force
from cti.store.tables import (
    PLAN_CONTACTS,
    PLAN_DOCUMENTS,
    PLAN_OVERLOADS,
    PLAN_STAYS,
    PLANS,
)
from cti.store.unit import Store, new_id
from cti.usecases.publishing import publish
from tests.builders import PLAN_DATE, a_planned_contact, a_stay, monday
from tests.store.plans import LEADER, NOW, Kept, a_document, an_overload

STAYS = (
    a_stay("sam", "alex", to_on=monday(2)),
    a_stay("sam", "bo", from_on=monday(2)),
    a_stay("robin", "bo", from_on=monday(1)),
)
PARTS = [PLAN_DOCUMENTS, PLAN_STAYS, PLAN_CONTACTS, PLAN_OVERLOADS]


def a_whole_document() -> PlanDocument:
    return a_document(
        *STAYS, contacts=[a_planned_contact()], flags=[an_overload("alex")]
    )


def published(kept: Kept) -> str:
    plan_id = kept.draft(a_whole_document())
    publish(kept.store, plan_id, author_id=LEADER, at=NOW, seen_revision=kept.revision)
    return plan_id


def carry_out(store: Store, statement: Executable) -> None:
    with store.unit(author_id=LEADER, at=NOW) as unit:
        unit.connection.execute(statement)


def test_a_draft_is_read_back_as_it_was_made(store: Store) -> None:
    kept = Kept.in_(store)

    plan_id = kept.draft(a_whole_document())

    with store.reading() as connection:
        plan = plan_row(connection, plan_id)
        assert plan["state"] is PlanState.DRAFT
        assert assignment_of(connection, plan) == a_whole_document().assignment
        assert document_of(connection, plan_id) == "{}\n"
        assert read_in_force(connection, kept.service_id, on=PLAN_DATE) is None


def test_keeping_a_draft_makes_no_plan_stale(store: Store) -> None:
    kept = Kept.in_(store)
    before = kept.revision

    kept.draft(a_whole_document())

    assert kept.revision == before


def test_the_next_plan_knows_what_people_were_told(store: Store) -> None:
    kept = Kept.in_(store)
    published(kept)

    with store.reading() as connection:
        in_force = read_in_force(connection, kept.service_id, on=PLAN_DATE)
        later = read_in_force(connection, kept.service_id, on=monday(1))

    assert in_force is not None
    assert later is not None
    promised = [(p.person_id, p.worker_id, p.from_on) for p in in_force.promises]
    assert promised == [("robin", "bo", monday(1)), ("sam", "bo", monday(2))]
    assert [each.at for each in in_force.contacts] == [a_planned_contact().at]
    assert later.contacts == ()


@pytest.mark.parametrize(
    "values",
    [
        {"policy": "cheaper"},
        {"cost": 0, "revision": 99},
        {"prices": "{}"},
        {"published_by": new_id()},
        {"state": PlanState.DRAFT, "published_at": None, "published_by": None},
    ],
    ids="-".join,
)
def test_no_plan_in_force_is_edited(store: Store, values: dict[str, Any]) -> None:
    plan_id = published(Kept.in_(store))

    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(store, update(PLANS).where(PLANS.c.id == plan_id).values(values))


def test_what_a_draft_says_is_not_edited_either(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id = kept.draft(a_whole_document())

    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(
            store, update(PLANS).where(PLANS.c.id == plan_id).values(policy="cheaper")
        )


def test_a_superseded_plan_stays_superseded(store: Store) -> None:
    kept = Kept.in_(store)
    first = published(kept)
    published(kept)
    again = {
        "state": PlanState.PUBLISHED,
        "superseded_at": None,
        "superseded_by": None,
    }

    with pytest.raises(IntegrityError):
        carry_out(store, update(PLANS).where(PLANS.c.id == first).values(again))
    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(store, delete(PLANS).where(PLANS.c.id == first))


def test_a_draft_is_not_superseded_without_having_been_in_force(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id = kept.draft(a_whole_document())
    values = {
        "state": PlanState.SUPERSEDED,
        "published_at": NOW,
        "published_by": LEADER,
        "superseded_at": NOW,
        "superseded_by": plan_id,
    }

    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(store, update(PLANS).where(PLANS.c.id == plan_id).values(values))


@pytest.mark.parametrize("table", PARTS, ids=lambda table: table.name)
def test_no_part_of_a_plan_in_force_is_edited_or_goes(
    store: Store, table: Table
) -> None:
    published(Kept.in_(store))
    change = {"document": "{}"} if table is PLAN_DOCUMENTS else {"id": new_id()}

    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(store, update(table).values(change))
    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(store, delete(table))


def test_nothing_is_added_to_a_plan_in_force(store: Store) -> None:
    kept = Kept.in_(store)
    published(kept)
    (row, *_) = kept.rows(PLAN_STAYS)
    more = {**row, "id": new_id(), "from_on": monday(5)}

    with pytest.raises(IntegrityError, match="no plan is edited"):
        carry_out(store, insert(PLAN_STAYS).values(more))


def test_somebody_can_be_taken_out_of_an_old_plan_and_it_shows(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id = published(kept)

    with store.unit(author_id=LEADER, at=NOW) as unit:
        for statement in (
            update(PLANS).values(erased_at=NOW),
            update(PLAN_DOCUMENTS).values(document="{}"),
            delete(PLAN_STAYS),
        ):
            unit.connection.execute(statement)

    assert kept.rows(PLAN_STAYS) == []
    assert [row["erased_at"] for row in kept.rows(PLANS, id=plan_id)] == [NOW]


def test_of_one_service_one_plan_is_in_force(store: Store) -> None:
    kept = Kept.in_(store)
    published(kept)
    other = kept.draft(a_whole_document())
    now = {"state": PlanState.PUBLISHED, "published_at": NOW, "published_by": LEADER}

    with pytest.raises(IntegrityError):
        carry_out(store, update(PLANS).where(PLANS.c.id == other).values(now))
