"""Caseloads are shown as pictures, and as the same numbers in tables."""

import json
import re
from datetime import date, datetime

import pytest

from cti.caseload.caseload import Outcome
from cti.store.casework import record_contact
from cti.store.plans import plan_row
from cti.store.publishing import put_in_force
from cti.store.tables import PEOPLE, WORKERS
from cti.usecases.caseload_pictures import caseloads_seen
from tests.api.house import NOW, Household
from tests.builders import a_planned_contact, a_stay
from tests.dashboards.served import visits, words_of
from tests.store.plans import a_document

ON = date(2026, 11, 23)


def address(home: Household, name: str = "open") -> str:
    return f"/services/{home.services[name].service_id}/caseloads"


def pictures(html: str) -> dict[str, dict[str, object]]:
    """What the page's script draws, by name."""
    found = re.findall(
        r'<script type="application/json" data-picture="([^"]+)">([^<]*)</script>', html
    )
    return {name: json.loads(text) for name, text in found}


def planned(home: Household) -> None:
    """Let a plan be in force."""
    kept = home.kept
    plan_id = kept.draft(a_document(a_stay(), contacts=[a_planned_contact()]))
    with kept.store.unit(author_id=kept.service_id, at=NOW) as unit:
        put_in_force(unit, plan_row(unit.connection, plan_id))


def test_without_a_plan_the_page_says_what_comes_next(home: Household) -> None:
    answer = visits(home, "leader").get(address(home))

    assert answer.status_code == 200
    assert "no plan yet" in words_of(answer.text)
    assert "plotly" not in answer.text


def test_each_picture_has_words_and_a_table_beside_it(home: Household) -> None:
    planned(home)

    answer = visits(home, "officer").get(address(home))

    drawn = pictures(answer.text)
    assert {"team-1", "worker-1", "mix", "contacts", "course"} <= drawn.keys()
    for name in drawn:
        label_of = rf'id="{name}" role="img" aria-label="([^"]+)"'
        (label,) = re.findall(label_of, answer.text)
        assert len(label) > len(name)
    assert answer.text.count("<table") == len(drawn)
    assert "Sam" in words_of(answer.text).split()


def test_whose_phase_one_may_not_see_is_counted_and_not_named(home: Household) -> None:
    planned(home)
    # What was worked out for who may see it helps nobody else to it.
    assert "Sam" in words_of(visits(home, "leader").get(address(home)).text).split()

    answer = visits(home, "far leader").get(address(home))

    words = words_of(answer.text)
    assert "Sam" not in words.split()
    assert "more in the plan: their phases are for those who plan with them" in words
    assert "course" not in pictures(answer.text)


@pytest.mark.parametrize("who", ["outsider", "partner", "administrator"])
def test_caseloads_are_not_for_everybody(home: Household, who: str) -> None:
    planned(home)
    assert visits(home, "leader").get(address(home)).status_code == 200

    answer = visits(home, who).get(address(home))

    assert answer.status_code in (403, 404)
    assert "Sam" not in words_of(answer.text).split()


def test_contacts_are_counted_in_the_phase_they_were_in(home: Household) -> None:
    planned(home)
    kept = home.kept
    days = {
        Outcome.ACHIEVED: datetime(2026, 11, 20, 10),
        Outcome.ATTEMPTED: datetime(2026, 10, 26, 10),
        Outcome.DECLINED: datetime(2026, 10, 25, 10),
    }
    with kept.store.unit(author_id=kept.service_id, at=NOW) as unit:
        for outcome, at in days.items():
            record = {
                "person_id": kept.row_id(PEOPLE, "sam"),
                "worker_id": kept.row_id(WORKERS, "alex"),
                "at": at,
                "kind": "visit",
                "outcome": outcome,
                "minutes": None,
                "place": "",
            }
            record_contact(unit, kept.service_id, record)

    seen = caseloads_seen(kept.store, home.accounts["leader"], kept.service_id, on=ON)

    # Four weeks back is 26 October; the day before counts no more.
    assert sum(each.achieved for each in seen.contacts) == 1
    assert sum(each.attempted for each in seen.contacts) == 1
    assert sum(each.declined for each in seen.contacts) == 0
    assert sum(each.to_come for each in seen.contacts) == 1
