"""A caseload as it was read, with everything the file said besides."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cti.caseload.caseload import Caseload
from cti.exchange.cells.cell import write_cell
from cti.exchange.columns.sheets import SHEETS
from cti.exchange.records import records_of
from cti.exchange.report import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What stands on a sheet and is no part of a caseload; writing puts it back.

    Attributes
    ----------
    names
        Headings of the columns nobody knows.
    cells
        Their cells, for each row that is written: each as long as ``names``.
    pairs
        On a sheet of pairs, the keys nobody knows and their values. Their rows come
        after those of the known keys.
    """

    names: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadFile:
    """A caseload as it was read.

    Attributes
    ----------
    notices
        What was kept, assumed or left out, for the reader to know.
    extras
        By sheet, where there are any.
    digest
        SHA-256 of what the caseload says, in hexadecimal. It does not depend on the
        kind of file, the order of sheets, rows and columns, or the way a value was
        written; columns that are kept and not used have no part in it.
    """

    caseload: Caseload
    notices: tuple[Notice, ...] = ()
    extras: Mapping[str, Extras] = field(default_factory=dict)
    digest: str

    @classmethod
    def of(
        cls,
        caseload: Caseload,
        *,
        notices: tuple[Notice, ...] = (),
        extras: Mapping[str, Extras] | None = None,
    ) -> "CaseloadFile":
        """Put a caseload with what was found beside it, and work out its digest."""
        return cls(
            caseload=caseload,
            notices=notices,
            extras=extras or {},
            digest=digest_of(caseload),
        )


def digest_of(caseload: Caseload) -> str:
    """Return the SHA-256 of what a caseload says, in hexadecimal."""
    records = records_of(caseload)
    said = {
        sheet.name: sorted(
            [write_cell(column, row[column.name]) for column in sheet.columns]
            for row in records[sheet.name]
        )
        for sheet in SHEETS
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
