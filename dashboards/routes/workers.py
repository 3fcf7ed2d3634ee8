"""A worker: what is kept, when they work, when they are away, when they leave."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.usecases import workers as usecases
from cti.usecases.meeting_conflicts import WORKER, who_was_first
from cti.usecases.workers import WorkerAt
from dashboards.pages.conflict import VERSION, fields_differing, form_conflict
from dashboards.pages.week import week_read
from dashboards.pages.worker import (
    HOURS_LABELS,
    WORKER_LABELS,
    absence_read,
    new_worker_page,
    worker_form,
    worker_page,
    worker_read,
)
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted, filled
from dashboards.site.frame import Frame
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

workers = pages("/services/{service_id}")

Adds = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "services", "service_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "workers", "worker_id"))
]

MANY = 200
NOTICES = {
    "saved": "Saved. The next plan counts on it.",
    "hours": "Saved. The next plan counts on these hours.",
    "absence": "Saved. The next plan counts on it.",
}
USUAL = {
    "fte": "1",
    "accepts_new": "yes",
    **{f"day-{weekday}": "09:00–17:00" for weekday in range(5)},
}


@workers.get("/new-worker")
def ask(_: Adds, frame: Around, service_id: PathId) -> Response:
    """Ask who is to be added."""
    return shown(new_worker_page(service_id, form=filled(USUAL)), frame)


@workers.post("/new-worker")
def add(caller: Adds, frame: Around, service_id: PathId, form: Posted) -> Response:
    """Let somebody new support people."""
    said, works = worker_read(form), week_read(form)
    if not form.wrong:
        try:
            usecases.add_worker(
                caller.store,
                caller.actor,
                service_id,
                external_id=None,
                said=said,
                works=works,
                at=caller.at,
            )
        except BreaksARule as error:
            form.refuse("leaves_on", f"{error.message} {error.hint}")
        else:
            return see(f"/services/{service_id}/settings?notice=added")
    return shown(new_worker_page(service_id, form=form), frame, 422)


@workers.get("/workers/{worker_id}")
def one(
    caller: Changes,
    frame: Around,
    service_id: PathId,
    worker_id: PathId,
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show a worker."""
    at = _worker(caller, service_id, worker_id)
    return _shown(caller, frame, at, _kept(at), notice=NOTICES.get(notice, ""))


@workers.post("/workers/{worker_id}")
def change(
    caller: Changes,
    frame: Around,
    service_id: PathId,
    worker_id: PathId,
    form: Posted,
) -> Response:
    """Let something else be so of a worker."""
    at, said = _worker(caller, service_id, worker_id), worker_read(form)

    def keep(seen: int) -> None:
        usecases.change_worker(
            caller.store, caller.actor, worker_id, seen=seen, said=said, at=caller.at
        )

    return _saved(
        caller, frame, at, form, keep, at_fault="leaves_on", labels=WORKER_LABELS
    )


@workers.post("/workers/{worker_id}/hours")
def work(
    caller: Changes,
    frame: Around,
    service_id: PathId,
    worker_id: PathId,
    form: Posted,
) -> Response:
    """Let a worker work other hours from a day on."""
    at, works = _worker(caller, service_id, worker_id), week_read(form)
    from_on = form.day("hours_from", needed="Enter from which day they hold")

    def keep(seen: int) -> None:
        usecases.put_pattern(
            caller.store,
            caller.actor,
            worker_id,
            works,
            from_on=from_on or caller.on,
            seen=seen,
            at=caller.at,
        )

    return _saved(
        caller,
        frame,
        at,
        form,
        keep,
        at_fault="hours_from",
        labels=HOURS_LABELS,
        part="/hours",
    )


@workers.post("/workers/{worker_id}/absences")
def add_absence(
    caller: Changes,
    frame: Around,
    service_id: PathId,
    worker_id: PathId,
    form: Posted,
) -> Response:
    """Say when a worker is away."""
    at, said = _worker(caller, service_id, worker_id), absence_read(form, on=caller.on)
    if form.wrong:
        return _shown(caller, frame, at, _with(form, _kept(at)))
    usecases.add_absence(caller.store, caller.actor, worker_id, said, at=caller.at)
    return see(_address(at, "absence"))


@workers.post("/workers/{worker_id}/absences/{absence_id}/removal")
def remove_absence(
    caller: Changes,
    frame: Around,
    service_id: PathId,
    worker_id: PathId,
    absence_id: PathId,
    form: Posted,
) -> Response:
    """Let a worker be there after all."""
    at = _worker(caller, service_id, worker_id)
    absence = usecases.one_absence(caller.store, caller.actor, absence_id, on=caller.on)
    if absence.absence.worker_id != worker_id:
        raise NotThere(kind="absences")
    seen = form.number("version", least=0, most=999_999_999) or 0
    try:
        usecases.remove_absence(
            caller.store, caller.actor, absence_id, seen=seen, at=caller.at
        )
    except ChangedMeanwhile:
        again = _kept(at)
        again.refuse("absences", "Somebody else has changed this absence: look again")
        return _shown(caller, frame, at, again)
    return see(_address(at, "absence"))


def _saved(
    caller: Caller,
    frame: Frame,
    at: WorkerAt,
    form: Form,
    keep: Callable[[int], None],
    *,
    at_fault: str,
    labels: Mapping[str, str],
    part: str = "",
) -> Response:
    """Keep what was filled in, of a worker who is still as they were seen."""
    seen = form.number("version", least=0, most=999_999_999) or 0
    if not form.wrong:
        try:
            keep(seen)
        except BreaksARule as error:
            form.refuse(at_fault, f"{error.message} {error.hint}")
        except ChangedMeanwhile:
            return _conflict(caller, frame, at, form, labels, part)
        else:
            return see(_address(at, "saved"))
    return _shown(caller, frame, at, _with(form, _kept(at)))


def _conflict(
    caller: Caller,
    frame: Frame,
    at: WorkerAt,
    form: Form,
    labels: Mapping[str, str],
    part: str,
) -> Response:
    service_id, worker_id = at.seen.service_id, at.seen.id
    now = _kept(_worker(caller, service_id, worker_id))
    address = f"/services/{service_id}/workers/{worker_id}"
    page = form_conflict(
        form,
        who_was_first(caller.store, service_id, worker_id, WORKER),
        fields_differing(form, now, labels),
        caption=now.value("name"),
        version=now.value(VERSION),
        address=f"{address}{part}",
        back=address,
    )
    return shown(page, frame, HTTPStatus.CONFLICT)


def _shown(
    caller: Caller,
    frame: Frame,
    at: WorkerAt,
    form: Form,
    *,
    notice: str = "",
) -> Response:
    store, actor, on = caller.store, caller.actor, caller.on
    page = worker_page(
        at,
        usecases.patterns(store, actor, at.seen.id, on=on),
        usecases.absences(
            store, actor, at.seen.id, on=on, since=on, after=None, limit=MANY
        ),
        form=form,
        notice=notice,
    )
    return shown(page, frame, 422 if form.wrong else 200)


def _worker(caller: Caller, service_id: str, worker_id: str) -> WorkerAt:
    found = usecases.one_worker(caller.store, caller.actor, worker_id, on=caller.on)
    if found.seen.service_id != service_id:
        raise NotThere(kind="workers")
    return found


def _kept(at: WorkerAt) -> Form:
    """Return the form of a worker as it is kept."""
    if at.seen.worker is None:
        raise NotThere(kind="workers")
    return worker_form(at, at.seen.worker)


def _with(form: Form, now: Form) -> Form:
    """Return what was sent by one form of the page, and what the others have."""
    told = form.said if "name" in form.said else {**now.said, **form.said}
    if "version" not in form.said:
        told = {**told, "version": now.said["version"]}
    return Form(told, form.files, form.wrong)


def _address(at: WorkerAt, notice: str) -> str:
    return f"/services/{at.seen.service_id}/workers/{at.seen.id}?notice={notice}"
