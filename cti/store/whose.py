"""What a row is about, for whoever has to decide who may do something with it."""

from datetime import date

from sqlalchemy import Connection, Table, select, union_all

from cti.access import (
    About,
    AboutAccount,
    AboutEverything,
    AboutService,
    Permission,
)
from cti.access.rules import OF_A_PERSON
from cti.store.people_seen import about_person
from cti.store.tables import (
    ACCOUNTS,
    CONTACT_RECORDS,
    METADATA,
    PEOPLE,
    PLANNED_CONTACTS,
    SERVICES,
)

NOBODYS = ""
"""An id that no row has."""

CONTACTS = "contacts"
"""Contacts of both kinds: what people were told of, and what was recorded alone."""


def whose(
    connection: Connection, action: Permission, kind: str, row_id: str, *, on: date
) -> About | None:
    """Return what an action on a row is about; None if there is no such row.

    It is for deciding only: it says what is there before it is known who asks.

    Parameters
    ----------
    action
        Decides whether it is about the person of the row or about its service.
    kind
        The name of a table, or `CONTACTS`; empty for what is in none.
    """
    if not kind:
        return AboutEverything()
    if kind == CONTACTS:
        person_id = _of_row(connection, row_id, PLANNED_CONTACTS, CONTACT_RECORDS)
        return about_person(connection, person_id or NOBODYS, on=on)
    table = METADATA.tables[kind]
    if table is ACCOUNTS:
        return AboutAccount(account_id=row_id)
    if action in OF_A_PERSON:
        person_id = row_id if table is PEOPLE else _of_row(connection, row_id, table)
        # What is not there takes as many questions as what is hidden.
        return about_person(connection, person_id or NOBODYS, on=on)
    return _service(connection, table, row_id)


def _of_row(connection: Connection, row_id: str, *tables: Table) -> str | None:
    """Return whose a row is that one of the tables has; no two have the same id."""
    whose_row = (
        select(table.c.person_id).where(table.c.id == row_id) for table in tables
    )
    return connection.execute(union_all(*whose_row)).scalar_one_or_none()


def _service(connection: Connection, table: Table, row_id: str) -> AboutService | None:
    services = select(SERVICES.c.id, SERVICES.c.is_hidden)
    if table is not SERVICES:
        services = services.join(table, table.c.service_id == SERVICES.c.id)
    row = connection.execute(services.where(table.c.id == row_id)).first()
    if row is None:
        return None
    return AboutService(service_id=row.id, is_hidden=row.is_hidden)
