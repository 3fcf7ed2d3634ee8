"""Somebody's page: who sees how much of it, and what is read or taken home."""

import pytest

from cti.store.tables import (
    PEOPLE,
    SERVICES,
)
from tests.api.house import NOW, Household
from tests.dashboards.sam import COOKING, MATTERS, NOTE, SAFE, STRENGTHS, sam_at
from tests.dashboards.served import visits, words_of

CLOSE = ("worker", "cover", "leader")


@pytest.fixture
def sam(home: Household) -> str:
    """Sam, with something of everything."""
    return sam_at(home)


@pytest.mark.parametrize("who", CLOSE)
def test_who_supports_somebody_reads_what_matters_first(
    home: Household, sam: str, who: str
) -> None:
    answer = visits(home, who).get(f"/people/{sam}")

    said = words_of(answer.text)
    assert answer.status_code == 200
    in_order = [
        *(MATTERS, STRENGTHS, COOKING, "1 step done, 1 ahead.", "Grandma"),
        *("week 4 of 13, weekly contact", "achieved: you met", "declined"),
        *("The plan", "Alex works with Sam.", "Wishes"),
    ]
    places = [said.index(each) for each in in_order if each != "Alex works with Sam."]
    assert places == sorted(places)
    assert "Safety plan: read before visiting" in said
    assert "Ten weeks of cooking" in said
    assert "A meal together" in said
    assert SAFE not in said
    assert NOTE not in said
    assert answer.text.count("<h1") == 1
    assert answer.text.count("person-comb__cell--done") == 1


@pytest.mark.parametrize("who", ["colleague", "officer"])
def test_who_plans_with_them_reads_no_more_than_that(
    home: Household, sam: str, who: str
) -> None:
    said = words_of(visits(home, who).get(f"/people/{sam}").text)

    assert "week 4 of 13" in said
    assert "Likes to meet" in said
    for word in (MATTERS, STRENGTHS, COOKING, "Grandma", "Safety plan", "achieved"):
        assert word not in said
    assert ("Change the wishes" in said) is (who == "officer")


@pytest.mark.parametrize("who", ["partner", "far leader", "outsider"])
def test_who_is_far_reads_a_card(home: Household, sam: str, who: str) -> None:
    said = words_of(visits(home, who).get(f"/people/{sam}").text)

    assert "Alex works with Sam." in said
    for word in (MATTERS, COOKING, "Grandma", "week 4", "Likes to meet", "Contacts"):
        assert word not in said
    assert ("Open the notes" in said) is (who != "partner")


def test_of_whom_nobody_may_know_there_is_no_page(home: Household, sam: str) -> None:
    hidden = home.services["hidden"].row_id(PEOPLE, "sam")
    asking = visits(home, "leader")
    assert asking.get(f"/people/{hidden}").status_code == 404
    assert visits(home, "administrator").get(f"/people/{sam}").status_code == 404
    for part in ("together", "sheet", "handover", "portrait", "notes", "wishes"):
        assert asking.get(f"/people/{hidden}/{part}").status_code == 404


def test_together_shows_what_is_theirs_and_nothing_for_workers_alone(
    home: Household, sam: str
) -> None:
    said = words_of(visits(home, "worker").get(f"/people/{sam}/together").text)
    for word in (MATTERS, STRENGTHS, COOKING, "Grandma", "Your worker is Alex."):
        assert word in said
    for word in (SAFE, "Safety plan", NOTE, "Why", "Wishes", "declined", "Change"):
        assert word not in said
    assert visits(home, "leader").get(f"/people/{sam}/together").status_code == 403


def test_the_sheet_says_who_what_next_and_how_it_ends(
    home: Household, sam: str
) -> None:
    said = words_of(visits(home, "worker").get(f"/people/{sam}/sheet").text)
    for word in ("Your worker is Alex.", "When my worker is away", "What happens next"):
        assert word in said
    assert "The last day of our work together is Sun 1 August 2027." in said
    assert "between" in said
    for word in (SAFE, NOTE, MATTERS, "Wishes"):
        assert word not in said
    assert visits(home, "officer").get(f"/people/{sam}/sheet").status_code == 403


def test_the_handover_pack_says_what_two_workers_need(
    home: Household, sam: str
) -> None:
    said = words_of(visits(home, "leader").get(f"/people/{sam}/handover").text)
    for word in (MATTERS, "Alex works with Sam now.", "Nobody is named yet"):
        assert word in said
    assert "Grandma rings on Sundays" in said
    assert "Agree a day on which both workers are there" in said
    assert said.index(MATTERS) < said.index("From whom to whom")
    assert SAFE not in said
    assert visits(home, "officer").get(f"/people/{sam}/handover").status_code == 403


def test_who_waits_has_a_page_that_says_what_comes(home: Household) -> None:
    robin = home.kept.row_id(PEOPLE, "robin")
    said = words_of(visits(home, "leader").get(f"/people/{robin}").text)
    assert "Referred: support has not started yet." in said
    assert "Nobody works with Robin yet." in said
    assert "what matters to you?" in said
    sheet = visits(home, "leader").get(f"/people/{robin}/handover")
    assert sheet.status_code == 200


def test_a_persons_page_is_headed_by_their_service(home: Household) -> None:
    with home.store.unit(author_id=home.accounts["leader"].account_id, at=NOW) as unit:
        version = unit.row(SERVICES, home.kept.service_id)["version"]
        named = {"name": "Riverside"}
        unit.change(SERVICES, home.kept.service_id, version=version, values=named)

    page = visits(home, "outsider").get(f"/people/{home.kept.row_id(PEOPLE, 'sam')}")

    assert 'app-header__service">Riverside<' in page.text
