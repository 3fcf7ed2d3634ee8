"""Who works with somebody opens their notes; others say why, and leaders see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from cti.access import Actor, Membership, Role
from cti.errors import NotAllowed, NotThere, ReasonNeeded
from cti.store.putting import found_service, put_caseload
from cti.store.tables import AUDIT, PEOPLE, WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.accounts import grant
from cti.usecases.notes import read_notes
from cti.usecases.opening_notes import give_reason, reasons_to_look_at
from tests.builders import PLAN_DATE, a_caseload, a_person, a_worker
from tests.store.households import DAY, NOW, actor, another, first

WHY = "She rang the duty phone and I was on duty."
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class House:
    """A service with a person and their worker, another service, and who asks."""

    person: str
    worker: Actor
    colleague: Actor
    leader: Actor
    other_leader: Actor
    outsider: Actor
    partner: Actor
    service: str


def a_house(store: Store, *, hidden: bool = False) -> House:
    ade = first(store)
    with store.unit(author_id=new_id(), at=NOW) as unit:
        caseload = a_caseload(
            workers=[a_worker("alex"), a_worker("bo")],
            people=[a_person("sam", worker="alex")],
        )
        service = found_service(unit, caseload, is_hidden=hidden)
        put_caseload(unit, service, caseload, on=PLAN_DATE)
        elsewhere = found_service(unit, a_caseload())
        who = dict(
            unit.connection.execute(select(WORKERS.c.external_id, WORKERS.c.id)).all()
        )
        person, team = unit.connection.execute(select(PEOPLE.c.id, PEOPLE.c.team)).one()
    roles = {
        "worker": Membership(
            service_id=service, role=Role.WORKER, worker_id=who["alex"]
        ),
        "colleague": Membership(
            service_id=service, role=Role.WORKER, worker_id=who["bo"]
        ),
        "leader": Membership(service_id=service, role=Role.LEADER, team=team),
        "other_leader": Membership(
            service_id=service, role=Role.LEADER, team="another"
        ),
        "outsider": Membership(service_id=elsewhere, role=Role.LEADER),
        "partner": Membership(service_id=elsewhere, role=Role.PARTNER),
    }
    actors = {}
    for name, role in roles.items():
        account_id = another(store, ade, name.replace("_", "."))
        grant(store, ade, account_id, role, at=NOW)
        actors[name] = actor(store, account_id)
    return House(person=person, service=service, **actors)


def reads(store: Store) -> list[tuple[str, str | None]]:
    """Who read whose notes, as the audit says."""
    with store.reading() as connection:
        rows = connection.execute(
            select(AUDIT.c.account_id, AUDIT.c.reason_id).where(
                AUDIT.c.action == "notes:read"
            )
        )
        return [(row.account_id, row.reason_id) for row in rows]


def opens(store: Store, who: Actor, person_id: str, *, at: datetime) -> None:
    """Let somebody open the notes on a person."""
    read_notes(
        store,
        who,
        person_id,
        with_corrected=False,
        after=None,
        limit=9,
        on=PLAN_DATE,
        at=at,
    )


def test_a_worker_opens_notes_and_it_is_in_the_audit(store: Store) -> None:
    house = a_house(store)
    opens(store, house.worker, house.person, at=NOW)
    assert reads(store) == [(house.worker.account_id, None)]


def test_others_give_a_reason_which_counts_for_a_day_and_is_told(
    store: Store,
) -> None:
    house = a_house(store)
    for who in (house.colleague, house.leader, house.outsider):
        with pytest.raises(ReasonNeeded):
            opens(store, who, house.person, at=NOW)
    assert reads(store) == []
    for who in (house.colleague, house.outsider):
        given = give_reason(store, who, house.person, WHY, on=PLAN_DATE, at=NOW)
        opens(store, who, house.person, at=NOW + DAY - SECOND)
        assert reads(store)[-1] == (who.account_id, given.reason_id)
        with pytest.raises(ReasonNeeded):
            opens(store, who, house.person, at=NOW + DAY)
    with pytest.raises(ReasonNeeded):
        opens(store, house.leader, house.person, at=NOW)
    told = reasons_to_look_at(store, house.leader, house.service, on=PLAN_DATE)
    assert {(each.account_id, each.words) for each in told.items} == {
        (house.colleague.account_id, WHY),
        (house.outsider.account_id, WHY),
    }


def test_a_reason_says_something(store: Store) -> None:
    house = a_house(store)
    with pytest.raises(ReasonNeeded):
        give_reason(store, house.outsider, house.person, " ok ", on=PLAN_DATE, at=NOW)
    told = reasons_to_look_at(store, house.leader, house.service, on=PLAN_DATE)
    assert told.items == []


def test_no_reason_opens_notes_to_a_partner(store: Store) -> None:
    house = a_house(store)
    with pytest.raises(NotAllowed) as caught:
        give_reason(store, house.partner, house.person, WHY, on=PLAN_DATE, at=NOW)
    assert not isinstance(caught.value, ReasonNeeded)


def test_who_is_hidden_is_not_there_like_nobody(store: Store) -> None:
    house = a_house(store, hidden=True)
    said = set()
    for person in (house.person, new_id()):
        with pytest.raises(NotThere) as caught:
            opens(store, house.outsider, person, at=NOW)
        said.add(caught.value.message)
        with pytest.raises(NotThere) as caught:
            give_reason(store, house.outsider, person, WHY, on=PLAN_DATE, at=NOW)
        said.add(caught.value.message)
    assert len(said) == 1
    opens(store, house.worker, house.person, at=NOW)


def test_only_leaders_of_the_team_see_the_reasons(store: Store) -> None:
    house = a_house(store)
    give_reason(store, house.outsider, house.person, WHY, on=PLAN_DATE, at=NOW)
    for who in (house.worker, house.outsider, house.partner):
        with pytest.raises(NotAllowed):
            reasons_to_look_at(store, who, house.service, on=PLAN_DATE)
    others = reasons_to_look_at(store, house.other_leader, house.service, on=PLAN_DATE)
    assert others.items == []
