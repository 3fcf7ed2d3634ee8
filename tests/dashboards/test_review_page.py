"""What the review says about a plan, section by section."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta

import pytest

from cti.calendar import add_months
from cti.exchange.report import Notice
from cti.phases import TIMED
from cti.plans.document import Departure, FlagKind
from cti.plans.lateness import Late, LateCause
from cti.units import PersonId, WorkerId
from dashboards.pages import review
from dashboards.pages.layout import review_page
from dashboards.pages.people_section import phase_changes
from dashboards.pages.review import ReviewPage
from dashboards.pages.view import View
from dashboards.render import render
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_plan_in_force,
    a_service,
    a_stay,
    a_worker,
    an_event,
    monday,
)
from tests.dashboards.samples import a_document, a_flag, an_ordinary_week

CONTEXTS = [
    each
    for each in vars(review).values()
    if isinstance(each, type) and is_dataclass(each)
]


@pytest.fixture(scope="module")
def page() -> ReviewPage:
    document, caseload = an_ordinary_week()
    return review_page(document, caseload)


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda each: each.__name__)
def test_every_field_of_a_page_says_what_it_holds(context: type) -> None:
    unexplained = [
        each.name for each in fields(context) if not each.metadata.get("help")
    ]

    assert unexplained == []
    assert len(CONTEXTS) > 15


def test_the_week_is_summed_up_in_five_lines(page: ReviewPage) -> None:
    lines = [f"{line.number} {line.sentence}" for line in page.glance]

    assert lines == [
        "1 worker is over the ceiling at some time in the next 40 weeks, Alex from "
        "Mon 30 November.",
        "1 person changes phase in the next 14 days: Kim on Sun 29 November.",
        "4 contacts are planned this week. 1 person has waited longer than agreed.",
        "1 of 2 referrals can start in the next four weeks: Robin with Alex on "
        "Mon 30 November.",
        "1 of 4 people changes worker in this plan.",
    ]


def test_who_has_nobody_comes_first() -> None:
    caseload = a_caseload(people=(a_person("sam"), a_person("kim")))
    nobody_soon = a_stay("kim", worker=None, from_on=monday(8))
    stays = a_stay("sam", worker=None), a_stay("kim", to_on=monday(8)), nobody_soon
    one = review_page(a_document(caseload, a_plan(a_stay("sam"), *stays[1:])), caseload)
    two = review_page(a_document(caseload, a_plan(*stays)), caseload)

    said = [f"{page.glance[0].number} {page.glance[0].sentence}" for page in (one, two)]
    assert said == [
        "1 person has no worker for some time: Kim from Mon 18 January.",
        "2 people have no worker for some time: Sam first, already.",
    ]


def test_a_quiet_week_says_so_in_five_lines_too() -> None:
    caseload = a_caseload(people=(a_person("sam"), a_person("kim")))
    document = a_document(caseload, a_plan(a_stay("sam"), a_stay("kim")))

    page = review_page(document, caseload)

    assert [f"{line.number} {line.sentence}" for line in page.glance] == [
        "0 workers are over the ceiling in the next 40 weeks.",
        "0 people change phase in the next 14 days.",
        "0 contacts are planned this week. Nobody has waited longer than agreed.",
        "0 referrals are waiting.",
        "0 of 2 people change worker in this plan.",
    ]
    assert page.next_change == "The next one: Kim, Tue 2 February."
    assert page.moves == ()


def test_an_overload_says_when_how_much_why_and_what_would_help(
    page: ReviewPage,
) -> None:
    (worker,) = page.overloaded
    (overload,) = worker.overloads

    assert worker.worker == "Alex"
    assert overload.when == "Mon 30 November to Sun 13 December"
    assert overload.much == "2 weeks, over by 1.5"
    assert overload.message == "Robin's arrival takes Alex over."
    assert overload.suggestion == "It clears by itself on 14 December."


def test_what_lasts_is_told_with_the_overload_it_belongs_to() -> None:
    caseload = a_caseload(workers=(a_worker("alex"), a_worker("blair")))
    over = [
        a_flag(FlagKind.OVER_CEILING, worker=worker, from_on=monday(2), to_on=monday(9))
        for worker in ("alex", "blair")
    ]
    flags = [
        *over,
        a_flag(
            FlagKind.OVER_110_FOR_4_WEEKS,
            worker="alex",
            from_on=monday(3),
            to_on=monday(8),
            suggestion="Agree who covers.",
        ),
    ]

    page = review_page(a_document(caseload, a_plan(), flags=flags), caseload)

    lasting = {each.worker: each.overloads[0].lasting for each in page.overloaded}
    assert lasting == {"Alex": "Agree who covers.", "Blair": ""}


def test_a_phase_change_names_the_phases_and_the_meeting(page: ReviewPage) -> None:
    (change,) = page.changes

    assert change.person == "Kim"
    assert change.when.day == "Sun 29 November"
    assert change.when.away == "in 6 days"
    assert change.change == "Phase One (Transition) to Phase Two (Try-out)"
    assert change.counts == "Counts 1 SCE instead of 2"
    assert change.meeting == "Thu 26 November at 14:00"


@pytest.mark.parametrize(
    ("days", "shown"), [(0, False), (1, True), (14, True), (15, False)]
)
def test_phase_changes_are_shown_from_tomorrow_for_fourteen_days(
    days: int, *, shown: bool
) -> None:
    change_on = PLAN_DATE + timedelta(days=days)
    sam = a_person("sam", transition_on=None, transition_expected_on=change_on)
    caseload = a_caseload(people=(sam,))

    page = review_page(a_document(caseload, a_plan(a_stay("sam"))), caseload)

    assert bool(page.changes) is shown


def test_the_end_of_support_is_a_change_too() -> None:
    ending = a_person("sam", transition_on=PLAN_DATE - timedelta(days=268))
    caseload = a_caseload(people=(ending,))

    page = review_page(a_document(caseload, a_plan(a_stay("sam"))), caseload)

    assert (
        page.changes[0].change == "Support ends, after Phase Three (Transfer of care)"
    )
    assert page.changes[0].meeting == "To be agreed"


def test_those_who_waited_longest_come_first() -> None:
    caseload = a_caseload(people=(a_person("sam"), a_person("kim")))
    flags = [
        a_flag(FlagKind.CONTACT_OVERDUE, person="sam", worker="alex", amount=2),
        a_flag(FlagKind.CONTACT_OVERDUE, person="kim", worker="alex", amount=9),
    ]
    plan = a_plan(a_stay("sam"), a_stay("kim"))

    page = review_page(a_document(caseload, plan, flags=flags), caseload)

    assert [late.person for late in page.overdue] == ["Kim", "Sam"]
    assert page.overdue[0].days == "9 days"
    assert page.overdue[0].planned == "Not in these four weeks"


def test_a_week_lists_each_worker_day_by_day(page: ReviewPage) -> None:
    alex, blair = page.week

    assert alex.summary == "4 contacts on 2 days"
    assert [day.day for day in alex.weeks[0].days] == [
        "Tue 24 November",
        "Thu 26 November",
    ]
    assert blair.weeks[0].days[0].meetings[0].time == "12:30 to 13:30"
    assert page.later[0].weeks[0].title == "Mon 30 November to Sun 6 December"


def test_company_and_cover_are_noted(page: ReviewPage) -> None:
    notes = {
        meeting.person: meeting.note
        for day in page.week[0].weeks[0].days
        for meeting in day.meetings
    }

    assert notes == {"Lee": "for Blair", "Sam": "", "Pat": "with Blair", "Kim": ""}


def test_referrals_come_soonest_first_and_waiting_ones_last(page: ReviewPage) -> None:
    robin, jude = page.starts

    assert robin.when is not None
    assert (robin.person, robin.when.day, robin.worker) == (
        "Robin",
        "Mon 30 November",
        "Alex",
    )
    assert (jude.person, jude.when, jude.worker) == ("Jude", None, "")
    assert jude.why == "Nobody has room."


def test_a_move_says_from_whom_to_whom_when_and_why(page: ReviewPage) -> None:
    (move,) = page.moves

    assert (move.person, move.before, move.after) == ("Pat", "Alex", "Blair")
    assert move.when.away == "today"
    assert move.why == "Alex would be over the ceiling."


def test_what_people_had_been_told_is_set_against_the_plan(page: ReviewPage) -> None:
    caseload = a_caseload(people=[a_person("sam")])
    said = "Sam moves to Blair on 23 November instead of staying with Alex."
    departure = Departure(
        person_id=PersonId("sam"),
        from_worker=WorkerId("alex"),
        to_worker=WorkerId("blair"),
        on=PLAN_DATE,
        was_told=True,
        keeping_costs=None,
        said=said,
    )
    kept = replace(a_document(caseload, a_plan()), in_force=a_plan_in_force())
    moved = replace(kept, departures=(departure,))

    assert (page.departed, page.departures) == ("", ())
    assert review_page(kept, caseload).departed == "Nothing changes."
    assert review_page(moved, caseload).departed == (
        "1 person has something else than they were told."
    )
    assert review_page(moved, caseload).departures == (said,)


def test_what_moving_does_for_the_team_is_told_in_numbers() -> None:
    caseload = a_caseload(
        service=a_service(ceiling=2),
        workers=(a_worker("alex"), a_worker("blair")),
        people=(a_person("sam"), a_person("kim")),
    )
    plan = a_plan(a_stay("sam"), a_stay("kim", "blair"))

    page = review_page(a_document(caseload, plan), caseload)

    assert page.moved.startswith(
        "1 of 2 people changes worker. The team is 0 SCE-weeks over the ceiling "
        "instead of 22 "
    )


def test_whoever_has_waited_longest_is_presented(page: ReviewPage) -> None:
    (turn,) = page.presenting

    assert (turn.meeting, turn.person, turn.worker) == ("north", "Kim", "Alex")
    assert turn.why == "Not presented yet; supported since 3 August."


def test_a_meeting_is_named_with_its_day_and_a_presentation_with_the_last() -> None:
    caseload = a_caseload(
        people=(a_person("sam"),),
        events=(an_event(),),
        contacts=(a_contact("sam", kind="case review", at=datetime(2026, 10, 7, 10)),),
    )

    page = review_page(a_document(caseload, a_plan(a_stay("sam"))), caseload)

    (turn,) = page.presenting
    assert turn.meeting == "CTI case review, Wed 25 November at 10:00"
    assert turn.why == "Last presented on 7 October."


def test_the_table_has_every_number_of_the_pictures(page: ReviewPage) -> None:
    (table,) = page.tables

    assert table.workers == ("Alex", "Blair")
    assert len(table.weeks) == 40
    assert table.weeks[1].week == "30 Nov 2026"
    assert table.weeks[1].cells[0].load == "4.5 of 4"
    assert table.weeks[1].cells[0].over == "over 0.5"
    assert table.weeks[1].cells[1].over == ""


def test_only_as_many_workers_stand_side_by_side_as_fit_on_paper() -> None:
    names = [f"worker {letter}" for letter in "abcdefg"]
    caseload = a_caseload(workers=[a_worker(name) for name in names])

    page = review_page(a_document(caseload, a_plan()), caseload)

    assert [len(table.workers) for table in page.tables] == [5, 2]
    assert len(page.panels) == 7


def test_a_worker_who_has_left_and_holds_nobody_is_not_drawn() -> None:
    gone = a_worker("blair", leaves_on=PLAN_DATE - timedelta(days=30))
    caseload = a_caseload(workers=(a_worker("alex"), gone))

    page = review_page(a_document(caseload, a_plan()), caseload)

    assert [panel.worker for panel in page.panels] == ["Alex"]


def test_heads_stand_beside_sce(page: ReviewPage) -> None:
    alex, _ = page.standing

    assert (alex.heads, alex.phases) == ("2", "0 · 2 · 0 · 0")
    assert (alex.now.load, alex.now.over) == ("4 of 4", "")
    assert (alex.highest.load, alex.highest.over) == ("4.5 of 4", "over by 0.5")
    assert alex.highest_on == "Mon 30 November"


def test_nothing_agreed_is_no_percentage_and_no_nought() -> None:
    away = a_worker("alex", leaves_on=PLAN_DATE)
    caseload = a_caseload(workers=(away,), people=(a_person("sam"),))

    page = review_page(a_document(caseload, a_plan(a_stay("sam"))), caseload)

    assert page.standing[0].now.load == "2"
    assert page.standing[0].now.over == "nothing agreed"
    assert page.panels[0].says.endswith("2, nothing agreed.")


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (1000, "is the best possible under"),
        (990, "is within 1 % of the best possible"),
        (997, "is within 0.3 % of the best possible"),
        (0, "is not yet proven near the best possible"),
    ],
)
def test_the_gap_is_told_in_words(bound: int, said: str) -> None:
    caseload = a_caseload()

    page = review_page(a_document(caseload, a_plan(), lower_bound=bound), caseload)

    assert said in page.quality.verdict


@pytest.mark.parametrize(("key", "over"), [("balanced", 20), ("protect workers", 40)])
def test_what_a_point_is_worth_follows_from_the_prices(key: str, over: int) -> None:
    caseload = a_caseload()
    document = replace(a_document(caseload, a_plan()), policy=key)

    page = review_page(document, caseload)

    assert f"for one week costs {over}." in page.quality.verdict
    assert f"prices «{key}»" in page.quality.fingerprint


def test_late_days_and_a_search_cut_short_are_told() -> None:
    caseload = a_caseload()
    document = a_document(caseload, a_plan(), late_days=7, repeatable=False)

    page = review_page(document, caseload)

    assert page.quality.contacts.startswith("Contacts are 7 days late in all.")
    assert "another run may give another plan" in page.quality.made


def test_who_is_met_late_is_told_with_the_reason_the_longest_first() -> None:
    caseload = a_caseload(people=(a_person("sam"), a_person("kim")))
    document = a_document(
        caseload,
        a_plan(a_stay("sam"), a_stay("kim")),
        late_days=4,
        late=[
            Late(
                person_id=PersonId("sam"),
                days=1,
                necessary=0,
                cause=LateCause.COVER_COSTS_MORE,
            ),
            Late(
                person_id=PersonId("kim"),
                days=3,
                necessary=2,
                cause=LateCause.NO_ROOM,
            ),
        ],
    )

    page = review_page(document, caseload)

    assert [line.partition(" ")[0] for line in page.late] == ["Kim", "Sam"]
    assert page.quality.contacts.startswith(
        "Contacts are 4 days late in all; at least 2 of them cannot be avoided, "
        "whoever covers."
    )
    assert all(line in render(page) for line in page.late)


def test_what_concerns_nobody_alone_concerns_the_spreadsheet() -> None:
    caseload = a_caseload()
    flags = [
        a_flag(FlagKind.MISSING_DATA),
        a_flag(FlagKind.MISSING_DATA, worker="alex"),
    ]
    notices = (Notice(sheet="people", rows=(3,), message="a column was kept"),)

    page = review_page(
        a_document(caseload, a_plan(), flags=flags), caseload, notices=notices
    )

    assert [gap.where for gap in page.mend] == [
        "The spreadsheet",
        "The spreadsheet",
        "Alex",
    ]
    assert page.mend[0].what == "people, row 3: a column was kept."


def test_people_who_share_a_name_are_told_apart() -> None:
    namesakes = (a_person("Sam"), a_person("sam"))
    caseload = a_caseload(people=namesakes)
    flags = [a_flag(FlagKind.MISSING_DATA, person=each.person_id) for each in namesakes]

    page = review_page(
        a_document(caseload, a_plan(a_stay("Sam"), a_stay("sam")), flags=flags),
        caseload,
    )

    assert [gap.where for gap in page.mend] == ["Sam (Sam)", "Sam (sam)"]


def test_what_the_flags_prompt_is_shown_where_it_belongs() -> None:
    ending = a_person("sam", transition_on=PLAN_DATE - timedelta(days=268))
    caseload = a_caseload(people=(ending,))
    ends_on = ending.transition_on
    assert ends_on is not None
    flags = [
        a_flag(
            FlagKind.PHASE_CHANGE,
            person="sam",
            from_on=add_months(ends_on, 9),
            suggestion="Plan a good ending.",
        ),
        a_flag(FlagKind.MEETING_DUE, person="sam", worker="alex", message="It is due."),
        a_flag(FlagKind.LEAVER_HANDOVER, worker="alex", message="Alex leaves."),
        a_flag(FlagKind.NOBODY_ALLOWED, person="sam", message="Nobody may take Sam."),
    ]

    page = review_page(
        a_document(caseload, a_plan(a_stay("sam")), flags=flags), caseload
    )

    assert page.changes[0].prompt == "Plan a good ending."
    assert page.meetings[0].message == "It is due."
    assert page.handovers == (
        "Alex leaves. This would help.",
        "Nobody may take Sam. This would help.",
    )


def test_a_network_meeting_that_was_agreed_stands_before_the_plans() -> None:
    document, caseload = an_ordinary_week()
    plain = View(document, caseload)
    at = datetime(2026, 11, 24, 14)
    ending = {(person_id, phase): at for person_id in plain.open for phase in TIMED}

    before = [each.meeting for each in phase_changes(plain)]
    after = [
        each.meeting for each in phase_changes(View(document, caseload, agreed=ending))
    ]

    assert before
    assert "Tue 24 November at 14:00, as agreed" not in before
    assert {*after} <= {
        "Tue 24 November at 14:00, as agreed",
        "None at the end of Pre-CTI",
    }
    assert "Tue 24 November at 14:00, as agreed" in after
