"""Who is named where: ids that appear twice, and ids nobody has."""

from collections.abc import Iterable, Mapping

from cti.exchange.cells.words import did_you_mean, listed, shown
from cti.exchange.columns.column import Column
from cti.exchange.columns.sheets import SHEET
from cti.exchange.report import Report
from cti.exchange.rows.rows import Rows

_MOST_SUGGESTIONS = 200
"""Finding the nearest name takes time; after so many the whole column is off."""


def check_unique(rows: Rows, report: Report) -> None:
    """Tell of every row that says again what an earlier one has said."""
    names = rows.sheet.unique
    seen: dict[tuple[str, ...], int] = {}
    for row in rows.rows if names else ():
        key = tuple(row.get(name) for name in names)
        if None in key:
            continue
        first = seen.setdefault(key, row.number)
        if first != row.number:
            report.mend(
                rows.sheet.name,
                row.number,
                names[0],
                problem=f"{shown(' to '.join(key))} is already in row {first}",
                remedy="Keep one of the two rows"
                if rows.sheet.column(names[0]).names or len(names) > 1
                else "Keep one of the two rows, or give one of them another id",
            )


def check_apart(sheets: Mapping[str, Rows | None], report: Report) -> None:
    """Tell of every id that is given both to a person and to a referral."""
    people, referrals = sheets.get("people"), sheets.get("referrals")
    if people is None or referrals is None:
        return
    supported = {value: row.number for row, value in people.column("person_id")}
    for row, referral_id in referrals.column("referral_id"):
        if referral_id in supported:
            report.mend(
                "referrals",
                row.number,
                "referral_id",
                problem=f"{shown(referral_id)} is also in row {supported[referral_id]} "
                "of the people sheet",
                remedy="Take the row away if their support has started; else give the "
                "referral another id",
            )


def check_known(sheets: Mapping[str, Rows | None], report: Report) -> None:
    """Tell of every id that none of the sheets that should name it has.

    Parameters
    ----------
    sheets
        The sheets that are there; None for one that could not be read. What such a
        sheet would have named is not judged, nor is that of a row without its id.
    """
    for rows in sheets.values():
        for column in rows.sheet.columns if rows else ():
            if rows and _is_judged(column) and _can_tell(column, sheets):
                known = [i for name in column.names for i in _ids(sheets.get(name))]
                if known:
                    _check_column(rows, column, known, report)


def _is_judged(column: Column) -> bool:
    return bool(column.names) and not column.may_have_left


def _can_tell(column: Column, sheets: Mapping[str, Rows | None]) -> bool:
    return all(_is_whole(name, sheets) for name in column.names)


def _is_whole(name: str, sheets: Mapping[str, Rows | None]) -> bool:
    rows = sheets.get(name)
    if rows is None:
        return name not in sheets and not SHEET[name].required
    return rows.is_whole and len(list(_ids(rows))) == len(rows.rows)


def _ids(rows: Rows | None) -> Iterable[str]:
    if rows is None:
        return ()
    return [value for _, value in rows.column(rows.sheet.unique[0])]


def _check_column(
    rows: Rows, column: Column, known: Iterable[str], report: Report
) -> None:
    everybody = set(known)
    meant: dict[str, str] = {}
    on = f"the {listed(column.names)} sheet"
    for row, value in rows.column(column.name):
        named = {value} if isinstance(value, str) else value
        for name in sorted(named - everybody):
            if name not in meant and len(meant) < _MOST_SUGGESTIONS:
                near = did_you_mean(name, sorted(everybody))
                meant[name] = f"{near} Write it as it stands there" if near else ""
            otherwise = "" if column.needed else ", or leave the cell blank"
            report.mend(
                rows.sheet.name,
                row.number,
                column.name,
                problem=f"{shown(name)} is not on {on}",
                remedy=meant.get(name) or f"Write an id that is on {on}{otherwise}",
            )
