"""A caseload is read as it was meant."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from cti.caseload.hours import Span, WeekHours
from cti.caseload.people import Need, Priority, Status
from cti.exchange.caseload_in import read_caseload
from cti.exchange.columns.team import OFFICE_HOURS

FOLDER = {
    "service": "key,value\nname,Riverside\nceiling,18\n",
    "workers": "worker_id,name,team,fte,languages,works\n"
    "W01,Jo M,River,0.8,Polish; BSL,Mon 09:00-12:00; Wed 13:00-17:00\n"
    "00012,NA,River,,,\n",
    "people": "person_id,known_as,team,worker_id,started_on,transition_on,"
    "language,language_need\n"
    "P1,Zoë,River,W01,08/06/2026,2026-08-17,polish,must\n"
    "P2,,River,,,,,\n",
    "referrals": "referral_id,known_as,team,priority\nR1,Ali,River,urgent\n",
    "contacts": "person_id,worker_id,at,outcome\nP1,W01,20/11/2026 14:00,Achieved\n",
}


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_is_read_with_what_each_cell_means(tmp_path: Path) -> None:
    caseload = read_caseload(write_folder(tmp_path / "river", FOLDER)).caseload

    assert caseload.service.ceiling == Fraction(18)
    jo, second = caseload.workers
    assert jo.fte == Fraction(4, 5)
    assert jo.languages == {"Polish", "BSL"}
    assert jo.works == WeekHours((Span(0, 540, 720), Span(2, 780, 1020)))
    assert (second.worker_id, second.name) == ("00012", "NA")
    assert (second.fte, second.works) == (Fraction(1), OFFICE_HOURS)
    zoe, unnamed = caseload.people
    assert (zoe.started_on, zoe.transition_on) == (date(2026, 6, 8), date(2026, 8, 17))
    assert (zoe.wishes.language, zoe.wishes.language_need) == ("Polish", Need.MUST)
    assert (unnamed.known_as, unnamed.programme) == ("P2", "cti")
    assert unnamed.status is Status.OPEN
    assert caseload.referrals[0].priority is Priority.URGENT
    assert caseload.contacts[0].at == datetime(2026, 11, 20, 14, 0)


def test_what_was_assumed_is_told_once_with_its_rows(tmp_path: Path) -> None:
    file = read_caseload(write_folder(tmp_path / "river", FOLDER))

    said = [str(notice) for notice in file.notices]

    assert "workers, row 3, fte: blank, taken as 1." in said
    assert "people, row 2, language: «polish» was read as «Polish»." in said
