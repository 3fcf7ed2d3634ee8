"""Home care of one day: skills, several windows, travel, waiting, balance."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from benchmarks.public.archive import Json

FORBIDDEN = "HARD"
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer comes to, and which rules it breaks."""

    totals: Counter[str]
    broken: tuple[str, ...]

    def cost(self, question: Json) -> int:
        """Return the cost by the question's own prices."""
        prices: Json = question["metadata"]["cost_components"]
        return sum(
            round(self.totals[name] * price)
            for name, price in prices.items()
            if price != FORBIDDEN
        )


class _Day:
    """One worker's day, walked through from contact to contact."""

    def __init__(self, question: Json, worker: Json, route: list[Json]) -> None:
        self.question = question
        self.worker = worker
        self.route = route
        self.ways = question["distances"]
        self.people = {each["id"]: each for each in question["patients"]}
        points = {p["id"]: p for p in question["terminal_points"]}
        self.begins = points[worker["departing_point"]]["distance_matrix_index"]
        self.ends = points[worker["arrival_point"]]["distance_matrix_index"]
        self.totals: Counter[str] = Counter()

    def walk(self) -> Iterator[str]:
        """Count what the day comes to; yield the rules it breaks."""
        place, clock = self.begins, self.worker["working_shift"]["start"]
        for contact in self.route:
            person = self.people[contact["patient"]]
            way = self.ways[place][person["distance_matrix_index"]]
            yield from self._contact(contact, person, clock + way)
            self.totals["travel_time"] += way
            self.totals["work"] += contact["departure_time"] - contact["arrival_time"]
            place, clock = person["distance_matrix_index"], contact["departure_time"]
        if self.route:
            way = self.ways[place][self.ends]
            late = clock + way - self.worker["working_shift"]["end"]
            self.totals["travel_time"] += way
            self.totals["total_extra_time"] += max(late, 0)

    def _contact(self, contact: Json, person: Json, reached: float) -> Iterator[str]:
        start, end = contact["arrival_time"], contact["departure_time"]
        if start < reached:
            yield f"{self.worker['id']} cannot reach {person['id']} in time"
        if contact["service"] not in self.worker["abilities"]:
            yield f"{self.worker['id']} lacks what {person['id']} needs"
        closes = [w["end"] for w in person["time_windows"] if w["start"] <= start]
        if not closes:
            yield f"{person['id']} is met before the first window"
        by_end = self.question["metadata"]["time_window_met"] == "at_service_end"
        moment = end if by_end else start
        late = [max(moment - close, 0) for close in closes]
        self.totals["total_tardiness"] += min(late, default=0)
        self.totals["total_waiting_time"] += max(start - reached, 0)


def evaluate(question: Json, answer: Json) -> Judged:
    """Judge an answer, straight from the definition."""
    routes = {r["caregiver_id"]: r.get("locations") or [] for r in answer["routes"]}
    totals: Counter[str] = Counter()
    broken: list[str] = []
    work = []
    for worker in question["caregivers"]:
        day = _Day(question, worker, routes.get(worker["id"], []))
        broken += day.walk()
        totals += day.totals
        work.append(day.totals["travel_time"] + day.totals["work"])
    mean = sum(work) / len(work)
    totals["workload_balance"] = sum(ceil(abs(w - mean) - ROUNDING) for w in work)
    broken += _not_met(question, routes)
    broken += (
        f"{name} is {totals[name]}"
        for name, price in question["metadata"]["cost_components"].items()
        if price == FORBIDDEN and totals[name]
    )
    return Judged(totals=totals, broken=tuple(broken))


def _not_met(question: Json, routes: dict[str, list[Json]]) -> Iterator[str]:
    wanted = Counter(
        (person["id"], need["service"])
        for person in question["patients"]
        for need in person["required_services"]
    )
    given = Counter(
        (contact["patient"], contact["service"])
        for route in routes.values()
        for contact in route
    )
    for (person_id, service), count in (wanted - given).items():
        yield f"{person_id} lacks {service} {count} times"
    for (person_id, service), count in (given - wanted).items():
        yield f"{person_id} has {service} {count} times too often"
