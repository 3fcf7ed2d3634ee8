"""Accounts and people that the tests of access name."""

from itertools import combinations_with_replacement

from cti.access import (
    About,
    AboutAccount,
    AboutEverything,
    AboutPerson,
    AboutService,
    Actor,
    Membership,
    Role,
)

OURS, THEIRS = "ours", "theirs"

ROLES = [role for role in Role if role is not Role.ADMINISTRATOR]


def an_account(
    role: Role = Role.WORKER,
    *,
    service: str = OURS,
    team: str = "east",
    worker: str | None = None,
) -> Actor:
    """Somebody with one role in one service."""
    ours = Membership(service_id=service, role=role, team=team, worker_id=worker)
    return Actor(account_id="me", memberships=(ours,))


def an_administrator() -> Actor:
    """Somebody who looks after accounts."""
    return Actor(account_id="me", is_administrator=True)


def somebody(
    *,
    service: str = OURS,
    team: str = "east",
    hidden: bool = False,
    worker: str = "alex",
    covering: str = "bo",
) -> AboutPerson:
    """A person with a worker, and with another who meets them these days."""
    return AboutPerson(
        person_id="sam",
        service_id=service,
        team=team,
        is_hidden=hidden,
        worker_ids=frozenset({worker}),
        covering_ids=frozenset({covering}),
    )


def every_actor() -> list[Actor | None]:
    """Every kind of account, and nobody."""
    single = [
        Membership(service_id=service, role=role, team=team, worker_id=worker)
        for role in ROLES
        for service in (OURS, THEIRS)
        for team in ("", "east", "west")
        for worker in (None, "alex", "bo", "cy")
    ]
    both = combinations_with_replacement(single[::7], 2)
    held = [(each,) for each in single]
    pairs = [pair for pair in both if pair[0].service_id != pair[1].service_id]
    return [
        None,
        Actor(account_id="me"),
        an_administrator(),
        *(Actor(account_id="me", memberships=each) for each in (*held, *pairs)),
    ]


def everything() -> list[About | None]:
    """Whatever may be asked about."""
    return [
        None,
        AboutEverything(),
        AboutAccount(account_id="me"),
        AboutAccount(account_id="you"),
        *(
            AboutService(service_id=service, is_hidden=hidden)
            for service in (OURS, THEIRS)
            for hidden in (False, True)
        ),
        *(
            somebody(service=service, team=team, hidden=hidden)
            for service in (OURS, THEIRS)
            for team in ("east", "west")
            for hidden in (False, True)
        ),
    ]
