"""How tests tell somebody of a contact, and find their row."""

from datetime import datetime

from cti.plans.contacts import ContactKind
from cti.store.tables import PEOPLE, PLANNED_CONTACTS, WORKERS
from cti.store.unit import new_id
from tests.api.house import NOW, Household
from tests.store.plans import a_document

FRIDAY = datetime(2026, 11, 20, 10, 0)
EARLIER, LATER = datetime(2026, 11, 23, 8, 0), datetime(2026, 11, 23, 14, 0)
TUESDAY = datetime(2026, 11, 24, 10, 0)


def sam_of(home: Household) -> str:
    """The row of Sam, with whom Alex works."""
    return home.kept.row_id(PEOPLE, "sam")


def told(
    home: Household,
    at: datetime = EARLIER,
    worker: str = "alex",
    **other: object,
) -> str:
    """Tell Sam of a contact, and return its id."""
    kept = home.kept
    row = {
        "plan_id": kept.draft(a_document()),
        "person_id": sam_of(home),
        "worker_id": kept.row_id(WORKERS, worker),
        "at": at,
        "minutes": 60,
        "kind": ContactKind.VISIT,
        "place": "home",
        "locality": None,
        "cover": False,
        "is_cancelled": False,
        "said_at": NOW,
        **other,
    }
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        return unit.add(PLANNED_CONTACTS, kept.service_id, [row])[0]
