"""The few lines of Python in the README do what is said of them."""

import io
import re
import time
import urllib.request
from typing import IO

import pytest

import cti.usecases.planning
from cti.exchange.caseload_file import CaseloadFile
from cti.usecases.planning import Planned
from cti.usecases.working import do_one
from tests.api.house import HOST, Household
from tests.api.test_plans import that_moves_sam
from tests.house.tree import ROOT
from tests.usecases.runs import Clock


def lines() -> str:
    """The Python of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return str(found)


def planned(file: CaseloadFile, **_: object) -> Planned:
    """A plan that needs no solver."""
    return Planned(document=that_moves_sam(), file=file)


def test_the_lines_of_the_readme_ask_for_a_plan_and_say_what_it_changes(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cti.usecases.planning, "plan_read", planned)
    asking = home.asks("nobody")

    def urlopen(request: urllib.request.Request) -> IO[bytes]:
        path = request.full_url.removeprefix(f"https://{HOST}")
        body = request.data if isinstance(request.data, bytes) else None
        headers = dict(request.header_items())
        answer = asking.request(
            request.get_method(), path, content=body, headers=headers
        )
        assert answer.is_success, answer.text
        return io.BytesIO(answer.content)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    monkeypatch.setattr(time, "sleep", lambda _: do_one(home.store, Clock().worker()))
    monkeypatch.setenv("PLANNER", f"https://{HOST}")
    monkeypatch.setenv("PLANNER_TOKEN", home.tokens["leader"])

    said = list[str]()

    def note(*words: object) -> None:
        said.append(" ".join(map(str, words)))

    exec(compile(lines(), "README.md", "exec"), {"print": note})  # noqa: S102, our own

    assert said == [
        "0.0 points, at least 0.0",
        "Sam has nobody from 30 November instead of staying with Alex.",
    ]
