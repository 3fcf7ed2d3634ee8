"""An administrator founds a service, and its first leader is told what comes next."""

import re

import pytest

from cti.access import Role
from cti.store.tables import MEMBERSHIPS, SERVICES
from tests.api.house import Household
from tests.dashboards.served import visits, words_of

NEW = {
    "name": "Quayside",
    "ceiling": "18.5",
    "country": "Scotland",
    "horizon_weeks": "26",
    "programme": "cti",
}


def founded(home: Household) -> str:
    """Found a service from the page, and return its row."""
    answer = visits(home, "administrator").post(
        "/services", data=NEW, follow_redirects=False
    )
    assert answer.headers.get("location") == "/services?notice=founded", answer.text
    (row,) = home.kept.rows(SERVICES, name="Quayside")
    return str(row["id"])


def test_a_service_is_founded_and_given_a_leader(home: Household) -> None:
    asking, service_id = visits(home, "administrator"), founded(home)
    page = words_of(asking.get("/services?notice=founded").text)
    assert "Next: say below who leads it." in page
    assert "Quayside Nobody leads it yet." in page
    field = f"leader-{service_id}"

    nobody = asking.post(f"/services/{service_id}/leader", data={field: "x"})
    leader = home.accounts["partner"].account_id
    led = asking.post(f"/services/{service_id}/leader", data={field: leader})

    assert nobody.status_code == 422
    assert "Choose who leads it" in nobody.text
    assert re.search(r"Quayside Led by \S+", words_of(led.text))
    (role,) = home.kept.rows(MEMBERSHIPS, service_id=service_id)
    assert (role["account_id"], role["role"]) == (leader, Role.LEADER)
    begun = visits(home, "partner")
    for where in ("review", "phases", "caseloads"):
        shown = begun.get(f"/services/{service_id}/{where}")
        assert shown.status_code == 200
        assert f'href="/services/{service_id}/imports"' in shown.text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "Enter the name of the service"),
        ({"name": "sample SERVICE"}, "There is a service of this name already"),
        ({"ceiling": "many"}, "is not a number from 1 to 200"),
        ({"horizon_weeks": "0"}, "is not a whole number from 1 to 104"),
        ({"programme": "x"}, "Choose a programme"),
    ],
)
def test_what_is_wrong_with_a_service_is_said_and_nothing_is_lost(
    home: Household, said: dict[str, str], words: str
) -> None:
    answer = visits(home, "administrator").post("/services", data={**NEW, **said})

    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert 'value="26"' in answer.text or "horizon_weeks" in said
    assert home.kept.rows(SERVICES, name="Quayside") == []


@pytest.mark.parametrize("who", ["leader", "worker", "partner"])
def test_nobody_else_founds_one(home: Household, who: str) -> None:
    asking, service_id = visits(home, who), home.kept.service_id

    assert asking.post("/services", data=NEW).status_code in {403, 404}
    led = asking.post(
        f"/services/{service_id}/leader",
        data={f"leader-{service_id}": home.accounts["worker"].account_id},
    )

    assert led.status_code in {403, 404}
    assert home.kept.rows(SERVICES, name="Quayside") == []
