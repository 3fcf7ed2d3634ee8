"""The journeys of a case review, from reading it to handing a leaver's people over."""

from datetime import date
from fractions import Fraction

import pytest
from playwright.sync_api import expect

from cti.plans.life import PlanState
from cti.store.tables import (
    OVERLOAD_ANSWERS,
    OVERLOAD_TASKS,
    PEOPLE,
    PINS,
    PLAN_STAYS,
    PLANNED_CONTACTS,
    PLANS,
    REFERRALS,
    RUNS,
    WORKERS,
)
from tests.browser.hands import (
    KEYBOARD,
    PATIENCE,
    UNSCRIPTED,
    Hands,
    Seat,
    both_ways,
    sees,
)
from tests.browser.site import Site, works_less

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quick_plans")]

LEADER = "team leader"
LEAVER = "T001-W05"
LEAVES_ON = date(2026, 12, 7)


def in_force(site: Site) -> str:
    """The plan that is in force."""
    (row,) = site.kept.rows(PLANS, state=PlanState.PUBLISHED)
    return str(row["id"])


def plan_again(hands: Hands) -> None:
    """Ask for a plan at the case review, and wait for it."""
    hands.press(hands.page.get_by_role("button", name="Plan again").first)
    wait_for_plan(hands)


def wait_for_plan(hands: Hands) -> None:
    """Be led to the plan that was asked for, or go there where no script leads."""
    hands.wait_for("The plan is ready")
    if "/runs/" in hands.page.url:
        hands.follow("To the case review")
    sees(hands.page, "Weekly case review")


@both_ways(daily=KEYBOARD)
def test_somebody_reads_the_review(seat: Seat, proposed_site: Site) -> None:
    site = proposed_site
    revision = site.kept.revision

    with seat.at(site, LEADER, "/") as hands:
        page = hands.page
        sees(page, "Weekly case review", "Run the meeting from here")
        glance = page.locator(".review-glance a")
        for number in range(glance.count()):
            hands.follow(glance.nth(number))
            section = glance.nth(number).get_attribute("href")
            assert page.url.endswith(section or "nowhere")
            assert page.locator(f"{section} h2").is_visible()
        hands.follow(page.locator("#contact table a").first)
        sees(page, "Phases")
        page.go_back()
        changes = page.locator("#plan .review-change").count()
        assert changes > 1
        sees(page, f"{changes} ")

    assert site.kept.revision == revision


@both_ways(daily=UNSCRIPTED)
def test_one_change_is_accepted_and_another_refused(
    seat: Seat, proposed_site: Site
) -> None:
    site = proposed_site
    before = {row["id"] for row in site.kept.rows(PINS)}

    with seat.at(site, LEADER, site.service("review")) as hands:
        page = hands.page
        accept = page.locator(".review-change input[value=accept]")
        keep = page.locator(".review-change input[value=keep]").first
        person_id = str(keep.get_attribute("name")).removeprefix("change-")
        other = page.locator(
            f".review-change input[value=accept]:not([name=change-{person_id}])"
        ).first
        hands.choose(other)
        hands.choose(keep)
        assert accept.count() > 1
        hands.press("See the caseloads")
        sees(page, "with 1 person left as they are")
        if not page.get_by_role("button", name="Hold to this").count():
            page.go_back()
            hands.choose(page.locator(f"input[name=change-{person_id}][value=keep]"))
        hands.press("Hold to this and plan again")
        wait_for_plan(hands)
        hands.unfold("Pinned by you and others")
        sees(page, "Decided at the case review")

    (pin,) = [row for row in site.kept.rows(PINS) if row["id"] not in before]
    assert pin["person_id"] == person_id
    (told,) = site.kept.rows(PLAN_STAYS, plan_id=in_force(site), person_id=person_id)
    assert pin["worker_id"] == told["worker_id"]


@both_ways(daily=KEYBOARD)
def test_the_proposed_plan_is_published(seat: Seat, proposed_site: Site) -> None:
    site = proposed_site
    before = in_force(site)
    (draft,) = site.kept.rows(PLANS, state=PlanState.DRAFT)

    with seat.at(site, LEADER, site.service("review")) as hands:
        hands.press("Publish this plan with all its changes")
        sees(hands.page, "The plan is published. Everybody it concerns is told.")
        sees(hands.page, "No plan is proposed.")

    assert in_force(site) == draft["id"]
    (old,) = site.kept.rows(PLANS, id=before)
    assert old["state"] == PlanState.SUPERSEDED


@both_ways(daily=UNSCRIPTED)
def test_who_meets_a_conflict_loses_nothing(seat: Seat, proposed_site: Site) -> None:
    site = proposed_site
    before = in_force(site)

    with seat.at(site, LEADER, site.service("review")) as hands:
        sees(hands.page, "Decide about each.")
        works_less(site, LEAVER, Fraction(4, 5))
        hands.press("Publish this plan with all its changes")
        sees(
            hands.page,
            "Nothing is lost",
            "The proposed plan is kept as it is; nothing of it was published.",
            "Quinn O",
        )
        assert in_force(site) == before
        plan_again(hands)
        sees(hands.page, "Decide about each.")

    assert in_force(site) == before
    assert site.kept.rows(RUNS, revision=site.kept.revision)


@both_ways(daily=UNSCRIPTED)
def test_an_overload_is_answered(seat: Seat, site: Site) -> None:
    before = {row["id"] for row in site.kept.rows(OVERLOAD_ANSWERS)}

    with seat.at(site, LEADER, site.service("review")) as hands:
        page = hands.page
        owed = page.locator("#over .review-item", has_text="Answer owed")
        number = owed.count()
        assert number
        hands.follow(owed.first.get_by_role("link"))
        sees(page, "what is done about it?")
        hands.press("Keep this answer")
        sees(page, "There is a problem")
        hands.choose("Accept it until a day")
        hands.write("Accepted until", "14/12/2026")
        hands.pick("Who sees to it?", "Jo M")
        hands.write("By when?", "30/11/2026")
        hands.write("Anything to add", "Looked at again after the network meetings")
        hands.press("Keep this answer")
        sees(page, "The answer is kept.", "Looked at again after the network meetings")
        sees(page, "Jo M sees to it by Mon 30 November.")
        assert owed.count() == number - 1
        sees(page, "Accepted until Monday 14 December 2026. Looked at again")

    (kept,) = [
        row for row in site.kept.rows(OVERLOAD_ANSWERS) if row["id"] not in before
    ]
    assert kept["until_on"] == date(2026, 12, 14)
    assert kept["words"] == "Looked at again after the network meetings"
    (task,) = site.kept.rows(OVERLOAD_TASKS, overload_answer_id=kept["id"])
    (owner,) = site.kept.rows(WORKERS, id=task["owner_id"])
    assert owner["name"] == "Jo M"
    assert (task["due_on"], task["done_on"]) == (date(2026, 11, 30), None)


@both_ways(daily=KEYBOARD)
def test_a_referral_is_admitted(seat: Seat, site: Site) -> None:
    with seat.at(site, LEADER, site.service("review")) as hands:
        page = hands.page
        hands.follow("Refer somebody")
        sees(page, "Say who waits for support")
        hands.choose("Urgent")
        hands.write("Move into the community expected on", "7/12/2026")
        hands.press("Let them wait for support")
        sees(page, "There is a problem")
        assert page.get_by_label("Urgent").is_checked()
        hands.write("What are they known as?", "Nia V")
        hands.press("Let them wait for support")
        sees(page, "Who works with Nia V?", "Side by side, the best first")
        first = page.locator("input[name=worker_id]").first
        worker_id = first.get_attribute("value")
        hands.choose(first)
        hands.write("Why?", "Agreed at the case review")
        hands.press("Decide")
        sees(page, "It is decided, and kept as a pin.")

    (person,) = site.kept.rows(PEOPLE, known_as="Nia V")
    assert site.kept.rows(REFERRALS, person_id=person["id"])
    (pin,) = site.kept.rows(PINS, person_id=person["id"])
    assert pin["worker_id"] == worker_id
    assert pin["reason"] == "Agreed at the case review"


def met_after_leaving(site: Site) -> list[object]:
    """Whom the leaver would still meet when they have left."""
    leaver = site.kept.row_id(WORKERS, LEAVER)
    contacts = site.kept.rows(PLANNED_CONTACTS, worker_id=leaver, is_cancelled=False)
    return [row["person_id"] for row in contacts if row["at"].date() >= LEAVES_ON]


def last_held_by(site: Site) -> dict[str, str]:
    """Who works with people in the end, by the plan in force; not whom nobody does."""
    stays = site.kept.rows(PLAN_STAYS, plan_id=in_force(site))
    last = {
        str(row["person_id"]): row["worker_id"]
        for row in sorted(stays, key=lambda each: each["from_on"])
    }
    return {person_id: str(worker) for person_id, worker in last.items() if worker}


@both_ways(daily=KEYBOARD)
def test_the_people_of_a_leaver_are_handed_over(seat: Seat, site: Site) -> None:
    leaver, before = site.kept.row_id(WORKERS, LEAVER), last_held_by(site)
    assert met_after_leaving(site)

    with seat.at(site, LEADER, site.service("settings")) as hands:
        page = hands.page
        hands.follow(page.locator("main").get_by_role("link", name="Quinn O"))
        sees(page, "Once it is saved you see who takes over each person.")
        said = f"{LEAVES_ON.day}/{LEAVES_ON.month}/{LEAVES_ON.year}"
        hands.write("First day no longer here", said)
        hands.press(page.get_by_role("button", name="Save", exact=True))
        sees(page, "Saved. The next plan counts on it.")
        hands.follow("See who takes over each person")
        sees(page, "Plan again: the planner proposes who takes over each person")
        plan_again(hands)
        sees(page, "Decide about each.")
        hands.press("Publish this plan with all its changes")
        sees(page, "The plan is published.")
        after = last_held_by(site)
        handed = {
            each: after[each]
            for each, worker in before.items()
            if worker == leaver and after.get(each, leaver) != leaver
        }
        page.goto(site.service(f"workers/{leaver}/leaving"))
        listed = {
            str(link.get_attribute("href")).removeprefix("/people/")
            for link in page.locator("main th a").all()
        }
        person_id = min(listed & handed.keys())
        (worker,) = site.kept.rows(WORKERS, id=handed[person_id])
        row = page.locator(f'tr:has(a[href="/people/{person_id}"])')
        expect(row).to_contain_text(str(worker["name"]), timeout=PATIENCE)
        hands.follow(row.get_by_role("link", name="Handover pack"))
        sees(page, "From whom to whom", str(worker["name"]))

    assert len(handed) > 1
    assert met_after_leaving(site) == []
