"""Applying an import as it is, as it must not be, and what has to hold after each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from cti.caseload.caseload import Caseload
from cti.caseload.people import Person
from cti.errors import ChangedMeanwhile
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_text
from cti.exchange.caseload_out import text_of
from cti.store.imports import apply, stage, staged, version_of
from cti.store.putting import put_caseload
from cti.store.tables import IMPORTS, PEOPLE, WISHES, WORKERS
from cti.store.tables.imports import ImportState
from cti.store.unit import Store, new_id
from cti.usecases.importing import apply_import
from tests.builders import PLAN_DATE, a_caseload, a_person, a_referral, a_worker
from tests.faults import editing
from tests.faults.processes import store_at
from tests.faults.racing import Deed, Race, after_a_moment
from tests.store.plans import LEADER, NOW, OTHER_LEADER, WORKERS_THERE, Kept

OTHERS = ("kim", "lee", "max")
"""Those who come with the first import."""

How = Callable[[Store, str, int | None], None]
"""Apply an import, seen in a version; None for whatever it is."""


def as_it_is(store: Store, import_id: str, seen: int | None) -> None:
    apply_import(store, import_id, author_id=LEADER, at=NOW, version=seen)


def looking_first(store: Store, import_id: str, seen: int | None) -> None:
    """The fault: look whether it is as seen, then apply it, whoever changed what."""
    with store.reading() as connection:
        if version_of(connection, staged(connection, import_id)) != seen:
            raise ChangedMeanwhile(IMPORTS.name)
    after_a_moment()
    with store.unit(author_id=LEADER, at=NOW) as unit:
        found = staged(unit.connection, import_id)
        apply(unit, found, read_text(found.caseload).caseload)


def in_three_steps(store: Store, import_id: str, seen: int | None) -> None:
    """The fault: each step is kept before the next begins."""
    del seen
    with store.unit(author_id=LEADER, at=NOW) as unit:
        found = staged(unit.connection, import_id)
        caseload = read_text(found.caseload).caseload
        some = replace(caseload, people=caseload.people[:2])
        put_caseload(unit, found.service_id, some, on=PLAN_DATE)
    after_a_moment()
    with store.unit(author_id=LEADER, at=NOW) as unit:
        put_caseload(unit, found.service_id, caseload, on=PLAN_DATE)
    after_a_moment()
    with store.unit(author_id=LEADER, at=NOW) as unit:
        done = {
            "state": ImportState.APPLIED,
            "applied_at": NOW,
            "applied_revision": unit.revise(found.service_id),
        }
        unit.change(IMPORTS, import_id, version=found.version, values=done)


WAYS: dict[str, How] = {
    each.__name__: each for each in (as_it_is, looking_first, in_three_steps)
}


def marked(mark: str) -> Caseload:
    """A caseload in which everybody has a mark, in two tables."""
    return a_caseload(
        workers=[replace(a_worker(each), name=mark) for each in WORKERS_THERE],
        people=[_marked(each, mark) for each in ("sam", *OTHERS)],
        referrals=[a_referral("robin")],
    )


def _marked(person_id: str, mark: str) -> Person:
    person = a_person(person_id)
    wishes = replace(person.wishes, locality=mark)
    return replace(person, known_as=mark, wishes=wishes)


def a_staged_one(kept: Kept, mark: str) -> str:
    """A marked caseload that somebody has brought."""
    with kept.store.unit(author_id=LEADER, at=NOW) as unit:
        return stage(
            unit,
            kept.service_id,
            called=mark,
            on=PLAN_DATE,
            digest="0" * 64,
            caseload=text_of(CaseloadFile.of(marked(mark))),
            to_mend=(),
        )


def pair(kept: Kept, number: int, broken: bool) -> tuple[Deed, Deed]:
    """Somebody who applies an import, and somebody who changes a person of it."""
    mark = f"brought {number}"
    import_id = a_staged_one(kept, mark)
    with kept.store.reading() as connection:
        seen = version_of(connection, staged(connection, import_id))
    edit = editing.an_edit(kept, f"Sam {number}", OTHER_LEADER, broken=broken)
    way = looking_first if broken else as_it_is
    bring = Deed(
        do=partial(way, import_id=import_id, seen=seen),
        leaves={"known_as": mark, "lives": mark},
    )
    return bring, edit


def now(kept: Kept) -> Mapping[str, object]:
    """What is kept of Sam."""
    return editing.now(kept)


IMPORTING = Race(pair=pair, now=now)


def faults_in(kept: Kept, notes: Path) -> Iterator[str]:
    """What is half done or lost where nothing but imports has marked people."""
    ours = {"service_id": kept.service_id}
    marks = {
        *(row["known_as"] for row in kept.rows(PEOPLE, **ours) if row["status"]),
        *(row["locality"] for row in kept.rows(WISHES, **ours) if row["locality"]),
        *(row["name"] for row in kept.rows(WORKERS, **ours)),
    }
    applied = kept.rows(IMPORTS, **ours, state=ImportState.APPLIED)
    last = max(applied, key=lambda row: int(row["applied_revision"]))
    if marks != {last["called"]}:
        yield f"{sorted(marks)} and not {last['called']}"
    said = set(notes.read_text().split()[1:])
    for import_id in said - {row["id"] for row in applied}:
        yield f"{import_id} is lost"


def bring_on_and_on(address: str, service_id: str, way: str, notes: Path) -> None:
    """Apply one import after another, and note each that was said to be applied."""
    kept = Kept(store_at(address), service_id)
    with notes.open("a", encoding="ascii", buffering=1) as said:
        said.write("ready\n")
        while True:
            import_id = a_staged_one(kept, new_id())
            WAYS[way](kept.store, import_id, None)
            said.write(f"{import_id}\n")
