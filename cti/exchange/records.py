"""Rows of values and the caseload they make: the way in and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cti.caseload.caseload import (
    Appointment,
    Caseload,
    ContactRecord,
    Pin,
    Service,
)
from cti.caseload.people import Person, Referral, Wishes
from cti.caseload.workers import Absence, TeamEvent, Worker
from cti.exchange.columns.people import WISHES
from cti.exchange.columns.sheets import SHEET

Values = Mapping[str, Any]
"""One row: a value for every column of its sheet."""

_WISHES = frozenset(column.name for column in WISHES)


def caseload_of(values: Mapping[str, Sequence[Values]]) -> Caseload:
    """Make a caseload of the rows of its sheets; a sheet may be missing."""

    def rows(sheet: str) -> Sequence[Values]:
        return values.get(sheet, ())

    service = Service(**dict(rows("service")[0])) if rows("service") else Service()
    return Caseload(
        service=service,
        workers=tuple(
            Worker(**{**row, "name": row["name"] or row["worker_id"]})
            for row in rows("workers")
        ),
        people=tuple(
            Person(**_with_wishes(row, "person_id", service)) for row in rows("people")
        ),
        referrals=tuple(
            Referral(**_with_wishes(row, "referral_id", service))
            for row in rows("referrals")
        ),
        absences=tuple(Absence(**row) for row in rows("absences")),
        contacts=tuple(ContactRecord(**row) for row in rows("contacts")),
        pins=tuple(Pin(**row) for row in rows("pins")),
        events=tuple(TeamEvent(**row) for row in rows("events")),
        appointments=tuple(Appointment(**row) for row in rows("appointments")),
        travel={
            (row["from_locality"], row["to_locality"]): row["minutes"]
            for row in rows("travel")
        },
    )


def records_of(caseload: Caseload) -> Mapping[str, Sequence[Values]]:
    """Return the rows of every sheet of a caseload; the other way of `caseload_of`."""
    travel = [
        {"from_locality": start, "to_locality": end, "minutes": minutes}
        for (start, end), minutes in caseload.travel.items()
    ]
    return {
        "service": [_record("service", caseload.service)],
        "workers": _records("workers", caseload.workers),
        "absences": _records("absences", caseload.absences),
        "people": _records("people", caseload.people),
        "referrals": _records("referrals", caseload.referrals),
        "contacts": _records("contacts", caseload.contacts),
        "pins": _records("pins", caseload.pins),
        "events": _records("events", caseload.events),
        "appointments": _records("appointments", caseload.appointments),
        "travel": travel,
    }


def _with_wishes(row: Values, id_name: str, service: Service) -> dict[str, Any]:
    own = {name: value for name, value in row.items() if name not in _WISHES}
    wishes = {name: value for name, value in row.items() if name in _WISHES}
    return {
        **own,
        "known_as": own["known_as"] or own[id_name],
        "programme": own["programme"] or service.programme,
        "wishes": Wishes(**wishes),
    }


def _records(sheet: str, things: Iterable[object]) -> Sequence[Values]:
    return [_record(sheet, thing) for thing in things]


def _record(sheet: str, thing: object) -> Values:
    return {
        column.name: getattr(
            getattr(thing, "wishes", thing) if column.name in _WISHES else thing,
            column.name,
        )
        for column in SHEET[sheet].columns
    }
