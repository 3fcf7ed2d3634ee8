"""What was written down of a scenario: who may write it, and how it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cti.access import AboutService, Actor, Permission
from cti.store import supposing
from cti.store.edits import edits_since
from cti.store.people_seen import about_people
from cti.store.tables import REFERRALS, SERVICES, WORKERS, WORKING_PATTERNS
from cti.store.undoing import Fact, changed_since
from cti.store.unit import Store, Unit
from cti.usecases.allowing import allowed
from cti.usecases.publishing import NameOf, by_id, in_words

NEEDED = {
    SERVICES.name: Permission.SERVICE_CHANGE,
    WORKERS.name: Permission.WORKER_CHANGE,
    WORKING_PATTERNS.name: Permission.WORKER_CHANGE,
}
"""What it takes to change a row of each table; a referral is a person's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written down together.

    Attributes
    ----------
    facts
        Each with its author and moment, in sentences.
    is_as_written
        Whether nobody has changed any of it since, so that it can be taken back.
    """

    facts: tuple[str, ...]
    is_as_written: bool


def what_was_written(
    store: Store, service_id: str, revision: int, *, name_of: NameOf = by_id
) -> Written:
    """Return what was written down together, with who did and when.

    Raises
    ------
    NotThere
        If nothing was, or other things than a scenario writes down.
    """
    with store.reading() as connection:
        facts = supposing.supposed(connection, service_id, revision)
        edits = edits_since(connection, service_id, revision - 1, to=revision)
        is_as_written = not changed_since(connection, facts)
    return Written(facts=in_words(edits, name_of), is_as_written=is_as_written)


def take_back(
    store: Store,
    actor: Actor,
    about: AboutService,
    revision: int,
    *,
    on: date,
    at: datetime,
) -> None:
    """Make everything what it was before a scenario was written down.

    That it was so for a while stays known. Drafts that were made since go too; a plan
    that was published stays in force.

    Raises
    ------
    NotThere
        If nothing was written down then, or other things than a scenario has.
    ChangedMeanwhile
        If somebody has changed any of it since.
    BreaksARule
        If somebody who joined works with people by now.
    NotAllowed
        If the account may not change some of it. Nothing is changed then.
    """
    service_id = about.service_id
    with store.unit(author_id=actor.account_id, at=at) as unit:
        unit.hold(service_id)
        facts = supposing.supposed(unit.connection, service_id, revision)
        check_may(unit, actor, about, facts, on=on)
        supposing.take_back(unit, service_id, facts, revision=revision)


def check_may(
    unit: Unit,
    actor: Actor,
    about: AboutService,
    facts: Sequence[Fact],
    *,
    on: date,
) -> None:
    """Go on if an account may change everything that some facts change.

    Raises
    ------
    NotAllowed
        If it may not.
    """
    for needed in {NEEDED[each.about] for each in facts if each.about in NEEDED}:
        allowed(actor, needed, about)
    whose = [
        (each.after or each.before or {})["person_id"]
        for each in facts
        if each.about == REFERRALS.name
    ]
    for person in about_people(unit.connection, whose, on=on).values():
        allowed(actor, Permission.PERSON_CHANGE, person)
