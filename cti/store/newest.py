"""Which version of a whole is kept, where a whole stands in several tables.

It is the service's revision of the newest fact about any part of it, so that no change
to a part goes unseen.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Table, and_, func, select, union_all

from cti.store.tables import FACTS


def newest_of(
    connection: Connection, whole: Table, row_id: str, parts: Collection[Table] = ()
) -> int:
    """Return which version of something is kept; 0 if nothing of it is.

    Parameters
    ----------
    whole, row_id
        Its own table and row.
    parts
        The tables that name it in a column of that name, ``person_id`` for a person.
    """
    column = WHOSE[whole.name]
    rows = [(whole, select(whole.c.id).where(whole.c.id == row_id))]
    rows += [
        (each, select(each.c.id).where(each.c[column] == row_id)) for each in parts
    ]
    # One question for each table, and not one with "or": each finds its facts by id,
    # where the whole would be looked for among all facts there are.
    said = union_all(
        *(
            select(FACTS.c.revision).where(
                FACTS.c.about == table.name, FACTS.c.row_id.in_(which)
            )
            for table, which in rows
        )
    ).subquery()
    return connection.execute(select(func.max(said.c.revision))).scalar_one() or 0


def newest_of_each(
    connection: Connection,
    whole: Table,
    row_ids: Collection[str],
    parts: Collection[Table] = (),
) -> Mapping[str, int]:
    """Return which version of each of several things is kept, as `newest_of` has it.

    Returns
    -------
    Only what anything is kept of has an entry.
    """
    column = WHOSE[whole.name]
    found: dict[str, int] = {}
    for table, named in [(whole, "id"), *((each, column) for each in parts)]:
        newest = (
            select(table.c[named], func.max(FACTS.c.revision))
            .join(
                FACTS, and_(FACTS.c.row_id == table.c.id, FACTS.c.about == table.name)
            )
            .where(table.c[named].in_(row_ids))
            .group_by(table.c[named])
        )
        for row_id, revision in connection.execute(newest):
            found[row_id] = max(revision, found.get(row_id, 0))
    return found


WHOSE = {"people": "person_id", "workers": "worker_id"}
"""What parts call the whole they are of."""
