"""Sam, with something of everything that is kept of somebody."""

from dataclasses import replace
from datetime import date, datetime

from cti.caseload.caseload import Outcome
from cti.caseload.casework.focus_areas import FocusArea, FocusStep
from cti.caseload.casework.network import (
    NetworkGuest,
    NetworkMeeting,
    NetworkMember,
    Tie,
)
from cti.caseload.casework.notes import ContactNote
from cti.caseload.casework.phones import Phone
from cti.caseload.casework.portraits import Portrait
from cti.caseload.casework.safety_plans import SafetyPlan
from cti.phases import Phase
from cti.store.casework import add
from cti.store.tables import (
    CONTACT_RECORDS,
    PEOPLE,
    WORKERS,
)
from tests.api.house import NOW, Household

MATTERS, STRENGTHS = "My dog and Sunday lunch", "Never gives up"
COOKING, SAFE = "Cook on Sundays", "Ring before you come"
NUMBER, REACHED = "07700 900123", "A text first, never at work"
NOTE = "She cooked for all of us."


def sam_at(home: Household) -> str:
    """Keep something of everything there is of Sam, and return their row."""
    kept = home.kept
    person_id = kept.row_id(PEOPLE, "sam")
    with home.store.unit(author_id=home.accounts["worker"].account_id, at=NOW) as unit:

        def keep(thing: object) -> str:
            return add(unit, kept.service_id, thing)

        keep(Portrait(person_id=person_id, matters=MATTERS, strengths=STRENGTHS))
        keep(Phone(person_id=person_id, number=NUMBER, reached_by=REACHED))
        keep(
            SafetyPlan(
                person_id=person_id,
                words=SAFE,
                review_on=date(2027, 1, 4),
                written_by=home.accounts["worker"].account_id,
                written_at=NOW,
            )
        )
        grandma = keep(
            NetworkMember(
                person_id=person_id,
                known_as="Grandma",
                tie=Tie.FAMILY,
                reached_by="A ring on Sunday morning",
            )
        )
        area = FocusArea(
            person_id=person_id,
            phase=Phase.TRANSITION,
            words=COOKING,
            strengths="Knows every recipe",
            held_by=grandma,
            celebration="A meal together",
            began_on=date(2026, 11, 2),
        )
        area_id = keep(area)
        keep(replace(area, words="Find the library", ended_on=date(2026, 11, 9)))
        keep(FocusStep(focus_area_id=area_id, words="Buy a pan", done_on=NOW.date()))
        keep(FocusStep(focus_area_id=area_id, words="Ask Grandma"))
        meeting = keep(
            NetworkMeeting(
                person_id=person_id,
                phase=Phase.TRANSITION,
                planned_at=None,
                held_on=date(2026, 11, 20),
                agreed="Grandma rings on Sundays",
                celebrated="Ten weeks of cooking",
            )
        )
        keep(NetworkGuest(network_meeting_id=meeting, network_member_id=grandma))
        met = {
            "person_id": person_id,
            "worker_id": kept.row_id(WORKERS, "alex"),
            "at": datetime(2026, 11, 16, 10, 0),
            "kind": "visit",
            "outcome": Outcome.ACHIEVED,
            "minutes": 60,
            "place": "home",
        }
        (record_id,) = unit.add(CONTACT_RECORDS, kept.service_id, [met])
        tried = {**met, "at": datetime(2026, 11, 9, 10), "outcome": Outcome.DECLINED}
        unit.add(CONTACT_RECORDS, kept.service_id, [tried])
        keep(
            ContactNote(
                contact_record_id=record_id,
                words=NOTE,
                written_by=home.accounts["worker"].account_id,
                written_at=NOW,
            )
        )
    return person_id


def the(home: Household, table: object, **having: object) -> dict[str, object]:
    (row,) = home.kept.rows(table, service_id=home.kept.service_id, **having)  # type: ignore[arg-type]  # any table
    return dict(row)
