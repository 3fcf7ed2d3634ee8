"""Administrators look after accounts with a browser, and read the audit."""

import re
from importlib import import_module

import pytest
from sqlalchemy import insert

from cti.access import Role
from cti.plans.life import LetterKind
from cti.store.identities import bind
from cti.store.tables import LETTERS, WORKERS
from cti.store.unit import new_id
from cti.usecases.accounts import promote
from cti.usecases.accounts_told import account_told
from cti.usecases.signing_in import NOBODY
from tests.api.house import NOW, Household
from tests.dashboards.served import visits, words_of
from tests.store.households import another


def invited(
    home: Household, email: str = "new@example.org", name: str = "Nia New"
) -> str:
    """Invite somebody as the only administrator, and return their account's page."""
    said = {"name": name, "email": email}
    answer = visits(home, "administrator").post("/accounts", data=said)
    assert answer.status_code == 200, answer.text
    (address,) = re.findall(r'href="(/accounts/[0-9a-f]{32})"', answer.text)
    return str(address)


def test_every_account_is_listed_with_what_it_is_where(home: Household) -> None:
    said = words_of(visits(home, "administrator").get("/accounts").text)
    assert "worker, as Alex, team east" in said
    assert "Looks after accounts" in said
    assert "view-only partner, all teams" in said


def names_on(html: str) -> list[str]:
    """Whose accounts are listed."""
    return re.findall(r'href="/accounts/[0-9a-f]{32}"><bdi>([^<]*)</bdi>', html)


def test_accounts_are_found_by_a_part_of_the_name_or_of_the_address(
    home: Household,
) -> None:
    address = invited(home, "p_1%@example.org", name="New Name")
    asking = visits(home, "administrator")

    by_name = asking.get("/accounts?q=EW NA").text
    by_address = asking.get("/accounts?q=p_1%25").text
    sign = asking.get("/accounts?q=_1%25e").text
    other = asking.get("/accounts?q=zed").text

    assert names_on(by_name) == names_on(by_address) == ["New Name"]
    assert address in by_name
    assert "Show all" in by_address
    assert names_on(sign) == names_on(other) == []
    assert "No account goes by “zed”." in words_of(other)


def test_more_accounts_than_stand_on_a_page_follow_one_another(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = visits(home, "administrator")
    everybody = names_on(asking.get("/accounts").text)
    monkeypatch.setattr(import_module("dashboards.routes.accounts"), "ON_A_PAGE", 2)

    seen, address = [], "/accounts"
    while address:
        html = asking.get(address).text
        assert len(names_on(html)) <= 2
        seen += names_on(html)
        (address,) = re.findall(r'href="([^"]*)">Show more', html) or [""]
        address = address.replace("&amp;", "&")

    assert len(everybody) > 2
    assert seen == everybody


def test_an_account_says_how_it_signs_in_and_what_did_not_arrive(
    home: Household,
) -> None:
    asking, worker = visits(home, "administrator"), home.accounts["worker"].account_id
    address = f"/accounts/{worker}"
    before = words_of(asking.get(address).text)
    with home.store.unit(author_id=NOBODY, at=NOW) as unit:
        assert bind(unit, worker, issuer="https://id.example.org", subject="jo")
        letter = {"kind": LetterKind.PASSWORD, "number": 0, "attempts": 9}
        moments = {"at": NOW, "next_at": NOW, "given_up_at": NOW}
        owed = {"id": new_id(), "account_id": worker, **letter, **moments}
        unit.connection.execute(insert(LETTERS), owed)

    said = asking.get(address)
    own = asking.get(f"/accounts/{home.accounts['administrator'].account_id}")
    unbound = asking.post(f"{address}/sign-on/removal")

    for words in ("Signs in through the identity provider", "was given up on"):
        assert words not in before + words_of(own.text)
        assert words in words_of(said.text)
    assert "given up on Mon 23 Nov 2026, 09:00" in words_of(said.text)
    assert f'action="{address}/sign-on/removal"' in said.text
    assert "Nobody at the identity provider is this account" in words_of(unbound.text)
    assert "sign-on/removal" not in unbound.text


def test_a_link_is_shown_once_and_sets_a_password(home: Household) -> None:
    asking = visits(home, "administrator")
    said = {"name": "Nia New", "email": "nia@example.org"}
    answer = asking.post("/accounts", data=said)
    (secret,) = re.findall(r"/password#([\w-]+)", answer.text)
    assert "nia@example.org" not in answer.text
    assert secret not in asking.get("/accounts").text
    chosen = {"link": secret, "password": "pebble lantern octave"}
    assert visits(home, "nobody").post("/password", data=chosen).status_code == 200
    assert "Wait for approval" in words_of(asking.get("/accounts").text)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "", "email": "x@example.org"}, "Enter what they are called"),
        ({"name": "X", "email": "example.org"}, "such as jo@example.org"),
        ({"name": "X", "email": "leader@example.org"}, "has an account"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_nothing_is_lost(
    home: Household, said: dict[str, str], words: str
) -> None:
    answer = visits(home, "administrator").post("/accounts", data=said)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert f'value="{said["email"]}"' in answer.text


def test_somebody_is_let_in_given_a_role_and_ended(home: Household) -> None:
    asking, address = visits(home, "administrator"), invited(home)
    assert "needs approval" in words_of(asking.get(address).text)
    approved = asking.post(f"{address}/approval", follow_redirects=False)
    assert approved.headers["location"] == f"{address}?notice=approved"

    service_id = home.kept.service_id
    page = asking.get(address, params={"service_id": service_id}).text
    alex = home.kept.row_id(WORKERS, "alex")
    assert f'value="{alex}"' in page
    role = {"service_id": service_id, "role": "worker", "worker_id": alex}
    given = asking.post(f"{address}/roles", data={**role, "team": "east"})
    assert "worker, as Alex, team east" in words_of(given.text)

    taken = asking.post(f"{address}/roles/{service_id}/removal")
    assert "They have no role yet" in words_of(taken.text)
    asked = asking.post(f"{address}/end")
    assert asked.status_code == 422
    assert "Tick the box if you mean it" in asked.text
    ended = asking.post(f"{address}/end", data={"sure": "yes"})
    assert "Accounts that have ended (1)" in words_of(ended.text)


def test_a_role_needs_what_belongs_to_it(home: Household) -> None:
    asking, address = visits(home, "administrator"), invited(home)
    service_id = home.kept.service_id
    none = asking.post(f"{address}/roles", data={"service_id": service_id})
    assert "Choose what they are" in none.text
    alone = {"service_id": service_id, "role": "worker", "team": "east"}
    answer = asking.post(f"{address}/roles", data=alone)
    assert answer.status_code == 422
    assert "Choose which worker they are" in answer.text
    assert 'value="east"' in answer.text
    stranger = home.services["another"].row_id(WORKERS, "alex")
    answer = asking.post(f"{address}/roles", data={**alone, "worker_id": stranger})
    assert "Choose a worker of this service" in answer.text


def test_an_administrator_is_made_and_unmade(home: Household) -> None:
    asking, address = visits(home, "administrator"), invited(home)
    made = asking.post(f"{address}/administrator", data={"is": "yes"})
    assert "Looks after accounts" in words_of(made.text)
    unmade = asking.post(f"{address}/administrator", data={"is": "no"})
    assert "They have no role yet" in words_of(unmade.text)


def test_nobody_changes_their_own_account(home: Household) -> None:
    ade = home.accounts["administrator"]
    page = visits(home, "administrator").get(f"/accounts/{ade.account_id}").text
    assert "This is your own account" in words_of(page)
    assert f"/accounts/{ade.account_id}/end" not in page


def test_whoever_invited_somebody_does_not_approve_them_if_another_can(
    home: Household,
) -> None:
    ade = home.accounts["administrator"]
    second = another(home.store, ade, "second")
    promote(home.store, ade, second, at=NOW)
    address = invited(home)
    answer = visits(home, "administrator").post(f"{address}/approval")
    assert answer.status_code == 403
    assert "does not approve" in words_of(answer.text)


def test_roles_are_told_by_name(home: Household) -> None:
    ade, worker = home.accounts["administrator"], home.accounts["worker"]
    told = account_told(home.store, ade, worker.account_id)
    (role,) = told.roles
    assert (role.role, role.team, role.worker) == (Role.WORKER, "east", "Alex")


def test_the_audit_is_shown_and_narrowed(home: Household) -> None:
    asking = visits(home, "administrator")
    page = words_of(asking.get("/audit").text)
    assert "The audit is" not in page
    assert "Show what was before" in page
    worker = home.accounts["worker"].account_id
    some = asking.get("/audit", params={"action": "accounts:invite"})
    assert "accounts:approve" not in words_of(some.text)
    none = asking.get("/audit", params={"object_id": worker, "action": "x:y"})
    assert "There is no entry like this" in words_of(none.text)
    wrong = asking.get("/audit", params={"action": "Everything!"})
    assert wrong.status_code == 422
    assert "Enter it as it stands in the list" in wrong.text


def test_the_next_page_of_the_audit_begins_where_this_one_ends(
    home: Household,
) -> None:
    asking = visits(home, "administrator")
    page = asking.get("/audit").text
    (address,) = re.findall(r'href="(/audit\?after=[^"]+)"', page)
    numbers = [int(each) for each in re.findall(r'rowheader">(\d+)<', page)]
    later = asking.get(address).text
    assert int(re.findall(r'rowheader">(\d+)<', later)[0]) == numbers[-1] - 1


def test_the_audit_is_checked_and_compared_with_what_was_kept(home: Household) -> None:
    asking = visits(home, "administrator")
    whole = asking.post("/audit/verification")
    assert "The audit is whole" in words_of(whole.text)
    (ends,) = re.findall(r"\d+:[0-9a-f]{64}", whole.text)
    again = asking.post("/audit/verification", data={"kept": ends})
    assert "The audit is whole" in words_of(again.text)
    number, digest = ends.split(":")
    other = asking.post(
        "/audit/verification", data={"kept": f"{number}:{digest[::-1]}"}
    )
    assert "The audit is broken" in words_of(other.text)
    wrong = asking.post("/audit/verification", data={"kept": "yesterday"})
    assert wrong.status_code == 422
    assert 'value="yesterday"' in wrong.text
