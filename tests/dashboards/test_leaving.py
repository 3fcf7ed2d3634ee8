"""When a worker leaves, a leader sees who takes over whom, and what comes next."""

from datetime import date

from cti.store.tables import PEOPLE, WORKERS
from cti.usecases.publishing import publish
from tests.api.house import NOW, Household
from tests.builders import a_stay, monday
from tests.dashboards.served import visits, words_of
from tests.dashboards.test_case_review import a_draft, in_force
from tests.store.plans import a_document

WHY = "Sam moves to Bo on 30 November instead of staying with Alex."


def of_alex(home: Household) -> str:
    alex = home.kept.row_id(WORKERS, "alex")
    return f"/services/{home.kept.service_id}/workers/{alex}"


def leaves(home: Household, on: date) -> None:
    """Let Alex leave, as a leader writes it on the worker's page."""
    asking, where = visits(home, "leader"), of_alex(home)
    said = {
        "version": "1",
        "name": "Alex",
        "team": "east",
        "fte": "1",
        "accepts_new": "yes",
        "leaves_on": f"{on:%d/%m/%Y}",
    }
    page = asking.post(where, data=said)
    assert f'href="{where}/leaving"' in page.text


def page_of(home: Household, who: str = "leader") -> str:
    answer = visits(home, who).get(f"{of_alex(home)}/leaving")
    assert answer.status_code == 200, answer.text
    return words_of(answer.text)


def test_from_the_day_that_is_known_to_the_pack_the_next_thing_is_said(
    home: Household,
) -> None:
    in_force(home)
    assert "Nobody has said when they leave." in page_of(home)

    leaves(home, monday(3))
    begun = page_of(home)
    assert "Alex is here no longer from Mon 14 Dec 2026. 1 person: 1 open." in begun
    assert "Plan again: the planner proposes who takes over" in begun

    a_draft(home)
    proposed = page_of(home)
    assert "Sam Proposed Bo, from Mon 30 Nov 2026" in proposed
    assert WHY in proposed
    assert "Decide at the case review" in proposed

    goes = a_document(
        a_stay("sam", "alex", to_on=monday(1)), a_stay("sam", "bo", from_on=monday(1))
    )
    publish(
        home.store,
        home.kept.draft(goes),
        author_id=home.accounts["leader"].account_id,
        at=NOW,
        seen_revision=home.kept.revision,
    )
    agreed = visits(home, "leader").get(f"{of_alex(home)}/leaving").text
    assert "Sam Agreed Bo, from Mon 30 Nov 2026" in words_of(agreed)
    assert "For everybody it is agreed." in words_of(agreed)
    sam = home.kept.row_id(PEOPLE, "sam")
    assert f'href="/people/{sam}/handover"' in agreed


def test_whose_support_ends_before_needs_nobody_else(home: Household) -> None:
    in_force(home)
    leaves(home, date(2027, 8, 16))

    assert "Sam Support ends Nobody needs to: it ends Mon 2 Aug 2027" in page_of(home)


def test_the_page_is_for_who_looks_after_workers(home: Household) -> None:
    in_force(home)
    leaves(home, monday(3))

    assert "Handover pack" not in page_of(home, "officer").replace("handover packs", "")
    for who in ("worker", "partner", "administrator"):
        answer = visits(home, who).get(f"{of_alex(home)}/leaving")
        assert answer.status_code in {403, 404}
    bo = home.services["hidden"].row_id(WORKERS, "bo")
    there = f"/services/{home.kept.service_id}/workers/{bo}/leaving"
    assert visits(home, "leader").get(there).status_code == 404
