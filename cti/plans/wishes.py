"""Which of somebody's wishes a worker meets, and how a wish is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cti.caseload.people import Need, Wishes
from cti.caseload.workers import Worker
from cti.plans.words import Words
from cti.units import WorkerId


class WishKind(StrEnum):
    """What somebody can wish of a worker."""

    LANGUAGE = "language"
    SPECIALISM = "specialism"
    WORKER_GENDER = "worker_gender"
    REQUESTED_WORKER = "requested_worker"
    LOCALITY = "locality"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish of one person.

    Attributes
    ----------
    what
        The language, the specialism, the gender, the worker's id or the locality.
    """

    kind: WishKind
    what: str


def unmet_needs(wishes: Wishes, worker: Worker, need: Need) -> Iterator[Wish]:
    """Yield the wishes that matter as ``need`` says and that a worker does not meet."""
    asked = (
        (WishKind.LANGUAGE, wishes.language, wishes.language_need, worker.languages),
        (
            WishKind.SPECIALISM,
            wishes.specialism,
            wishes.specialism_need,
            worker.specialisms,
        ),
        (
            WishKind.WORKER_GENDER,
            wishes.worker_gender,
            wishes.worker_gender_need,
            {worker.gender},
        ),
    )
    for kind, wish, matters, brought in asked:
        if wish is not None and matters is need and wish not in brought:
            yield Wish(kind, wish)


def unmet_wishes(wishes: Wishes, worker: Worker) -> tuple[Wish, ...]:
    """Return every preference a worker does not meet; the locality is one."""
    found = list(unmet_needs(wishes, worker, Need.PREFER))
    if wishes.requested_worker not in {None, worker.worker_id}:
        found.append(Wish(WishKind.REQUESTED_WORKER, str(wishes.requested_worker)))
    if wishes.locality and worker.locality and wishes.locality != worker.locality:
        found.append(Wish(WishKind.LOCALITY, wishes.locality))
    return tuple(found)


def said(wish: Wish, words: Words) -> str:
    """Return a wish as it is said after "the wish for"."""
    if wish.kind is WishKind.LANGUAGE:
        return f"a worker who speaks {wish.what}"
    if wish.kind is WishKind.SPECIALISM:
        return f"a worker with the specialism {wish.what}"
    if wish.kind is WishKind.WORKER_GENDER:
        return f"a {wish.what} as worker"
    if wish.kind is WishKind.REQUESTED_WORKER:
        return words.worker(WorkerId(wish.what))
    return f"a worker based in {wish.what}"
