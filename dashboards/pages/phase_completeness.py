"""Lay out how much is known of the people of each worker."""

from collections.abc import Callable, Iterator

from cti.caseload.completeness import Needed
from cti.plans.words import sentence
from cti.usecases.board_people import BoardPerson
from cti.usecases.phase_board import PhaseBoard, WorkerKnown
from dashboards.pages.phase_board import Known, Lacking
from dashboards.pages.phase_tabs import NOBODY

Address = Callable[[str], str]
"""Where the date of a person is put, by their row."""


def known(board: PhaseBoard, date_of: Address) -> tuple[Known, ...]:
    """Lay out how much is known, worker by worker."""
    return tuple(
        Known(
            worker=each.worker or NOBODY,
            known=each.known,
            needed=each.needed,
            words=how_much(each),
            lacking=tuple(_lacking(each, date_of)),
        )
        for each in board.known_by_worker()
    )


def how_much(each: WorkerKnown) -> str:
    """Say how much is known: "31 of 34 known (91 %)"."""
    if each.per_cent is None:
        return "Nothing is asked yet"
    return f"{each.known} of {each.needed} known ({each.per_cent} %)"


def _lacking(each: WorkerKnown, date_of: Address) -> Iterator[Lacking]:
    for what, whom in each.missing:
        yield Lacking(
            what=what.label,
            decides=sentence(f"Without it nobody can decide {what.decides}"),
            people=tuple((one.known_as, _where(what, one, date_of)) for one in whom),
        )


def _where(what: Needed, one: BoardPerson, date_of: Address) -> str:
    """Return where something can be put."""
    is_here = what is Needed.TRANSITION and one.may_change
    return date_of(one.person_id) if is_here else f"/people/{one.person_id}"
