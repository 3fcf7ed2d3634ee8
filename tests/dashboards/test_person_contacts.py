"""On somebody's page each meeting stands once, and only what is still to come."""

from datetime import datetime

from cti.caseload.casework.network import NetworkMeeting
from cti.phases import Phase
from cti.plans.contacts import ContactKind
from cti.store.casework import add
from tests.api.house import NOW, Household
from tests.dashboards.contacts import TUESDAY, sam_of, told
from tests.dashboards.served import visits, words_of

SHOWN = "Tue 24 November 2026, 10:00"


def page_of(home: Household, part: str = "") -> str:
    page = visits(home, "worker").get(f"/people/{sam_of(home)}{part}")
    assert page.status_code == 200
    return words_of(page.text)


def test_a_meeting_of_two_workers_stands_once_with_both(home: Household) -> None:
    for worker in ("caro", "alex"):
        told(home, TUESDAY, worker=worker, kind=ContactKind.FIRST_CONTACT)

    page, pack = page_of(home), page_of(home, "/handover")

    assert page.count(SHOWN) == 1
    assert "First contact (home) with Alex and Caro" in page
    assert f"{SHOWN}, with Alex and Caro: go together" in pack
    assert page_of(home, "/sheet").count(SHOWN) == 1


def test_what_gave_way_to_something_else_is_not_to_come(home: Household) -> None:
    told(home, TUESDAY, is_cancelled=True)
    told(home, TUESDAY.replace(day=25))

    page = page_of(home)

    assert SHOWN not in page
    assert "Wed 25 November 2026, 10:00" in page


def test_a_network_meeting_stands_once_and_when_it_was_agreed(home: Household) -> None:
    at = datetime(2027, 1, 20, 11, 0)
    told(home, datetime(2027, 1, 7, 11, 0))
    told(home, datetime(2027, 1, 8, 11, 0), kind=ContactKind.NETWORK_MEETING)
    with home.store.unit(author_id=home.accounts["worker"].account_id, at=NOW) as unit:
        meeting = NetworkMeeting(
            person_id=sam_of(home), phase=Phase.TRANSITION, planned_at=at
        )
        add(unit, home.kept.service_id, meeting)

    page = page_of(home)

    assert "Wed 20 January 2027, 11:00 in 8 weeks Network meeting" in page
    assert "the plan had Fri 8 January 2027, 11:00" in page
    assert page.index("Thu 7 January 2027, 11:00") < page.index("in 8 weeks Network")
