"""Whoever may not know of somebody finds a world in which they are not there."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import (
    Connection,
    Engine,
    Select,
    Table,
    exists,
    func,
    literal_column,
    select,
    text,
    union,
)

from cti.access import Actor, Membership, Permission, Role, can
from cti.store.people_seen import about_person, cards
from cti.store.tables import (
    ACCOUNTS,
    APPOINTMENTS,
    ASSIGNMENTS,
    AUDIT,
    CONTACT_RECORDS,
    FACTS,
    METADATA,
    PEOPLE,
    PLANNED_CONTACTS,
    SERVICES,
    TRAVEL_TIMES,
    WISHES,
    WORKERS,
)
from cti.store.visibility import NEEDS, visible
from tests.store.worlds import NAMES, ON, TEAMS, World, forgotten, kept, worlds

NO_HURRY = settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    # The worlds are small already; looking for a smaller one takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)

OF_PEOPLE = (PEOPLE, WISHES, CONTACT_RECORDS)


def questions(actor: Actor | None) -> list[Select[Any]]:
    """What somebody might ask: lists, counts, searches, totals, who comes first."""
    other = PEOPLE.alias()
    with_whom = visible(
        select(ASSIGNMENTS.c.id).where(ASSIGNMENTS.c.person_id == PEOPLE.c.id),
        actor,
        on=ON,
    )
    return [
        *(select(table).order_by(table.c.id) for table in NEEDS),
        *(select(func.count()).select_from(table) for table in NEEDS),
        select(PEOPLE.c.id).where(PEOPLE.c.known_as == NAMES[0]).order_by(PEOPLE.c.id),
        select(PEOPLE.c.known_as, func.count())
        .group_by(PEOPLE.c.known_as)
        .order_by(PEOPLE.c.known_as),
        select(PEOPLE.c.id).order_by(PEOPLE.c.known_as, PEOPLE.c.id).limit(1).offset(1),
        select(func.max(PEOPLE.c.known_as), func.min(PEOPLE.c.external_id)),
        select(PEOPLE.c.known_as).distinct().order_by(PEOPLE.c.known_as),
        select(PEOPLE.c.id, other.c.id)
        .join(other, other.c.known_as == PEOPLE.c.known_as)
        .order_by(PEOPLE.c.id, other.c.id),
        select(WORKERS.c.id, func.count())
        .join(ASSIGNMENTS, ASSIGNMENTS.c.worker_id == WORKERS.c.id)
        .join(PEOPLE, PEOPLE.c.id == ASSIGNMENTS.c.person_id)
        .group_by(WORKERS.c.id)
        .order_by(WORKERS.c.id),
        select(SERVICES.c.name, PEOPLE.c.id)
        .where(SERVICES.c.id == PEOPLE.c.service_id)
        .order_by(PEOPLE.c.id),
        select(PEOPLE.c.id).where(exists(with_whom)).order_by(PEOPLE.c.id),
        select(APPOINTMENTS.c.at).order_by(APPOINTMENTS.c.at),
        select(PLANNED_CONTACTS.c.at, PEOPLE.c.id)
        .join(PEOPLE, PEOPLE.c.id == PLANNED_CONTACTS.c.person_id)
        .order_by(PLANNED_CONTACTS.c.at, PEOPLE.c.id),
    ]


def answers(connection: Connection, actor: Actor | None) -> list[Any]:
    found = [
        connection.execute(visible(each, actor, on=ON)).all()
        for each in questions(actor)
    ]
    return [*found, *(cards(connection, actor, on=ON, name=each) for each in NAMES)]


@given(world=worlds(some_hidden=True))
@NO_HURRY
def test_an_outsider_sees_a_world_without_those_who_are_hidden(
    lasting_engine: Engine, world: World
) -> None:
    with lasting_engine.connect() as connection, connection.begin() as transaction:
        kept(connection, world)
        outsiders = world.outsiders()
        with_them = [answers(connection, each) for each in outsiders]
        forgotten(connection, world)
        without = [answers(connection, each) for each in outsiders]
        transaction.rollback()
    assert outsiders
    assert with_them == without


def everybody(world: World) -> list[Actor]:
    """Accounts of every role, near and far."""
    found = [
        Membership(service_id=service, role=role, team=team, worker_id=worker)
        for service in world.services
        for role in Role
        if role is not Role.ADMINISTRATOR
        for team, worker in zip(
            ("", *TEAMS), (None, *world.workers[service]), strict=True
        )
    ]
    both = [
        pair
        for pair in zip(found[::4], reversed(found[::4]), strict=True)
        if pair[0].service_id != pair[1].service_id
    ]
    return [
        Actor(account_id="me"),
        Actor(account_id="me", is_administrator=True),
        *(Actor(account_id="me", memberships=(each,)) for each in found),
        *(Actor(account_id="me", memberships=pair) for pair in both),
    ]


def seen_of(connection: Connection, table: Table, actor: Actor) -> set[str]:
    who = table.c.id if table is PEOPLE else table.c.person_id
    return set(connection.execute(visible(select(who), actor, on=ON)).scalars())


@given(world=worlds() | worlds(some_hidden=True))
@NO_HURRY
def test_a_query_shows_exactly_those_of_whom_the_rules_allow_it(
    lasting_engine: Engine, world: World
) -> None:
    with lasting_engine.connect() as connection, connection.begin() as transaction:
        kept(connection, world)
        people = {each: about_person(connection, each, on=ON) for each in world.people}
        for actor in everybody(world):
            for table in OF_PEOPLE:
                allowed = {
                    each
                    for each, about in people.items()
                    if can(actor, NEEDS[table], about).allowed
                }
                assert seen_of(connection, table, actor) == allowed
        transaction.rollback()


@given(world=worlds(some_hidden=True))
@NO_HURRY
def test_nobody_sees_nothing(lasting_engine: Engine, world: World) -> None:
    insider = Actor(
        account_id="me",
        memberships=tuple(
            Membership(service_id=each, role=Role.LEADER) for each in world.services
        ),
    )
    nobodies = [
        None,
        Actor(account_id="me"),
        Actor(account_id="me", is_administrator=True),
        replace(insider, is_active=False),
        replace(insider, scopes=frozenset({Permission.ME_READ})),
    ]
    with lasting_engine.connect() as connection, connection.begin() as transaction:
        kept(connection, world)
        for table in NEEDS:
            for nobody in nobodies:
                found = visible(select(table), nobody, on=ON)
                assert connection.execute(found).all() == []
        everyone = connection.execute(visible(select(PEOPLE.c.id), insider, on=ON))
        assert set(everyone.scalars()) == set(world.people)
        transaction.rollback()


LEADER = Actor(
    account_id="me", memberships=(Membership(service_id="s", role=Role.LEADER),)
)
INSIDE = select(PEOPLE.c.id).scalar_subquery()


@pytest.mark.parametrize(
    "query",
    [
        select(PEOPLE).outerjoin(ASSIGNMENTS, ASSIGNMENTS.c.person_id == PEOPLE.c.id),
        select(PEOPLE).join(
            ASSIGNMENTS, ASSIGNMENTS.c.person_id == PEOPLE.c.id, full=True
        ),
        select(PEOPLE).where(PEOPLE.c.id.in_(select(PEOPLE.c.id))),
        select(SERVICES, INSIDE),
        select(SERVICES).order_by(INSIDE),
        select(select(PEOPLE).subquery()),
        select(select(PEOPLE).cte()),
        select(SERVICES).where(exists().where(PEOPLE.c.service_id == SERVICES.c.id)),
        select(SERVICES).join(PEOPLE, PEOPLE.c.id == INSIDE),
        select(PEOPLE).where(text("1 = 1")),
        select(literal_column("(SELECT count(*) FROM people)")).select_from(SERVICES),
        select(FACTS),
        select(ACCOUNTS),
        select(AUDIT),
        select(PEOPLE, AUDIT),
    ],
)
def test_what_cannot_be_narrowed_for_certain_is_refused(query: Select[Any]) -> None:
    with pytest.raises(TypeError):
        visible(query, LEADER, on=ON)


def test_two_queries_together_are_refused() -> None:
    both: Any = union(select(PEOPLE.c.id), select(WISHES.c.person_id))
    with pytest.raises(TypeError):
        visible(both, LEADER, on=ON)


def test_of_every_table_somebody_has_said_who_may_see_it() -> None:
    never = {
        *("accounts", "links", "memberships", "recovery_codes", "sessions", "tokens"),
        *("audit", "audit_anchor", "facts", "reasons", "tries"),
        # Of accounts and requests; who was erased is a number.
        *("erasures", "identities", "letters", "message_reads", "requests"),
        # Read as a whole, after it was decided who may.
        *("plan_contacts", "plan_documents", "plan_overloads"),
        *("plan_stays", "plans", "runs", "messages", "imports"),
        *("focus_areas", "focus_steps", "network_guests", "network_meetings"),
        *("network_members", "settled_contacts", "contact_notes", "felt_weights"),
        *("case_reviews", "review_decisions", "overload_answers", "overload_tasks"),
        *("phones", "portraits", "safety_plans"),
        *("calendar_feeds", "erasures", "requests"),
    }
    assert {table.name for table in NEEDS} | never == set(METADATA.tables)
    assert not {table.name for table in NEEDS} & never


def test_what_is_of_one_service_is_for_those_in_it() -> None:
    narrowed = str(visible(select(TRAVEL_TIMES), LEADER, on=ON))
    assert "is_hidden" not in narrowed
    assert "travel_times.service_id =" in narrowed
