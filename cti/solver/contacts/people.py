"""One person's side of the contact question: their options, and what waiting costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cti.phases import SUPPORTED, Phase
from cti.plans.contact_need import ContactNeed, FirstContactDue
from cti.plans.contacts import CONTACT_DAYS, PlannedContact
from cti.solver.contacts.options import NOBODY, Option, OptionMaker
from cti.solver.contacts.scale import Scale


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed besides the rhythm: a meeting, or a first contact.

    Attributes
    ----------
    on_day
        Shape ``(CONTACT_DAYS,)``: what it costs when first met on each day.
    unmet
        What it costs when not met at all.
    """

    on_day: tuple[int, ...]
    unmet: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """What can be done for one person, and what it costs to let time pass.

    Attributes
    ----------
    late_days
        Shape ``(1 + CONTACT_DAYS, 1 + CONTACT_DAYS)``: late days of the gap to day
        ``j`` from the last contact before the plan (0) or from one on day ``i - 1``.
    late
        The same shape: their price, and that of the meetings expected in between.
    own
        Shape ``(CONTACT_DAYS,)``: the options of the person's own worker.
    teammates
        Who may cover, by index; familiar faces first.
    familiar
        How many of them the person knows.
    first_contacts
        Bits of those duties that are first contacts.
    fixed
        Days with agreed appointments, and the bits of the duties those meet.
    blocked
        Days too close to an agreed appointment for another contact.
    apart
        Least days between two contacts.
    unmet
        Shape ``(2 ** len(duties),)``: price of what is not met, by bits of what is.
    told
        Teammates whom the person expects to meet.
    first_day
        The earliest day for a contact, that far from the last one before the plan.
    end
        The first day after support or the plan.
    """

    index: int
    need: ContactNeed
    late_days: tuple[tuple[int, ...], ...]
    late: tuple[tuple[int, ...], ...]
    own: tuple[tuple[Option, ...], ...]
    teammates: tuple[int, ...]
    familiar: int
    duties: tuple[Duty, ...]
    first_contacts: int
    unmet: tuple[int, ...]
    told: frozenset[int]
    fixed: Mapping[int, int]
    blocked: frozenset[int]
    apart: int
    first_day: int
    end: int

    def met(self, gains: int, day: int) -> int:
        """Return the price of first meeting some duties, given as bits, on a day."""
        return sum(
            duty.on_day[day]
            for number, duty in enumerate(self.duties)
            if gains >> number & 1
        )


def someone(
    index: int, need: ContactNeed, *, on: date, maker: OptionMaker, scale: Scale
) -> Someone:
    """Return one person's side of the question.

    Parameters
    ----------
    on
        The plan date.
    """
    apart = need.clock.programme.contact_apart_days
    begin = (need.from_on - on).days
    after_last = (need.since_on - on).days + apart
    duties = (*_meetings(need, scale), *_first_contacts(need, on, scale))
    fixed = _fixed(need, on)
    teammates = maker.teammates(need)
    return Someone(
        index=index,
        need=need,
        late_days=_late(need, on, dict.fromkeys(SUPPORTED, 1)),
        late=_with_moved(_late(need, on, scale.late_day), need, on, scale.moved),
        own=tuple(maker.own(need, day) for day in range(CONTACT_DAYS)),
        teammates=teammates,
        familiar=sum(maker.is_familiar(need, each) for each in teammates),
        duties=duties,
        first_contacts=(1 << len(duties)) - (1 << len(need.meetings)),
        unmet=tuple(
            sum(duty.unmet for n, duty in enumerate(duties) if not met >> n & 1)
            for met in range(1 << len(duties))
        ),
        told=frozenset(
            maker.number.get(each.worker_id, NOBODY) for each in need.expected
        ).intersection(teammates),
        fixed=fixed,
        blocked=frozenset(
            day for agreed in fixed for day in range(agreed - apart + 1, agreed + apart)
        ),
        apart=apart,
        first_day=max(begin, after_last) if need.ever_met else begin,
        end=(need.until_on - on).days,
    )


def _with_moved(
    late: tuple[tuple[int, ...], ...], need: ContactNeed, on: date, price: int
) -> tuple[tuple[int, ...], ...]:
    """Add to every gap the meetings expected on its days, and so moved.

    Those of the day on which a gap begins or ends count with what is done on that day.
    Of a day with an agreed appointment, what the appointment does not keep is moved
    anyhow; it counts with the gap that ends there.
    """
    if not need.expected:
        return late
    agreed = {(contact.worker_id, contact.at) for contact in need.agreed}
    fixed = {contact.on for contact in need.agreed}
    passed, anyhow = [0] * (CONTACT_DAYS + 1), [0] * (CONTACT_DAYS + 1)
    for each in need.expected:
        day = (each.at.date() - on).days
        if each.at.date() not in fixed:
            for later in range(day + 1, CONTACT_DAYS + 1):
                passed[later] += price
        elif (each.worker_id, each.at) not in agreed:
            anyhow[day] += price
    return tuple(
        tuple(
            days + max(passed[to] - passed[row], 0) + anyhow[to]
            for to, days in enumerate(gaps)
        )
        for row, gaps in enumerate(late)
    )


def _late(
    need: ContactNeed, on: date, prices: Mapping[Phase, int]
) -> tuple[tuple[int, ...], ...]:
    """Return what every gap costs, at so much a day in each phase."""
    begin = (need.from_on - on).days
    passed = _unpaused(need, on)
    earlier = [need.since_on, *(on + timedelta(days=n) for n in range(CONTACT_DAYS))]
    table = []
    for day in earlier:
        phase = need.clock.phase_on(day)
        if phase not in SUPPORTED:
            table.append((0,) * (CONTACT_DAYS + 1))
            continue
        latest = (day - on).days + need.clock.programme.cadence[phase].latest_days
        since = min(max(latest, begin), CONTACT_DAYS)
        price = prices[phase]
        table.append(tuple(price * max(days - passed[since], 0) for days in passed))
    return tuple(table)


def _unpaused(need: ContactNeed, on: date) -> tuple[int, ...]:
    """Return how many days without a pause come before each day of the plan."""
    passed = [0]
    for number in range(CONTACT_DAYS):
        paused = need.clock.is_paused_on(on + timedelta(days=number))
        passed.append(passed[-1] + (not paused))
    return tuple(passed)


def _meetings(need: ContactNeed, scale: Scale) -> Iterator[Duty]:
    for _ in need.meetings:
        yield Duty(on_day=(0,) * CONTACT_DAYS, unmet=scale.meeting_missed)


def _first_contacts(need: ContactNeed, on: date, scale: Scale) -> Iterator[Duty]:
    passed = _unpaused(need, on)
    for due in need.first_contacts:
        since = min(max((max(due.due_on, need.from_on) - on).days, 0), CONTACT_DAYS)
        prices = [
            scale.first_contact_day * max(days - passed[since], 0) for days in passed
        ]
        until = (min(due.to_on, need.until_on) - on).days
        yield Duty(on_day=tuple(prices[:CONTACT_DAYS]), unmet=prices[until])


def _fixed(need: ContactNeed, on: date) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for contact in need.agreed:
        day = (contact.on - on).days
        found[day] = found.get(day, 0) | _gained(need, contact)
    return found


def _gained(need: ContactNeed, contact: PlannedContact) -> int:
    gains = 0
    for number, meeting in enumerate(need.meetings):
        if contact.kind is meeting.kind and (
            meeting.first_on <= contact.on <= meeting.last_on
        ):
            gains |= 1 << number
    for number, due in enumerate(need.first_contacts):
        if _is_first(need, contact, due):
            gains |= 1 << (len(need.meetings) + number)
    return gains


def _is_first(need: ContactNeed, contact: PlannedContact, due: FirstContactDue) -> bool:
    if contact.worker_id != due.worker_id or not due.from_on <= contact.on < due.to_on:
        return False
    return due.with_worker_id is None or any(
        other.at == contact.at and other.worker_id == due.with_worker_id
        for other in need.agreed
    )
