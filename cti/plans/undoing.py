"""Leave out of a plan every change for somebody that gains nothing.

Many plans cost the same. Of those, people are better off with the one in which fewer
of them change.
"""

from dataclasses import replace

from cti.plans.alternatives import changed
from cti.plans.facts import PlanFacts
from cti.plans.questions import other_ways
from cti.units import PersonId


def without_idle_changes(
    before: PlanFacts, after: PlanFacts, *, but: PersonId
) -> PlanFacts:
    """Put back, one by one, whoever costs no more as they were.

    Parameters
    ----------
    before, after
        Two plans; the second may be of a caseload in which rules give way.
    but
        The person who is not put back.

    Returns
    -------
    A plan that costs no more than the second.
    """
    others = [person_id for person_id in before.ways if person_id != but]
    put_back = True
    while put_back:
        put_back = False
        for person_id in others:
            if _is_idle(before, after, person_id):
                stays = before.plan.of.get(person_id, ())
                plan = changed(after.plan, person_id, stays)
                after, put_back = replace(after, plan=plan), True
    return after


def _is_idle(before: PlanFacts, after: PlanFacts, person_id: PersonId) -> bool:
    """Whether somebody is otherwise than before, and could be as before for no more."""
    was, now = (each.plan.of.get(person_id, ()) for each in (before, after))
    if was == now:
        return False
    way = before.ways[person_id]
    return any(
        other.way == way and other.points <= 0 for other in other_ways(after, person_id)
    )
