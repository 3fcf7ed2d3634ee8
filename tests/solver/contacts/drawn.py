"""Assignment plans drawn for the contact planner, which takes them as they are."""

from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan, Stay
from tests.builders import PLAN_DATE
from tests.strategies import WEEKS


@st.composite
def assignments(draw: st.DrawFn, caseload: Caseload) -> AssignmentPlan:
    """Anybody with anybody in the caseload, or with nobody."""
    horizon = Horizon(PLAN_DATE, WEEKS)
    workers = [None, *(worker.worker_id for worker in caseload.workers)]
    stays = []
    for whom in (*caseload.person, *caseload.referral):
        first = draw(st.integers(0, 1)) if whom in caseload.referral else 0
        change = draw(st.sampled_from((None, 2)))
        until = None if change is None else horizon.mondays[change]
        worker = draw(st.sampled_from(workers))
        stays.append(Stay(whom, horizon.mondays[first], worker, until))
        if until is not None:
            stays.append(Stay(whom, until, draw(st.sampled_from(workers))))
    return AssignmentPlan(tuple(stays))
