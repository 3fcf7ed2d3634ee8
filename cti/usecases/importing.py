"""Bring a caseload into the store: look at it first, then apply it, or undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cti.caseload.matching import Match, possible_matches
from cti.errors import NotNow
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_sound_rows, read_text
from cti.exchange.caseload_out import text_of
from cti.store.edits import called_in
from cti.store.imports import (
    UNDONE_WITHIN,
    Brought,
    Staged,
    apply,
    brought_last,
    decide,
    drop,
    held_as_seen,
    preview,
    stage,
    staged,
    undo_import,
    version_of,
)
from cti.store.plans import Ids
from cti.store.putting import Put
from cti.store.reading import read_caseload
from cti.store.tables.imports import ImportState
from cti.store.undoing import Fact, facts_of_revision
from cti.store.unit import Store
from cti.units import PersonId

__all__ = [
    "Brought",
    "ImportReview",
    "ImportState",
    "Match",
    "apply_import",
    "bring",
    "decide_matches",
    "drop_import",
    "export",
    "last_imports",
    "look_at",
    "take_back",
]

ABOUT_SOMEBODY = frozenset({"people", "workers"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReview:
    """What bringing a caseload would do, to be looked at before it is done.

    Attributes
    ----------
    version
        Which is looked at: of the import, and of the service it is for.
    new, changed
        How many people, referrals and workers would be added, and how many would be
        otherwise in something.
    other
        How many other rows would be new, otherwise or gone: travel times, team events.
    undecided
        Those who may be somebody known already, and about whom nobody has decided.
    to_mend
        What must be mended in rows that were left out.
    facts
        Every single change.
    rows
        Everybody's row, by the id their service knows them by.
    names
        What people and workers who are there already are called, by their rows.
    """

    staged: Staged
    version: int
    new: int
    changed: int
    other: int
    undecided: Sequence[Match]
    to_mend: Sequence[str]
    facts: Sequence[Fact]
    rows: Mapping[str, str]
    names: Mapping[str, str]

    @property
    def is_nothing(self) -> bool:
        """Whether the store says all of it already."""
        return not self.facts

    @property
    def undone_until(self) -> datetime | None:
        """Until when it can be undone; None for what was not applied."""
        if self.staged.state is not ImportState.APPLIED or not self.staged.applied_at:
            return None
        return self.staged.applied_at + UNDONE_WITHIN


def bring(
    store: Store,
    service_id: str,
    path: Path,
    *,
    on: date,
    author_id: str,
    at: datetime,
    called: str = "",
) -> ImportReview:
    """Read a caseload and stage it; nothing is applied.

    Parameters
    ----------
    on
        The day from which it holds.
    called
        What the file is called; empty for the name of the path.

    Raises
    ------
    UnreadableCaseload
        If more than single rows of it need mending.
    NotThere
        If there is no such service.
    """
    read = read_sound_rows(path, on=on)
    with store.unit(author_id=author_id, at=at) as unit:
        read_caseload(unit.connection, service_id, on=on)
        import_id = stage(
            unit,
            service_id,
            called=called or path.name,
            on=on,
            digest=read.file.digest,
            caseload=text_of(read.file),
            to_mend=[str(finding) for finding in read.to_mend],
        )
    return look_at(store, import_id, author_id=author_id, at=at)


def look_at(
    store: Store, import_id: str, *, author_id: str, at: datetime
) -> ImportReview:
    """Return what applying a staged caseload would do, as things are now.

    Of one that was applied, it says what applying it has done.
    """
    with store.reading() as connection:
        found = staged(connection, import_id)
        version = version_of(connection, found)
        rows = Ids.of(connection, found.service_id).person
        names = called_in(connection, found.service_id)
        if found.state is not ImportState.STAGED:
            revision = found.applied_revision
            facts = (
                ()
                if revision is None
                else facts_of_revision(connection, found.service_id, revision)
            )
            return _review(found, version, facts, (), rows, names)
        known = read_caseload(connection, found.service_id, on=found.on)
    file = _brought(found)
    would = preview(store, found, file.caseload, author_id=author_id, at=at)
    undecided = [
        match
        for match in possible_matches(known, file.caseload)
        if match.new not in found.decisions
    ]
    return _review(found, version, would.facts, undecided, rows, names)


def decide_matches(
    store: Store,
    import_id: str,
    decisions: Mapping[PersonId, PersonId],
    *,
    author_id: str,
    at: datetime,
) -> ImportReview:
    """Keep who is the same as whom: for a new id the known one, or the new one again.

    Raises
    ------
    NotNow
        If it was applied or dropped already.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        decide(unit, staged(unit.connection, import_id), decisions)
    return look_at(store, import_id, author_id=author_id, at=at)


def apply_import(
    store: Store,
    import_id: str,
    *,
    author_id: str,
    at: datetime,
    version: int | None = None,
) -> Put:
    """Make the service's caseload say what was brought, all of it or nothing.

    Parameters
    ----------
    version
        The one that was looked at; None for whatever it is.

    Raises
    ------
    ChangedMeanwhile
        If somebody else has changed the import or its service since.
    NotNow
        If it was applied or dropped already, or somebody may be known and nobody has
        decided.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        found = held_as_seen(unit, import_id, version)
        known = read_caseload(unit.connection, found.service_id, on=found.on)
        file = _brought(found)
        _expect_decided(found, known_matches=possible_matches(known, file.caseload))
        return apply(unit, found, file.caseload)


def drop_import(
    store: Store,
    import_id: str,
    *,
    author_id: str,
    at: datetime,
    version: int | None = None,
) -> None:
    """Put away a caseload that is not to be applied.

    Parameters
    ----------
    version
        The one that was looked at; None for whatever it is.

    Raises
    ------
    ChangedMeanwhile
        If somebody else has changed the import or its service since.
    NotNow
        If it was applied or dropped already.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        drop(unit, held_as_seen(unit, import_id, version))


def take_back(
    store: Store,
    import_id: str,
    *,
    author_id: str,
    at: datetime,
    version: int | None = None,
) -> None:
    """Undo an import: everything becomes what it was before.

    Parameters
    ----------
    version
        The one that was looked at; None for whatever it is.

    Raises
    ------
    NotNow
        If it was not applied, or too long ago.
    ChangedMeanwhile
        If somebody has changed any of it since; nothing is undone then.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        undo_import(unit, held_as_seen(unit, import_id, version))


def last_imports(store: Store, service_id: str, *, most: int) -> Sequence[Brought]:
    """Return what was brought into a service last, the newest first."""
    with store.reading() as connection:
        return brought_last(connection, service_id, most=most)


def export(store: Store, service_id: str, *, on: date) -> CaseloadFile:
    """Return a service's caseload as it is on a day, to be written as a spreadsheet."""
    with store.reading() as connection:
        return CaseloadFile.of(read_caseload(connection, service_id, on=on))


def _brought(found: Staged) -> CaseloadFile:
    if not found.caseload:
        message = "Nothing is left of this import: somebody has been erased since."
        raise NotNow(
            message, hint="Bring the spreadsheet again, without whoever was erased."
        )
    return read_text(found.caseload)


def _expect_decided(found: Staged, *, known_matches: Sequence[Match]) -> None:
    open_ones = [each for each in known_matches if each.new not in found.decisions]
    if open_ones:
        number = len({each.new for each in open_ones})
        message = f"{number} of the people in {found.called} may be known already."
        raise NotNow(message, hint="Say of each whether it is the same person.")


def _review(
    found: Staged,
    version: int,
    facts: Sequence[Fact],
    undecided: Sequence[Match],
    rows: Mapping[str, str],
    names: Mapping[str, str],
) -> ImportReview:
    new = {_whose(fact) for fact in facts if _is_new_somebody(fact)}
    touched = {_whose(fact) for fact in facts} - {None}
    return ImportReview(
        staged=found,
        version=version,
        new=len(new),
        changed=len(touched - new),
        other=sum(_whose(fact) is None for fact in facts),
        undecided=undecided,
        to_mend=found.to_mend,
        facts=facts,
        rows=rows,
        names=names,
    )


def _is_new_somebody(fact: Fact) -> bool:
    is_listed = (fact.after or {}).get("is_listed", True)
    return fact.about in ABOUT_SOMEBODY and fact.before is None and is_listed


def _whose(fact: Fact) -> str | None:
    """Return the row of the person a fact is about, else of the worker, if any."""
    row = fact.after or fact.before or {}
    if fact.about in ABOUT_SOMEBODY:
        return fact.row_id
    named: str | None = row.get("person_id") or row.get("worker_id")
    return named
