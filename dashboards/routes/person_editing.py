"""How forms about one person are shown, kept, refused, and met by somebody quicker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller
from cti.errors import ChangedMeanwhile, InvalidInput, NotNow
from cti.usecases.allowing import allowed
from cti.usecases.meeting_conflicts import who_was_first
from cti.usecases.people import one_person
from dashboards.pages.conflict import VERSION, form_conflict
from dashboards.pages.person_edit import (
    Also,
    EditPage,
    Field,
    differences,
)
from dashboards.site.forms import Form
from dashboards.site.frame import frame_of
from dashboards.site.routing import see
from dashboards.site.showing import shown

MOST_DIGITS = 9

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is kept now.

    Attributes
    ----------
    values
        By the names of fields.
    version
        Of it.
    said
        What is to be read above the form; empty for nothing.
    """

    values: Values
    version: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """A form about somebody, and what it stands on.

    Attributes
    ----------
    needs
        What it takes to see what is kept; what it takes to change it the route says.
    kept
        Returns what is kept now.
    about, row_id
        Where to look for who was quicker.
    part
        The part of somebody's page to go back to.
    """

    title: str
    lead: str
    address: str
    fields: tuple[Field, ...]
    needs: Permission
    kept: Callable[[], Now]
    about: frozenset[str]
    row_id: str
    part: str
    button: str = "Save"
    also: Also | None = None


def home_of(person_id: str, part: str = "") -> str:
    """Return the address of somebody's page, or of a part of it."""
    return f"/people/{person_id}{'#' + part if part else ''}"


def saved(person_id: str, part: str) -> Response:
    """Go back to somebody's page, which says that it was kept."""
    return see(f"/people/{person_id}?notice=saved#{part}")


def ask(request: Request, caller: Caller, editing: Editing) -> Response:
    """Show a form with what is kept now."""
    allowed(caller.actor, editing.needs, caller.person)
    now = editing.kept()
    form = Form({**now.values, VERSION: (now.version,)})
    return _form(request, caller, editing, form, HTTPStatus.OK, said=now.said)


def keep(
    request: Request,
    caller: Caller,
    editing: Editing,
    form: Form,
    act: Callable[[str], object],
) -> Response:
    """Keep what was filled in; show it again if it cannot be, or somebody was quicker.

    Parameters
    ----------
    act
        Keeps it, given the version that was seen.
    """
    allowed(caller.actor, editing.needs, caller.person)
    if not form.wrong:
        try:
            act(form.value(VERSION))
        except ChangedMeanwhile:
            return _conflict(request, caller, editing, form)
        except (InvalidInput, NotNow) as error:
            form.refuse(editing.fields[0].name, f"{error.message} {error.hint}")
        else:
            return saved(caller.person.person_id, editing.part)
    return _form(request, caller, editing, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def number_of(version: str) -> int:
    """Return a version that a form brought back; what is none was never current."""
    is_one = version.isascii() and version.isdigit() and len(version) <= MOST_DIGITS
    return int(version) if is_one else -1


def _form(
    request: Request,
    caller: Caller,
    editing: Editing,
    form: Form,
    status: int,
    *,
    said: str = "",
) -> Response:
    page = EditPage(
        title=editing.title,
        known_as=called(caller),
        lead=editing.lead,
        address=editing.address,
        back=home_of(caller.person.person_id, editing.part),
        form=form,
        fields=editing.fields,
        button=editing.button,
        said=said,
        also=editing.also,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _conflict(
    request: Request, caller: Caller, editing: Editing, form: Form
) -> Response:
    now, person = editing.kept(), caller.person
    page = form_conflict(
        form,
        who_was_first(caller.store, person.service_id, editing.row_id, editing.about),
        differences(editing.fields, now.values, form),
        caption=called(caller),
        version=now.version,
        address=editing.address,
        back=home_of(person.person_id, editing.part),
        names={field.name for field in editing.fields},
    )
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, HTTPStatus.CONFLICT)


def called(caller: Caller) -> str:
    """Return what the person is known as."""
    found = one_person(
        caller.store, caller.actor, caller.person.person_id, on=caller.on
    )
    return found.seen.known_as


def editing_casework(
    caller: Caller,
    path: str,
    *,
    kept: Callable[[], Now],
    title: str,
    lead: str,
    fields: tuple[Field, ...],
    about: frozenset[str],
    row_id: str,
    part: str,
) -> Editing:
    """Return a form about what those see who support somebody."""
    return Editing(
        title=title,
        lead=lead,
        address=f"/people/{caller.person.person_id}/{path}",
        fields=fields,
        needs=Permission.SUPPORT_READ,
        kept=kept,
        about=about,
        row_id=row_id,
        part=part,
    )


def day_said(day: date | None) -> tuple[str, ...]:
    """Return a day as a field has it; nothing for none."""
    return (f"{day.day}/{day.month}/{day.year}",) if day else ()
