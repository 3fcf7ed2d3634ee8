"""One function decides who may do what, and refuses whatever no rule allows."""

from dataclasses import replace

import pytest

from cti.access import (
    NOT_KNOWN,
    About,
    AboutAccount,
    AboutEverything,
    AboutPerson,
    AboutService,
    Actor,
    Decision,
    Level,
    Membership,
    Permission,
    ReasonGiven,
    Role,
    Standing,
    can,
    level,
    standing,
)
from cti.access.rules import (
    NEVER_ONESELF,
    OF_A_PERSON,
    OF_A_SERVICE,
    OF_ONESELF,
    OF_THE_HOUSE,
    PERMISSION_OF,
)
from tests.access.actors import (
    OURS,
    ROLES,
    THEIRS,
    an_account,
    an_administrator,
    every_actor,
    everything,
    somebody,
)

WHY = ReasonGiven(reason_id="r1", account_id="me", person_id="sam")
W, L, S, V = Role.WORKER, Role.LEADER, Role.SUPPORT_OFFICER, Role.PARTNER


def test_there_is_an_answer_to_everything() -> None:
    for actor in every_actor():
        for action in Permission:
            for about in everything():
                found = can(actor, action, about, WHY)
                assert isinstance(found, Decision)
                assert found.because
                assert not (found.allowed and found.needs_reason)


def test_nobody_who_has_not_signed_in_may_do_anything() -> None:
    for about in everything():
        for action in Permission:
            assert can(None, action, about, WHY) == NOT_KNOWN


def test_an_account_that_has_ended_may_do_nothing() -> None:
    for actor in every_actor():
        for about in everything() if actor else ():
            for action in Permission:
                ended = replace(actor, is_active=False) if actor else None
                assert can(ended, action, about, WHY) == NOT_KNOWN


def test_every_permission_stands_in_exactly_one_table() -> None:
    tables = [set(OF_A_PERSON), set(OF_A_SERVICE), set(OF_THE_HOUSE), set(OF_ONESELF)]
    assert sorted(each for table in tables for each in table) == sorted(Permission)
    assert NEVER_ONESELF <= OF_THE_HOUSE


@pytest.mark.parametrize(
    ("role", "team", "worker", "near", "seen"),
    [
        (W, "east", "alex", Standing.WORKS_WITH, Level.NOTES),
        (W, "west", "alex", Standing.WORKS_WITH, Level.NOTES),
        (W, "west", "bo", Standing.COVERS, Level.NOTES),
        (W, "east", "cy", Standing.SAME_TEAM, Level.PLANNING),
        (W, "west", "cy", Standing.SAME_SERVICE, Level.CARD),
        (L, "east", None, Standing.SAME_TEAM, Level.SUPPORT),
        (L, "", None, Standing.SAME_TEAM, Level.SUPPORT),
        (L, "west", None, Standing.SAME_SERVICE, Level.CARD),
        (S, "east", None, Standing.SAME_TEAM, Level.PLANNING),
        (S, "west", "bo", Standing.COVERS, Level.NOTES),
        (V, "east", "alex", Standing.WORKS_WITH, Level.CARD),
        (V, "", None, Standing.SAME_TEAM, Level.CARD),
    ],
)
def test_the_nearer_somebody_is_the_more_they_see(
    role: Role, team: str, worker: str | None, near: Standing, seen: Level
) -> None:
    actor = an_account(role, team=team, worker=worker)
    for hidden in (False, True):
        assert standing(actor, somebody(hidden=hidden)) is near
        assert level(actor, somebody(hidden=hidden)) is seen


@pytest.mark.parametrize("role", ROLES)
def test_another_service_sees_a_name_and_a_worker(role: Role) -> None:
    assert level(an_account(role, service=THEIRS), somebody()) is Level.CARD


@pytest.mark.parametrize("worker", ["alex", "bo"])
def test_a_worker_of_another_service_is_near_nobody_by_their_number(
    worker: str,
) -> None:
    outsider = an_account(service=THEIRS, worker=worker)
    assert standing(outsider, somebody()) is Standing.OTHER_SERVICE


def test_each_level_holds_those_below_it() -> None:
    levels = list(PERMISSION_OF.values())
    for actor in every_actor():
        for about in everything():
            if isinstance(about, AboutPerson):
                answers = [can(actor, each, about).allowed for each in levels]
                assert answers == sorted(answers, reverse=True)


def test_who_is_nearer_may_do_no_less() -> None:
    nearest_first = [
        an_account(L, worker="alex"),
        an_account(L, worker="bo"),
        an_account(L),
        an_account(L, team="west"),
        an_account(L, service=THEIRS),
    ]
    for action in OF_A_PERSON:
        answers = [can(each, action, somebody()).allowed for each in nearest_first]
        assert answers == sorted(answers, reverse=True)


def test_what_is_hidden_is_answered_like_what_is_not_there() -> None:
    hidden: list[About] = [
        somebody(hidden=True),
        AboutService(service_id=OURS, is_hidden=True),
    ]
    for actor in every_actor():
        if actor is None or actor.membership_in(OURS) is None:
            for action in Permission:
                missing = can(actor, action, None, WHY)
                assert {can(actor, action, each, WHY) for each in hidden} == {missing}


@pytest.mark.parametrize("role", [W, L, S])
@pytest.mark.parametrize("service", [OURS, THEIRS])
def test_who_does_not_work_with_somebody_gives_a_reason_to_see_notes(
    role: Role, service: str
) -> None:
    actor = an_account(role, service=service, team="west")
    without = can(actor, Permission.NOTES_READ, somebody())
    assert (without.allowed, without.needs_reason) == (False, True)
    assert can(actor, Permission.NOTES_READ, somebody(), WHY).allowed


@pytest.mark.parametrize(
    "other",
    [replace(WHY, account_id="you"), replace(WHY, person_id="robin")],
    ids=["somebody else gave it", "it is about somebody else"],
)
def test_a_reason_counts_for_who_gave_it_and_about_whom(other: ReasonGiven) -> None:
    assert not can(an_account(), Permission.NOTES_READ, somebody(), other).allowed


def test_a_reason_opens_notes_and_nothing_else() -> None:
    actor = an_account(service=THEIRS)
    opened = {each for each in Permission if can(actor, each, somebody(), WHY).allowed}
    assert opened == {Permission.PERSON_READ, Permission.NOTES_READ}


def test_a_partner_sees_a_name_and_a_worker_whatever_reason_they_give() -> None:
    for team in ("", "east"):
        actor = an_account(V, team=team, worker="alex")
        may = {each for each in Permission if can(actor, each, somebody(), WHY).allowed}
        assert may == {Permission.PERSON_READ}


def test_an_administrator_sees_nobody_and_no_service() -> None:
    for about in everything():
        if isinstance(about, AboutPerson | AboutService):
            for action in Permission:
                assert can(an_administrator(), action, about, WHY) == NOT_KNOWN


def test_accounts_and_people_are_never_in_one_hand() -> None:
    ours = Membership(service_id=OURS, role=W)
    with pytest.raises(ValueError, match="in no service"):
        Actor(account_id="me", memberships=(ours,), is_administrator=True)
    with pytest.raises(ValueError, match="in no service"):
        Membership(service_id=OURS, role=Role.ADMINISTRATOR)
    with pytest.raises(ValueError, match="one role"):
        Actor(account_id="me", memberships=(ours, replace(ours, role=L)))


def test_nobody_changes_what_they_may_do_themselves() -> None:
    own, everybody = AboutAccount(account_id="me"), AboutEverything()
    for actor in every_actor():
        for action in NEVER_ONESELF:
            assert not can(actor, action, own).allowed
            assert not can(actor, action, everybody).allowed
    another = AboutAccount(account_id="you")
    assert can(an_administrator(), Permission.ACCOUNT_CHANGE, another).allowed


def test_only_administrators_look_after_accounts() -> None:
    for actor in every_actor():
        for about in everything():
            for action in OF_THE_HOUSE:
                if can(actor, action, about).allowed:
                    assert actor == an_administrator()


def test_a_plan_is_published_by_a_leader_of_its_service() -> None:
    ours = AboutService(service_id=OURS, is_hidden=False)
    who = {
        role: can(an_account(role), Permission.PLAN_PUBLISH, ours).allowed
        for role in ROLES
    }
    assert who == {W: False, L: True, S: False, V: False}
    outsider = an_account(L, service=THEIRS)
    assert not can(outsider, Permission.PLAN_PUBLISH, ours).allowed


def test_a_token_does_only_what_it_was_issued_for() -> None:
    actor = an_account(worker="alex")
    token = replace(actor, scopes=frozenset({Permission.PERSON_READ}))
    may = {each for each in Permission if can(token, each, somebody()).allowed}
    assert may == {Permission.PERSON_READ}
    beyond = replace(actor, scopes=frozenset(Permission))
    for action in Permission:
        for about in everything():
            assert can(beyond, action, about) == can(actor, action, about)
