"""What was said of a contact is taken back or corrected; one begins later."""

from datetime import datetime, timedelta

import pytest

from cti.access import AboutPerson, Actor, Membership, Permission, Role
from cti.caseload.caseload import Outcome
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.plans.contacts import ContactKind
from cti.store.tables import (
    CONTACT_RECORDS,
    FACTS,
    PEOPLE,
    PLANNED_CONTACTS,
    SETTLED_CONTACTS,
    WORKERS,
)
from cti.store.unit import Store, new_id
from cti.usecases.contacts import settle
from cti.usecases.correcting import begin_later, correct, take_back
from cti.usecases.finding import find
from tests.store.plans import NOW, Kept, a_document

ON = NOW.date()
NINE, LATER = datetime(2026, 11, 20, 9, 0), datetime(2026, 11, 20, 15, 0)


class Alex:
    """The worker, who may write about Sam."""

    def __init__(self, store: Store) -> None:
        self.store, self.kept = store, Kept.in_(store)
        worker_id = self.kept.row_id(WORKERS, "alex")
        ours = Membership(
            service_id=self.kept.service_id, role=Role.WORKER, worker_id=worker_id
        )
        self.actor = Actor(account_id=new_id(), memberships=(ours,))
        self.worker_id = worker_id

    def told(self, at: datetime = NINE) -> str:
        """Tell Sam of a contact, and return its id."""
        row = {
            "plan_id": self.kept.draft(a_document()),
            "person_id": self.kept.row_id(PEOPLE, "sam"),
            "worker_id": self.worker_id,
            "at": at,
            "minutes": 60,
            "kind": ContactKind.VISIT,
            "place": "home",
            "locality": None,
            "cover": False,
            "is_cancelled": False,
            "said_at": NOW,
        }
        with self.store.unit(author_id=new_id(), at=NOW) as unit:
            return unit.add(PLANNED_CONTACTS, self.kept.service_id, [row])[0]

    def about(self, contact_id: str) -> AboutPerson:
        """Find whom a contact is with."""
        action = Permission.CONTACT_WRITE
        found = find(self.store, self.actor, action, "contacts", contact_id, on=ON)
        assert isinstance(found, AboutPerson)
        return found

    def says(self, contact_id: str, outcome: Outcome, words: str = "") -> str:
        """Say what became of a contact, and return the record's id."""
        settled = settle(
            self.store,
            self.actor,
            self.about(contact_id),
            contact_id,
            outcome=outcome,
            held_at=None,
            minutes=None,
            place=None,
            worker_id=None,
            words=words,
            at=NOW,
        )
        return settled.record_id

    def takes_back(self, contact_id: str) -> None:
        """Take back what was said."""
        about = self.about(contact_id)
        take_back(self.store, self.actor, about, contact_id, on=ON, at=NOW)

    def corrects(self, contact_id: str, outcome: Outcome, seen: int = 1) -> None:
        """Say something else."""
        correct(
            self.store,
            self.actor,
            self.about(contact_id),
            contact_id,
            seen=seen,
            outcome=outcome,
            held_at=NINE,
            minutes=30,
            place="office",
            on=ON,
            at=NOW,
        )

    def is_late(self, contact_id: str, minutes: int, seen: datetime) -> None:
        """Let a contact begin later."""
        begin_later(
            self.store,
            self.actor,
            self.about(contact_id),
            contact_id,
            minutes,
            seen=seen,
            on=ON,
            at=NOW,
        )


@pytest.fixture
def alex(store: Store) -> Alex:
    return Alex(store)


def test_what_is_taken_back_is_unsaid_and_its_facts_stay(alex: Alex) -> None:
    contact = alex.told(LATER)
    record = alex.says(contact, Outcome.DECLINED)
    (off,) = alex.kept.rows(PLANNED_CONTACTS, id=contact)

    alex.takes_back(contact)

    (on_again,) = alex.kept.rows(PLANNED_CONTACTS, id=contact)
    assert (off["is_cancelled"], on_again["is_cancelled"]) == (True, False)
    assert alex.kept.rows(SETTLED_CONTACTS) == []
    assert len(alex.kept.rows(FACTS, row_id=record)) == 2
    assert alex.says(contact, Outcome.DECLINED) != record


def test_nothing_is_taken_back_that_words_were_written_about(alex: Alex) -> None:
    contact = alex.told()
    alex.says(contact, Outcome.ACHIEVED, words="We cooked.")

    with pytest.raises(BreaksARule, match="Words were written"):
        alex.takes_back(contact)

    assert len(alex.kept.rows(SETTLED_CONTACTS)) == 1


def test_what_was_never_said_cannot_be_taken_back(alex: Alex) -> None:
    contact = alex.told()

    with pytest.raises(NotThere):
        alex.takes_back(contact)


def test_a_correction_stands_in_the_place_of_what_was_said(alex: Alex) -> None:
    contact = alex.told(LATER)
    record = alex.says(contact, Outcome.DECLINED)

    alex.corrects(contact, Outcome.ATTEMPTED)

    (now,) = alex.kept.rows(CONTACT_RECORDS, id=record)
    assert (now["outcome"], now["minutes"], now["version"]) == ("attempted", 30, 2)
    (planned,) = alex.kept.rows(PLANNED_CONTACTS, id=contact)
    assert not planned["is_cancelled"]
    with pytest.raises(ChangedMeanwhile):
        alex.corrects(contact, Outcome.ACHIEVED)


def test_a_contact_with_the_person_is_not_corrected_to_one_with_others(
    alex: Alex,
) -> None:
    contact = alex.told()
    alex.says(contact, Outcome.ACHIEVED)

    with pytest.raises(BreaksARule, match="with others"):
        alex.corrects(contact, Outcome.COLLATERAL)


def test_a_contact_begins_later_once_and_not_when_it_has_been(alex: Alex) -> None:
    contact, has_been = alex.told(LATER), alex.told(NINE)
    alex.says(has_been, Outcome.ACHIEVED)

    alex.is_late(contact, 20, LATER)

    (planned,) = alex.kept.rows(PLANNED_CONTACTS, id=contact)
    assert (planned["at"].minute, planned["version"]) == (20, 2)
    for late, seen in ((contact, LATER), (has_been, NINE)):
        with pytest.raises(ChangedMeanwhile):
            alex.is_late(late, 20, seen)


def test_who_comes_along_comes_later_too(alex: Alex) -> None:
    contact, along = alex.told(LATER), alex.told(LATER)
    off, before = alex.told(LATER), alex.told(NINE)
    alex.says(off, Outcome.DECLINED)

    alex.is_late(contact, 20, LATER)

    at = {row["id"]: row["at"] for row in alex.kept.rows(PLANNED_CONTACTS)}
    assert at[contact] == at[along] == LATER + timedelta(minutes=20)
    assert (at[off], at[before]) == (LATER, NINE)


@pytest.mark.parametrize(
    "seen", [datetime(2026, 11, 20, 23, 50), datetime(2026, 11, 21, 9, 0)]
)
def test_a_contact_begins_later_on_the_day_it_is_or_not_at_all(
    alex: Alex, seen: datetime
) -> None:
    contact = alex.told(seen)

    with pytest.raises(BreaksARule, match="of today"):
        alex.is_late(contact, 10, seen)
