"""Forms of what somebody says of themselves, and of what keeps them safe."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.caseload.casework.safety_plans import MOST_LETTERS
from cti.usecases.meeting_conflicts import PORTRAIT, SAFETY
from cti.usecases.portraits import NONE_YET, portrait_of, say_portrait
from cti.usecases.safety import read_safety_plan, write_safety_plan
from dashboards.pages.person_edit import Field
from dashboards.pages.person_words import safety_words
from dashboards.routes.person_editing import (
    Editing,
    Now,
    ask,
    day_said,
    editing_casework,
    keep,
    number_of,
)
from dashboards.site.forms import Posted
from dashboards.site.routing import pages

person_portrait = pages("/people/{person_id}")

Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

PORTRAIT_FIELDS = (
    Field(
        kind="text",
        name="matters",
        label="What matters to you?",
        hint="People, places, things you would not do without. Write it as it is said.",
    ),
    Field(
        kind="text",
        name="strengths",
        label="What are you good at, and what has carried you so far?",
        hint="Strengths come first in everything that is planned.",
    ),
)
SAFETY_FIELDS = (
    Field(
        kind="text",
        name="words",
        label="What keeps you safe, and whoever visits you?",
        hint="What to know before visiting, what helps on a bad day, whom to ring.",
    ),
    Field(kind="day", name="review_on", label="When do we talk about it again?"),
)


@person_portrait.get("/portrait")
def ask_portrait(
    request: Request,
    caller: Changes,
) -> Response:
    """Ask somebody what matters to them."""
    return ask(request, caller, _portrait(caller))


@person_portrait.post("/portrait")
def keep_portrait(request: Request, caller: Changes, form: Posted) -> Response:
    """Keep what somebody says of themselves."""
    matters, strengths = form.text("matters"), form.text("strengths")

    def act(version: str) -> None:
        say_portrait(
            caller.store,
            caller.actor,
            caller.person,
            matters=matters,
            strengths=strengths,
            version=number_of(version),
            at=caller.at,
        )

    return keep(request, caller, _portrait(caller), form, act)


@person_portrait.get("/safety")
def ask_safety(
    request: Request,
    caller: Changes,
) -> Response:
    """Open somebody's safety plan, to be changed; the audit says so."""
    return ask(request, caller, _safety(caller))


@person_portrait.post("/safety")
def keep_safety(request: Request, caller: Changes, form: Posted) -> Response:
    """Let another safety plan stand in the place of the one that was seen."""
    words = form.text("words", needed="Write what was agreed", most=MOST_LETTERS)
    review_on = form.day("review_on")

    def act(version: str) -> None:
        write_safety_plan(
            caller.store,
            caller.actor,
            caller.person,
            words,
            review_on=review_on,
            version=number_of(version),
            at=caller.at,
        )

    return keep(request, caller, _safety(caller), form, act)


def _portrait(caller: Caller) -> Editing:
    def now() -> Now:
        there = portrait_of(caller.store, caller.person)
        if there is None:
            return Now(values={}, version=str(NONE_YET))
        said = {"matters": (there.what.matters,), "strengths": (there.what.strengths,)}
        return Now(values=said, version=str(there.version))

    return editing_casework(
        caller,
        "portrait",
        kept=now,
        title="What matters to you",
        lead="In the person's own words: everything else on their page comes after it.",
        fields=PORTRAIT_FIELDS,
        about=PORTRAIT,
        row_id=caller.person.person_id,
        part="portrait",
    )


def _safety(caller: Caller) -> Editing:
    def now() -> Now:
        there = read_safety_plan(
            caller.store, caller.actor, caller.person, at=caller.at
        )
        if there is None:
            return Now(values={}, version=str(NONE_YET))
        said = {"words": (there.words,), "review_on": day_said(there.review_on)}
        above = f"{there.words}\n\n{safety_words(there)}"
        return Now(values=said, version=str(there.version), said=above)

    return editing_casework(
        caller,
        "safety",
        kept=now,
        title="Safety plan",
        lead="What was agreed with this person to keep them and their visitors safe. "
        "Read it before visiting; that you opened it is in the audit.",
        fields=SAFETY_FIELDS,
        about=SAFETY,
        row_id=caller.person.person_id,
        part="safety",
    )
