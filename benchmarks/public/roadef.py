"""Machine reassignment of 2012: a plan in force, what moving costs, what is too much.

A process is a person, a machine a worker; what a process needs of each kind (memory,
processor, …) is what a person weighs on a Monday. Each kind is two Mondays of ours: one
on which load above the safety capacity is paid for, and one on which load above the
capacity is forbidden by its price. Processes of one service may not share a machine:
one more such Monday for each service of several processes.

What does not fit: spreading a service over locations, dependencies between services,
balance, and the price of the service with most moves. They are left to chance and
judged afterwards.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from benchmarks.public.words import Numbers
from cti.calendar import Horizon
from cti.plans.policy import BALANCED, Band
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option
from cti.units import PersonId, WorkerId

A_MONDAY = date(2026, 11, 23)
FORBIDDING = 1000
"""How much dearer a unit above capacity is than one above safety capacity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Something that processes need.

    Attributes
    ----------
    transient
        Whether a process that moves needs it where it was, too.
    price
        For each unit above the safety capacity.
    """

    transient: bool
    price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where processes run; tuples are by kind, ``move_price`` by machine."""

    neighbourhood: int
    location: int
    capacity: tuple[int, ...]
    safety: tuple[int, ...]
    move_price: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Processes that belong together.

    Attributes
    ----------
    spread
        Over how many locations at least.
    near
        Services in whose neighbourhoods its processes must be.
    """

    spread: int
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What is to be placed; ``need`` by kind."""

    service: int
    need: tuple[int, ...]
    move_price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One question of the set.

    Attributes
    ----------
    balances
        Two kinds, how many of the second should be free for one of the first, price.
    process_price, service_price, machine_price
        What the prices of moves are multiplied by.
    first
        The machine of each process to begin with.
    """

    kinds: tuple[Kind, ...]
    machines: tuple[Machine, ...]
    services: tuple[Service, ...]
    processes: tuple[Process, ...]
    balances: tuple[tuple[int, int, int, int], ...]
    process_price: int
    service_price: int
    machine_price: int
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a plan costs, how many processes move, and which rules it breaks."""

    cost: int
    moves: int
    broken: tuple[str, ...]


def read(folder: Path, name: str) -> Instance:
    """Read a question and the plan in force."""
    numbers = Numbers.of(folder / f"model_{name}.txt")
    kinds = [_kind(numbers) for _ in range(numbers.one())]
    count = numbers.one()
    machines = [_machine(numbers, len(kinds), count) for _ in range(count)]
    services = [_service(numbers) for _ in range(numbers.one())]
    processes = [_process(numbers, len(kinds)) for _ in range(numbers.one())]
    balances = []
    for _ in range(numbers.one()):
        one, two, target, price = numbers.row(4)
        balances.append((one, two, target, price))
    process_price, service_price, machine_price = numbers.row(3)
    return Instance(
        kinds=tuple(kinds),
        machines=tuple(machines),
        services=tuple(services),
        processes=tuple(processes),
        balances=tuple(balances),
        process_price=process_price,
        service_price=service_price,
        machine_price=machine_price,
        first=Numbers.of(folder / f"assignment_{name}.txt").rest(),
    )


def _kind(numbers: Numbers) -> Kind:
    transient, price = numbers.row(2)
    return Kind(transient=bool(transient), price=price)


def _machine(numbers: Numbers, kinds: int, machines: int) -> Machine:
    neighbourhood, location = numbers.row(2)
    return Machine(
        neighbourhood=neighbourhood,
        location=location,
        capacity=numbers.row(kinds),
        safety=numbers.row(kinds),
        move_price=numbers.row(machines),
    )


def _service(numbers: Numbers) -> Service:
    spread, near = numbers.row(2)
    return Service(spread=spread, near=numbers.row(near))


def _process(numbers: Numbers, kinds: int) -> Process:
    service = numbers.one()
    need = numbers.row(kinds)
    return Process(service=service, need=need, move_price=numbers.one())


def evaluate(about: Instance, plan: Sequence[int]) -> Judged:
    """Judge a plan, straight from the definition.

    Parameters
    ----------
    plan
        Shape ``(processes,)``: the machine of each.
    """
    moved = [p for p, machine in enumerate(plan) if machine != about.first[p]]
    broken = [
        *_over_capacity(about, plan),
        *_sharing(about, plan),
        *_badly_spread(about, plan),
        *_far_apart(about, plan),
    ]
    cost = _move_cost(about, plan, moved) + _load_cost(about, plan)
    return Judged(cost=cost, moves=len(moved), broken=tuple(broken))


def _used(about: Instance, plan: Sequence[int]) -> list[list[int]]:
    used = [[0] * len(about.kinds) for _ in about.machines]
    for process, machine in zip(about.processes, plan, strict=True):
        for k, need in enumerate(process.need):
            used[machine][k] += need
    return used


def _load_cost(about: Instance, plan: Sequence[int]) -> int:
    cost = 0
    for machine, used in zip(about.machines, _used(about, plan), strict=True):
        free = [c - u for c, u in zip(machine.capacity, used, strict=True)]
        for k, kind in enumerate(about.kinds):
            cost += kind.price * max(used[k] - machine.safety[k], 0)
        for one, two, target, price in about.balances:
            cost += price * max(target * free[one] - free[two], 0)
    return cost


def _move_cost(about: Instance, plan: Sequence[int], moved: Sequence[int]) -> int:
    by_service: dict[int, int] = defaultdict(int)
    cost = 0
    for p in moved:
        process, first = about.processes[p], about.machines[about.first[p]]
        by_service[process.service] += 1
        cost += about.process_price * process.move_price
        cost += about.machine_price * first.move_price[plan[p]]
    return cost + about.service_price * max(by_service.values(), default=0)


def _over_capacity(about: Instance, plan: Sequence[int]) -> Iterator[str]:
    used = _used(about, plan)
    for p, machine in enumerate(plan):
        first = about.first[p]
        for k, kind in enumerate(about.kinds):
            if kind.transient and machine != first:
                used[first][k] += about.processes[p].need[k]
    for m, machine_ in enumerate(about.machines):
        for k, capacity in enumerate(machine_.capacity):
            if used[m][k] > capacity:
                yield f"machine {m} is over its capacity of kind {k}"


def _places(about: Instance, plan: Sequence[int]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for process, machine in zip(about.processes, plan, strict=True):
        places[process.service].append(machine)
    return places


def _sharing(about: Instance, plan: Sequence[int]) -> Iterator[str]:
    for service, machines in _places(about, plan).items():
        if len(set(machines)) < len(machines):
            yield f"two processes of service {service} share a machine"


def _badly_spread(about: Instance, plan: Sequence[int]) -> Iterator[str]:
    for service, machines in _places(about, plan).items():
        locations = {about.machines[m].location for m in machines}
        if len(locations) < about.services[service].spread:
            yield f"service {service} is in {len(locations)} locations"


def _far_apart(about: Instance, plan: Sequence[int]) -> Iterator[str]:
    near = {
        service: {about.machines[m].neighbourhood for m in machines}
        for service, machines in _places(about, plan).items()
    }
    for service, here in near.items():
        for other in about.services[service].near:
            if not here <= near.get(other, set()):
                yield f"service {service} is not near service {other}"


def problem(about: Instance) -> AssignmentProblem:
    """Return the question, without what does not fit, as one of who works with whom."""
    by_service: dict[int, list[int]] = defaultdict(list)
    for p, process in enumerate(about.processes):
        by_service[process.service].append(p)
    apart = [service for service, group in by_service.items() if len(group) > 1]
    weeks = 2 * len(about.kinds) + len(apart)
    return AssignmentProblem(
        horizon=Horizon(A_MONDAY, weeks=weeks),
        policy=replace(BALANCED, key="roadef", bands=(Band(Fraction(1), Fraction(1)),)),
        people=tuple(PersonId(f"process {p}") for p in range(len(about.processes))),
        workers=tuple(WorkerId(f"machine {m}") for m in range(len(about.machines))),
        options=tuple(_options(about, apart, p) for p in range(len(about.processes))),
        ceiling=tuple(_ceiling(about, apart, m) for m in range(len(about.machines))),
    )


def _forbids(about: Instance) -> int:
    return FORBIDDING * max(kind.price for kind in about.kinds)


def _ceiling(about: Instance, apart: Sequence[int], m: int) -> tuple[Fraction, ...]:
    """Return what a machine takes: below a price, below capacity, one of a service.

    What is transient stays taken by those who began there, wherever they go.
    """
    machine, forbids = about.machines[m], _forbids(about)
    paid, held = [], []
    for k, kind in enumerate(about.kinds):
        free = machine.capacity[k]
        if kind.transient:
            began = [p for p, first in enumerate(about.first) if first == m]
            free -= sum(about.processes[p].need[k] for p in began)
        paid.append(Fraction(kind.price * machine.safety[k]))
        held.append(Fraction(forbids * free))
    return (*paid, *held, *(Fraction(forbids) for _ in apart))


def _options(about: Instance, apart: Sequence[int], p: int) -> tuple[Option, ...]:
    process, first = about.processes[p], about.first[p]
    stay, move = _weights(about, apart, p, moves=False), _weights(about, apart, p)
    away = about.process_price * process.move_price
    ways = about.machines[first].move_price
    return tuple(
        Option(
            price=Fraction(about.machine_price * ways[m] + (away if m != first else 0)),
            worker=m,
            before=NOBODY,
            from_week=0,
            weights=move if m != first else stay,
        )
        for m in range(len(about.machines))
    )


def _weights(
    about: Instance, apart: Sequence[int], p: int, *, moves: bool = True
) -> tuple[Fraction, ...]:
    process, forbids = about.processes[p], _forbids(about)
    paid, held = [], []
    for kind, need in zip(about.kinds, process.need, strict=True):
        paid.append(Fraction(kind.price * need))
        taken_already = kind.transient and not moves
        held.append(Fraction(0 if taken_already else forbids * need))
    alone = (Fraction(forbids if process.service == s else 0) for s in apart)
    return (*paid, *held, *alone)
