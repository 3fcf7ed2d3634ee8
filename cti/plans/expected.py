"""Which meetings of the plan in force people still expect.

A meeting is expected, and moving it has its price, unless there is nothing left of it:

- the person is not supported on that day, or support is paused;
- they have been met on that day, or on a later one, already;
- they have another worker on that day than the plan in force said. What was agreed
  with the worker before does not bind the one who comes after.

Whether it can be kept is not asked here. A worker who is away moves meetings as a
matter of fact.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from cti.caseload.caseload import Appointment, Caseload
from cti.plans.contact_need import ContactNeed
from cti.units import WorkerId


def still_expected(
    caseload: Caseload, need: ContactNeed, told: Sequence[Appointment]
) -> Iterator[Appointment]:
    """Yield the meetings that somebody expects.

    Parameters
    ----------
    told
        Their meetings in the plan in force, each once.
    """
    for each in told:
        day = each.at.date()
        met_since = need.ever_met and day <= need.since_on
        if (
            need.is_open_on(day)
            and not met_since
            and _told_holder(caseload, need, day) == need.holder_on(day)
        ):
            yield each


def _told_holder(caseload: Caseload, need: ContactNeed, day: date) -> WorkerId | None:
    """Return who was to hold somebody on a day; who does, if nothing was promised."""
    promise = caseload.promise_of.get(need.person_id)
    if promise is None:
        return need.holder_on(day)
    if promise.from_on <= day:
        return promise.worker_id
    person = caseload.person.get(need.person_id)
    return None if person is None else person.worker_id
