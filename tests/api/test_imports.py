"""A caseload is brought as a workbook, looked at, decided on, applied and undone."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from httpx2 import Response

from cti.caseload.caseload import Caseload
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_out import caseload_workbook
from cti.store.reading import read_caseload
from cti.store.tables import AUDIT, IMPORTS, PEOPLE
from cti.units import PersonId
from tests.api.house import NOW, Household, a_key, application, browser
from tests.api.rows import ROW_OF
from tests.builders import PLAN_DATE, a_caseload, a_person, a_referral, a_worker

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def a_team(*, known: str = "sam", referral: str = "robin") -> Caseload:
    return a_caseload(
        workers=[
            a_worker("alex", team="east"),
            a_worker("bo", team="east"),
            a_worker("caro", team="west"),
            a_worker("dee", team="west"),
        ],
        people=[
            a_person("sam", worker="bo", team="east"),
            a_person("kim", worker="alex", team="east"),
        ]
        if known == "sam"
        else [replace(a_person(known, worker="alex", team="east"), known_as="Sam")],
        referrals=[a_referral(referral, team="east")],
    )


def workbook(caseload: Caseload | None = None) -> bytes:
    return caseload_workbook(CaseloadFile.of(caseload or a_team()))


def sent(
    home: Household, data: bytes, *, called: str = "team.xlsx", who: str = "officer"
) -> Response:
    return home.asks(who).post(
        f"/api/services/{home.kept.service_id}/imports",
        files={"file": (called, data, WORKBOOK)},
        params={"on": PLAN_DATE.isoformat()},
    )


def brought(home: Household, data: bytes) -> Mapping[str, Any]:
    answer = sent(home, data)
    assert answer.status_code == 201, answer.text
    said: Mapping[str, Any] = answer.json()
    assert answer.headers["Location"] == f"/api/imports/{said['id']}"
    assert answer.headers["ETag"] == f'"{said["version"]}"'
    return said


def told(home: Household, said: Mapping[str, Any], verb: str) -> Response:
    return home.asks("officer").post(
        f"/api/imports/{said['id']}/{verb}",
        headers={"If-Match": f'"{said["version"]}"'},
    )


def kept(home: Household) -> Caseload:
    with home.store.reading() as connection:
        return read_caseload(connection, home.kept.service_id, on=PLAN_DATE)


def test_nothing_is_changed_until_it_is_applied_and_undoing_makes_it_as_it_was(
    home: Household,
) -> None:
    before = kept(home)
    said = brought(home, workbook())
    assert (said["state"], said["called"], said["new"]) == ("staged", "team.xlsx", 1)
    assert said["changed"] >= 1
    assert kept(home) == before

    applied = told(home, said, "application")

    assert applied.status_code == 200, applied.text
    assert (applied.json()["state"], applied.json()["new"]) == ("applied", 1)
    assert {each.person_id for each in kept(home).people} == {"sam", "kim"}
    undone = told(home, applied.json(), "undoing")
    assert undone.json()["state"] == "undone"
    assert kept(home) == before


def test_whoever_changed_something_since_it_was_looked_at_is_not_overruled_unseen(
    home: Household,
) -> None:
    said = brought(home, workbook())
    person = f"/api/people/{ROW_OF['people'](home.kept)}"
    leader = home.asks("leader")
    seen = {"If-Match": leader.get(person).headers["ETag"]}
    changed = leader.patch(person, json={"known_as": "Sammy"}, headers=seen)
    assert changed.status_code == 200, changed.text

    assert told(home, said, "application").status_code == 412
    assert "Sammy" in {each.known_as for each in kept(home).people}

    anew = home.asks("officer").get(f"/api/imports/{said['id']}").json()
    assert anew["version"] > said["version"]
    assert told(home, anew, "application").status_code == 200
    assert "Sammy" not in {each.known_as for each in kept(home).people}


def test_an_import_is_not_undone_after_seven_days(home: Household) -> None:
    said = told(home, brought(home, workbook()), "application").json()
    later = browser(application(home.store, lambda: NOW + timedelta(days=7.5)))
    # A token of the house is good for a day, so somebody signs in who is still known.
    signed_in = later.post(
        "/api/sessions",
        json={"email": "officer@example.org", "password": "gravel pelican anthem"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert signed_in.status_code == 201, signed_in.text

    refused = later.post(
        f"/api/imports/{said['id']}/undoing",
        headers={"If-Match": f'"{said["version"]}"', "Sec-Fetch-Site": "same-origin"},
    )

    assert refused.status_code == 409
    assert "more than 7 days ago" in refused.json()["detail"]


def test_who_may_be_known_is_asked_about_and_applied_once_it_is_decided(
    home: Household,
) -> None:
    sam = home.kept.row_id(PEOPLE, "sam")
    said = brought(home, workbook(a_team(known="P7")))
    (match,) = said["undecided"]
    assert (match["new_external_id"], match["known"]) == (
        "P7",
        {"id": sam, "external_id": "sam"},
    )
    refused = told(home, said, "application")
    assert (refused.status_code, "known already" in refused.json()["detail"]) == (
        409,
        True,
    )

    decided = _decide(home, said, {"P7": sam})

    assert decided.status_code == 200, decided.text
    assert decided.json()["undecided"] == []
    assert decided.json()["decided"] == [
        {"new_external_id": "P7", "is_known_as": "sam"}
    ]
    assert told(home, decided.json(), "application").status_code == 200
    assert home.kept.row_id(PEOPLE, "P7") == sam
    looked = home.asks("officer").get(f"/api/imports/{said['id']}")
    assert looked.json()["state"] == "applied"


def test_decisions_are_about_those_who_are_asked_about_alone(home: Household) -> None:
    said = brought(home, workbook(a_team(known="P7")))
    robin = home.kept.row_id(PEOPLE, "robin")
    theirs = home.services["hidden"].row_id(PEOPLE, "sam")

    wrong = {
        "nobody": _decide(home, said, {"P8": None}).status_code,
        "somebody else": _decide(home, said, {"P7": robin}).status_code,
        "a hidden one": _decide(home, said, {"P7": theirs}).status_code,
        "not there": _decide(home, said, {"P7": "0" * 32}).status_code,
        "stale": _decide(home, {**said, "version": 9}, {"P7": None}).status_code,
    }

    assert wrong == {
        "nobody": 422,
        "somebody else": 404,
        "a hidden one": 404,
        "not there": 404,
        "stale": 412,
    }
    new = _decide(home, said, {"P7": None}).json()
    assert new["decided"] == [{"new_external_id": "P7", "is_known_as": None}]


def test_two_who_are_new_are_not_the_same_person(home: Household) -> None:
    team = a_team(known="P7")
    twins = replace(team.people[0], person_id=PersonId("P8"))
    said = brought(home, workbook(replace(team, people=(*team.people, twins))))
    sam = home.kept.row_id(PEOPLE, "sam")

    both = _decide(home, said, {"P7": sam, "P8": sam})

    assert (both.status_code, both.json()["detail"]) == (
        422,
        "Two would be the same person.",
    )
    one = _decide(home, said, {"P7": sam, "P8": None})
    assert one.status_code == 200
    later = _decide(home, one.json(), {"P8": sam})
    assert later.status_code == 422


def test_a_workbook_that_is_sent_again_with_its_key_is_brought_once(
    home: Household,
) -> None:
    part = b'Content-Disposition: form-data; name="file"; filename="again.xlsx"'
    body = b"--x\r\n" + part + b"\r\n\r\n" + workbook() + b"\r\n--x--\r\n"
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Idempotency-Key": a_key(),
    }
    address = f"/api/services/{home.kept.service_id}/imports"
    asking = home.asks("officer")

    first, second = (
        asking.post(address, content=body, headers=headers) for _ in range(2)
    )

    assert first.status_code == second.status_code == 201
    assert first.json()["id"] == second.json()["id"]
    assert len(home.kept.rows(IMPORTS, called="again.xlsx")) == 1


def test_a_version_is_asked_for_and_what_was_dropped_is_not_applied(
    home: Household,
) -> None:
    said = brought(home, workbook())
    asking, address = home.asks("leader"), f"/api/imports/{said['id']}"
    assert asking.post(f"{address}/application").status_code == 428
    stale = {"If-Match": f'"{said["version"] - 1}"'}
    assert asking.post(f"{address}/application", headers=stale).status_code == 412
    assert asking.post(f"{address}/undoing", headers=stale).status_code == 412
    assert asking.delete(address, headers=stale).status_code == 412

    dropped = asking.delete(address, headers={"If-Match": f'"{said["version"]}"'})

    assert dropped.status_code == 204
    late = told(home, {**said, "version": said["version"] + 1}, "application")
    assert (late.status_code, late.json()["detail"]) == (
        409,
        "team.xlsx is dropped already.",
    )


def test_rows_that_need_mending_are_told_and_left_out(home: Household) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["people"].append(["P3", "Kim", "east", "nobody"])
    data = io.BytesIO()
    book.save(data)

    said = brought(home, data.getvalue())

    assert said["to_mend_in_all"] == len(said["to_mend"]) >= 1
    assert said["to_mend"][0].startswith("people, row ")


def test_what_is_no_caseload_is_refused_and_nothing_is_kept(home: Household) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 130_000_000)
    before = home.kept.rows(IMPORTS)
    for data, why in (
        (b"", "the file is empty"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (bomb.getvalue(), "unpacks to 130 MB"),
    ):
        refused = sent(home, data)
        assert refused.status_code == 422, data[:10]
        assert why in refused.json()["more"][0]
    assert home.kept.rows(IMPORTS) == before


@pytest.mark.parametrize(
    ("called", "kept_as"),
    [
        ("../../etc/team.xlsx", "team.xlsx"),
        ("C:\\care\\team.xlsx", "team.xlsx"),
        ("te\u200bam.xlsx", "team.xlsx"),
        ("a" * 300 + ".xlsx", "a" * 95 + ".xlsx"),
    ],
)
def test_a_file_is_called_by_its_name_alone(
    home: Household, called: str, kept_as: str
) -> None:
    said = sent(home, workbook(), called=called)

    assert said.json()["called"] == kept_as


def test_a_file_is_asked_for(home: Household) -> None:
    address = f"/api/services/{home.kept.service_id}/imports"
    asking = home.asks("officer")

    assert asking.post(address).status_code == 422
    assert asking.post(address, json={"file": "x"}).status_code == 422
    broken = asking.post(
        address,
        content=b"--x\r\nno such thing",
        headers={"Content-Type": "multipart/form-data"},
    )
    assert broken.status_code == 400


def test_an_import_of_a_hidden_service_leaves_no_trace(home: Household) -> None:
    row = ROW_OF["imports"](home.services["hidden"])
    hidden = home.asks("officer").get(f"/api/imports/{row}")
    nothing = home.asks("officer").get(f"/api/imports/{'0' * 32}")

    assert hidden.status_code == nothing.status_code == 404
    assert hidden.json()["detail"] == nothing.json()["detail"]


def test_a_caseload_leaves_as_it_came_and_the_audit_says_who_took_it(
    home: Household,
) -> None:
    asking = home.asks("leader")
    address = f"/api/services/{home.kept.service_id}/export"

    taken = asking.get(address, params={"on": PLAN_DATE.isoformat()})

    assert taken.headers["content-type"] == WORKBOOK
    assert taken.headers["content-disposition"] == (
        'attachment; filename="caseload-2026-11-23.xlsx"'
    )
    again = brought(home, taken.content)
    assert (again["new"], again["changed"], again["other"]) == (0, 0, 0)
    (entry,) = home.kept.rows(AUDIT, action="caseload:export")
    assert entry["account_id"] == home.accounts["leader"].account_id
    assert entry["object_id"] == home.kept.service_id


def test_nothing_that_is_taken_out_is_a_formula(home: Household) -> None:
    (row,) = home.kept.rows(PEOPLE, id=home.kept.row_id(PEOPLE, "sam"))
    with home.store.unit(author_id="0" * 32, at=NOW) as unit:
        named = {"known_as": '=HYPERLINK("http://example.org")'}
        unit.change(PEOPLE, row["id"], version=row["version"], values=named)
    address = f"/api/services/{home.kept.service_id}/export"
    taken = home.asks("leader").get(address, params={"on": PLAN_DATE.isoformat()})

    book = openpyxl.load_workbook(io.BytesIO(taken.content))

    cells = [cell for line in book["people"].iter_rows() for cell in line]
    (named_so,) = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert named_so.data_type == "s"


def _decide(
    home: Household, said: Mapping[str, Any], same_as: Mapping[str, str | None]
) -> Response:
    decisions = [
        {"new_external_id": new, "person_id": row} for new, row in same_as.items()
    ]
    return home.asks("officer").put(
        f"/api/imports/{said['id']}/decisions",
        json={"decisions": decisions},
        headers={"If-Match": f'"{said["version"]}"'},
    )
