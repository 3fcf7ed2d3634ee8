"""What is asked of an area that is served, and what is made of the answers."""

from collections.abc import Iterator
from random import Random

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from benchmarks.make_caseload import Size
from benchmarks.sections.serving import SECTION, holds, nearest, told, undisturbed
from benchmarks.served import filling
from benchmarks.served.accounts import Holder, let_in
from benchmarks.served.asking import Answer
from benchmarks.served.filling import Area, everybody, today
from benchmarks.served.machine import Window
from benchmarks.served.questions import LIST, PERSON, QUESTIONS, WRITE, Town
from cti.api.app import create_app
from cti.api.house import House
from cti.cli.clock import now
from cti.usecases.accounts import found_administrator
from cti.usecases.installing import Installation

ACCOUNTS = 14


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Area:
    folder = tmp_path_factory.mktemp("area")
    size = Size(workers=2, people=8, referrals=1)
    return Area(
        address=f"sqlite:///{folder / 'area.db'}",
        folder=folder,
        sizes=[size, size],
        on=today(),
        first_seed=11,
    )


@pytest.fixture(scope="module")
def filled(area: Area) -> Iterator[tuple[FastAPI, Town, list[Holder]]]:
    """Two services as they would be filled, and who may ask about them."""
    with Installation(area.address) as there:
        store = there.store
        by = found_administrator(
            store, email="first@example.org", name="First", at=now()
        ).account_id
        for number in range(len(area.sizes)):
            filling.put_service(area, by, number)
        filling.plan_all(area, by, 0)
        holders = [*let_in(store, by, accounts=ACCOUNTS - 1, on=area.on)]
        house = House(store=store, clock=now, is_secure=False, address="http://here")
        app = create_app(house, why_not_ready=there.why_not_ready)
        yield app, Town(on=area.on, people=everybody(store)[0]), holders


@pytest.mark.slow
def test_every_question_is_answered_to_everybody_who_asks_it(
    filled: tuple[FastAPI, Town, list[Holder]],
) -> None:
    app, town, holders = filled
    draw = Random(1)  # noqa: S311, not a secret
    asking = TestClient(app, base_url="http://here")
    otherwise, answered = [], set()
    for question in QUESTIONS:
        for holder in (each for each in holders if question.is_for(each)):
            request = question.make(holder, town, draw)
            answer = asking.request(
                request.method,
                request.where,
                json=request.body,
                headers={
                    "Cookie": f"cti={holder.session}",
                    "Sec-Fetch-Site": "same-origin",
                },
            )
            answered.add((question.name, holder.role))
            if not answer.is_success:
                otherwise.append((question.name, holder.role, answer.status_code))

    assert otherwise == []
    assert answered == {(each.name, role) for each in QUESTIONS for role in each.roles}


def an_answer(
    milliseconds: float,
    *,
    kind: str = LIST,
    status: int = 200,
    name: str = "people",
    began: float = 0.0,
) -> Answer:
    return Answer(
        name=name,
        kind=kind,
        status=status,
        began=began,
        seconds=milliseconds / 1000,
        size=10,
    )


@pytest.mark.parametrize(
    ("part", "value"), [(50, 10.0), (51, 11.0), (95, 19.0), (96, 20.0), (100, 20.0)]
)
def test_a_part_of_the_answers_is_not_above_the_value_that_is_told(
    part: int, value: float
) -> None:
    assert nearest([float(each) for each in range(1, 21)], part) == value


@pytest.mark.parametrize(
    ("name", "milliseconds", "status", "is_held"),
    [
        ("alone", 99.9, 200, True),
        ("alone", 100.0, 200, False),
        ("alone", 50.0, 500, False),
        ("busy", 399.9, 201, True),
        ("busy", 400.0, 200, False),
        ("twice as busy", 10.0, 200, None),
    ],
)
def test_answers_hold_below_their_limit_and_where_none_failed(
    name: str, milliseconds: float, status: int, is_held: bool | None
) -> None:
    found = told([an_answer(milliseconds, status=status)], 1.0)

    assert holds({"while": name, **found}) is is_held


def test_changes_are_told_and_are_not_among_lists_and_people() -> None:
    given = [
        an_answer(10),
        an_answer(20, kind=PERSON, name="a person"),
        an_answer(900, kind=WRITE, name="write a note", status=409),
    ]

    found = told(given, 2.0)

    assert found["read"]["answers"] == 2
    assert found["read"]["worst"] == 20.0
    assert [each["name"] for each in found["each"]] == [
        "people",
        "a person",
        "write a note",
    ]
    assert found["failed"] == ["write a note: 409"]
    assert holds({"while": "alone", **found}) is False


def a_row(name: str, *given: Answer, **also: object) -> dict[str, object]:
    about = {"services": 2, "people": 9, "referrals": 1, "accounts": 5, "contacts": 3}
    about |= {"notes": 2, "facts": 30, "audit_entries": 40, "filled_in": 7}
    machine = {"disk_ms": 4.0, "files": "ext2/ext3", "stolen": 0.25}
    return {"while": name, **about, **told(given, 2.0), **machine, **also}


def test_what_was_answered_otherwise_than_meant_stands_on_the_page() -> None:
    well = SECTION.text([a_row("alone", an_answer(10), an_answer(20))])
    badly = SECTION.text([a_row("alone", an_answer(10), an_answer(20, status=500))])

    assert "Answered otherwise" not in well
    assert (
        "| alone | 2 | 1.0 | 2 | 10 | 20 | 20 | 20 | 100 | yes | 2 | 10 | 20 | 20 |"
        in well
    )
    assert "Answered otherwise than meant: people: 500." in badly
    assert "| 100 | no | 2 |" in badly


def test_the_page_says_what_went_on_beside_and_what_the_host_withheld() -> None:
    beside = {"active": 3, "pause": 10.0, "imports": [1.5, 2.5], "runs": []}
    row = a_row("busy", an_answer(10), **beside, runs_cut_short=1)

    shown = SECTION.text([a_row("alone", an_answer(30)), row])

    assert "2 imports, the longest 2.5 s; 0 planning runs, the longest – s" in shown
    assert "gave 25 % to other machines" in shown
    assert "| people | list | 1 | 30 | 30 | 30 | 30 | 1 | 10 | 10 | 10 | 10 |" in shown


def test_an_answer_is_undisturbed_if_the_host_gave_all_while_it_took() -> None:
    seen = [
        Window(begins=0.0, ends=1.0, stolen=0.05),
        Window(begins=1.0, ends=2.0, stolen=0.06),
        Window(begins=2.0, ends=3.0, stolen=0.0),
    ]
    before, into, within, out_of, after = (
        an_answer(milliseconds, began=began)
        for began, milliseconds in (
            *((0.5, 500), (0.9, 200), (1.2, 100), (1.9, 200), (2.0, 300)),
        )
    )

    found = undisturbed([before, into, within, out_of, after], seen)

    assert found == [before, after]
