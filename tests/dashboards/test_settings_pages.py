"""Leaders and officers say with a browser who works when, and what holds for all."""

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from httpx2 import Response

from cti.caseload.hours import Span, WeekHours
from cti.caseload.workers import Worker
from cti.store.tables import WORKERS
from cti.usecases.services import one_service
from cti.usecases.workers import (
    WhichWorkers,
    absences,
    one_worker,
    patterns,
    some_workers,
)
from dashboards.pages.week import week_read, week_said, week_words
from dashboards.site.forms import Form, filled
from tests.api.house import NOW, Household
from tests.dashboards.filling import filled_in
from tests.dashboards.served import visits, words_of

TODAY = NOW.date()
NEW = {"name": "Nia", "team": "east", "fte": "0,6", "day-0": "9-12.30, 13:00 to 17"}


def of(home: Household, rest: str = "settings") -> str:
    return f"/services/{home.kept.service_id}/{rest}"


def bo(home: Household) -> str:
    return of(home, f"workers/{home.kept.row_id(WORKERS, 'bo')}")


def fields(page: Response) -> dict[str, str]:
    """What the form of a page holds that is sent to the page's own address."""
    return filled_in(page.text, page.url.path)


def test_a_service_is_changed_by_its_leader(home: Household) -> None:
    asking = visits(home, "leader")
    said = {**fields(asking.get(of(home))), "ceiling": "18,5", "horizon_weeks": "52"}
    answer = asking.post(of(home), data=said)
    assert "Saved." in words_of(answer.text)
    now = one_service(
        home.store, home.accounts["leader"], home.kept.service_id, on=TODAY
    )
    assert (now.ceiling, now.horizon_weeks) == (Fraction("18.5"), 52)


def test_an_officer_changes_workers_and_not_the_service(home: Household) -> None:
    asking = visits(home, "officer")
    page = asking.get(of(home))
    assert "Alex" in words_of(page.text)
    assert 'name="horizon_weeks"' not in page.text
    assert asking.post(of(home), data={}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter the name of the service"),
        ({"ceiling": "0"}, "“0” is not a number from 1 to 200"),
        ({"ceiling": "1.234"}, "“1.234” is not a number"),
        ({"horizon_weeks": "105"}, "“105” is not a whole number from 1 to 104"),
        ({"country": "France"}, "Choose a country"),
        ({"programme": "none"}, "Choose a programme"),
    ],
)
def test_what_is_wrong_with_a_service_is_said_and_kept(
    home: Household, wrong: dict[str, str], words: str
) -> None:
    asking = visits(home, "leader")
    said = {**fields(asking.get(of(home))), **wrong}
    answer = asking.post(of(home), data=said)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2


def test_of_two_who_change_a_service_the_second_sees_both_and_loses_nothing(
    home: Household,
) -> None:
    asking = visits(home, "leader")
    said = fields(asking.get(of(home)))
    asking.post(of(home), data={**said, "name": "Harbour"})
    late = asking.post(of(home), data={**said, "name": "Seaside"})
    assert late.status_code == 409
    shown = words_of(late.text)
    assert "leader saved this on Mon 23 November 2026, 09:00" in shown
    assert "Keep what is there" in shown
    assert 'data-label="It says now">Harbour<' in late.text
    assert 'data-label="You wrote">Seaside<' in late.text
    again = asking.post(of(home), data=fields(late))
    assert "Saved." in words_of(again.text)
    assert 'value="Seaside"' in again.text


def test_a_worker_is_added_with_their_hours(home: Household) -> None:
    asking = visits(home, "officer")
    assert 'value="09:00–17:00"' in asking.get(of(home, "new-worker")).text
    answer = asking.post(of(home, "new-worker"), data=NEW)
    assert "They are added." in words_of(answer.text)
    which = WhichWorkers(name="Nia", service_id=home.kept.service_id)
    (added,) = some_workers(
        home.store, home.accounts["officer"], which, on=TODAY, after=None, limit=5
    )
    assert added.worker
    assert added.worker.fte == Fraction("0.6")
    assert added.worker.works.spans == (Span(0, 540, 750), Span(0, 780, 1020))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter what they are called"),
        ({"fte": "2"}, "“2” is not a number from 0 to 1.5"),
        ({"day-0": "from nine"}, "Monday: write 09:00–17:00"),
        ({"day-0": "17:00-09:00"}, "Monday: write 09:00–17:00"),
        ({"day-0": "09:75-17:00"}, "Monday: write 09:00–17:00"),
        ({"starts_on": "1/2/2027", "leaves_on": "1/1/2027"}, "leave"),
    ],
)
def test_what_is_wrong_with_somebody_new_is_said_and_kept(
    home: Household, wrong: dict[str, str], words: str
) -> None:
    answer = visits(home, "officer").post(of(home, "new-worker"), data={**NEW, **wrong})
    assert answer.status_code == 422
    assert words in words_of(answer.text)
    assert 'value="east"' in answer.text


def test_a_worker_leaves_and_gets_another_ceiling_and_team(home: Household) -> None:
    asking = visits(home, "leader")
    said = {
        **fields(asking.get(bo(home))),
        "leaves_on": "1/3/2027",
        "ceiling": "12",
        "team": "west",
        "languages": "Welsh,  Polish",
    }
    assert "Saved." in words_of(asking.post(bo(home), data=said).text)
    now = worker(home)
    assert (now.leaves_on, now.team) == (date(2027, 3, 1), "west")
    assert now.ceiling == Fraction(12)
    assert now.languages == {"Welsh", "Polish"}
    assert "leaves Mon 1 Mar 2027" in words_of(asking.get(of(home)).text)


def worker(home: Household) -> Worker:
    found = one_worker(
        home.store,
        home.accounts["leader"],
        home.kept.row_id(WORKERS, "bo"),
        on=TODAY,
    )
    assert found.seen.worker
    return found.seen.worker


def test_of_two_who_change_a_worker_the_second_sees_both(home: Household) -> None:
    asking = visits(home, "leader")
    said = fields(asking.get(bo(home)))
    visits(home, "officer").post(bo(home), data={**said, "team": "west"})
    late = asking.post(bo(home), data={**said, "team": "north"})
    assert late.status_code == 409
    assert "officer saved this on Mon 23 November 2026, 09:00" in words_of(late.text)
    assert 'data-label="It says now">west<' in late.text
    assert 'data-label="You wrote">north<' in late.text
    asking.post(bo(home), data=fields(late))
    assert worker(home).team == "north"


def test_other_hours_hold_from_a_day_on(home: Household) -> None:
    asking = visits(home, "leader")
    page = fields(asking.get(bo(home)))
    hours = {"version": page["version"], "hours_from": "7/12/2026", "day-1": "10-14"}
    missing = asking.post(f"{bo(home)}/hours", data={**hours, "hours_from": ""})
    assert missing.status_code == 422
    assert "Enter from which day they hold" in missing.text
    assert 'value="Bo"' in missing.text
    assert "Saved." in words_of(asking.post(f"{bo(home)}/hours", data=hours).text)
    found = patterns(
        home.store,
        home.accounts["leader"],
        home.kept.row_id(WORKERS, "bo"),
        on=TODAY,
    )
    assert found[-1].from_on == date(2026, 12, 7)
    assert found[-1].works.spans == (Span(1, 600, 840),)
    late = asking.post(f"{bo(home)}/hours", data=hours)
    assert late.status_code == 409
    assert "leader saved this on Mon 23 November 2026, 09:00" in words_of(late.text)
    assert 'data-label="You wrote">10-14<' in late.text
    later = {**fields(late), "hours_from": "14/12/2026"}
    assert later["day-1"] == "10-14"
    assert "Saved." in words_of(asking.post(f"{bo(home)}/hours", data=later).text)


def test_an_absence_is_added_and_taken_away(home: Household) -> None:
    asking = visits(home, "officer")
    said = {
        "from_on": "1/2/2027",
        "to_on": "5/2/2027",
        "kind": "leave",
        "load_reduction": "50",
    }
    wrong = asking.post(f"{bo(home)}/absences", data={**said, "to_on": "1/1/2027"})
    assert wrong.status_code == 422
    assert "The last day is before the first" in wrong.text
    empty = asking.post(f"{bo(home)}/absences", data={})
    assert "Enter the first day" in empty.text
    page = asking.post(f"{bo(home)}/absences", data=said)
    told = words_of(page.text)
    assert "Mon 1 Feb 2027 to Fri 5 Feb 2027 : leave. At work with half." in told
    ids = re.findall(
        r'(/absences/[0-9a-f]{32}/removal)"><input type="hidden" name="version" '
        r'value="(\d+)"',
        page.text,
    )
    where, version = ids[-1]
    stale = asking.post(f"{bo(home)}{where}", data={"version": str(int(version) + 7)})
    assert stale.status_code == 422
    assert "Somebody else has changed this absence" in words_of(stale.text)
    asking.post(f"{bo(home)}{where}", data={"version": version})
    left = absences(
        home.store,
        home.accounts["officer"],
        home.kept.row_id(WORKERS, "bo"),
        on=TODAY,
        since=TODAY + timedelta(days=60),
        after=None,
        limit=10,
    )
    assert [each.absence.from_on for each in left] == []


def test_a_worker_is_not_found_through_another_service(home: Household) -> None:
    worker_id = home.kept.row_id(WORKERS, "bo")
    elsewhere = home.services["another"].service_id
    there = f"/services/{elsewhere}/workers/{worker_id}"
    assert visits(home, "leader").get(there).status_code == 404


@pytest.mark.parametrize(
    "spans",
    [(), (Span(0, 540, 1020),), (Span(2, 0, 60), Span(2, 75, 1440), Span(6, 600, 660))],
)
def test_hours_are_read_as_they_are_written(spans: tuple[Span, ...]) -> None:
    works = WeekHours(spans)
    form = filled(week_said(works))
    assert week_read(form) == works
    assert form.wrong == []


def test_a_week_without_hours_says_so() -> None:
    assert week_words(WeekHours(())) == "No hours"
    assert week_read(Form()) == WeekHours(())
