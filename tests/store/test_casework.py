"""What the work with somebody is about is kept by version, and read as it was said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from cti.caseload.caseload import ContactRecord, Outcome
from cti.caseload.casework.case_reviews import CaseReview, ReviewDecision
from cti.caseload.casework.felt_weights import Feels, FeltWeight
from cti.caseload.casework.focus_areas import FocusArea, FocusStep
from cti.caseload.casework.network import (
    NetworkGuest,
    NetworkMeeting,
    NetworkMember,
    Tie,
)
from cti.caseload.casework.notes import ContactNote, SettledContact
from cti.caseload.casework.phones import Phone
from cti.caseload.casework.portraits import Portrait
from cti.caseload.casework.safety_plans import SafetyPlan
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.phases import Phase
from cti.store.calendars import events_of, feeds_of
from cti.store.casework import TABLE_OF, Kept, add, change, kept_of, settle_contact
from cti.store.migrations import downgrade, upgrade
from cti.store.plans import read_in_force
from cti.store.reading import read_caseload
from cti.store.tables import (
    CALENDAR_FEEDS,
    CONTACT_NOTES,
    CONTACT_RECORDS,
    FACTS,
    FOCUS_AREAS,
    NETWORK_MEETINGS,
    NETWORK_MEMBERS,
    PLANNED_CONTACTS,
    PORTRAITS,
    REVIEW_DECISIONS,
    SAFETY_PLANS,
)
from cti.store.unit import Store, as_values, new_id
from cti.units import PersonId, WorkerId
from tests.builders import PLAN_DATE, a_planned_contact
from tests.store.plans import told
from tests.store.test_calendars import a_feed, a_service, row_of

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
A_DAY = timedelta(days=1)
TEN = datetime(2026, 11, 24, 10, 0)
ALEX = new_id()


class Somebody:
    """A service with Alex and Bo, Sam and Kim, and what is kept of Sam."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.service_id = a_service(store)
        self.alex, self.bo, self.sam, self.kim = (
            row_of(store, self.service_id, each)
            for each in ("alex", "bo", "sam", "kim")
        )

    def add(self, thing: object) -> str:
        with self.store.unit(author_id=ALEX, at=NOW) as unit:
            return add(unit, self.service_id, thing)

    def change(self, row_id: str, thing: object, *, version: int = 1) -> int:
        with self.store.unit(author_id=ALEX, at=NOW) as unit:
            return change(unit, row_id, thing, version=version)

    def all(self, kind: type, **having: object) -> list[Kept[object]]:
        with self.store.reading() as connection:
            return list(kept_of(connection, kind, **having))

    def area(self, words: str = "Cook on Sundays", **other: object) -> FocusArea:
        area = FocusArea(
            person_id=self.sam,
            phase=Phase.TRANSITION,
            words=words,
            strengths="Knows every recipe of her grandmother's",
            held_by=None,
            celebration="A meal together",
            began_on=MONDAY,
        )
        return replace(area, **other)  # type: ignore[arg-type]  # any field of it

    def grandma(self, person_id: str | None = None) -> NetworkMember:
        return NetworkMember(
            person_id=person_id or self.sam,
            known_as="Grandma",
            tie=Tie.FAMILY,
            reached_by="A ring on Sunday morning",
        )

    def record(self) -> str:
        row = {
            "person_id": self.sam,
            "worker_id": self.alex,
            "at": TEN,
            "kind": "visit",
            "outcome": Outcome.ACHIEVED,
            "minutes": 60,
            "place": "home",
        }
        with self.store.unit(author_id=ALEX, at=NOW) as unit:
            return unit.add(CONTACT_RECORDS, self.service_id, [row])[0]

    def planned(self) -> str:
        told(self.store, self.service_id, a_planned_contact("sam", "alex", at=TEN))
        with self.store.reading() as connection:
            ours = select(PLANNED_CONTACTS.c.id).where(
                PLANNED_CONTACTS.c.service_id == self.service_id
            )
            return str(connection.execute(ours).scalar_one())

    def note(self, record_id: str, words: str = "She cooked.") -> ContactNote:
        return ContactNote(
            contact_record_id=record_id, words=words, written_by=ALEX, written_at=NOW
        )


@pytest.fixture
def somebody(store: Store) -> Somebody:
    return Somebody(store)


def one_of_each(of: Somebody) -> list[object]:
    grandma = of.add(of.grandma())
    area = of.add(of.area("Walk every day", held_by=grandma))
    meeting = NetworkMeeting(
        person_id=of.sam, phase=Phase.TRANSITION, planned_at=TEN, agreed="To meet again"
    )
    meeting_id = of.add(meeting)
    review = CaseReview(team="north", on=MONDAY)
    review_id = of.add(review)
    return [
        replace(of.grandma(), known_as="Ali", tie=Tie.NEIGHBOUR, ended_on=MONDAY),
        of.area(held_by=grandma, ended_on=MONDAY + A_DAY),
        FocusStep(focus_area_id=area, words="To the park", done_on=MONDAY),
        replace(meeting, phase=Phase.TRY_OUT, held_on=MONDAY, celebrated="A year"),
        NetworkGuest(network_meeting_id=meeting_id, network_member_id=grandma),
        of.note(of.record()),
        SettledContact(planned_contact_id=of.planned(), contact_record_id=of.record()),
        replace(review, on=MONDAY + A_DAY),
        ReviewDecision(
            case_review_id=review_id,
            person_id=of.sam,
            words="Ask the library",
            owner_id=of.alex,
            due_on=MONDAY,
            done_on=MONDAY + A_DAY,
        ),
        FeltWeight(
            worker_id=of.alex,
            person_id=of.sam,
            feels=Feels.HEAVIER,
            words="Many calls",
            said_on=MONDAY,
            talked_on=MONDAY + A_DAY,
        ),
        Phone(person_id=of.sam, number="07700 900123", reached_by="A text first"),
        Portrait(person_id=of.sam, matters="My garden", strengths="Never gives up"),
        SafetyPlan(
            person_id=of.sam,
            words="Ring before you come",
            review_on=MONDAY,
            written_by=ALEX,
            written_at=NOW,
        ),
    ]


def test_everything_is_read_as_it_was_said(somebody: Somebody) -> None:
    things = one_of_each(somebody)

    for thing in things:
        row_id = somebody.add(thing)
        found = [each.what for each in somebody.all(type(thing), id=row_id)]
        assert found == [thing]

    assert {type(thing) for thing in things} == set(TABLE_OF)


def test_nothing_of_it_is_a_reason_to_plan_again(somebody: Somebody) -> None:
    things = one_of_each(somebody)
    with somebody.store.reading() as connection:
        last = select(FACTS.c.revision).order_by(FACTS.c.number.desc()).limit(1)
        before = connection.execute(last).scalar_one()

    for thing in things:
        somebody.add(thing)

    with somebody.store.reading() as connection:
        assert connection.execute(last).scalar_one() == before


def test_whoever_changes_something_says_which_version_they_saw(
    somebody: Somebody,
) -> None:
    row_id = somebody.add(somebody.area())

    assert somebody.change(row_id, somebody.area("Cook on Mondays")) == 2
    with pytest.raises(ChangedMeanwhile):
        somebody.change(row_id, somebody.area("Cook on Tuesdays"))

    (found,) = somebody.all(FocusArea)
    assert found.what == somebody.area("Cook on Mondays")
    assert found.version == 2


def test_what_is_not_there_cannot_be_changed(somebody: Somebody) -> None:
    with pytest.raises(NotThere):
        somebody.change(new_id(), somebody.area())


def test_a_fourth_focus_area_of_a_phase_is_refused_until_one_ends(
    somebody: Somebody,
) -> None:
    first, *_ = [somebody.add(somebody.area(words)) for words in ("a", "b", "c")]
    with pytest.raises(BreaksARule, match="3 focus areas"):
        somebody.add(somebody.area("d"))
    somebody.add(somebody.area("d", phase=Phase.TRY_OUT))
    somebody.add(somebody.area("d", person_id=somebody.kim))

    somebody.change(first, somebody.area("a", ended_on=MONDAY))
    somebody.add(somebody.area("d"))

    with pytest.raises(BreaksARule, match="3 focus areas"):
        somebody.change(first, somebody.area("a"), version=2)


def test_a_focus_area_that_is_taken_up_again_has_a_place_of_its_own(
    somebody: Somebody,
) -> None:
    first = somebody.add(somebody.area("a"))
    somebody.change(first, somebody.area("a", ended_on=MONDAY))
    somebody.add(somebody.area("b"))

    somebody.change(first, somebody.area("a"), version=2)

    with somebody.store.reading() as connection:
        places = connection.execute(select(FOCUS_AREAS.c.words, FOCUS_AREAS.c.place))
        assert {row.words: row.place for row in places} == {"a": 2, "b": 1}


def test_of_two_who_fill_the_last_place_at_once_one_is_told(
    somebody: Somebody,
) -> None:
    for words in ("a", "b"):
        somebody.add(somebody.area(words))
    together, outcomes = Barrier(2), []

    def fill(words: str) -> None:
        together.wait()
        try:
            somebody.add(somebody.area(words))
        except (ChangedMeanwhile, BreaksARule):
            outcomes.append("told")
        else:
            outcomes.append("kept")

    both = [Thread(target=fill, args=[each]) for each in ("c", "d")]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(outcomes) == ["kept", "told"]
    assert len(somebody.all(FocusArea)) == 3


BROKEN: list[tuple[dict[str, object], str]] = [
    ({"place": 1}, "unique"),
    ({"place": 4}, "few"),
    ({"place": 0}, "few"),
    ({"phase": Phase.FINISHED}, "supported"),
    ({"words": " "}, "worded"),
    ({"strengths": ""}, "strengths_first"),
    ({"ended_on": MONDAY - A_DAY}, "in_order"),
]


def test_the_database_itself_keeps_to_the_rules(somebody: Somebody) -> None:
    somebody.add(somebody.area())
    with somebody.store.reading() as connection:
        row = as_values(connection.execute(select(FOCUS_AREAS)).one())
    sound = {**row, "id": new_id(), "place": 2}

    for spoilt, guard in BROKEN:
        with (
            pytest.raises(IntegrityError, match=f"(?i){guard}"),
            somebody.store.unit(author_id=ALEX, at=NOW) as unit,
        ):
            unit.connection.execute(insert(FOCUS_AREAS), {**sound, **spoilt})
    with somebody.store.unit(author_id=ALEX, at=NOW) as unit:
        unit.connection.execute(insert(FOCUS_AREAS), sound)


LATER = datetime(2028, 1, 1, tzinfo=UTC)
ALSO_BROKEN: list[tuple[Table, dict[str, object], str]] = [
    (NETWORK_MEMBERS, {"known_as": " "}, "ck_network_members_named"),
    (NETWORK_MEETINGS, {"phase": Phase.PRE_CTI}, "ck_network_meetings_timed"),
    (CONTACT_NOTES, {"words": ""}, "ck_contact_notes_worded"),
    (REVIEW_DECISIONS, {"words": " "}, "ck_review_decisions_worded"),
    (PORTRAITS, {"matters": "", "strengths": " "}, "ck_portraits_worded"),
    (SAFETY_PLANS, {"words": " "}, "ck_safety_plans_worded"),
    (PLANNED_CONTACTS, {"minutes": 0}, "ck_planned_contacts_minutes"),
    (CALENDAR_FEEDS, {"opened_at": LATER}, "ck_calendar_feeds_in_order"),
]


def test_the_database_refuses_what_nobody_may_say(somebody: Somebody) -> None:
    for thing in one_of_each(somebody):
        somebody.add(thing)
    a_feed(somebody.store, somebody.service_id)

    for table, spoilt, guard in ALSO_BROKEN:
        with (
            pytest.raises(IntegrityError, match=guard),
            somebody.store.unit(author_id=ALEX, at=NOW) as unit,
        ):
            assert unit.connection.execute(update(table).values(**spoilt)).rowcount


def test_what_there_can_be_once_is_said_once(somebody: Somebody) -> None:
    things = one_of_each(somebody)
    once = (
        *(CaseReview, NetworkGuest, NetworkMeeting, Phone),
        *(Portrait, SafetyPlan, SettledContact),
    )

    for thing in things:
        somebody.add(thing)
        if isinstance(thing, once):
            with pytest.raises(ChangedMeanwhile):
                somebody.add(thing)
        else:
            somebody.add(thing)


def somebody_elses(here: Somebody, there: Somebody) -> list[object]:
    """What names people, workers and things of another service, or person, or none."""
    felt = FeltWeight(
        worker_id=there.alex,
        person_id=None,
        feels=Feels.LIGHTER,
        words="",
        said_on=MONDAY,
    )
    return [
        here.area(person_id=there.sam),
        here.area(held_by=there.add(there.grandma())),
        here.area(held_by=here.add(here.grandma(here.kim))),
        here.area(held_by=new_id()),
        felt,
        here.note(there.record()),
        FocusStep(focus_area_id=there.add(there.area()), words="One"),
    ]


def test_nothing_is_about_somebody_elses(store: Store) -> None:
    here, there = Somebody(store), Somebody(store)

    for thing in somebody_elses(here, there):
        with pytest.raises(NotThere):
            here.add(thing)


def test_what_something_is_about_stays_as_it_is(somebody: Somebody) -> None:
    area, grandma = somebody.add(somebody.area()), somebody.add(somebody.grandma())

    for other in ({"person_id": somebody.kim}, {"phase": Phase.TRY_OUT}):
        with pytest.raises(BreaksARule, match="stays as it is"):
            somebody.change(area, somebody.area(**other))

    assert somebody.change(area, somebody.area(held_by=grandma)) == 2


def test_a_holder_of_another_person_is_refused_later_too(somebody: Somebody) -> None:
    area = somebody.add(somebody.area())
    of_kim = somebody.add(somebody.grandma(somebody.kim))

    with pytest.raises(NotThere):
        somebody.change(area, somebody.area(held_by=of_kim))


def test_what_ends_is_still_known(somebody: Somebody) -> None:
    area, grandma = somebody.add(somebody.area()), somebody.add(somebody.grandma())
    ended_area = somebody.area(ended_on=MONDAY + A_DAY)
    ended_member = replace(somebody.grandma(), ended_on=MONDAY)

    somebody.change(area, ended_area)
    somebody.change(grandma, ended_member)

    assert [each.what for each in somebody.all(FocusArea)] == [ended_area]
    assert [each.what for each in somebody.all(NetworkMember)] == [ended_member]


def test_there_is_one_network_meeting_at_the_end_of_a_phase(
    somebody: Somebody,
) -> None:
    meeting = NetworkMeeting(
        person_id=somebody.sam, phase=Phase.TRY_OUT, planned_at=TEN
    )
    row_id = somebody.add(meeting)

    with pytest.raises(ChangedMeanwhile):
        somebody.add(meeting)

    somebody.change(row_id, replace(meeting, planned_at=TEN + A_DAY))
    (found,) = somebody.all(NetworkMeeting, person_id=somebody.sam)
    assert found.what == replace(meeting, planned_at=TEN + A_DAY)


def test_a_planned_contact_becomes_what_it_was(somebody: Somebody) -> None:
    days = {outcome: TEN + n * A_DAY for n, outcome in enumerate(Outcome)}
    planned = [a_planned_contact(at=at) for at in days.values()]
    told(somebody.store, somebody.service_id, *planned)
    with somebody.store.reading() as connection:
        events = connection.execute(select(PLANNED_CONTACTS)).all()

    for outcome, event in zip(
        Outcome, sorted(events, key=lambda each: each.at), strict=True
    ):
        with somebody.store.unit(author_id=ALEX, at=NOW) as unit:
            record_id = settle_contact(
                unit,
                event.id,
                outcome=outcome,
                at=days[outcome] + timedelta(minutes=10),
                minutes=45,
                place="office",
            )
        (settled,) = somebody.all(SettledContact, planned_contact_id=event.id)
        assert settled.what == SettledContact(
            planned_contact_id=event.id, contact_record_id=record_id
        )

    with somebody.store.reading() as connection:
        caseload = read_caseload(connection, somebody.service_id, on=PLAN_DATE)
    assert {each.outcome: each for each in caseload.contacts} == {
        outcome: ContactRecord(
            person_id=PersonId("sam"),
            worker_id=WorkerId("alex"),
            at=at + timedelta(minutes=10),
            kind="visit",
            outcome=outcome,
            minutes=45,
            place="office",
        )
        for outcome, at in days.items()
    }


def test_what_became_of_a_contact_is_said_once(somebody: Somebody) -> None:
    event_id = somebody.planned()

    def settle() -> None:
        with somebody.store.unit(author_id=ALEX, at=NOW) as unit:
            settle_contact(
                unit,
                event_id,
                outcome=Outcome.ATTEMPTED,
                at=TEN,
                minutes=None,
                place="home",
            )

    settle()
    with pytest.raises(ChangedMeanwhile):
        settle()

    with somebody.store.reading() as connection:
        assert len(connection.execute(select(CONTACT_RECORDS)).all()) == 1


def settled(
    somebody: Somebody, contact_id: str, outcome: Outcome, at: datetime
) -> None:
    """Say at a moment what became of a contact."""
    with somebody.store.unit(author_id=ALEX, at=at) as unit:
        settle_contact(
            unit, contact_id, outcome=outcome, at=TEN, minutes=None, place="home"
        )


def test_what_somebody_has_settled_is_moved_by_no_plan(somebody: Somebody) -> None:
    contact_id = somebody.planned()
    settled(somebody, contact_id, Outcome.ACHIEVED, NOW)

    with somebody.store.reading() as connection:
        agreed = read_in_force(connection, somebody.service_id, on=MONDAY)
    told(somebody.store, somebody.service_id, a_planned_contact(at=TEN + A_DAY))

    assert agreed is not None
    assert agreed.contacts == ()
    with somebody.store.reading() as connection:
        rows = connection.execute(select(PLANNED_CONTACTS)).all()
    assert {row.id == contact_id: (row.at, row.is_cancelled) for row in rows} == {
        True: (TEN, False),
        False: (TEN + A_DAY, False),
    }


BEFORE_TEN, AFTER_TEN = (
    TEN.replace(hour=9, tzinfo=UTC),
    TEN.replace(hour=11, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("outcome", "at", "shown"),
    [
        (Outcome.DECLINED, BEFORE_TEN, (True, 1, BEFORE_TEN)),
        (Outcome.CANCELLED_BY_US, TEN.replace(tzinfo=UTC), (True, 1, None)),
        (Outcome.CANCELLED_BY_US, AFTER_TEN, (False, 0, None)),
        (Outcome.ACHIEVED, BEFORE_TEN, (False, 0, None)),
    ],
)
def test_calendars_show_what_is_called_off_before_its_time(
    somebody: Somebody,
    outcome: Outcome,
    at: datetime,
    shown: tuple[bool, int, datetime | None],
) -> None:
    contact_id = somebody.planned()
    a_feed(somebody.store, somebody.service_id)

    settled(somebody, contact_id, outcome, at)

    with somebody.store.reading() as connection:
        (feed,) = feeds_of(connection, worker_id=somebody.alex)
        (event,) = events_of(connection, feed, on=MONDAY)
    is_cancelled, sequence, said_at = shown
    assert (event.is_cancelled, event.sequence) == (is_cancelled, sequence)
    assert said_at in (None, event.said_at)


def test_who_made_a_contact_is_of_its_service(store: Store) -> None:
    here, there = Somebody(store), Somebody(store)
    event_id = here.planned()

    with pytest.raises(NotThere), store.unit(author_id=ALEX, at=NOW) as unit:
        settle_contact(
            unit,
            event_id,
            outcome=Outcome.ACHIEVED,
            at=TEN,
            minutes=60,
            place="home",
            worker_id=there.bo,
        )
    with store.unit(author_id=ALEX, at=NOW) as unit:
        settle_contact(
            unit,
            event_id,
            outcome=Outcome.ACHIEVED,
            at=TEN,
            minutes=60,
            place="home",
            worker_id=here.bo,
        )

    with store.reading() as connection:
        made_by = select(CONTACT_RECORDS.c.worker_id)
        assert [*connection.execute(made_by).scalars()] == [here.bo]


def test_a_note_is_kept_apart_from_its_contact_and_told_in_no_fact(
    somebody: Somebody,
) -> None:
    record_id = somebody.record()
    note_id = somebody.add(somebody.note(record_id, "Words for few"))

    with somebody.store.reading() as connection:
        facts = [as_values(each) for each in connection.execute(select(FACTS))]
        records = [
            as_values(each) for each in connection.execute(select(CONTACT_RECORDS))
        ]

    assert "Words for few" not in repr([facts, records])
    (fact,) = (each for each in facts if each["row_id"] == note_id)
    assert (fact["author_id"], fact["after"]["contact_record_id"]) == (ALEX, record_id)


def test_a_note_is_corrected_by_another_and_never_changed(somebody: Somebody) -> None:
    record_id = somebody.record()
    note = somebody.note(record_id)
    first = somebody.add(note)
    with pytest.raises(BreaksARule, match="stays as it was said"):
        somebody.change(first, replace(note, words="She did not."))

    somebody.add(replace(note, words="She sang.", corrects_id=first))

    with pytest.raises(ChangedMeanwhile):
        somebody.add(replace(note, words="She danced.", corrects_id=first))
    found = somebody.all(ContactNote, contact_record_id=record_id)
    assert {each.what for each in found} == {
        note,
        replace(note, words="She sang.", corrects_id=first),
    }


def test_a_note_corrects_one_on_the_same_contact(somebody: Somebody) -> None:
    first = somebody.add(somebody.note(somebody.record()))
    other = replace(somebody.note(somebody.record()), corrects_id=first)

    with pytest.raises(BreaksARule, match="same contact"):
        somebody.add(other)


def test_the_steps_before_know_nothing_of_it_and_lose_nobody(
    somebody: Somebody, engine: Engine
) -> None:
    for thing in one_of_each(somebody):
        somebody.add(thing)

    downgrade(engine, "0003")
    upgrade(engine)

    assert [each for kind in TABLE_OF for each in somebody.all(kind)] == []
    with somebody.store.reading() as connection:
        caseload = read_caseload(connection, somebody.service_id, on=PLAN_DATE)
    assert [each.person_id for each in caseload.people] == ["kim", "sam"]
    assert somebody.add(somebody.area())
