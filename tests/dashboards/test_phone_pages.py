"""One tap to call: on the page of somebody, and for the next contact of today."""

import pytest

from tests.api.house import Household
from tests.dashboards.contacts import LATER, TUESDAY, told
from tests.dashboards.sam import NUMBER, REACHED, sam_at
from tests.dashboards.served import visits, words_of

CALL = 'href="tel:07700900123"'


@pytest.fixture
def sam(home: Household) -> str:
    """Sam, with something of everything."""
    return sam_at(home)


def test_who_supports_somebody_calls_with_one_tap_and_nobody_else(
    home: Household, sam: str
) -> None:
    calls = {
        who: CALL in (answer := visits(home, who).get(f"/people/{sam}").text)
        and REACHED in answer
        for who in ("worker", "cover", "leader", "colleague", "officer", "partner")
    }

    assert {who for who, may in calls.items() if may} == {"worker", "cover", "leader"}
    asking = visits(home, "worker")
    for where in ("together", "sheet", "handover"):
        assert NUMBER not in asking.get(f"/people/{sam}/{where}").text


@pytest.mark.usefixtures("sam")
def test_the_next_contact_of_today_is_called_from_the_week(home: Household) -> None:
    told(home, TUESDAY)
    asking = visits(home, "worker")
    before = asking.get("/my-week").text

    told(home, LATER)
    page = asking.get("/my-week").text

    assert NUMBER not in before
    assert page.count(CALL) == 1
    words = words_of(page)
    assert REACHED in words
    assert "signing out clears it" in words
    assert NUMBER not in asking.get("/people?q=sam").text


def test_a_number_is_said_corrected_and_taken_away(home: Household, sam: str) -> None:
    asking, form = visits(home, "worker"), f"/people/{sam}/phone"
    assert f'value="{NUMBER}"' in asking.get(form).text

    wrong = asking.post(form, data={"version": "1", "number": "ask her"})
    late = asking.post(form, data={"version": "7", "number": "07700 900241"})
    gone = asking.post(form, data={"version": "1"}, follow_redirects=False)

    assert wrong.status_code == 422
    assert 'value="ask her"' in wrong.text
    assert "not a telephone number" in words_of(wrong.text)
    assert late.status_code == 409
    assert 'name="number" value="07700 900241"' in late.text
    assert gone.status_code == 303
    page = asking.get(f"/people/{sam}").text
    assert CALL not in page
    assert "Add a telephone number" in words_of(page)
