"""What has become otherwise in the furnished service since a plan was published."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cti.access import Actor
from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.caseload.people import Keep, Person, Priority
from cti.phases import Phase
from cti.store.plans import Ids
from cti.store.reading import read_caseload
from cti.store.unit import Store
from cti.usecases.demonstration_words import REFERRED, SICKNESS
from cti.usecases.people import change_person, one_person
from cti.usecases.referrals import add_referral
from cti.usecases.workers import add_absence

AWAY_FROM, AWAY_UNTIL = timedelta(days=1), timedelta(days=3)
"""Days after the plan date, both included."""

CAN_START, MOVES = timedelta(days=7), timedelta(days=21)
"""So long after the plan date, of somebody who was just referred."""


def something_happens(
    store: Store, leader: Actor, service_id: str, *, on: date, at: datetime
) -> None:
    """Let a worker be unwell, somebody be referred, and somebody wish another worker.

    Parameters
    ----------
    on
        The plan date.
    at
        When it is written down.
    """
    with store.reading() as connection:
        caseload = read_caseload(connection, service_id, on=on)
        ids = Ids.of(connection, service_id)
    unwell = caseload.workers[-1]
    absence = {
        "from_on": on + AWAY_FROM,
        "to_on": on + AWAY_UNTIL,
        "kind": SICKNESS,
        "load_reduction": 0,
    }
    add_absence(store, leader, ids.worker[unwell.worker_id], absence, at=at)
    add_referral(
        store,
        leader,
        service_id,
        external_id=None,
        person={"known_as": REFERRED, "team": unwell.team},
        referral={
            "referred_on": on,
            "earliest_start_on": on + CAN_START,
            "priority": Priority.URGENT,
        },
        wishes={},
        not_workers=None,
        expected_on=on + MOVES,
        at=at,
    )
    wishing = next(_free_to_wish(caseload, on))
    row = ids.person[wishing.person_id]
    change_person(
        store,
        leader,
        row,
        seen=one_person(store, leader, row, on=on).version,
        said={"keep_worker": Keep.CHANGE},
        wishes={},
        not_workers=None,
        on=on,
        at=at,
    )


def _free_to_wish(caseload: Caseload, on: date) -> Iterator[Person]:
    """Yield people in Phase Two who have not said whether they keep their worker."""
    known = open_people(caseload, Horizon(on, 1))
    busy = {each.worker_id for each in caseload.absences}
    for each in caseload.people:
        if each.keep_worker is not Keep.EITHER or each.worker_id in busy:
            continue
        if known[each.person_id].clock.phase_on(on) is Phase.TRY_OUT:
            yield each
