"""Plans of any names and any dates, for what must have an answer about any plan."""

from hypothesis import strategies as st

from cti.plans.assignment import AssignmentPlan
from tests.builders import a_stay
from tests.plans.drawn import SHORT, Planned
from tests.strategies import caseloads


@st.composite
def any_plan(draw: st.DrawFn) -> Planned:
    """A caseload with a plan of any ids and any dates, from the first to the last."""
    ids = st.sampled_from(("p0", "p1", "r0", "r1", "")) | st.text(max_size=3)
    days = st.sampled_from(SHORT.mondays) | st.dates()
    stays = draw(
        st.lists(
            st.builds(
                a_stay,
                ids,
                st.none() | st.sampled_from(("w0", "w1")) | ids,
                from_on=days,
                to_on=st.none() | days,
            ),
            max_size=6,
        )
    )
    return draw(
        caseloads(max_workers=2, max_people=2, max_referrals=1)
    ), AssignmentPlan(tuple(stays))
