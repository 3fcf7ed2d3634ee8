"""Caseloads with a valid plan, and plans that make no sense, for property tests."""

from hypothesis import settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.policy import BALANCED
from cti.plans.ways import ways
from tests.builders import PLAN_DATE, a_stay, monday
from tests.strategies import GONE, WEEKS, caseloads, told

SHORT = Horizon(on=PLAN_DATE, weeks=WEEKS)
"""The horizon of drawn caseloads."""

a_few = settings(max_examples=50, deadline=None)
"""How many caseloads a property is tried on; no clock decides whether it holds."""

Planned = tuple[Caseload, AssignmentPlan]


@st.composite
def planned(draw: st.DrawFn) -> Planned:
    """A caseload with a plan in which everybody takes one of their allowed ways."""
    caseload = draw(told(caseloads()))
    chosen = [
        draw(st.sampled_from(open_to))
        for open_to in ways(caseload, SHORT, BALANCED).values()
    ]
    stays = [stay for way in chosen for stay in way.stays(SHORT)]
    return caseload, AssignmentPlan(tuple(stays))


@st.composite
def nonsense(draw: st.DrawFn) -> Planned:
    """A caseload with a plan that may break any rule."""
    who = st.sampled_from(("p0", "p1", "p2", "r0", "r1", "unheard of"))
    stays = draw(
        st.lists(
            st.builds(
                a_stay,
                who,
                st.sampled_from(("w0", "w1", GONE, None)),
                from_on=st.sampled_from((monday(-1), monday(0), monday(2))),
                to_on=st.sampled_from((None, monday(1), monday(3))),
            ),
            max_size=6,
        )
    )
    return draw(told(caseloads())), AssignmentPlan(tuple(stays))
