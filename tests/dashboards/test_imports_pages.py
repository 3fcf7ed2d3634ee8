"""A workbook is brought with a browser, looked at, decided on, applied and undone."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from httpx2 import Response

from cti.api.subject import LARGEST_BODY
from cti.store.tables import IMPORTS, PEOPLE
from cti.usecases.importing import look_at
from dashboards.pages.imports import (
    MOST_NAMES,
    ToMend,
    _first,
    _of_words,
    import_page,
)
from dashboards.site.forms import Form
from tests.api.house import NOW, Household
from tests.api.test_imports import WORKBOOK, a_team, kept, workbook
from tests.builders import PLAN_DATE
from tests.dashboards.served import visits, words_of
from tests.store.plans import LEADER


def at(home: Household) -> str:
    return f"/services/{home.kept.service_id}/imports"


def brought(home: Household, data: bytes, *, who: str = "officer") -> Response:
    """Send a workbook, and return the page it leads to."""
    return visits(home, who).post(
        at(home),
        files={"file": ("team.xlsx", data, WORKBOOK)},
        data={"on": f"{PLAN_DATE:%d/%m/%Y}"},
    )


def seen(page: Response) -> dict[str, str]:
    (version,) = set(re.findall(r'name="version" value="(\d+)"', page.text))
    return {"version": version}


def test_nothing_is_saved_until_it_is_applied_and_it_can_be_undone(
    home: Household,
) -> None:
    before, asking = kept(home), visits(home, "officer")
    page = brought(home, workbook())
    said = words_of(page.text)
    assert "team.xlsx" in said
    assert re.search(r"\b1 new, [1-9]\d* changed", said)
    assert "Kim (kim)" in said
    assert kept(home) == before

    applied = asking.post(f"{page.url.path}/application", data=seen(page))
    assert "Applied: the planner says now" in words_of(applied.text)
    assert {each.person_id for each in kept(home).people} == {"sam", "kim"}
    assert "You can undo it until Mon 30 Nov 2026" in words_of(applied.text)

    undone = asking.post(f"{page.url.path}/undoing", data=seen(applied))
    assert "Undone: everything is as it was before" in words_of(undone.text)
    assert kept(home) == before
    assert "Undo it" not in words_of(undone.text)


def test_undoing_is_offered_for_seven_days(home: Household) -> None:
    page = brought(home, workbook())
    visits(home, "officer").post(f"{page.url.path}/application", data=seen(page))
    import_id = page.url.path.rpartition("/")[2]
    review = look_at(home.store, import_id, author_id=LEADER, at=NOW)
    last = NOW + timedelta(days=7)
    assert import_page(review, form=Form(), at=last).undone_until
    late = last + timedelta(seconds=1)
    assert not import_page(review, form=Form(), at=late).undone_until


def test_possible_matches_are_decided_by_people(home: Household) -> None:
    asking = visits(home, "officer")
    page = brought(home, workbook(a_team(known="P7")))
    said = words_of(page.text)
    assert "1 possible match: you decide" in said
    assert "Who is Sam (P7) in the workbook?" in said
    assert "Apply it" not in said
    early = asking.post(f"{page.url.path}/application", data=seen(page))
    assert early.status_code == 422
    assert "known already" in words_of(early.text)
    none = asking.post(f"{page.url.path}/decisions", data=seen(page))
    assert none.status_code == 422
    assert "Choose who they are" in none.text

    sam = home.kept.row_id(PEOPLE, "sam")
    who = {**seen(page), "who-P7": sam}
    decided = asking.post(f"{page.url.path}/decisions", data=who)
    assert "possible match" not in words_of(decided.text)
    asking.post(f"{page.url.path}/application", data=seen(decided))
    assert home.kept.row_id(PEOPLE, "P7") == sam


def test_somebody_new_indeed_stays_somebody_new(home: Household) -> None:
    asking = visits(home, "officer")
    page = brought(home, workbook(a_team(known="P7")))
    sam = home.kept.row_id(PEOPLE, "sam")
    who = {**seen(page), "who-P7": "new"}
    decided = asking.post(f"{page.url.path}/decisions", data=who)
    asking.post(f"{page.url.path}/application", data=seen(decided))
    assert home.kept.row_id(PEOPLE, "P7") != sam


def test_whoever_comes_second_sees_that_it_has_changed(home: Household) -> None:
    asking = visits(home, "officer")
    page = brought(home, workbook(a_team(known="P7")))
    who = {**seen(page), "who-P7": "new"}
    asking.post(f"{page.url.path}/decisions", data=who)
    late = visits(home, "leader").post(f"{page.url.path}/application", data=seen(page))
    assert late.status_code == 422
    assert "Somebody else has changed this import" in words_of(late.text)
    assert {each.person_id for each in kept(home).people} == {"sam"}


def test_what_is_put_away_is_not_applied(home: Household) -> None:
    asking = visits(home, "officer")
    page = brought(home, workbook())
    dropped = asking.post(f"{page.url.path}/removal", data=seen(page))
    said = words_of(dropped.text)
    assert "Put away. Nothing was changed." in said
    assert "Apply it" not in said
    assert "Put away" in words_of(asking.get(at(home)).text)


def with_a_wrong_day() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    sheet = book["people"]
    (column,) = (each.column for each in sheet[1] if each.value == "transition_on")
    sheet.cell(row=3, column=column).value = "31/02/2026"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_that_need_fixing_are_told_by_row_and_column(home: Household) -> None:
    page = brought(home, with_a_wrong_day())
    said = words_of(page.text)
    assert "1 row needs fixing" in said
    assert "The rows that need fixing are left out" in said
    assert 'data-label="Row">3<' in page.text
    assert 'data-label="Column">transition_on<' in page.text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "people, row 5, transition_on: “x: y” is no day. Write one.",
            ("people", "5", "transition_on", "“x: y” is no day. Write one."),
        ),
        ("people, row 5: it is there twice. Mend it.", ("people", "5", "", "it is")),
        ("pins, person_id: it is missing. Add it.", ("pins", "", "person_id", "it is")),
        ("pins: it is missing. Add it.", ("pins", "", "", "it is")),
        ("Nothing else", ("Nothing else", "", "", "Nothing else")),
    ],
)
def test_what_a_finding_says_is_taken_apart(
    said: str, expected: tuple[str, str, str, str]
) -> None:
    found = _of_words(said)
    assert isinstance(found, ToMend)
    assert (found.sheet, found.row, found.column) == expected[:3]
    assert found.words.startswith(expected[3])


def test_what_cannot_be_read_is_said_beside_the_file(home: Household) -> None:
    nothing = visits(home, "officer").post(at(home), data={"on": "31/2/2026"})
    assert nothing.status_code == 422
    assert "Choose a workbook" in nothing.text
    assert "is not a day" in nothing.text
    page = brought(home, b"this is no workbook")
    assert page.status_code == 422
    assert "Mend this in the workbook" in words_of(page.text)


def test_a_workbook_that_is_too_large_is_answered_with_a_page_and_a_hint(
    home: Household,
) -> None:
    too_large = {"content-length": str(LARGEST_BODY + 1)}
    file = {"file": ("team.xlsx", b"PK", WORKBOOK)}

    answer = visits(home, "officer").post(at(home), files=file, headers=too_large)
    elsewhere = home.asks("officer").post(
        f"/api{at(home)}", files=file, headers=too_large
    )

    assert answer.status_code == elsewhere.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    said = words_of(answer.text)
    assert "This is too large" in said
    assert "larger than 20 MB" in said
    assert "take pictures and sheets that nobody needs out of it" in said
    assert "Case review" in said
    assert elsewhere.json()["hint"] in said


def test_a_workbook_is_taken_out_by_the_leader_and_an_empty_one_by_both(
    home: Household,
) -> None:
    for who, may in (("leader", True), ("officer", False)):
        asking = visits(home, who)
        assert ("Your caseload as a workbook" in asking.get(at(home)).text) is may
        assert asking.get(f"{at(home)}/workbook").status_code == (200 if may else 403)
        empty = asking.get(f"{at(home)}/empty")
        assert empty.headers["content-type"] == WORKBOOK
    again = visits(home, "leader").get(f"{at(home)}/workbook").content
    assert "0 new, 0 changed" in words_of(brought(home, again).text)


def test_an_import_is_not_found_through_another_service(home: Household) -> None:
    page = brought(home, workbook())
    import_id = page.url.path.rpartition("/")[2]
    elsewhere = f"/services/{home.services['another'].service_id}/imports/{import_id}"
    assert visits(home, "officer").get(elsewhere).status_code == 404
    assert visits(home, "outsider").get(page.url.path).status_code == 403


def test_of_very_many_names_it_is_said_how_many_more_there_are() -> None:
    names = tuple(map(str, range(MOST_NAMES + 3)))
    assert _first(names[:MOST_NAMES]) == names[:MOST_NAMES]
    assert _first(names)[-1] == "and 3 more"
    assert len(_first(names)) == MOST_NAMES + 1


def spoilt(sheet: str, row: int, column: str, value: str) -> bytes:
    """Return the usual workbook with one cell that cannot be read."""
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    headings = {cell.value: cell.column for cell in book[sheet][1]}
    book[sheet].cell(row, headings[column]).value = value
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def rows_of(home: Household, data: bytes) -> Response:
    return visits(home, "officer").post(
        f"{at(home)}/mending", files={"file": ("team.xlsx", data, WORKBOOK)}
    )


def test_the_rows_that_need_mending_are_handed_out_alone_with_what_to_do(
    home: Household,
) -> None:
    before = kept(home)

    answer = rows_of(home, spoilt("people", 3, "transition_on", "31/02/2027"))

    assert answer.status_code == 200
    assert "rows-to-mend.xlsx" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Start here", "people"]
    headings, *rows = book["people"].iter_rows(values_only=True)
    (row,) = [dict(zip(headings, each, strict=True)) for each in rows]
    assert (row["row"], row["person_id"]) == (3, "kim")
    assert row["transition_on"] == "31/02/2027"
    assert str(row["what to do"]).startswith("transition_on: «31/02/2027»")
    assert kept(home) == before
    assert home.kept.rows(IMPORTS) == []


def test_what_is_wrong_with_a_whole_sheet_is_said_in_front(home: Household) -> None:
    answer = rows_of(home, spoilt("people", 1, "person_id", "surname"))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    said = [row[0] for row in book["Start here"].iter_rows(values_only=True)]
    assert any("person_id" in str(each) for each in said)


def test_a_heading_that_is_not_known_is_said_beside_the_file(home: Household) -> None:
    answer = brought(home, spoilt("people", 1, "person_id", "surname"))

    assert answer.status_code == 422
    assert "person_id" in words_of(answer.text)


def test_where_nothing_needs_mending_it_is_said(home: Household) -> None:
    sound, none = rows_of(home, workbook()), visits(home, "officer")

    assert "Nothing in this workbook needs mending." in words_of(sound.text)
    assert none.post(f"{at(home)}/mending").status_code == 422
