"""Two who race are threads of one process, or two processes."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from tests.faults.processes import children


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Two who do what they are told."""
    if request.param == "threads":
        with ThreadPoolExecutor(2) as threads:
            yield threads
        return
    with ProcessPoolExecutor(2, mp_context=children()) as processes:
        yield processes


@pytest.fixture
def threads() -> Iterator[Executor]:
    """Two threads of this process."""
    with ThreadPoolExecutor(2) as executor:
        yield executor
