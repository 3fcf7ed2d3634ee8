"""Work in child processes: whatever becomes of a child, what it said remains.

Nothing here is timed. Where a child must wait for ever, it waits for an hour; a run
that did not end it would meet the limit every test has.
"""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from cti.solver.child import Deadline, Failed, Report, Task, run
from cti.solver.limits import never

AN_HOUR = 3600
PRELOAD = ("cti.solver.assignment.tasks", __name__)
"""The tasks of the planner too: there is one server of children in a test run."""


@dataclass(frozen=True)
class Says:
    """Report some things, then do something."""

    things: tuple[object, ...] = ()
    then: Callable[[], object] = int

    def __call__(self, report: Report) -> None:
        for thing in self.things:
            report(thing)
        self.then()


def fails() -> None:
    msg = "no such luck"
    raise LookupError(msg)


def dies() -> None:
    os._exit(3)


def is_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hangs() -> None:
    time.sleep(AN_HOUR)


def asks_for_too_much() -> None:
    bytearray(2_000_000_000)


def prints() -> None:
    print("an engine greets", flush=True)  # noqa: T201, what an engine would do
    os.write(1, b"and greets again")


@dataclass(frozen=True)
class MeetsTheOther:
    """Wait until the other task has begun too."""

    mine: Path
    other: Path

    def __call__(self, report: Report) -> None:
        self.mine.touch()
        while not self.other.exists():
            time.sleep(0.01)
        report("met")


def says_who_it_is(report: Report) -> None:
    report(os.getpid())
    hangs()


def hears_the_keyboard(report: Report) -> None:
    report(signal.getsignal(signal.SIGINT))


def has_children_of_its_own(report: Report) -> None:
    for said in run(
        [tells_its_id, tells_its_id], stopped=never, memory_mb=500, preload=PRELOAD
    ):
        report(said)
    report(os.getpid())


def says_what_cannot_be_sent(report: Report) -> None:
    report(lambda: 0)


def tells_its_id(report: Report) -> None:
    report(os.getpid())


def heard(
    *tasks: Task,
    stopped: Callable[[], bool] = never,
    memory_mb: int = 1000,
    in_children: bool = True,
) -> dict[int, list[object]]:
    """Everything each task reported, in order."""
    found: dict[int, list[object]] = {number: [] for number in range(len(tasks))}
    for number, said in run(
        tasks,
        stopped=stopped,
        memory_mb=memory_mb,
        preload=PRELOAD,
        in_children=in_children,
    ):
        found[number].append(said)
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("in_children", [True, False])
def test_everything_each_task_says_is_heard_in_order(in_children: bool) -> None:
    said = heard(Says((1, 2, 3)), Says(), Says(("a", None)), in_children=in_children)

    assert said == {0: [1, 2, 3], 1: [], 2: ["a", None]}


def test_children_work_side_by_side(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"

    assert heard(MeetsTheOther(one, other), MeetsTheOther(other, one)) == {
        0: ["met"],
        1: ["met"],
    }


@pytest.mark.parametrize("in_children", [True, False])
def test_a_task_that_fails_says_why_and_the_others_go_on(in_children: bool) -> None:
    said = heard(Says(("first",), fails), Says((1, 2)), in_children=in_children)

    first, failed = said[0]
    assert first == "first"
    assert isinstance(failed, Failed)
    assert "LookupError: no such luck" in failed.why
    assert said[1] == [1, 2]


@pytest.mark.parametrize("ends", [dies, is_killed])
def test_a_child_that_dies_leaves_what_it_said(ends: Callable[[], None]) -> None:
    said = heard(Says((1, 2), ends), Says((3,)))

    assert said == {0: [1, 2, Failed("ended from outside")], 1: [3]}


def test_a_child_that_asks_for_too_much_memory_leaves_what_it_said() -> None:
    said = heard(Says((1,), asks_for_too_much), Says((3,)), memory_mb=500)

    first, failed = said[0]
    assert first == 1
    assert isinstance(failed, Failed)
    assert "MemoryError" in failed.why
    assert said[1] == [3]


def test_what_cannot_be_said_is_a_failure() -> None:
    (failed,) = heard(says_what_cannot_be_sent)[0]

    assert isinstance(failed, Failed)


def test_a_child_that_hangs_is_ended_when_somebody_says_stop() -> None:
    said: list[object] = []

    for _, pid in run(
        [says_who_it_is], stopped=lambda: bool(said), memory_mb=500, preload=PRELOAD
    ):
        said.append(pid)

    (pid,) = said
    assert isinstance(pid, int)
    assert not is_alive(pid)


def test_a_child_is_ended_when_nobody_listens_any_more() -> None:
    running = run([says_who_it_is], stopped=never, memory_mb=500, preload=PRELOAD)
    _, pid = next(running)
    assert isinstance(pid, int)
    assert is_alive(pid)

    assert isinstance(running, Iterator)
    running.close()  # type: ignore[attr-defined]  # it is a generator

    assert not is_alive(pid)


def test_nothing_begins_here_after_somebody_said_stop() -> None:
    said: list[object] = []

    for _, each in run(
        [Says((1, 2)), Says((3,))],
        stopped=lambda: bool(said),
        memory_mb=500,
        in_children=False,
    ):
        said.append(each)

    assert said == [1, 2]


def test_what_an_engine_prints_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    assert heard(Says((1,), prints)) == {0: [1]}

    assert capfd.readouterr().out == ""


def test_children_do_not_hear_the_keyboard() -> None:
    assert heard(hears_the_keyboard) == {0: [signal.SIG_IGN]}


def test_nor_do_those_whose_server_somebody_else_began() -> None:
    program = textwrap.dedent(
        """
        import threading
        from tests.solver.test_child import hears_the_keyboard, heard

        if __name__ == "__main__":
            said = []
            work = lambda: said.append(heard(hears_the_keyboard))
            elsewhere = threading.Thread(target=work)
            elsewhere.start()
            elsewhere.join()
            print(said)
        """
    )

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == repr([{0: [signal.SIG_IGN]}])


def test_who_may_not_have_children_works_alone() -> None:
    *reports, own = heard(has_children_of_its_own)[0]

    assert reports == [(0, own), (1, own)]
    assert own != os.getpid()


def test_a_child_that_cannot_begin_is_a_failure_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = ForkServerProcess.start
    begun: list[object] = []

    def no_process_for_the_first(self: ForkServerProcess) -> None:
        begun.append(self)
        if len(begun) == 1:
            raise BlockingIOError(11, "no more processes")
        start(self)

    monkeypatch.setattr(ForkServerProcess, "start", no_process_for_the_first)

    said = heard(Says((1,)), Says((2,)))

    (failed,) = said[0]
    assert isinstance(failed, Failed)
    assert "no more processes" in failed.why
    assert said[1] == [2]


class TestDeadline:
    """A moment on the clock, here moved by hand."""

    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        now = [100.0]
        monkeypatch.setattr("cti.solver.child.time.monotonic", lambda: now[0])
        return now

    def test_it_passes_when_its_seconds_are_over(self, clock: list[float]) -> None:
        deadline = Deadline(2.5)

        assert (deadline.passed(), deadline.left()) == (False, 2.5)
        clock[0] = 102.0
        assert (deadline.passed(), deadline.left()) == (False, 0.5)
        clock[0] = 102.5
        assert (deadline.passed(), deadline.left()) == (True, 0.0)
        clock[0] = 200.0
        assert (deadline.passed(), deadline.left()) == (True, 0.0)

    def test_without_seconds_it_never_passes(self, clock: list[float]) -> None:
        deadline = Deadline(None)
        clock[0] = 1e9

        assert not deadline.passed()
        assert deadline.left() is None
