"""The sample caseloads that come with the program; nobody in them exists."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path

RIVERSIDE = "riverside"
"""A service of five workers, one of whom goes on long-term leave."""

NAVIGATORS = "navigators"
"""A service of one worker with four people in each phase: exactly at the ceiling."""

SAMPLE_DATE = date(2026, 11, 23)
"""The day the samples are made for; another day would make everything overdue."""


@contextmanager
def sample_caseload(name: str) -> Iterator[Path]:
    """Lend a sample as a folder of CSV files, to read and not to keep."""
    samples = resources.files("cti.usecases") / "sample_data"
    with resources.as_file(samples / name) as folder:
        yield folder
