"""Only the command line reads the clock; below it functions take the plan date."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import modules, parse, shown

EDGE = "cti/cli"
"""The outermost room: the only one that may ask what day it is."""

READINGS = {"today", "now", "utcnow", "time_ns", "localtime", "gmtime"}
"""Attributes that read the clock, whatever they are read from."""

TIME_READINGS = {"time", "time_ns", "localtime", "gmtime"}
"""What reads the clock in the module ``time``; `time.monotonic` only measures."""


def clock_readings(tree: ast.Module) -> Iterator[int]:
    """The lines on which a module asks what day or time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            if TIME_READINGS & {alias.name for alias in node.names}:
                yield node.lineno
        elif isinstance(node, ast.Attribute) and (
            node.attr in READINGS or ast.unparse(node) == "time.time"
        ):
            yield node.lineno


def test_nothing_below_the_command_line_reads_the_clock() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in modules()
        if not shown(path).startswith(EDGE)
        for line in clock_readings(parse(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\nday = date.today()",
        "import datetime\nday = datetime.date.today()",
        "from datetime import datetime\nmoment = datetime.now()",
        "import datetime as dt\nmoment = dt.datetime.now(tz=dt.UTC)",
        "import time\nseconds = time.time()",
        "from time import time\nseconds = time()",
        "from datetime import datetime as dt\nmoment = dt.now()",
        "import time\nday = time.localtime()",
        "from datetime import date as day\nread = day.today",
    ],
)
def test_every_way_of_asking_is_noticed(source: str) -> None:
    assert list(clock_readings(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "import time\nuntil = time.monotonic() + 5",
        "from datetime import date, time\nat = time(10, 0)",
        "from datetime import datetime\nat = datetime.combine(day, start)",
    ],
)
def test_a_stopwatch_or_a_time_of_day_is_not_the_clock(source: str) -> None:
    assert list(clock_readings(ast.parse(source))) == []
