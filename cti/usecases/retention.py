"""Keep nobody longer than the service has said: see whose term is over, erase them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cti.calendar import add_months
from cti.errors import NotThere
from cti.store import erasing, retention
from cti.store.retention import PastTerm
from cti.store.tables.erasures import Because
from cti.store.unit import Store

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsKept:
    """Who was erased because their term was over.

    Attributes
    ----------
    leaves_traces
        Whether the database's files may still hold words of theirs, because somebody
        else was reading what was there before.
    """

    erased: Sequence[PastTerm]
    leaves_traces: bool


def whose_term_is_over(store: Store, *, years: int, on: date) -> Sequence[PastTerm]:
    """Return everybody who has been closed for so many years or longer, by a day."""
    until = add_months(on, -MONTHS_PER_YEAR * years)
    with store.reading() as connection:
        return retention.past_term(connection, until=until)


def erase_whose_term_is_over(
    store: Store, *, years: int, on: date, author_id: str, at: datetime
) -> TermsKept:
    """Erase everybody who has been closed for so many years or longer.

    Each in one step of their own: where it is ended from outside, some are erased
    whole and the others are found again.
    """
    erased = []
    for each in whose_term_is_over(store, years=years, on=on):
        try:
            with store.unit(author_id=author_id, at=at) as unit:
                erasing.erase(unit, each.person_id, Because.TERM_OVER)
        except NotThere:
            continue  # somebody else has erased them meanwhile
        erased.append(each)
    return TermsKept(
        erased=erased, leaves_traces=bool(erased) and not store.forget_removed()
    )
