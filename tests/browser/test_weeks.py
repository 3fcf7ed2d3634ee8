"""The journeys of other days: the spreadsheet, the phone, missing dates, the pack."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import Locator, Page, expect

from cti.access import Membership, Role
from cti.caseload.caseload import Caseload, Outcome, Service
from cti.plans.life import PlanState
from cti.store.putting import found_service
from cti.store.tables import (
    CONTACT_RECORDS,
    PEOPLE,
    PLAN_STAYS,
    PLANS,
    SETTLED_CONTACTS,
    TRANSITIONS,
    WORKERS,
)
from cti.usecases.accounts import approve, grant, invite
from cti.usecases.publishing import publish
from tests.api.test_imports import workbook
from tests.browser.conftest import needed
from tests.browser.hands import (
    A_MOMENT,
    KEYBOARD,
    MOST_LOOKS,
    PATIENCE,
    UNSCRIPTED,
    Hands,
    Seat,
    both_ways,
    sees,
)
from tests.browser.site import PHONE, Site
from tests.browser.test_meeting import wait_for_plan

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quick_plans")]

NEW_LEADER = "new team leader"
A_THUMB = 44
"""CSS pixels."""


def with_a_new_service(site: Site) -> Site:
    """Found a service in which nobody is yet, and let somebody lead it."""
    administrator, at = site.actor("administrator"), site.now()
    with site.store.unit(author_id=administrator.account_id, at=at) as unit:
        nobody = Caseload(service=Service(name="Harbour"), workers=(), people=())
        service_id = found_service(unit, nobody, is_hidden=False)
    email = "new@example.org"
    made = invite(site.store, administrator, email=email, name="Ana B", at=at)
    approve(site.store, administrator, made.account_id, at=at)
    leads = Membership(service_id=service_id, role=Role.LEADER)
    grant(site.store, administrator, made.account_id, leads, at=at)
    demonstration = replace(
        site.demonstration,
        service_id=service_id,
        emails={**site.demonstration.emails, NEW_LEADER: email},
    )
    return replace(site, demonstration=demonstration)


@both_ways(daily=UNSCRIPTED)
def test_a_service_is_set_up_from_a_spreadsheet(
    seat: Seat, site: Site, tmp_path: Path
) -> None:
    new = with_a_new_service(site)
    file = tmp_path / "team.xlsx"
    file.write_bytes(workbook())

    with seat.at(new, NEW_LEADER, "/") as hands:
        page = hands.page
        sees(page, "No plan is in force yet.")
        hands.follow("Settings")
        sees(page, "Nobody works here yet.")
        hands.follow("Import a workbook")
        sees(page, "Nothing was brought yet.")
        hands.bring(page.locator("input[type=file]"), file)
        hands.press("Show me what it would change")
        sees(page, "Nothing is saved until you apply it.")
        assert not new.kept.rows(PEOPLE, service_id=new.kept.service_id)
        hands.press("Apply it")
        sees(page, "Applied: the planner says now what the workbook says.")
        hands.follow("Phases")
        sees(page, "Kim")
        hands.follow("Case review")
        hands.press(page.get_by_role("button", name="Plan again").first)
        wait_for_plan(hands)
        hands.press(page.get_by_role("button", name="Publish this plan"))
        sees(page, "The plan is published.")

    service_id = new.kept.service_id
    assert len(new.kept.rows(WORKERS, service_id=service_id)) == 4
    known = {row["known_as"] for row in new.kept.rows(PEOPLE, service_id=service_id)}
    assert known == {"Sam", "Kim", "Robin"}
    (plan,) = new.kept.rows(PLANS, service_id=service_id)
    assert plan["state"] == PlanState.PUBLISHED


def outcome_of(site: Site, contact_id: str) -> Outcome | None:
    """What is kept of a contact people were told of; None while nothing is."""
    settled = site.kept.rows(SETTLED_CONTACTS, planned_contact_id=contact_id)
    if not settled:
        return None
    (only,) = settled
    (record,) = site.kept.rows(CONTACT_RECORDS, id=only["contact_record_id"])
    return Outcome(record["outcome"])


def next_contact(hands: Hands) -> tuple[str, Locator]:
    """The contact that stands on top of the week, and what can be tapped there."""
    form = hands.page.locator(".week-next form[data-outcome]")
    return str(form.get_attribute("data-outcome")), form


@both_ways(daily=UNSCRIPTED)
def test_a_contact_is_recorded_on_a_phone(seat: Seat, site: Site) -> None:
    with seat.at(site, "worker", "/", width=PHONE) as hands:
        page = hands.page
        sees(page, "My week")
        contact_id, form = next_contact(hands)
        for each in form.locator(".week-taps__row button").all():
            box = each.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= A_THUMB
        assert outcome_of(site, contact_id) is None
        hands.press(form.get_by_role("button", name="Done"))
        said = page.locator(f'.week-line:has(a[href="/contacts/{contact_id}"])')
        expect(said.first).to_contain_text("Achieved", timeout=PATIENCE)
        assert next_contact(hands)[0] != contact_id

    assert outcome_of(site, contact_id) is Outcome.ACHIEVED


@both_ways(daily=KEYBOARD, ways=(KEYBOARD,))
def test_an_attempt_without_network_is_kept_and_sent_later(
    seat: Seat, site: Site
) -> None:
    with seat.at(site, "worker", "/my-week", width=PHONE) as hands:
        page = hands.page
        sees(page, "My week")
        wait_until(page, "async () => Boolean(await caches.match('/my-week'))")
        contact_id, form = next_contact(hands)
        with site.away_from(page.context):
            hands.press(form.get_by_role("button", name="Attempted"))
            sees(page, "Waiting to be sent", ": attempted")
            page.reload()
            sees(page, "There is no network, or", "Waiting to be sent", ": attempted")
            assert outcome_of(site, contact_id) is None
        expect(page.get_by_text("Waiting to be sent")).to_be_hidden(timeout=PATIENCE)
        said = page.locator(f'.week-line:has(a[href="/contacts/{contact_id}"])')
        expect(said.first).to_contain_text("Attempted", timeout=PATIENCE)
        assert page.evaluate("() => localStorage.length") == 0

    assert outcome_of(site, contact_id) is Outcome.ATTEMPTED


def wait_until(page: Page, script: str) -> None:
    """Wait for what happens in the browser beside the page."""
    for _ in range(MOST_LOOKS):
        if page.evaluate(script):
            return
        sleep(A_MOMENT)
    pytest.fail(f"this never came about: {script}")


@both_ways(daily=KEYBOARD)
def test_missing_dates_are_found_and_mended(seat: Seat, site: Site) -> None:
    with seat.at(site, "casework support officer", "/") as hands:
        page = hands.page
        sees(page, "Phases")
        hands.follow(page.locator(".phases-tabs a[href*='show=dates']"))
        sees(page, "Whose day of moving in is not known.")
        cards = page.locator("section.app-card:has(form)")
        number, card = cards.count(), cards.first
        assert number
        name = card.get_by_role("heading").inner_text()
        row_id = str(card.get_attribute("id")).removeprefix("person-")
        hands.press(card.get_by_role("button"))
        sees(page, "There is a problem")
        card = page.locator(f"#person-{row_id}")
        hands.choose(card.get_by_label("Expected on"))
        hands.write(card.get_by_label("Day"), "7/12/2026")
        hands.press(card.get_by_role("button"))
        sees(page, f"Saved. {name}: expected to move on Mon 7 Dec.")
        assert cards.count() == number - 1

    (kept,) = site.kept.rows(TRANSITIONS, person_id=row_id)
    assert (kept["happened_on"], kept["expected_on"]) == (None, date(2026, 12, 7))


def held_by(site: Site, plan_id: str) -> dict[str, str]:
    """With whom everybody begins by a plan."""
    stays = site.kept.rows(PLAN_STAYS, plan_id=plan_id)
    return {
        str(row["person_id"]): str(row["worker_id"])
        for row in sorted(stays, key=lambda each: each["from_on"], reverse=True)
        if row["worker_id"]
    }


def somebody_moves(site: Site) -> tuple[str, set[str]]:
    """Publish what is proposed, and return who moves, and the two workers' names."""
    (before,) = site.kept.rows(PLANS, state=PlanState.PUBLISHED)
    (draft,) = site.kept.rows(PLANS, state=PlanState.DRAFT)
    publish(
        site.store,
        str(draft["id"]),
        author_id=site.actor("team leader").account_id,
        at=site.now(),
        seen_revision=site.kept.revision,
    )
    old, new = (held_by(site, str(plan["id"])) for plan in (before, draft))
    person_id = min(each for each in old if new.get(each, old[each]) != old[each])
    workers = {old[person_id], new[person_id]}
    rows = [row for each in workers for row in site.kept.rows(WORKERS, id=each)]
    return person_id, {str(row["name"]) for row in rows}


@both_ways(daily=UNSCRIPTED)
def test_the_pack_is_printed(seat: Seat, proposed_site: Site, tmp_path: Path) -> None:
    site = proposed_site
    person_id, workers = somebody_moves(site)
    (person,) = site.kept.rows(PEOPLE, id=person_id)
    name, revision = str(person["known_as"]), site.kept.revision

    with seat.at(site, "team leader", "/people") as hands:
        page = hands.page
        hands.write(page.locator("main").get_by_role("searchbox"), name)
        hands.press(page.locator("main form").get_by_role("button"))
        hands.follow(page.locator(f'main a[href="/people/{person_id}"]').first)
        hands.follow("Handover pack")
        sees(page, "What two workers need to hand somebody over well")
        if seat.manner == KEYBOARD:
            page.evaluate("() => { window.print = () => { window.isPrinted = true } }")
            hands.press("Print this pack")
            assert page.evaluate("() => window.isPrinted")
        text = printed(page, tmp_path / "pack.pdf")

    assert name in text
    for heading in ("What matters to them", "From whom to whom", "Next contacts"):
        assert heading in text
    for left_out in ("Sign out", "Back to the whole page", "Print this pack"):
        assert left_out not in text
    assert len(workers) == 2
    assert all(worker in text for worker in workers)
    assert site.kept.revision == revision


def printed(page: Page, file: Path) -> str:
    """What stands on the paper when a page is printed."""
    page.pdf(path=file, prefer_css_page_size=True)
    return subprocess.run(
        [needed("pdftotext"), "-layout", str(file), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
