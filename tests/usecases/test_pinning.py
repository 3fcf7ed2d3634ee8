"""Changes of a draft are decided about one by one; what is kept becomes a pin."""

from dataclasses import replace
from datetime import date

import pytest

from cti.access import Actor
from cti.errors import BreaksARule, ChangedMeanwhile, NotNow, NotThere, StalePlan
from cti.exchange.plan_json import plan_json
from cti.plans.document import Departure
from cti.store.plans import Made, keep_draft
from cti.store.tables import DECLINED_WORKERS, PEOPLE, PINS, WORKERS
from cti.store.unit import Store, new_id
from cti.units import PersonId, Points, WorkerId
from cti.usecases.pinning import Choice, decide, pins_in, unpin
from cti.usecases.publishing import publish
from tests.builders import a_caseload, a_plan_in_force, a_stay, a_worker, monday
from tests.store.plans import LEADER, NOW, OTHER_LEADER, Kept, a_document

ON = date(2026, 11, 23)
MOVES = Departure(
    person_id=PersonId("sam"),
    from_worker=WorkerId("alex"),
    to_worker=WorkerId("bo"),
    on=monday(1),
    was_told=True,
    keeping_costs=Points(3),
    said="Sam moves to Bo.",
)


def somebody(account_id: str = LEADER) -> Actor:
    return Actor(account_id=account_id)


def a_draft(kept: Kept, departure: Departure = MOVES) -> str:
    document = replace(
        a_document(a_stay("sam", "bo")),
        in_force=a_plan_in_force(),
        departures=(departure,),
    )
    text = plan_json(document, a_caseload(workers=[a_worker("alex")]))
    made = Made(document=document, text=text, prices=None, revision=kept.revision)
    with kept.store.unit(author_id=LEADER, at=NOW) as unit:
        return keep_draft(unit, kept.service_id, made)


def decided(
    kept: Kept,
    plan_id: str,
    choice: Choice,
    *,
    whom: str = "sam",
    seen: int | None = None,
    by: str = LEADER,
) -> int:
    return decide(
        kept.store,
        somebody(by),
        plan_id,
        {kept.row_id(PEOPLE, whom): choice},
        reason="Decided at the case review",
        seen_revision=kept.revision if seen is None else seen,
        on=ON,
        at=NOW,
        name_of={LEADER: "Leigh", OTHER_LEADER: "Oli"}.__getitem__,
    )


@pytest.mark.parametrize(
    ("choice", "worker"), [(Choice.KEEP, "alex"), (Choice.PIN, "bo")]
)
def test_what_is_kept_or_pinned_holds_for_the_next_plan(
    store: Store, choice: Choice, worker: str
) -> None:
    kept = Kept.in_(store)
    plan_id = a_draft(kept)

    assert decided(kept, plan_id, choice) == 1

    (pin,) = pins_in(store, kept.service_id)
    assert (pin.known_as, pin.worker_id) == ("Sam", kept.row_id(WORKERS, worker))
    assert pin.reason == "Decided at the case review"


def test_accepting_writes_nothing_so_the_draft_can_be_published(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id, seen = a_draft(kept), kept.revision

    assert decided(kept, plan_id, Choice.ACCEPT) == 0

    assert (pins_in(store, kept.service_id), kept.revision) == ([], seen)
    publish(store, plan_id, author_id=LEADER, at=NOW, seen_revision=seen)


def test_a_draft_of_what_is_no_longer_so_is_not_decided_about(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id, seen = a_draft(kept), kept.revision
    decided(kept, plan_id, Choice.KEEP, by=OTHER_LEADER)

    with pytest.raises(StalePlan) as stale:
        decided(kept, plan_id, Choice.PIN, seen=seen)

    assert "by Oli" in stale.value.edits[0]
    (pin,) = pins_in(store, kept.service_id)
    assert pin.worker_id == kept.row_id(WORKERS, "alex")


def test_a_published_plan_is_not_decided_about(store: Store) -> None:
    kept = Kept.in_(store)
    plan_id = a_draft(kept)
    publish(store, plan_id, author_id=LEADER, at=NOW, seen_revision=kept.revision)

    with pytest.raises(StalePlan):
        decided(kept, plan_id, Choice.KEEP)

    assert not kept.rows(PINS)


def test_what_no_rule_allows_any_more_cannot_be_kept(store: Store) -> None:
    kept = Kept.in_(store)
    must = a_draft(kept, replace(MOVES, keeping_costs=None))
    nobody = a_draft(kept, replace(MOVES, to_worker=None))

    with pytest.raises(BreaksARule):
        decided(kept, must, Choice.KEEP)
    with pytest.raises(BreaksARule):
        decided(kept, nobody, Choice.PIN)

    assert not kept.rows(PINS)


def test_nobody_is_decided_about_whom_the_draft_leaves_as_they_are(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    plan_id = a_draft(kept)

    with pytest.raises(NotThere):
        decided(kept, plan_id, Choice.KEEP, whom="robin")


def test_nobody_is_pinned_to_a_worker_they_declined_or_after_the_end(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    sam, alex = kept.row_id(PEOPLE, "sam"), kept.row_id(WORKERS, "alex")
    with store.unit(author_id=LEADER, at=NOW) as unit:
        declined = {"person_id": sam, "worker_id": alex}
        unit.add(DECLINED_WORKERS, kept.service_id, [declined])
    plan_id = a_draft(kept)

    with pytest.raises(BreaksARule):
        decided(kept, plan_id, Choice.KEEP)

    with store.unit(author_id=LEADER, at=NOW) as unit:
        row = unit.row(PEOPLE, sam)
        unit.change(PEOPLE, sam, version=row["version"], values={"status": "closed"})
    plan_id = a_draft(kept)
    with pytest.raises(NotNow):
        decided(kept, plan_id, Choice.PIN)
    assert not kept.rows(PINS)


def test_a_pin_is_taken_away_once_and_only_from_its_service(store: Store) -> None:
    kept, other = Kept.in_(store), Kept.in_(store)
    decided(kept, a_draft(kept), Choice.KEEP)
    (pin,) = pins_in(store, kept.service_id)

    def taken(service_id: str, version: int) -> None:
        unpin(store, somebody(), service_id, pin.id, version=version, at=NOW)

    with pytest.raises(NotThere):
        taken(other.service_id, pin.version)
    with pytest.raises(ChangedMeanwhile):
        taken(kept.service_id, pin.version + 1)
    with pytest.raises(NotThere):
        unpin(store, somebody(), kept.service_id, new_id(), version=1, at=NOW)
    taken(kept.service_id, pin.version)

    assert pins_in(store, kept.service_id) == []
