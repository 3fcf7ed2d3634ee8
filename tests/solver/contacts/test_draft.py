"""A draft keeps its accounts: its total is what the plan it stands for costs."""

from dataclasses import replace
from fractions import Fraction

from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.solver.contacts.draft import Draft
from cti.solver.contacts.finished import contact_plan
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.replan import replan
from cti.solver.contacts.search import first_draft, search, settle
from cti.solver.limits import never
from tests.builders import HORIZON, a_contact
from tests.solver.contacts.team import TRAVEL, a_team, dice


def all_met_before() -> tuple[Caseload, AssignmentPlan]:
    """The team, with everybody met long ago: all are used to something."""
    caseload, assignment = a_team()
    known = {record.person_id for record in caseload.contacts}
    more = [
        a_contact(person.person_id, person.worker_id)
        for person in caseload.people
        if person.person_id not in known
    ]
    contacts = (*caseload.contacts, *more)
    return replace(caseload, contacts=contacts, referrals=()), assignment


def a_draft(caseload: Caseload, assignment: AssignmentPlan) -> Draft:
    draft = Draft(ContactProblem(caseload, HORIZON, assignment, BALANCED.contacts))
    first_draft(draft, dice(3), stopped=never)
    return draft


def cost_of(draft: Draft, assignment: AssignmentPlan) -> Fraction:
    caseload, plan = draft.problem.caseload, contact_plan(draft)
    prices = BALANCED.contacts
    return score_contacts(caseload, HORIZON, assignment, plan, prices).cost.total


def test_the_total_is_what_the_plan_costs() -> None:
    caseload, assignment = all_met_before()
    draft = a_draft(caseload, assignment)
    random = dice(5)

    for _ in range(40):
        index = random.randrange(len(draft.placed))
        draft.clear(index)
        replan(draft, index, random, skip=0.3)

    assert draft.problem.scale.points(draft.total) == cost_of(draft, assignment)


def test_no_draft_breaks_a_rule() -> None:
    caseload, assignment = a_team()
    draft = a_draft(caseload, assignment)

    found = search(draft, dice(5), 300, go_on=lambda _, __: True)

    for each in (draft, found):
        plan = contact_plan(each)
        assert plan.contacts
        assert verify_contacts(caseload, HORIZON, assignment, plan) == ()


def test_undo_puts_everything_back() -> None:
    draft = a_draft(*a_team())
    before, plan = draft.total, contact_plan(draft)
    random = dice(5)

    draft.mark()
    for index in (0, 3, 7):
        draft.clear(index)
    for index in (7, 0, 3):
        replan(draft, index, random, skip=0.5)
    changed = contact_plan(draft)
    draft.undo()

    assert changed != plan
    assert (draft.total, contact_plan(draft)) == (before, plan)


def test_a_copy_is_not_changed_with_the_draft() -> None:
    draft = a_draft(*a_team())
    twin, plan = draft.copy(), contact_plan(draft)

    draft.clear(2)

    assert contact_plan(twin) == plan
    assert contact_plan(draft) != plan


def test_the_best_draft_is_never_worse_than_the_one_begun_with() -> None:
    draft = a_draft(*a_team())
    before = draft.total

    found = search(draft, dice(5), 200, go_on=lambda _, __: True)

    assert found.total <= before


def test_planning_one_person_anew_never_costs_more() -> None:
    # Everybody else stays, so what was there before can be had again.
    caseload, assignment = all_met_before()
    draft = a_draft(caseload, assignment)

    for index in range(len(draft.placed)):
        before = draft.total
        draft.clear(index)
        replan(draft, index, dice(1))
        assert draft.total <= before


def test_once_settled_nobody_alone_can_be_planned_better() -> None:
    draft = a_draft(*all_met_before())
    for index in (0, 3, 5, 8):
        draft.clear(index)
        replan(draft, index, dice(4), skip=0.8)
    begun = draft.total

    settle(draft, dice(1), stopped=never)

    settled = draft.total
    assert settled < begun
    for index in range(len(draft.placed)):
        draft.mark()
        draft.clear(index)
        replan(draft, index, dice(1))
        assert draft.total >= settled
        draft.undo()


def test_settling_never_costs_more() -> None:
    # Somebody nobody has met may be planned otherwise at the same cost, or at more.
    draft = a_draft(*a_team())

    for seed in range(6):
        before, plan = draft.total, contact_plan(draft)
        settle(draft, dice(seed), stopped=never)
        assert draft.total < before or contact_plan(draft) == plan


def test_whoever_says_stop_has_a_draft_as_it_was() -> None:
    draft = a_draft(*a_team())
    before = contact_plan(draft)

    settle(draft, dice(1), stopped=lambda: True)

    assert contact_plan(draft) == before


def test_what_cannot_be_reached_is_not_planned() -> None:
    caseload, assignment = a_team()
    far = replace(caseload, travel=dict.fromkeys(TRAVEL, 240))

    near_by = contact_plan(a_draft(caseload, assignment))
    far_away = contact_plan(a_draft(far, assignment))

    assert len(far_away.contacts) < len(near_by.contacts) / 2
    assert verify_contacts(far, HORIZON, assignment, far_away) == ()
