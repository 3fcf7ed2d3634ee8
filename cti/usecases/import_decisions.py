"""Decide who of a caseload somebody brought is known already, under another id."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cti.caseload.matching import Match, possible_matches
from cti.errors import BreaksARule, NotThere
from cti.exchange.caseload_in import read_text
from cti.store.imports import decide, held_as_seen
from cti.store.plans import Ids
from cti.store.reading import read_caseload
from cti.store.tables import PEOPLE
from cti.store.unit import Store
from cti.units import PersonId
from cti.usecases.importing import ImportReview, look_at


def decide_on_rows(
    store: Store,
    import_id: str,
    same_as: Mapping[str, str | None],
    *,
    version: int,
    author_id: str,
    at: datetime,
) -> ImportReview:
    """Keep who is the same as whom, of those who may be somebody known.

    Parameters
    ----------
    same_as
        For a new id: the row of the person it is, or None for somebody who is new.
    version
        The one that was looked at.

    Raises
    ------
    NotThere
        If there is no such person, or none whom this may be.
    BreaksARule
        If it is asked of nobody, or two would be the same person.
    ChangedMeanwhile
        If somebody else has changed the import or its service since.
    NotNow
        If it was applied or dropped already.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        found = held_as_seen(unit, import_id, version)
        known = read_caseload(unit.connection, found.service_id, on=found.on)
        caseload = read_text(found.caseload).caseload
        rows = Ids.of(unit.connection, found.service_id).person
        may_be = possible_matches(known, caseload)
        decisions = {
            PersonId(new): _decided(PersonId(new), row_id, may_be, rows)
            for new, row_id in same_as.items()
        }
        _expect_each_once({**found.decisions, **decisions})
        decide(unit, found, decisions)
    return look_at(store, import_id, author_id=author_id, at=at)


def _decided(
    new: PersonId,
    row_id: str | None,
    may_be: Sequence[Match],
    rows: Mapping[str, str],
) -> PersonId:
    """Return the id of somebody known whom a new id is; its own for nobody."""
    asked = [match.known for match in may_be if match.new == new]
    if not asked:
        message = f"Nobody called {new} may be somebody who is known already."
        raise BreaksARule(message, hint="Decide about those who are `undecided` alone.")
    if row_id is None:
        return new
    same = [known for known in asked if rows.get(known) == row_id]
    if not same:
        raise NotThere(PEOPLE.name)
    return same[0]


def _expect_each_once(decisions: Mapping[PersonId, PersonId]) -> None:
    same = [known for new, known in decisions.items() if new != known]
    if len(same) > len(set(same)):
        message = "Two would be the same person."
        raise BreaksARule(message, hint="Say of one of them that they are new.")
