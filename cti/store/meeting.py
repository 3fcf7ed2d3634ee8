"""Let the contacts people are told of become those of a plan.

They are what calendars show: one that moves stays the same one, and one that is planned
no longer stays too, called off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

from cti.plans.calendar_events import CalendarEvent, told
from cti.plans.contacts import PlannedContact
from cti.store.plain import Values
from cti.store.plans import told_of
from cti.store.tables import PLANNED_CONTACTS
from cti.store.unit import Unit, new_id


def meet(
    unit: Unit,
    service_id: str,
    contacts: Sequence[Values],
    *,
    plan_id: str,
    since: datetime,
) -> Mapping[str, date]:
    """Let the contacts from a moment on be as a plan's rows say.

    Parameters
    ----------
    since
        What was before it has been, and stays as it is.

    Returns
    -------
    For each worker for whom anything is otherwise: the first day on which it is.
    """
    rows = {row["id"]: row for row in told_of(unit.connection, service_id, since=since)}
    before = {row_id: event_of(row) for row_id, row in rows.items()}
    after = told(
        before.values(),
        [_contact(row) for row in contacts],
        since=since,
        said_at=unit.at,
        new_id=new_id,
    )
    unit.add(
        PLANNED_CONTACTS,
        service_id,
        [
            {"id": event.event_id, **_columns(event, plan_id)}
            for event in after
            if event.event_id not in before
        ],
    )
    unit.change_all(
        PLANNED_CONTACTS,
        service_id,
        [
            (rows[event.event_id], _columns(event, plan_id))
            for event in after
            if event.event_id in before and event != before[event.event_id]
        ],
    )
    return _first_days(before, after)


def _first_days(
    before: Mapping[str, CalendarEvent], after: Sequence[CalendarEvent]
) -> Mapping[str, date]:
    days: dict[str, date] = {}
    for event in after:
        was = before.get(event.event_id)
        if event == was:
            continue
        for contact in [event.contact, *([was.contact] if was else [])]:
            day = contact.at.date()
            days[contact.worker_id] = min(day, days.get(contact.worker_id, day))
    return days


def event_of(row: Values) -> CalendarEvent:
    """Return a contact people were told of, as calendars show it.

    Every time they are told of it anew its row has another version, so that the
    version tells how often that was.
    """
    return CalendarEvent(
        event_id=row["id"],
        contact=_contact(row),
        sequence=row["version"] - 1,
        is_cancelled=row["is_cancelled"],
        said_at=row["said_at"],
    )


def _contact(row: Values) -> PlannedContact:
    return PlannedContact(**{each.name: row[each.name] for each in _SAID})


def _columns(event: CalendarEvent, plan_id: str) -> Values:
    return {
        **{each.name: getattr(event.contact, each.name) for each in _SAID},
        "is_cancelled": event.is_cancelled,
        "said_at": event.said_at,
        "plan_id": plan_id,
    }


_SAID = fields(PlannedContact)
