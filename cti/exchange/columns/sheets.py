"""Every sheet of a caseload, in the order a workbook shows them."""

from cti.exchange.columns.contacts import APPOINTMENTS, CONTACTS, PINS
from cti.exchange.columns.people import PEOPLE, REFERRALS
from cti.exchange.columns.team import SERVICE, WORKERS
from cti.exchange.columns.week import ABSENCES, EVENTS, TRAVEL

SHEETS = (
    SERVICE,
    WORKERS,
    ABSENCES,
    PEOPLE,
    REFERRALS,
    CONTACTS,
    PINS,
    EVENTS,
    APPOINTMENTS,
    TRAVEL,
)
"""Each described once: reading, writing, the empty workbook and the docs use it."""

SHEET = {sheet.name: sheet for sheet in SHEETS}
"""The sheets by name."""
