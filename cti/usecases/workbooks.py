"""A caseload as a workbook, sent to the store and taken out of it again."""

import re
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_out import caseload_workbook
from cti.exchange.mending import rows_to_mend
from cti.exchange.template import new_workbook
from cti.store.reading import read_caseload
from cti.store.unit import Store
from cti.usecases.importing import ImportReview, bring

UNNAMED = "caseload.xlsx"
LONGEST_NAME = 100
"""Letters of the name of a file, its end first."""


def bring_workbook(
    store: Store,
    service_id: str,
    data: bytes,
    *,
    called: str,
    on: date,
    author_id: str,
    at: datetime,
) -> ImportReview:
    """Read a workbook that was sent and stage it; nothing is applied.

    Parameters
    ----------
    called
        What its sender calls it.
    on
        The day from which it holds.

    Raises
    ------
    UnreadableCaseload
        If more than single rows of it need mending.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / UNNAMED
        path.write_bytes(data)
        return bring(
            store,
            service_id,
            path,
            on=on,
            author_id=author_id,
            at=at,
            called=_name_of(called),
        )


def mending_workbook(data: bytes, *, on: date) -> bytes | None:
    """Return the rows of a workbook that need mending, alone, with what to do.

    Nothing of it is kept.

    Returns
    -------
    None if nothing needs mending.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / UNNAMED
        path.write_bytes(data)
        return rows_to_mend(path, on=on)


def export_workbook(
    store: Store, service_id: str, *, on: date, author_id: str, at: datetime
) -> bytes:
    """Return a service's caseload as a workbook; the audit says who took it."""
    with store.unit(author_id=author_id, at=at) as unit:
        caseload = read_caseload(unit.connection, service_id, on=on)
        unit.audit("caseload:export", "services", service_id)
    return caseload_workbook(CaseloadFile.of(caseload))


def empty_workbook() -> bytes:
    """Return a workbook that is ready to be filled in, with help in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / UNNAMED
        new_workbook(path)
        return path.read_bytes()


def _name_of(called: str) -> str:
    """Return the name of a file without where it lay, and fit to be read."""
    name = re.split(r"[/\\]", called)[-1]
    kept = "".join(each for each in name if each.isprintable())
    return kept.strip()[-LONGEST_NAME:] or UNNAMED
