"""What is worked out from a plan once."""

from datetime import date

from cti.calendar import Horizon
from cti.plans.ways import Way, WayKind
from cti.units import PersonId, WorkerId
from tests.builders import (
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.said import facts_of

SAM, ROBIN = PersonId("sam"), PersonId("robin")
HANDED_OVER = facts_of(
    a_caseload(
        workers=[a_worker(leaves_on=monday(6)), a_worker("ben")],
        people=[a_person()],
        referrals=[a_referral()],
    ),
    a_stay(to_on=monday(6)),
    a_stay(worker="ben", from_on=monday(6)),
)


def test_the_holder_is_the_one_of_the_day() -> None:
    assert HANDED_OVER.holder_on(SAM, date(2027, 1, 3)) == "alex"
    assert HANDED_OVER.holder_on(SAM, monday(6)) == "ben"
    assert HANDED_OVER.holder_on(SAM) == "alex"


def test_before_the_first_monday_the_one_of_that_monday_is_meant() -> None:
    thursday = Horizon(on=date(2026, 11, 19))
    facts = facts_of(a_caseload(people=[a_person()]), a_stay(), horizon=thursday)

    assert facts.holder_on(SAM, date(2026, 11, 20)) == "alex"


def test_what_the_plan_has_somebody_do_is_one_of_the_ways() -> None:
    assert HANDED_OVER.ways == {
        SAM: Way(
            kind=WayKind.HANDED_OVER,
            person_id=SAM,
            worker_id=WorkerId("ben"),
            from_week=6,
            before=WorkerId("alex"),
        ),
        ROBIN: Way(kind=WayKind.WAITS, person_id=ROBIN, worker_id=None, from_week=40),
    }


def test_somebody_a_plan_forgets_has_nobody() -> None:
    facts = facts_of(a_caseload(people=[a_person()]))

    assert facts.ways[SAM].kind is WayKind.UNCOVERED
