"""What other tests draw is valid, and reaches the edges it is meant to reach."""

from datetime import timedelta

from hypothesis import Phase, find, given, settings

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.caseload.ledger import ceilings, total
from tests.builders import PLAN_DATE
from tests.strategies import GONE, WEEKS, caseloads

# Finding is enough: nobody reads the smallest example.
FIND = settings(
    phases=[Phase.generate], database=None, max_examples=1000, deadline=None
)
HORIZON = Horizon(on=PLAN_DATE, weeks=WEEKS)


@given(caseloads())
def test_nothing_drawn_refers_to_anybody_missing(caseload: Caseload) -> None:
    workers = set(caseload.worker)
    people = set(caseload.person)

    assert {person.worker_id for person in caseload.people} <= {*workers, GONE, None}
    supported = [person.wishes for person in caseload.people]
    referred = [referral.wishes for referral in caseload.referrals]
    for wishes in supported + referred:
        assert wishes.not_workers <= workers
        assert wishes.requested_worker in {*workers, None}
    assert {absence.worker_id for absence in caseload.absences} <= workers
    assert {contact.person_id for contact in caseload.contacts} <= people
    assert {contact.worker_id for contact in caseload.contacts} <= workers
    assert {pin.person_id for pin in caseload.pins} <= people


@given(caseloads())
def test_everybody_has_a_row_of_their_own(caseload: Caseload) -> None:
    rows = [*caseload.person, *caseload.referral, *caseload.worker]

    assert len(rows) == len(set(rows))
    assert len(caseload.person) == len(caseload.people)
    assert len(caseload.pin_of) == len(caseload.pins)
    assert all(absence.from_on <= absence.to_on for absence in caseload.absences)


def test_a_worker_who_holds_exactly_the_ceiling_is_among_what_is_drawn() -> None:
    def is_full(caseload: Caseload) -> bool:
        agreed = ceilings(caseload, HORIZON)
        profiles = {
            worker_id: total(
                (
                    someone.weights
                    for someone in open_people(caseload, HORIZON).values()
                    if someone.person.worker_id == worker_id
                ),
                WEEKS,
            )
            for worker_id in agreed
        }
        return any(
            load == ceiling > 0
            for worker_id in agreed
            for load, ceiling in zip(
                profiles[worker_id], agreed[worker_id], strict=True
            )
        )

    assert find(caseloads(), is_full, settings=FIND)


def test_a_phase_change_on_a_planning_monday_and_on_the_day_after_are_drawn() -> None:
    def changes_on(caseload: Caseload, days_after_monday: int) -> bool:
        days = {day + timedelta(days_after_monday) for day in HORIZON.mondays}
        return any(
            day in days
            for someone in open_people(caseload, HORIZON).values()
            for day, _ in someone.clock.changes(after=HORIZON.start, until=HORIZON.end)
        )

    assert find(caseloads(), lambda drawn: changes_on(drawn, 0), settings=FIND)
    assert find(caseloads(), lambda drawn: changes_on(drawn, 1), settings=FIND)
