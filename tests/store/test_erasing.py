"""Somebody is erased from everywhere, and everything else stays as it was."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Column, Engine, MetaData, String, Table, event, func, select

from cti.errors import NotNow, NotThere, StalePlan
from cti.store import audit
from cti.store.backup import back_up
from cti.store.belongings import (
    HANDLED,
    OF_PEOPLE,
    Belongings,
    belongings,
    has_words,
    mentions,
)
from cti.store.edits import edits_since
from cti.store.reading import read_caseload
from cti.store.requests import Answered, keep_answer
from cti.store.restoring import restore
from cti.store.rewriting import without
from cti.store.tables import (
    CONTACT_RECORDS,
    ERASURES,
    FACTS,
    IMPORTS,
    METADATA,
    NETWORK_MEMBERS,
    PEOPLE,
    PINS,
    PLAN_DOCUMENTS,
    PLANS,
    TEAM_EVENTS,
    WORKERS,
)
from cti.store.tables.erasures import Because
from cti.store.tables.imports import ImportState
from cti.store.unit import Store, as_values, new_id
from cti.usecases.doing_once import begin
from cti.usecases.erasing import Erased, ErasureDone, erase_person, look_at_erasure
from cti.usecases.importing import apply_import, look_at, take_back
from cti.usecases.publishing import publish
from tests.builders import PLAN_DATE, a_planned_contact, a_stay
from tests.store.plans import Kept, a_document
from tests.store.test_backup import on_disk
from tests.store.test_importing import FILES, applied, brought
from tests.store.test_importing import PEOPLE as CSV
from tests.store.whole import AUTHOR, NOW, Whole, fill

MARK, OTHER = "Zebedee", "Kim"
BY_ITSELF = {
    *("audit", "audit_anchor", "erasures", "facts", "plan_documents", "imports"),
    "requests",
}
CHANGED_TOO = {"plans", "services"}


def untold(tables: Iterable[Table]) -> list[str]:
    """The tables that can hold words, and of which nobody said what becomes of them."""
    return [
        table.name
        for table in tables
        if table not in OF_PEOPLE and table.name not in HANDLED and has_words(table)
    ]


def erased(store: Store, person_id: str) -> ErasureDone:
    return erase_person(store, person_id, author_id=AUTHOR, at=NOW)


def looked_at(store: Store, person_id: str) -> Erased:
    return look_at_erasure(store, person_id, author_id=AUTHOR, at=NOW)


def told(store: Store) -> Iterator[tuple[str, str]]:
    """Every row of every table, as the text of all that it says."""
    with store.reading() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table).order_by(*table.primary_key)):
                yield table.name, str(as_values(row))


def still_said(store: Store, *words: str) -> list[tuple[str, str]]:
    found = [each for each in told(store) if any(word in each[1] for word in words)]
    assert any(name == PEOPLE.name for name, _ in told(store))
    return found


@pytest.fixture
def whole(store: Store) -> Whole:
    """A row of each in every table, and one that is gone of which facts still tell."""
    made = fill(store, MARK, OTHER)
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        pin_id = made.rows[PINS.name, MARK]
        unit.change(PINS, pin_id, version=1, values={"reason": f"{MARK} likes them"})
        unit.remove(PINS, pin_id, version=2)
        renamed = {"known_as": f"{MARK} the younger", "external_id": "P-77"}
        unit.change(PEOPLE, made.people[MARK], version=1, values=renamed)
    return made


def test_of_every_table_it_is_known_what_becomes_of_its_words() -> None:
    assert untold(METADATA.sorted_tables) == []


def test_a_table_nobody_has_thought_of_is_noticed() -> None:
    silent = Table("silent", MetaData(), Column("id", String(32), primary_key=True))
    diaries = Table("diaries", MetaData(), Column("words", String()))

    assert untold([silent, diaries]) == ["diaries"]


def test_no_table_holds_a_word_of_theirs_afterwards(store: Store, whole: Whole) -> None:
    assert {name for name, _ in still_said(store, MARK)} >= {"people", "facts"}
    erased(store, whole.people[MARK])
    assert still_said(store, MARK, "P-77") == []


def test_what_was_answered_is_forgotten_and_not_that_it_was_done(
    engine: Engine, store: Store, whole: Whole
) -> None:
    key, digest = "0" * 64, "1" * 64
    assert begin(store, key, digest, at=NOW) is None
    said = Answered(
        status=201, headers="{}", body=f"{MARK}!", media_type="application/json"
    )
    keep_answer(store, key, said)
    assert begin(store, key, digest, at=NOW) == said

    erased(store, whole.people[MARK])

    assert still_said(store, MARK) == []
    with pytest.raises(NotNow):
        begin(store, key, digest, at=NOW)
    if engine.dialect.name == "sqlite":
        assert MARK.encode() not in on_disk(Path(str(engine.url.database)))


def test_the_file_holds_no_byte_of_theirs_afterwards(
    engine: Engine, store: Store, whole: Whole
) -> None:
    done = erased(store, whole.people[MARK])
    assert not done.leaves_traces
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        assert OTHER.encode() in on_disk(file)
        assert MARK.encode() not in on_disk(file)


def _waits_for_nobody(connection: sqlite3.Connection, *_: object) -> None:
    connection.execute("PRAGMA busy_timeout=100")


def test_who_is_reading_meanwhile_is_told_of(
    engine: Engine, store: Store, whole: Whole
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL clears its tables beside those who read")
    event.listen(engine, "checkout", _waits_for_nobody)
    with store.reading() as connection:
        connection.execute(select(PEOPLE)).all()
        assert erased(store, whole.people[MARK]).leaves_traces
    assert store.forget_removed()
    assert MARK.encode() not in on_disk(Path(str(engine.url.database)))


def test_everybody_else_stays_as_they_were(store: Store, whole: Whole) -> None:
    skipped = BY_ITSELF | CHANGED_TOO
    before = [each for each in told(store) if MARK not in each[1]]
    erased(store, whole.people[MARK])
    after = dict.fromkeys(told(store))
    theirs = set(looked_at(store, whole.people[OTHER]).rows)
    assert theirs == {table.name for table in OF_PEOPLE}
    lost = [each for each in before if each[0] not in skipped and each not in after]
    gone = {name for name, _ in lost}
    # Rows without a word of anybody's, of the tables that belong to people.
    assert gone <= theirs
    assert not [each for each in lost if OTHER in each[1]]


def test_others_stay_in_the_plans_that_named_somebody(
    store: Store, whole: Whole
) -> None:
    erased(store, whole.people[MARK])
    with store.reading() as connection:
        text = connection.execute(select(PLAN_DOCUMENTS.c.document)).scalar_one()
        marked = connection.execute(select(PLANS.c.erased_at)).scalar_one()
    assert json.loads(text) == {
        "assignments": [
            {
                "person_id": f"{OTHER} people external_id",
                "why": f"{OTHER} people known_as asked for Alex.",
            }
        ],
        "flags": [
            {
                "worker_id": "alex",
                "person_id": None,
                "message": f"Alex could let somebody or {OTHER} people known_as move.",
            }
        ],
    }
    assert marked == NOW


def test_that_it_was_done_stays_and_how_much_went(store: Store, whole: Whole) -> None:
    with store.reading() as connection:
        facts = connection.execute(select(func.count()).select_from(FACTS)).scalar_one()
        end = audit.anchor(connection)
    what = erased(store, whole.people[MARK]).what
    with store.reading() as connection:
        of = select(ERASURES).where(ERASURES.c.gone_id == whole.people[MARK])
        (left,) = connection.execute(of).all()
        assert audit.verify(connection, kept=end) is None
        now = connection.execute(select(func.count()).select_from(FACTS)).scalar_one()
    assert now == facts + 1
    assert (left.gone_id, left.erased_by) == (whole.people[MARK], AUTHOR)
    assert (left.erased_at, left.because) == (NOW, Because.ASKED)
    assert left.counts == what.rows
    assert what.rows[CONTACT_RECORDS.name] == 1
    assert PINS.name not in what.rows


def test_looking_changes_nothing_and_says_what_would_be(
    store: Store, whole: Whole
) -> None:
    before = list(told(store))
    what = looked_at(store, whole.people[MARK])
    assert list(told(store)) == before
    assert erased(store, whole.people[MARK]).what == what


def test_nobody_is_erased_twice(store: Store, whole: Whole) -> None:
    erased(store, whole.people[MARK])
    with pytest.raises(NotThere):
        erased(store, whole.people[MARK])
    with pytest.raises(NotThere):
        looked_at(store, new_id())


def test_a_service_is_planned_as_before_without_them(store: Store) -> None:
    there = Kept.in_(store)
    contact = a_planned_contact("sam", "alex")
    document = a_document(a_stay("sam", "alex"), contacts=[contact])
    first, second = there.draft(document), there.draft(document)
    publish(store, first, author_id=AUTHOR, at=NOW, seen_revision=there.revision)
    seen = there.revision
    erased(store, there.row_id(PEOPLE, "sam"))
    with store.reading() as connection:
        caseload = read_caseload(connection, there.service_id, on=PLAN_DATE)
        said = edits_since(connection, there.service_id, seen)
    assert caseload.people == ()
    assert [each.referral_id for each in caseload.referrals] == ["robin"]
    assert [each.what for each in said] == [
        "Somebody was erased, with all that was kept of them"
    ]
    with pytest.raises(StalePlan):
        publish(store, second, author_id=AUTHOR, at=NOW, seen_revision=there.revision)
    third = there.draft(a_document(a_stay("robin", "bo")))
    publish(store, third, author_id=AUTHOR, at=NOW, seen_revision=there.revision)


def test_undoing_an_import_brings_nobody_back(store: Store, tmp_path: Path) -> None:
    there = Kept.in_(store)
    first = brought(store, there.service_id, tmp_path / "one", FILES)
    applied(store, first)
    changed = {**FILES, "people": CSV.replace("Zoë B,River,W1", "Zoë C,River,W2")}
    second = brought(store, there.service_id, tmp_path / "two", changed)
    applied(store, second)
    erased(store, there.row_id(PEOPLE, "P1"))
    for each in (second, first):
        take_back(store, each.staged.id, author_id=AUTHOR, at=NOW)
    with store.reading() as connection:
        caseload = read_caseload(connection, there.service_id, on=PLAN_DATE)
    assert [each.person_id for each in caseload.people] == ["sam"]
    assert still_said(store, "Zoë", "'P1'") == []


def test_an_import_that_waits_and_names_them_is_dropped_others_wait_on(
    store: Store, tmp_path: Path
) -> None:
    there = Kept.in_(store)
    applied(store, brought(store, there.service_id, tmp_path / "one", FILES))
    names_them = brought(
        store,
        there.service_id,
        tmp_path / "two",
        {**FILES, "people": CSV + "P3,Lee,,,\n"},
    )
    others = {**FILES, "people": "person_id,known_as,team,worker_id\nP9,Max,River,W1\n"}
    waits_on = brought(store, there.service_id, tmp_path / "three", others)
    erased(store, there.row_id(PEOPLE, "P1"))
    states = {row["id"]: row["state"] for row in there.rows(IMPORTS)}
    assert states[names_them.staged.id] is ImportState.DROPPED
    assert states[waits_on.staged.id] is ImportState.STAGED
    applied(store, look_at(store, waits_on.staged.id, author_id=AUTHOR, at=NOW))
    with pytest.raises(NotNow):
        apply_import(store, names_them.staged.id, author_id=AUTHOR, at=NOW)


def test_a_name_that_stands_elsewhere_is_told_and_left(
    store: Store, whole: Whole
) -> None:
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        event_id = whole.rows[TEAM_EVENTS.name, "Other"]
        words = {"title": f"Ask {MARK} people known_as’s sister Zoë"}
        unit.change(TEAM_EVENTS, event_id, version=1, values=words)
    what = erased(store, whole.people[MARK]).what
    found = {name for name, _ in what.mentions}
    assert (TEAM_EVENTS.name, event_id) in what.mentions
    assert found == {TEAM_EVENTS.name, FACTS.name}
    with store.reading() as connection:
        zoe = mentions(connection, whole.service_id, frozenset({"Zoë"}))
    # In JSON her name is written otherwise.
    assert {name for name, _ in zoe} == found


def test_what_is_written_while_somebody_is_erased_goes_too(
    store: Store, whole: Whole
) -> None:
    writing, done = Event(), Event()
    row = {"tie": "family", "reached_by": "", "ended_on": None}

    def write() -> None:
        with store.unit(author_id=AUTHOR, at=NOW) as unit:
            of = {"person_id": whole.people[MARK], "known_as": f"{MARK}'s aunt"}
            unit.add(NETWORK_MEMBERS, whole.service_id, [{**row, **of}])
            writing.set()
            done.wait(1)

    writer = Thread(target=write)
    writer.start()
    writing.wait()
    erased(store, whole.people[MARK])
    writer.join()
    assert still_said(store, MARK) == []


def test_a_backup_of_before_brings_nobody_back_into_the_store_that_erased_them(
    engine: Engine, store: Store, whole: Whole, tmp_path: Path
) -> None:
    file = tmp_path / "before.backup"
    back_up(store, file, at=NOW)
    erased(store, whole.people[MARK])
    address = engine.url.render_as_string(hide_password=False)
    restore(file, address, author_id=AUTHOR, at=NOW, replace=True)
    assert still_said(store, MARK) == []
    assert [each for each in told(store) if OTHER in each[1]]
    with store.reading() as connection:
        known = connection.execute(select(ERASURES.c.gone_id)).scalars().all()
        assert whole.people[MARK] in known
        assert audit.verify(connection) is None


def theirs(*, known_as: str, known_by: str) -> Belongings:
    return Belongings(
        person_id=new_id(),
        service_id=new_id(),
        rows={},
        ever={},
        facts=(),
        known_as=frozenset({known_as}) - {""},
        known_by=frozenset({known_by}),
    )


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Jo would take Sam B on.", "Jo would take somebody on."),
        ("Sam Brown stays.", "Sam Brown stays."),
        ("SAM-1 waits.", "somebody waits."),
        ("12 people", "12 people"),
    ],
)
def test_a_name_goes_out_of_a_sentence_whole(said: str, left: str) -> None:
    own = theirs(known_as="Sam B", known_by="SAM-1")
    document = without(json.dumps({"message": said}), own)
    assert json.loads(document) == {"message": left}


def test_a_worker_of_the_same_id_stays_and_a_number_is_no_name() -> None:
    plan = {
        "late": [{"person_id": "12"}, {"person_id": "13"}],
        "flags": [{"worker_id": "12", "message": "12 SCE"}],
    }
    document = without(json.dumps(plan), theirs(known_as="", known_by="12"))
    assert json.loads(document) == {**plan, "late": [{"person_id": "13"}]}


def test_all_that_was_ever_theirs_is_found(store: Store, whole: Whole) -> None:
    with store.reading() as connection:
        found = belongings(connection, whole.people[MARK])
    assert found.known_by == {f"{MARK} people external_id", "P-77"}
    assert found.known_as == {f"{MARK} people known_as", f"{MARK} the younger"}
    assert found.ever[PINS.name] == {whole.rows[PINS.name, MARK]}
    assert WORKERS.name not in found.ever
