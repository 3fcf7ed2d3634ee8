"""Accounts as those see them who look after them: what each is, by names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from cti.access import Role
from cti.store.tables import MEMBERSHIPS, SERVICES, WORKERS


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTold:
    """What an account is in one service.

    Attributes
    ----------
    team
        Empty for every team of the service.
    worker
        What the worker is called whose account it is; empty for nobody's.
    """

    service_id: str
    service: str
    role: Role
    team: str
    worker: str


def roles_told(
    connection: Connection, account_ids: Collection[str]
) -> Mapping[str, Sequence[RoleTold]]:
    """Return what some accounts are in their services, by the account's id."""
    query = (
        select(
            MEMBERSHIPS.c.account_id,
            MEMBERSHIPS.c.service_id,
            MEMBERSHIPS.c.role,
            MEMBERSHIPS.c.team,
            SERVICES.c.name.label("service"),
            WORKERS.c.name.label("worker"),
        )
        .join(SERVICES, SERVICES.c.id == MEMBERSHIPS.c.service_id)
        .outerjoin(WORKERS, WORKERS.c.id == MEMBERSHIPS.c.worker_id)
        .where(MEMBERSHIPS.c.account_id.in_(account_ids))
        .order_by(SERVICES.c.name, SERVICES.c.id)
    )
    found: dict[str, list[RoleTold]] = {}
    for row in connection.execute(query):
        told = RoleTold(
            service_id=row.service_id,
            service=row.service,
            role=row.role,
            team=row.team,
            worker=row.worker or "",
        )
        found.setdefault(row.account_id, []).append(told)
    return found
