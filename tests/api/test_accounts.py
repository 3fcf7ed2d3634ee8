"""Accounts for those who look after them, a page at a time."""

import pytest

from tests.api.asking import every_page, posted
from tests.api.house import Household


def test_every_page_has_each_account_once_while_others_are_invited(
    home: Household,
) -> None:
    asking = home.asks("administrator")
    everybody = every_page(asking, "/api/accounts", 200)
    first = asking.get("/api/accounts", params={"limit": 4}).json()

    posted(asking, "/api/accounts", {"email": "a@example.org", "name": "A"})
    rest = asking.get(
        "/api/accounts", params={"limit": 200, "after": first["next"]}
    ).json()

    assert len(everybody) == len(home.accounts)
    assert [*first["items"], *rest["items"]] == everybody
    assert rest["next"] is None
    emails = [each["email"] for each in every_page(asking, "/api/accounts", 3)]
    assert emails == sorted({"a@example.org", *(each["email"] for each in everybody)})


@pytest.mark.parametrize("place", ["x", "WyJhIl0", "W10"])
def test_a_place_nobody_gave_is_refused(home: Household, place: str) -> None:
    answer = home.asks("administrator").get("/api/accounts", params={"after": place})

    assert answer.status_code == 422
    assert answer.json()["detail"] == "This is no place in the list."
