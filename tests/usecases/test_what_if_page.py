"""The page about what-if shows options that are there, and a file that can be read."""

import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from cti.calendar import Horizon
from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import write_caseload
from cti.exchange.changes_in import READERS
from cti.exchange.scenario_in import Asked, read_scenarios, scenarios_of
from cti.plans.scenario import said, tried
from cti.plans.scenario_workers import Joins
from cti.plans.words import Words
from cti.usecases.naming import worker_meant
from cti.usecases.sample import RIVERSIDE, SAMPLE_DATE, sample_caseload
from cti.usecases.what_if import meant
from tests.house.tree import ROOT

TEXT = (ROOT / "docs" / "what-if.md").read_text(encoding="utf-8")


def shown_changes() -> dict[str, list[str]]:
    """What the table of the page says may be asked, by option."""
    rows = re.findall(r"^\| `--(\w+) (.+?)` \| (.+) \|$", TEXT, re.MULTILINE)
    return {
        option: [first.strip('"'), *re.findall(r'`"(.+?)"`', more)]
        for option, first, more in rows
    }


def test_the_table_has_every_change_and_no_other() -> None:
    assert set(shown_changes()) == set(READERS)


def test_what_the_table_shows_can_be_read() -> None:
    with sample_caseload(RIVERSIDE) as folder:
        caseload = read_caseload(folder).caseload
    first = caseload.workers[0].name

    for option, shown in shown_changes().items():
        for each in shown:
            written = each.replace("Jo B", first)
            asked = Asked(name="page", changes=((option, written),))
            (scenario,) = scenarios_of([asked], partial(worker_meant, caseload), seed=0)
            assert len(scenario.changes) == 1


def test_the_file_of_the_page_is_read_and_says_what_the_page_says(
    tmp_path: Path,
) -> None:
    (shown,) = re.findall(r"```toml\n(.+?)```", TEXT, re.DOTALL)
    file = tmp_path / "winter.toml"
    file.write_text(shown, encoding="utf-8")
    with sample_caseload(RIVERSIDE) as folder:
        caseload = read_caseload(folder).caseload
    horizon = Horizon(SAMPLE_DATE, caseload.service.horizon_weeks)

    scenarios = meant(caseload, horizon, read_scenarios(file))

    heading = re.findall(r"^ +as it is  (.+)$", TEXT, re.MULTILINE)[0]
    assert [each.strip() for each in heading.split("  ") if each.strip()] == [
        scenario.name for scenario in scenarios
    ]
    assert isinstance(scenarios[1].changes[1], Joins)
    for scenario in scenarios:
        after = tried(caseload, horizon, scenario)
        assert said(Words.of(after, horizon), scenario).endswith(".")


def test_the_example_says_of_itself_what_the_program_says() -> None:
    with sample_caseload(RIVERSIDE) as folder:
        caseload = read_caseload(folder).caseload
    horizon = Horizon(SAMPLE_DATE, caseload.service.horizon_weeks)
    command = TEXT.partition("$ cti what-if")[2].partition("\n\n")[0]
    typed = re.findall(r'--(leaves|joins) "(.+?)"', command)

    asked = Asked(name="what if", changes=tuple(typed))
    (scenario,) = meant(caseload, horizon, [asked])

    after = tried(caseload, horizon, scenario)
    assert f"\n{said(Words.of(after, horizon), scenario)}\n" in TEXT


@pytest.mark.slow
def test_the_program_of_the_page_runs_as_it_stands(tmp_path: Path) -> None:
    (shown, answer) = re.findall(
        r"```python\n(.+?)```\n\n```\n(.+?)```", TEXT, re.DOTALL
    )[0]
    program, workbook = tmp_path / "ask.py", tmp_path / "demo" / "riverside.xlsx"
    program.write_text(shown, encoding="utf-8")
    workbook.parent.mkdir()
    with sample_caseload(RIVERSIDE) as folder:
        write_caseload(read_caseload(folder), workbook)

    ran = subprocess.run(
        [sys.executable, program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.stderr == ""
    names = [line.partition(":")[0] for line in answer.splitlines()]
    assert [line.partition(":")[0] for line in ran.stdout.splitlines()] == names
    assert all(
        re.fullmatch(r".+: [\d.]+ over, \d+ change worker", line)
        for line in (*answer.splitlines(), *ran.stdout.splitlines())
    )
