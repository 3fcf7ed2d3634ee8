"""How heavy work feels to whoever does it: what there is to talk about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cti.units import PersonId, WorkerId
from cti.usecases.feeling import FeltWeight, Kept
from cti.usecases.opening_review import OpenedReview
from dashboards.pages.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltShown:
    """A worker's word on how heavy their work feels.

    Attributes
    ----------
    address
        Where it is said that it was talked about.
    feels
        Whose work, with whom, and that it feels heavier or lighter.
    words
        Their own; empty for none.
    said
        When they said it.
    """

    address: str
    version: int
    feels: str
    words: str
    said: str


def felt_shown(
    view: View,
    opened: OpenedReview,
    felt: Sequence[Kept[FeltWeight]],
    *,
    address: str,
) -> tuple[FeltShown, ...]:
    """Lay out what workers said, the first in front."""
    known = opened.ids.turned()
    workers: Mapping[str, str] = known.worker
    persons: Mapping[str, str] = known.person
    return tuple(
        FeltShown(
            address=f"{address}/felt/{each.row_id}",
            version=each.version,
            feels=_feels(view, workers, persons, each.what),
            words=each.what.words,
            said=f"said on {view.day(each.what.said_on)}",
        )
        for each in felt
    )


def _feels(
    view: View,
    workers: Mapping[str, str],
    people: Mapping[str, str],
    felt: FeltWeight,
) -> str:
    worker = view.names.worker(WorkerId(workers.get(felt.worker_id, "")))
    work = "the whole caseload"
    if felt.person_id is not None:
        person = view.names.person(PersonId(people.get(felt.person_id, "")))
        work = f"the work with {person}"
    return f"{worker}: {work} feels {felt.feels.value}"
