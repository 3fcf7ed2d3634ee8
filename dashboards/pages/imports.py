"""Bring a caseload from a workbook: what it would change, what people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cti.errors import Finding
from cti.plans.words import counted
from cti.usecases.importing import Brought, ImportReview, ImportState, Match
from dashboards.pages.import_changes import (
    takes_away,
    what_else,
    who_is_new,
    who_is_otherwise,
)
from dashboards.pages.moments import moment, weekday
from dashboards.site.forms import Form

NEW = "new"
"""What is sent for somebody who is new indeed."""

MOST_NAMES = 200
MOST_TO_MEND = 500

STATES = {
    ImportState.STAGED: "Looked at, not applied",
    ImportState.APPLIED: "Applied",
    ImportState.UNDONE: "Undone",
    ImportState.DROPPED: "Put away",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMend:
    """One thing to mend in a workbook.

    Attributes
    ----------
    sheet, row, column
        Where it is; empty for all of the sheet, or all of the row.
    words
        What is wrong and what to write instead.
    """

    sheet: str
    row: str
    column: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """Something that was brought before."""

    address: str
    called: str
    state: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringPage:
    """A workbook is asked for.

    Attributes
    ----------
    address
        Of this page.
    to_mend
        What has to be mended before it can be read at all; none before one was sent.
    before
        What was brought last.
    may_export
        Whether one may take the caseload out as a workbook.
    """

    template: ClassVar[str] = "site/bring.html"
    title: ClassVar[str] = "Import a workbook"

    form: Form
    address: str
    to_mend: tuple[ToMend, ...]
    before: tuple[ImportRow, ...]
    may_export: bool
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody new who may be known: people decide.

    Attributes
    ----------
    field
        The name of the field that says who they are.
    question
        Who they are in the workbook.
    choices
        Pairs of what is sent and what is said.
    """

    field: str
    question: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """What a workbook would change, or has changed.

    Attributes
    ----------
    address
        Of this page.
    summary
        What it comes to, in a sentence.
    state
        What has become of it.
    asks
        Those of whom nobody has decided whether they are known.
    new, changed
        Who would be added; who would be different, and in what.
    others
        What else of them would be: wishes, pins, dates, workers.
    takes_away
        Whether any of that is only here, and would be gone.
    to_mend_in_all
        How many rows need fixing, those included that are not listed.
    may_apply, may_drop
        What can be done about it now.
    undone_until
        Until when it can be undone; empty where it cannot.
    """

    template: ClassVar[str] = "site/import.html"

    title: str
    form: Form
    address: str
    back: str
    version: int
    summary: str
    state: str
    holds_from: str
    staged_at: str
    asks: tuple[Ask, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    others: tuple[str, ...]
    takes_away: bool
    to_mend: tuple[ToMend, ...]
    to_mend_in_all: int
    may_apply: bool
    may_drop: bool
    undone_until: str
    is_nothing: bool
    notice: str = ""


def bring_page(
    service_id: str,
    before: Sequence[Brought],
    *,
    form: Form,
    may_export: bool,
    findings: Sequence[Finding] = (),
    notice: str = "",
) -> BringPage:
    """Lay out the page that asks for a workbook."""
    address = f"/services/{service_id}/imports"
    return BringPage(
        form=form,
        address=address,
        to_mend=tuple(_of_finding(each) for each in findings[:MOST_TO_MEND]),
        before=tuple(
            ImportRow(
                address=f"{address}/{each.id}",
                called=each.called,
                state=STATES[each.state],
                at=moment(each.applied_at or each.staged_at),
            )
            for each in before
        ),
        may_export=may_export,
        notice=notice,
    )


def import_page(
    review: ImportReview, *, form: Form, at: datetime, notice: str = ""
) -> ImportPage:
    """Lay out what a workbook would change."""
    staged, until = review.staged, review.undone_until
    back = f"/services/{staged.service_id}/imports"
    is_open = staged.state is ImportState.STAGED
    facts, names = review.facts, review.names
    return ImportPage(
        title=staged.called,
        form=form,
        address=f"{back}/{staged.id}",
        back=back,
        version=review.version,
        summary=summary_of(review),
        state=STATES[staged.state],
        holds_from=weekday(staged.on),
        staged_at=moment(staged.staged_at),
        asks=_asks(review.undecided, review.rows),
        new=_first(who_is_new(facts)),
        changed=_first(who_is_otherwise(facts, names)),
        others=_first(what_else(facts, names)),
        takes_away=is_open and takes_away(facts),
        to_mend=tuple(_of_words(each) for each in review.to_mend[:MOST_TO_MEND]),
        to_mend_in_all=len(review.to_mend),
        may_apply=is_open and not review.undecided,
        may_drop=is_open,
        undone_until=moment(until) if until is not None and at <= until else "",
        is_nothing=review.is_nothing,
        notice=notice,
    )


def summary_of(review: ImportReview) -> str:
    """Say what it comes to: ``148 new, 12 changed, 2 rows need fixing``."""
    said = [f"{review.new} new", f"{review.changed} changed"]
    if review.other:
        said.append(counted(review.other, "other row"))
    asked = len({each.new for each in review.undecided})
    if asked:
        matches = counted(asked, "possible match", "possible matches")
        said.append(f"{matches}: you decide")
    if review.to_mend:
        rows = counted(len(review.to_mend), "row")
        said.append(f"{rows} {'needs' if len(review.to_mend) == 1 else 'need'} fixing")
    return ", ".join(said)


def field_of(new: str) -> str:
    """Return the field that says who somebody new is."""
    return f"who-{new}"


def _asks(undecided: Sequence[Match], rows: Mapping[str, str]) -> tuple[Ask, ...]:
    asked: dict[str, list[Match]] = {}
    for each in undecided:
        asked.setdefault(each.new, []).append(each)
    return tuple(
        Ask(
            field=field_of(new),
            question=f"Who is {matches[0].new_as} ({new}) in the workbook?",
            choices=(
                *(
                    (
                        rows[each.known],
                        f"{each.known_as} ({each.known}): {each.because}",
                    )
                    for each in matches
                ),
                (NEW, "Somebody new"),
            ),
        )
        for new, matches in asked.items()
    )


def _first(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return as many as are listed, and how many more there are."""
    more = len(names) - MOST_NAMES
    return names if more <= 0 else (*names[:MOST_NAMES], f"and {more} more")


def _of_finding(finding: Finding) -> ToMend:
    return ToMend(
        sheet=finding.sheet,
        row="" if finding.row is None else str(finding.row),
        column=finding.column or "",
        words=f"{finding.problem}. {finding.remedy}.",
    )


def _of_words(said: str) -> ToMend:
    """Take apart what a finding says of itself: its place, a colon, and the rest."""
    place, _, words = said.partition(": ")
    sheet, *where = place.split(", ", 2)
    row = where[0].removeprefix("row ") if where[:1] and _is_row(where[0]) else ""
    column = ", ".join(where[1:] if row else where)
    return ToMend(sheet=sheet, row=row, column=column, words=words or said)


def _is_row(said: str) -> bool:
    return said.startswith("row ") and said[4:].isdigit()
