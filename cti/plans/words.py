"""How names, days, loads and lists are said in a sentence."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Status
from cti.phases import Phase
from cti.units import PersonId, Sce, WorkerId, format_load, format_sce

HALF_A_YEAR_DAYS = 183
"""A day and month nearer than this to the plan date can only mean one year."""

NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What everybody is called, and the day from which dates are seen.

    Somebody whose name nobody else has is called by it; where two share a name, the id
    follows in brackets.

    Attributes
    ----------
    on
        The plan date.
    people, workers
        What each is called.
    shared
        Names that more than one person or worker has.
    """

    on: date
    people: Mapping[PersonId, str]
    workers: Mapping[WorkerId, str]
    shared: frozenset[str]

    @classmethod
    def of(cls, caseload: Caseload, horizon: Horizon) -> "Words":
        """Learn the names of a caseload; closed people do not make a name ambiguous."""
        people = {person.person_id: person.known_as for person in caseload.people}
        people |= {each.referral_id: each.known_as for each in caseload.referrals}
        workers = {worker.worker_id: worker.name for worker in caseload.workers}
        closed = {
            person.person_id
            for person in caseload.people
            if person.status is Status.CLOSED
        }
        spoken = [name for each, name in people.items() if each not in closed]
        times = Counter([*spoken, *workers.values()])
        shared = frozenset(name for name, number in times.items() if number > 1)
        return cls(on=horizon.on, people=people, workers=workers, shared=shared)

    def person(self, person_id: PersonId) -> str:
        """Return what somebody, supported or referred, is called."""
        return self._called(self.people.get(person_id), person_id)

    def worker(self, worker_id: WorkerId | None) -> str:
        """Return what a worker is called; an unknown one goes by their id."""
        if worker_id is None:
            return NOBODY
        return self._called(self.workers.get(worker_id), worker_id)

    def persons(self, person_id: PersonId) -> str:
        """Return the name with its possessive: "Sam's", "Sam's (P1)"."""
        return self._called(self.people.get(person_id), person_id, "'s")

    def workers_own(self, worker_id: WorkerId) -> str:
        """Return a worker's name with its possessive."""
        return self._called(self.workers.get(worker_id), worker_id, "'s")

    def day(self, day: date) -> str:
        """Return a day and month, with the year where it could be taken for another.

        The year is left out within half a year of the plan date: no other date with
        that day and month is as near.
        """
        said = f"{day.day} {day:%B}"
        near = abs((day - self.on).days) < HALF_A_YEAR_DAYS
        return said if near else f"{said} {day.year}"

    def _called(self, name: str | None, identifier: str, ending: str = "") -> str:
        if name is None:
            return identifier + ending
        said = name + ending
        return f"{said} ({identifier})" if name in self.shared else said


def listed(items: Iterable[str], *, joined_by: str = "and") -> str:
    """Join a few things as they are said; nothing for none.

    >>> listed(["Ana", "Ben", "Caro"]), listed(["Ana", "Ben"], joined_by="or")
    ('Ana, Ben and Caro', 'Ana or Ben')
    """
    *most, last = list(items) or [""]
    return f"{', '.join(most)} {joined_by} {last}" if most else last


def few(items: Sequence[str], most: int = 3) -> str:
    """Name a few and count the rest.

    >>> few(["Ana", "Ben", "Caro", "Dev", "Ewa"])
    'Ana, Ben, Caro and 2 more'
    """
    if len(items) <= most + 1:
        return listed(items)
    return listed([*items[:most], f"{len(items) - most} more"])


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "week"), counted(3, "week"), counted(2, "person", "people")
    ('1 week', '3 weeks', '2 people')
    """
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def sce(load: Sce) -> str:
    """Return a load with its unit."""
    return f"{format_load(load)} SCE"


def sce_weeks(
    amount: Sce, more: str = "", show: Callable[[Sce], str] = format_load
) -> str:
    """Return an amount of load over time: "1 SCE-week", "3 more SCE-weeks"."""
    unit = "SCE-week" if amount == 1 else "SCE-weeks"
    return " ".join(word for word in (show(amount), more, unit) if word)


def about_hours(hours: Sce, more: str = "") -> str:
    """Return hours rounded up to the half hour: "about 3 hours", "about 2.5 hours"."""
    halves = Sce(ceil(hours * 2), 2)
    unit = "hour" if halves == 1 else "hours"
    return " ".join(each for each in ("about", format_sce(halves), more, unit) if each)


def short(phase: Phase) -> str:
    """Return a phase without its second name.

    >>> short(Phase.TRY_OUT)
    'Phase Two'
    """
    return phase.label.partition(" (")[0]


def sentence(text: str) -> str:
    """Begin with a capital and end with one full stop.

    >>> sentence("nobody may take Sam."), sentence("O'Neil waits")
    ('Nobody may take Sam.', "O'Neil waits.")
    """
    return text[:1].upper() + text[1:].rstrip(".") + "."
