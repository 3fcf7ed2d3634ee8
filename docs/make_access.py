"""Write docs/access.md from the rules: ``python docs/make_access.py``.

Every cell is asked of the one function that decides. A house test fails when the page
and the rules differ.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cti.access import (
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
)
from cti.access.rules import (
    LISTED,
    OF_A_PERSON,
    OF_A_SERVICE,
    OF_ONESELF,
    OF_THE_HOUSE,
    SHOWS,
)

PAGE = Path(__file__).with_name("access.md")

SERVICE, ELSEWHERE, OWN = "service", "elsewhere", "own"

INTRODUCTION = """\
# Who may see and do what

This page is written by `python docs/make_access.py`: every cell is asked of
`cti.access.can`, the one function that decides. Change the tables in
`cti/access/rules.py` and run the command again. What stands in no table is refused.

- **yes**: without more ado.
- **reason**: for somebody who says why. The reason is kept before anything is shown, it
  counts for a day, for whoever gave it and about that person alone, and the leaders of
  the person's team find it in their list.
- **–**: refused. About a person or a service that is hidden, the answer is the one that
  is given about what is not there.

How near an account is to a person is a fact, not a setting: *works with* them now;
*covers*, which is to meet them these days for their worker; *same team*; *same
service*; *other service*, one that is not hidden; *hidden service*; *none*, for
somebody in no service, as administrators are. Somebody has one role in each service.
An administrator looks after accounts and is in no service: nobody holds accounts and
people together.
"""


def answer(decision: Decision) -> str:
    """Return a decision in one word."""
    if decision.needs_reason:
        return "reason"
    return "yes" if decision.allowed else "–"


def somebody(role: Role, near: Standing) -> Actor:
    """Return an account of a role that is as near to the person as that."""
    if role is Role.ADMINISTRATOR:
        return Actor(account_id=OWN, is_administrator=True)
    if near is Standing.NONE:
        return Actor(account_id=OWN)
    is_inside = near <= Standing.SAME_SERVICE
    worker = {Standing.WORKS_WITH: "theirs", Standing.COVERS: "covering"}.get(near)
    return Actor(
        account_id=OWN,
        memberships=(
            Membership(
                service_id=SERVICE if is_inside else ELSEWHERE,
                role=role,
                team="other" if near is Standing.SAME_SERVICE else "team",
                worker_id=worker,
            ),
        ),
    )


def the_person(near: Standing) -> AboutPerson:
    """Return a person to be near to."""
    return AboutPerson(
        person_id="person",
        service_id=SERVICE,
        team="team",
        is_hidden=near is Standing.HIDDEN_SERVICE,
        worker_ids=frozenset({"theirs"}),
        covering_ids=frozenset({"covering"}),
    )


def of_people() -> Iterator[str]:
    """Yield a table for each role: what it may do, by how near it is."""
    for role in Role:
        nearest = list(Standing) if role is not Role.ADMINISTRATOR else [Standing.NONE]
        yield f"\n### {role.capitalize()}\n"
        yield from table(
            ["", *(near.label for near in nearest)],
            [
                [f"`{action}`", *(_of_a_person(role, near, action) for near in nearest)]
                for action in OF_A_PERSON
            ],
        )


def of_levels() -> Iterator[str]:
    """Yield what each level shows, and who sees how much without and with a reason."""
    yield "\n## How much of a person\n"
    yield from table(
        ["level", "shows"],
        [[f"{each.value} {each.name.lower()}", SHOWS[each]] for each in Level],
    )
    yield "\nThe highest level, and in brackets the highest with a reason:\n"
    yield from table(
        ["", *(near.label for near in Standing)],
        [
            [str(role), *(_levels(role, near) for near in Standing)]
            for role in Role
            if role is not Role.ADMINISTRATOR
        ],
    )


def of_services() -> Iterator[str]:
    """Yield who may do what in a service."""
    yield "\n## In a service\n"
    yield from table(
        ["", *Role, "in another service"],
        [[f"`{action}`", *_of_a_service(action)] for action in OF_A_SERVICE],
    )


def of_lists() -> Iterator[str]:
    """Yield who may ask for a list of all they may know of."""
    yield "\n## Lists\n"
    yield "What somebody may ask a list of, over all services. On it stands what they"
    yield "may know of, and no more.\n"
    everything = AboutEverything()
    yield from table(
        ["", *Role],
        [
            [
                f"`{each}`",
                *(
                    answer(can(somebody(role, Standing.SAME_TEAM), each, everything))
                    for role in Role
                ),
            ]
            for each in Permission
            if each in LISTED
        ],
    )


def of_accounts() -> Iterator[str]:
    """Yield who may do what with accounts."""
    yield "\n## With accounts and the audit\n"
    administrator = somebody(Role.ADMINISTRATOR, Standing.NONE)
    everybody = somebody(Role.WORKER, Standing.WORKS_WITH)
    whose: Sequence[tuple[Actor, About]] = [
        (each, about)
        for each in (administrator, everybody)
        for about in (
            AboutAccount(account_id=OWN),
            AboutAccount(account_id="another"),
            AboutEverything(),
        )
    ]
    yield from table(
        [
            "",
            *(
                f"{who}, {what}"
                for who in ("administrator", "anybody else")
                for what in ("own account", "another's", "everything")
            ),
        ],
        [
            [f"`{each}`", *(answer(can(actor, each, about)) for actor, about in whose)]
            for each in Permission
            if each in OF_THE_HOUSE | OF_ONESELF
        ],
    )


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(heading)} |"
    yield f"|{'---|' * len(heading)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def render() -> str:
    """Return the page."""
    people = (of_levels(), ["\n## With a person"], of_people())
    parts = (*people, of_services(), of_lists(), of_accounts())
    lines = [line for part in parts for line in part]
    return INTRODUCTION + "\n".join(lines) + "\n"


def _of_a_person(role: Role, near: Standing, action: Permission) -> str:
    return answer(can(somebody(role, near), action, the_person(near)))


def _levels(role: Role, near: Standing) -> str:
    actor, about = somebody(role, near), the_person(near)
    reason = ReasonGiven(reason_id="r", account_id=OWN, person_id=about.person_id)
    free = level(actor, about)
    action = Permission.NOTES_READ
    more = can(actor, action, about, reason).allowed and free < Level.NOTES
    return f"{free.value} ({Level.NOTES.value})" if more else f"{free.value}"


def _of_a_service(action: Permission) -> Iterator[str]:
    about = AboutService(service_id=SERVICE, is_hidden=False)
    for role in Role:
        yield answer(can(somebody(role, Standing.SAME_TEAM), action, about))
    outsider = somebody(Role.LEADER, Standing.OTHER_SERVICE)
    yield answer(can(outsider, action, about))


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
