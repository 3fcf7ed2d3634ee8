"""The furnished service has people, weeks of work behind it, and things to decide."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cti.caseload.caseload import Outcome
from cti.caseload.casework.case_reviews import ReviewDecision
from cti.caseload.casework.focus_areas import FocusArea, FocusStep
from cti.caseload.casework.network import NetworkMeeting, NetworkMember
from cti.caseload.casework.notes import ContactNote
from cti.caseload.contact_clock import last_achieved
from cti.exchange.caseload_in import read_caseload as read_file
from cti.plans.life import PlanState
from cti.store.casework import kept_of
from cti.store.reading import read_caseload
from cti.usecases.demonstration import Pace, furnish, propose
from cti.usecases.installing import Installation
from cti.usecases.overloads import overloads_in
from cti.usecases.pinning import may_be_kept
from cti.usecases.plans_kept import some_plans
from cti.usecases.sample import RIVERSIDE, sample_caseload
from cti.usecases.weighing import weigh

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.slow
def test_the_furnished_service_has_a_life_and_the_same_contacts_to_plan(
    tmp_path: Path,
) -> None:
    told: list[str] = []
    with Installation(f"sqlite:///{tmp_path / 'demo.db'}") as there:
        pace = Pace(effort=0, tell=told.append)
        found = furnish(there.store, at=AT, on=ON, pace=pace)
        propose(there.store, found, at=AT, on=ON, pace=pace)
        service_id = found.service_id
        with there.store.reading() as connection:
            caseload = read_caseload(connection, service_id, on=ON)
            decided = kept_of(connection, ReviewDecision, service_id=service_id)
            small = kept_of(connection, FocusStep, service_id=service_id)
            others = [
                kept_of(connection, kind, service_id=service_id)
                for kind in (ContactNote, FocusArea, NetworkMember, NetworkMeeting)
            ]
        overloads = overloads_in(there.store, service_id, on=ON)
        (draft,) = some_plans(there.store, service_id, most=2, state=PlanState.DRAFT)
        weighed = weigh(there.store, draft.plan_id)
    with sample_caseload(RIVERSIDE) as folder:
        sample = read_file(folder).caseload

    assert all(others)
    assert {each.outcome for each in caseload.contacts} >= {
        Outcome.ACHIEVED,
        Outcome.ATTEMPTED,
        Outcome.DECLINED,
    }
    assert last_achieved(caseload, ON) == last_achieved(sample, ON)
    assert all(each.at.date() <= ON for each in caseload.contacts)
    assert {each.what.done_on is None for each in decided} == {True, False}
    assert {each.is_owed for each in overloads} == {True, False}
    steps = [each.what.done_on for each in small]
    assert None in steps
    assert all(each is None or each <= ON for each in steps)
    assert len(told) == 4
    assert {may_be_kept(each) for each in weighed.departures} == {True, False}
    assert any(each.said.startswith("Noor S starts") for each in weighed.departures)
    assert any("not there that day" in each.said for each in weighed.moved_meetings)
    assert not weighed.edits
