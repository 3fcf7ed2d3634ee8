"""Home care of one day with contacts of two workers together, after Mankowska.

The cost is the mean of the way, all tardiness and the greatest tardiness.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.public.archive import Json

TOLERANCE = 1e-6
"""Times are given with a few decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer costs, and which rules it breaks."""

    cost: float
    broken: tuple[str, ...]


def evaluate(question: Json, answer: Json) -> Judged:
    """Judge an answer, straight from the definition."""
    people = {each["id"]: each for each in question["patients"]}
    place = {each: number for number, each in enumerate(people, start=1)}
    workers = {each["id"]: each for each in question["caregivers"]}
    ways = question["distances"]
    broken: list[str] = []
    way, tardiness = 0.0, [0.0]
    met: dict[str, list[Json]] = defaultdict(list)
    for route in answer["routes"]:
        worker, here, clock = workers[route["caregiver_id"]], 0, 0.0
        for contact in route.get("locations") or []:
            person = people[contact["patient"]]
            there = place[person["id"]]
            way += ways[here][there]
            reached = clock + ways[here][there]
            broken += _contact_rules(worker, person, contact, reached)
            closes = person["time_window"][1]
            tardiness.append(max(contact["arrival_time"] - closes, 0.0))
            met[person["id"]].append(contact)
            here, clock = there, contact["departure_time"]
        way += ways[here][0]
    for person_id, person in people.items():
        broken += _together_rules(person, met[person_id])
    cost = (way + sum(tardiness) + max(tardiness)) / 3
    return Judged(cost=cost, broken=tuple(broken))


def _contact_rules(
    worker: Json, person: Json, contact: Json, reached: float
) -> Iterator[str]:
    if contact["arrival_time"] < reached - TOLERANCE:
        yield f"{worker['id']} cannot reach {person['id']} in time"
    if contact["arrival_time"] < person["time_window"][0] - TOLERANCE:
        yield f"{person['id']} is met before the window"
    if contact["service"] not in worker["abilities"]:
        yield f"{worker['id']} lacks what {person['id']} needs"
    needs = {need["service"]: need for need in person["required_caregivers"]}
    need = needs.get(contact["service"])
    taken = contact["departure_time"] - contact["arrival_time"]
    if need is None or taken < need["duration"] - TOLERANCE:
        yield f"{person['id']} is met too briefly or for nothing"


def _together_rules(person: Json, contacts: list[Json]) -> Iterator[str]:
    wanted = [need["service"] for need in person["required_caregivers"]]
    given = [contact["service"] for contact in contacts]
    if sorted(wanted) != sorted(given):
        yield f"{person['id']} is not met as asked"
        return
    if len(wanted) < 2:
        return
    starts = {c["service"]: c["arrival_time"] for c in contacts}
    apart = starts[wanted[1]] - starts[wanted[0]]
    linked = person.get("synchronization") or {}
    least, most = _apart(linked)
    if not least - TOLERANCE <= apart <= most + TOLERANCE:
        yield f"{person['id']} is met {apart} apart"


def _apart(linked: Json) -> tuple[float, float]:
    """Return how far apart the two contacts may begin, at least and at most."""
    if linked.get("type") != "sequential":
        return 0.0, 0.0
    least, most = linked["distance"]
    return float(least), float(most)
