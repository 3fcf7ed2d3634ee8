"""Caseloads somebody brought: staged, looked at, applied or dropped, and undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from cti.caseload.caseload import Caseload
from cti.errors import ChangedMeanwhile, NotNow, NotThere
from cti.store.putting import Put, put_caseload
from cti.store.runs import revision_of
from cti.store.tables import IMPORTS, PEOPLE
from cti.store.tables.imports import ImportState
from cti.store.undoing import Fact, facts_of_revision, undo
from cti.store.unit import Store, Unit, as_values
from cti.units import PersonId

UNDONE_WITHIN = timedelta(days=7)
"""For so long an import can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A caseload somebody brought, as it is kept.

    Attributes
    ----------
    version
        Which its reader saw; who changes it says so.
    called
        The name of the file.
    on
        The day from which it holds.
    digest
        SHA-256 of what it says.
    caseload
        The caseload as text.
    to_mend
        What must be mended in the rows that were left out.
    decisions
        For an id that is new: the id of somebody known whom it is, or its own for
        somebody who is new indeed.
    """

    id: str
    version: int
    service_id: str
    state: ImportState
    called: str
    on: date
    digest: str
    caseload: str
    to_mend: Sequence[str]
    decisions: Mapping[PersonId, PersonId]
    staged_at: datetime
    staged_by: str
    applied_at: datetime | None
    applied_revision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """That somebody brought a caseload, and what has become of it."""

    id: str
    state: ImportState
    called: str
    staged_at: datetime
    applied_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What applying a caseload would change; nothing of it is kept.

    Attributes
    ----------
    put
        How many rows of each table would be new, changed and gone.
    facts
        Every single change.
    """

    put: Put
    facts: Sequence[Fact]


def stage(
    unit: Unit,
    service_id: str,
    *,
    called: str,
    on: date,
    digest: str,
    caseload: str,
    to_mend: Sequence[str],
) -> str:
    """Keep a caseload to be looked at, and return its id; nothing else changes."""
    row = {
        "state": ImportState.STAGED,
        "called": called,
        "on": on,
        "digest": digest,
        "caseload": caseload,
        "to_mend": list(to_mend),
        "decisions": {},
        "staged_at": unit.at,
        "staged_by": unit.author_id,
        "applied_at": None,
        "applied_revision": None,
    }
    return unit.add(IMPORTS, service_id, [row])[0]


def staged(connection: Connection, import_id: str) -> Staged:
    """Return a caseload somebody brought.

    Raises
    ------
    NotThere
        If there is none of that id.
    """
    row = connection.execute(select(IMPORTS).where(IMPORTS.c.id == import_id)).first()
    if row is None:
        raise NotThere(IMPORTS.name)
    return Staged(**as_values(row))


def version_of(connection: Connection, found: Staged) -> int:
    """Return which version of what an import would do is kept.

    It counts what is changed of the import and what is changed of its service: who
    applies it overrules nobody whose change they have not seen.
    """
    return found.version + revision_of(connection, found.service_id)


def held_as_seen(unit: Unit, import_id: str, version: int | None) -> Staged:
    """Return an import; nobody changes anything of its service meanwhile.

    Parameters
    ----------
    version
        That was seen; None for whatever it is.

    Raises
    ------
    NotThere
        If there is none of that id.
    ChangedMeanwhile
        If somebody else changed the import or its service since it was seen.
    """
    unit.hold(staged(unit.connection, import_id).service_id)
    found = staged(unit.connection, import_id)
    if version is not None and version_of(unit.connection, found) != version:
        raise ChangedMeanwhile(IMPORTS.name)
    return found


def brought_last(
    connection: Connection, service_id: str, *, most: int
) -> Sequence[Brought]:
    """Return what was brought into a service, the newest first."""
    names = Brought.__dataclass_fields__
    rows = connection.execute(
        select(*(IMPORTS.c[name] for name in names))
        .where(IMPORTS.c.service_id == service_id)
        .order_by(IMPORTS.c.staged_at.desc(), IMPORTS.c.id)
        .limit(most)
    )
    return [Brought(**row) for row in rows.mappings()]


def decide(unit: Unit, found: Staged, decisions: Mapping[PersonId, PersonId]) -> None:
    """Keep who is the same as whom, and who is not."""
    _expect(found, ImportState.STAGED)
    both = {**found.decisions, **decisions}
    unit.change(IMPORTS, found.id, version=found.version, values={"decisions": both})


def preview(
    store: Store,
    found: Staged,
    caseload: Caseload,
    *,
    author_id: str,
    at: datetime,
) -> Preview:
    """Return what applying a caseload would change.

    It is applied on trial, so that what is shown is what would be.
    """
    with store.trial(author_id=author_id, at=at) as unit:
        put = _put(unit, found, caseload)
        revision = unit.revise(found.service_id)
        facts = facts_of_revision(unit.connection, found.service_id, revision)
        return Preview(put=put, facts=facts)


def apply(unit: Unit, found: Staged, caseload: Caseload) -> Put:
    """Make a service's caseload say what somebody brought.

    Parameters
    ----------
    caseload
        What `Staged.caseload` says.

    Raises
    ------
    NotNow
        If it was applied or dropped already.
    ChangedMeanwhile
        If somebody else has changed what was staged, decided or applied.
    """
    _expect(found, ImportState.STAGED)
    put = _put(unit, found, caseload)
    values = {
        "state": ImportState.APPLIED,
        "applied_at": unit.at,
        "applied_revision": None if put.is_nothing else unit.revise(found.service_id),
    }
    unit.change(IMPORTS, found.id, version=found.version, values=values)
    return put


def drop(unit: Unit, found: Staged) -> None:
    """Put away a caseload that nobody wants to apply."""
    _expect(found, ImportState.STAGED)
    values = {"state": ImportState.DROPPED}
    unit.change(IMPORTS, found.id, version=found.version, values=values)


def undo_import(unit: Unit, found: Staged) -> None:
    """Make everything what it was before a caseload was applied.

    Raises
    ------
    NotNow
        If it was not applied, or too long ago.
    ChangedMeanwhile
        If somebody has changed any of it since; nothing is undone then.
    """
    _expect(found, ImportState.APPLIED)
    if found.applied_at is None or unit.at - found.applied_at > UNDONE_WITHIN:
        message = f"{found.called} was applied more than {UNDONE_WITHIN.days} days ago."
        raise NotNow(message, hint="Change what is wrong one by one.")
    if found.applied_revision is not None:
        revision = found.applied_revision
        undo(unit, facts_of_revision(unit.connection, found.service_id, revision))
    values = {"state": ImportState.UNDONE}
    unit.change(IMPORTS, found.id, version=found.version, values=values)


def _put(unit: Unit, found: Staged, caseload: Caseload) -> Put:
    """Give those their new id who are the same as somebody known; then put it all."""
    for new, known in found.decisions.items():
        if new != known:
            _rename(unit, found.service_id, known, new)
    return put_caseload(unit, found.service_id, caseload, on=found.on)


def _rename(unit: Unit, service_id: str, known: str, new: str) -> None:
    whose = (PEOPLE.c.service_id == service_id) & (PEOPLE.c.external_id == known)
    row = unit.connection.execute(select(PEOPLE).where(whose)).first()
    if row is None:
        raise NotThere(PEOPLE.name)
    unit.change(PEOPLE, row.id, version=row.version, values={"external_id": new})


def _expect(found: Staged, state: ImportState) -> None:
    if found.state is not state:
        message = f"{found.called} is {found.state.value} already."
        raise NotNow(message, hint="Bring the caseload again to apply it anew.")
