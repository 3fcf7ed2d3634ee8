"""Forms about what a plan is made from: wishes, the transition date, a pause."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.people import Need, Place, Status, Wishes
from cti.errors import NotThere
from cti.usecases import people as usecases
from cti.usecases.knowing import workers_of
from cti.usecases.meeting_conflicts import PLANNED_FROM
from cti.usecases.people import Planning
from dashboards.pages.person_edit import Also, Choices, Field
from dashboards.pages.person_words import PLACES
from dashboards.routes.person_editing import (
    Editing,
    Now,
    Values,
    ask,
    day_said,
    keep,
    number_of,
    saved,
)
from dashboards.site.forms import Form, Posted, chosen
from dashboards.site.routing import pages

person_planning = pages("/people/{person_id}")

Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

NEEDS: Choices = (
    ("", "Not said"),
    (Need.MUST, "This must be met"),
    (Need.PREFER, "They would prefer it"),
)
CHOOSE = "Choose one of the list"
ASKED = ("language", "specialism", "worker_gender")


@person_planning.get("/wishes")
def ask_wishes(
    request: Request,
    caller: Changes,
) -> Response:
    """Ask what somebody wishes."""
    return ask(request, caller, _wishes(caller))


@person_planning.post("/wishes")
def keep_wishes(
    request: Request, caller: Changes, person_id: PathId, form: Posted
) -> Response:
    """Keep what somebody wishes."""
    workers = workers_of(caller.store, caller.person)
    wishes, not_workers = _said_wishes(form, workers)

    def act(version: str) -> None:
        usecases.change_person(
            caller.store,
            caller.actor,
            person_id,
            seen=number_of(version),
            said={},
            wishes=wishes,
            not_workers=not_workers,
            on=caller.on,
            at=caller.at,
        )

    return keep(request, caller, _wishes(caller), form, act)


@person_planning.get("/transition")
def ask_transition(
    request: Request,
    caller: Changes,
) -> Response:
    """Ask when somebody moved, or will."""
    return ask(request, caller, _transition(caller))


@person_planning.post("/transition")
def keep_transition(
    request: Request, caller: Changes, person_id: PathId, form: Posted
) -> Response:
    """Keep when somebody moved, or will."""
    happened_on, expected_on = form.day("happened_on"), form.day("expected_on")
    if not (form.wrong or happened_on or expected_on):
        needed = "Enter the day they moved, or the day it is expected"
        form.refuse("happened_on", needed)

    def act(version: str) -> None:
        usecases.put_transition(
            caller.store,
            caller.actor,
            person_id,
            seen=number_of(version),
            happened_on=happened_on,
            expected_on=expected_on,
            on=caller.on,
            at=caller.at,
        )

    return keep(request, caller, _transition(caller), form, act)


@person_planning.get("/pause")
def ask_pause(
    request: Request,
    caller: Changes,
) -> Response:
    """Ask from when somebody's support waits."""
    return ask(request, caller, _pause(caller))


@person_planning.post("/pause")
def keep_pause(
    request: Request, caller: Changes, person_id: PathId, form: Posted
) -> Response:
    """Let somebody's support wait."""
    from_on = form.day("from_on", needed="Enter the day from which support waits")
    review_on = form.day("review_on")

    def act(version: str) -> None:
        usecases.put_pause(
            caller.store,
            caller.actor,
            person_id,
            seen=number_of(version),
            from_on=from_on or caller.on,
            review_on=review_on,
            on=caller.on,
            at=caller.at,
        )

    return keep(request, caller, _pause(caller), form, act)


@person_planning.post("/pause/end")
def end_pause(caller: Changes, person_id: PathId) -> Response:
    """Let somebody's support go on today."""
    _, version = _now(caller)
    usecases.end_pause(
        caller.store, caller.actor, person_id, seen=version, on=caller.on, at=caller.at
    )
    return saved(person_id, "phases")


def _now(caller: Caller) -> tuple[Planning, int]:
    found = usecases.one_person(
        caller.store, caller.actor, caller.person.person_id, on=caller.on
    )
    if found.seen.planning is None:
        raise NotThere(kind="people")
    return found.seen.planning, found.version


def _editing(
    caller: Caller,
    part: str,
    *,
    title: str,
    lead: str,
    fields: tuple[Field, ...],
    values: Callable[[Planning], Values],
    also: Also | None = None,
) -> Editing:
    person_id = caller.person.person_id

    def now() -> Now:
        planning, version = _now(caller)
        return Now(values=values(planning), version=str(version))

    return Editing(
        title=title,
        lead=lead,
        address=f"/people/{person_id}/{part}",
        fields=fields,
        needs=Permission.PLANNING_READ,
        kept=now,
        about=PLANNED_FROM,
        row_id=person_id,
        part="wishes" if part == "wishes" else "phases",
        also=also,
    )


def _transition(caller: Caller) -> Editing:
    return _editing(
        caller,
        "transition",
        title="Transition date",
        lead="The day of the move into the community: every phase counts from it.",
        fields=(
            Field(
                kind="day",
                name="happened_on",
                label="When did the move happen?",
                hint="Leave it empty if it has not. For example 27/3/2026",
            ),
            Field(
                kind="day",
                name="expected_on",
                label="When is it expected?",
                hint="Leave it empty if nobody knows yet. For example 27/3/2026",
            ),
        ),
        values=lambda planning: {
            "happened_on": day_said(planning.person.transition_on),
            "expected_on": day_said(planning.person.transition_expected_on),
        },
    )


def _pause(caller: Caller) -> Editing:
    person_id = caller.person.person_id
    planning, _ = _now(caller)
    end = Also(
        address=f"/people/{person_id}/pause/end",
        words="Is this person back?",
        button="Let support go on today",
    )
    return _editing(
        caller,
        "pause",
        title="Pause",
        lead="Support waits, for example in prison or hospital; the phases go on "
        "counting, and the worker stays.",
        fields=(
            Field(kind="day", name="from_on", label="From when does support wait?"),
            Field(
                kind="day",
                name="review_on",
                label="When is it looked at again?",
                hint="From then on support goes on, if nothing else is said.",
            ),
        ),
        values=lambda now: {
            "from_on": day_said(now.person.paused_from),
            "review_on": day_said(now.person.paused_review_on),
        },
        also=end if planning.person.status is Status.PAUSED else None,
    )


def _wishes(caller: Caller) -> Editing:
    workers = workers_of(caller.store, caller.person)
    return _editing(
        caller,
        "wishes",
        title="Wishes",
        lead="What this person asks of their worker and of the meetings. Ask: what "
        "would make it easier for you to meet us?",
        fields=_wish_fields(workers),
        values=lambda planning: _wish_values(planning.person.wishes),
    )


def _wish_fields(workers: Mapping[str, str]) -> tuple[Field, ...]:
    anybody = (("", "Nobody in particular"), *workers.items())
    asked = (
        ("language", "Which language should the worker speak?"),
        ("specialism", "What should the worker know about?"),
        ("worker_gender", "Should the worker be of a gender?"),
    )
    return (
        *(
            field
            for name, label in asked
            for field in (
                Field(name=name, label=label),
                Field(
                    kind="select",
                    name=f"{name}_need",
                    label="How much does that matter?",
                    choices=NEEDS,
                ),
            )
        ),
        Field(
            kind="select",
            name="requested_worker",
            label="Whom do they ask for by name?",
            choices=anybody,
        ),
        Field(
            kind="ticks",
            name="not_workers",
            label="With whom would they rather not work?",
            choices=tuple(workers.items()),
        ),
        Field(name="locality", label="Where do they live?", hint="The area is enough."),
        Field(
            kind="select",
            name="contact_place",
            label="Where do they like to meet?",
            choices=tuple((place.value, words) for place, words in PLACES.items()),
        ),
    )


def _wish_values(wishes: Wishes) -> Values:
    said = {
        name: (value,)
        for name in (*ASKED, *(f"{each}_need" for each in ASKED), "locality")
        if (value := getattr(wishes, name))
    }
    asked_for = wishes.requested_worker
    return {
        **said,
        "requested_worker": (asked_for,) if asked_for else (),
        "not_workers": tuple(sorted(wishes.not_workers)),
        "contact_place": (wishes.contact_place.value,),
    }


def _said_wishes(
    form: Form, workers: Mapping[str, str]
) -> tuple[dict[str, Any], frozenset[str]]:
    """Read what somebody wishes, as it is kept, and all those they decline."""
    needs: Mapping[str, Need | None] = {"": None, **{each: each for each in Need}}
    said: dict[str, Any] = {}
    for name in ASKED:
        said[name] = form.line(name) or None
        said[f"{name}_need"] = form.one_of(f"{name}_need", needs, needed=CHOOSE)
    said["locality"] = form.line("locality") or None
    anybody = {"": None, **chosen(workers)}
    said["requested_worker"] = form.one_of("requested_worker", anybody, needed=CHOOSE)
    places = {place.value: place for place in Place}
    said["contact_place"] = form.one_of("contact_place", places, needed=CHOOSE)
    declined = frozenset(form.values("not_workers"))
    if not declined <= workers.keys():
        form.refuse("not_workers", CHOOSE)
    return said, declined
