"""What was worked out of a plan before, for who asks about the very same again.

A plan beside its caseload is a value, and all that is worked out of it follows from the
value alone. What is kept here is found by who holds an equal value, read for them just
now: so it is never of yesterday, and tells nobody what they may not know.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import TypeVar, cast

from cti.plans.document import Flag
from cti.plans.facts import PlanFacts
from cti.plans.flags import flags_besides_contacts

Result = TypeVar("Result")

MOST_PEOPLE = 4000
"""Plans of so many people are kept; what was not asked about for longest goes."""


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """A plan without contacts, and what was asked about it.

    Attributes
    ----------
    facts
        What follows from it is worked out when it is asked for first, and stays.
    """

    facts: PlanFacts
    _others: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, what: str, work_out: Callable[[PlanFacts], Result]) -> Result:
        """Return something else that follows from the plan alone.

        Parameters
        ----------
        what
            Tells it from everything else that is asked so.
        """
        if what not in self._others:
            self._others[what] = work_out(self.facts)
        return cast("Result", self._others[what])

    @property
    def size(self) -> int:
        """How many people it is about, supported or referred."""
        return len(self.facts.caseload.people) + len(self.facts.caseload.referrals)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of caseloads and dates, with what would help."""
        return flags_besides_contacts(self.facts)


class Shelf:
    """Plans that were asked about, as far as they are worked out.

    Parameters
    ----------
    most_people
        Plans of how many people, all together, are kept; the last in any event.
    """

    def __init__(self, most_people: int = MOST_PEOPLE) -> None:
        self._most_people = most_people
        self._kept: OrderedDict[str, WorkedOut] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def equal(self, facts: PlanFacts, *, under: str) -> WorkedOut:
        """Return an equal plan as far as it is worked out already.

        Parameters
        ----------
        under
            Where to look; what else lies there has to make room.
        """
        asked = without_contacts(facts)
        with self._lock:
            kept = self._kept.get(under)
        if kept is None or kept.facts != asked:
            kept = WorkedOut(facts=asked)
        with self._lock:
            self._kept[under] = kept
            self._kept.move_to_end(under)
            self._make_room()
        return kept

    def _make_room(self) -> None:
        held = sum(each.size for each in self._kept.values())
        while held > self._most_people and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            held -= gone.size


def without_contacts(facts: PlanFacts) -> PlanFacts:
    """Return a plan without who was met and who will be: no load depends on it."""
    caseload = facts.caseload
    told = caseload.in_force
    return replace(
        facts,
        caseload=replace(
            caseload,
            contacts=(),
            in_force=None if told is None else replace(told, contacts=()),
        ),
    )


SHELF = Shelf()
"""That of this process."""
