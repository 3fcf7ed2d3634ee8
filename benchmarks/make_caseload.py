"""Make a synthetic caseload, as a folder of CSV files; nobody in it exists.

The same seed always gives the same caseload. Shares and dates are drawn so that a
caseload looks like a service's: workers leave, are away, start part-time; people are
spread over all phases; some have musts, pins and pauses.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST_NAMES = [
    "Aisha", "Ben", "Caro", "Dev", "Ewa", "Finn", "Grace", "Hana", "Idris", "Jo",
    "Kofi", "Lena", "Mariam", "Noor", "Owen", "Priya", "Quinn", "Rosa", "Stuart", "Tam",
    "Una", "Viktor", "Wren", "Ximena", "Yusuf", "Zofia", "Ciaran", "Siân", "Zoë",
    "Łukasz", "Nguyễn", "O'Neil", "Anne-Marie", "Ólafur", "Chidi", "Dafydd", "Eilidh",
    "Farah", "Gethin", "Hywel", "Iona", "Jamal", "Katya", "Lorcan", "Maeve", "Niamh",
]  # fmt: skip
INITIALS = list("ABCDEFGHIJKLMNOPRSTW")
LANGUAGES = ["Polish", "Arabic", "Romanian", "BSL"]
SPECIALISMS = ["women", "dual diagnosis", "young people", "prison leavers"]
LOCALITIES = ["North", "East", "South", "West", "Central"]
AVAILABLE = [
    "",
    "",
    "Mon-Fri 09:00-12:30",
    "Mon-Fri 13:00-17:00",
    "Tue-Thu 09:00-17:00",
    "Mon 09:00-17:00; Wed 09:00-17:00; Fri 09:00-17:00",
]
PLACES = ["home", "home", "community", "office"]
MUST, PREFER = 0.06, 0.15
FRIDAY = 4

WISHES = [
    "language", "language_need", "specialism", "specialism_need", "worker_gender",
    "worker_gender_need", "requested_worker", "not_workers", "locality", "available",
    "contact_place",
]  # fmt: skip
COLUMNS = {
    "service": ["key", "value"],
    "workers": [
        "worker_id", "name", "team", "fte", "ceiling", "starts_on", "leaves_on",
        "languages", "specialisms", "gender", "locality", "accepts_new", "works",
    ],
    "people": [
        "person_id", "known_as", "team", "programme", "worker_id", "started_on",
        "transition_on", "transition_expected_on", "status", "paused_from",
        "paused_review_on", "keep_worker", *WISHES,
    ],
    "referrals": [
        "referral_id", "known_as", "team", "programme", "referred_on",
        "earliest_start_on", "transition_expected_on", "priority", *WISHES,
    ],
    "absences": ["worker_id", "from_on", "to_on", "kind", "load_reduction"],
    "contacts": [
        "person_id", "worker_id", "at", "kind", "outcome", "minutes", "place",
    ],
    "pins": ["person_id", "worker_id", "reason"],
    "events": ["team", "title", "weekday", "start", "minutes"],
    "travel": ["from_locality", "to_locality", "minutes"],
}  # fmt: skip

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a caseload is, and how much is going on in it.

    Attributes
    ----------
    workers, people, referrals
        In each team.
    pressure
        Scales how many workers leave or are away.
    """

    workers: int = 5
    people: int = 70
    referrals: int = 8
    teams: int = 1
    pressure: float = 1.0


def make_caseload(folder: Path, size: Size, *, seed: int, on: date) -> None:
    """Write a caseload into a folder, which is made if it is not there."""
    made = _Maker(Random(seed), size, on).make()  # noqa: S311, not a secret
    made["service"] = [
        {"key": "name", "value": f"Sample service {seed}"},
        {"key": "ceiling", "value": "20"},
        {"key": "country", "value": "England"},
        {"key": "horizon_weeks", "value": "40"},
        {"key": "programme", "value": "cti"},
    ]
    made["travel"] = [
        {
            "from_locality": here,
            "to_locality": there,
            "minutes": 10 if here == there else 20 + 5 * abs(i - j),
        }
        for i, here in enumerate(LOCALITIES)
        for j, there in enumerate(LOCALITIES)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        _write(folder / f"{name}.csv", made[name], columns)


def _write(path: Path, rows: Sequence[Mapping[str, object]], names: list[str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


class _Maker:
    """Draws one caseload. The order of the draws is part of what a seed means."""

    def __init__(self, random: Random, size: Size, on: date) -> None:
        self.random = random
        self.size = size
        self.on = on
        self.rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        self.team = ""
        self.workers: list[tuple[str, float]] = []

    def make(self) -> dict[str, list[Row]]:
        for number in range(self.size.teams):
            self.team = f"T{number + 1:03d}"
            self.workers = []
            self._event()
            for index in range(self.size.workers):
                self._worker(f"{self.team}-W{index + 1:02d}")
            for index in range(self.size.people):
                self._person(f"{self.team}-P{index + 1:04d}")
            for index in range(self.size.referrals):
                self._referral(f"{self.team}-R{index + 1:03d}")
        return self.rows

    def _name(self) -> str:
        return f"{self.random.choice(FIRST_NAMES)} {self.random.choice(INITIALS)}"

    def _in_days(self, low: int, high: int) -> date:
        return self.on + timedelta(days=self.random.randrange(low, high))

    def _days_ago(self, low: int, high: int) -> date:
        return self.on - timedelta(days=self.random.randrange(low, high))

    def _event(self) -> None:
        weekday = self.random.choice(["Mon", "Tue", "Wed"])
        self.rows["events"].append(
            {
                "team": self.team,
                "title": "CTI case review",
                "weekday": weekday,
                "start": "10:00",
                "minutes": 90,
            }
        )

    def _worker(self, worker_id: str) -> None:
        draw, pressure = self.random, self.size.pressure
        fte = 1.0 if draw.random() < 0.7 else draw.choice([0.6, 0.8])
        days = {
            1.0: "Mon-Fri",
            0.8: draw.choice(["Mon-Thu", "Tue-Fri"]),
            0.6: draw.choice(["Mon-Wed", "Wed-Fri"]),
        }[fte]
        stays = draw.random() > 0.08 * pressure
        leaves = "" if stays else self._in_days(14, 140).isoformat()
        whole = draw.random() > 0.1 * pressure
        reduced_until = "" if whole else self._in_days(30, 180).isoformat()
        self.rows["workers"].append(
            {
                "worker_id": worker_id,
                "name": self._name(),
                "team": self.team,
                "fte": fte,
                "ceiling": "",
                "starts_on": "",
                "leaves_on": leaves,
                "languages": ";".join(
                    each for each in LANGUAGES if draw.random() < 0.35
                ),
                "specialisms": ";".join(
                    each for each in SPECIALISMS if draw.random() < 0.4
                ),
                "gender": draw.choice(["woman", "woman", "man"]),
                "locality": draw.choice(LOCALITIES),
                "accepts_new": "no" if draw.random() < 0.05 else "yes",
                "works": f"{days} 09:00-17:00",
            }
        )
        self._absences(worker_id, reduced_until)
        self.workers.append((worker_id, fte))

    def _absences(self, worker_id: str, reduced_until: str) -> None:
        draw, pressure = self.random, self.size.pressure
        if reduced_until:
            kind = "new starter" if draw.random() < 0.6 else "phased return"
            reduction = draw.choice([20, 40, 60])
            self._absence(
                worker_id, self.on.isoformat(), reduced_until, kind, reduction
            )
        if draw.random() < 0.5 * pressure:
            start = self._in_days(0, 60)
            end = start + timedelta(days=draw.choice([2, 4, 11]))
            self._absence(
                worker_id, start.isoformat(), end.isoformat(), "annual leave", 0
            )
        if draw.random() < 0.06 * pressure:
            start = self._in_days(0, 30)
            end = start + timedelta(days=draw.choice([42, 90, 180]))
            self._absence(
                worker_id, start.isoformat(), end.isoformat(), "long-term sickness", 100
            )

    def _absence(
        self, worker_id: str, from_on: str, to_on: str, kind: str, reduction: int
    ) -> None:
        self.rows["absences"].append(
            {
                "worker_id": worker_id,
                "from_on": from_on,
                "to_on": to_on,
                "kind": kind,
                "load_reduction": reduction,
            }
        )

    def _wishes(self) -> Row:
        draw = self.random
        language = draw.choice(LANGUAGES) if draw.random() < MUST + PREFER else ""
        specialism = draw.choice(SPECIALISMS) if draw.random() < MUST + PREFER else ""
        gender = draw.choice(["woman", "man"]) if draw.random() < MUST + PREFER else ""
        available = draw.choice(AVAILABLE)
        return {
            "language": language,
            "language_need": self._need(language),
            "specialism": specialism,
            "specialism_need": self._need(specialism),
            "worker_gender": gender,
            "worker_gender_need": self._need(gender),
            "requested_worker": self._some_worker(0.08),
            "not_workers": self._some_worker(0.04),
            "locality": draw.choice(LOCALITIES),
            "available": available,
            "contact_place": draw.choice(PLACES),
        }

    def _need(self, wish: str) -> str:
        if not wish:
            return ""
        return "must" if self.random.random() < MUST / (MUST + PREFER) else "prefer"

    def _some_worker(self, share: float) -> str:
        if self.random.random() < share:
            return self.random.choice(self.workers)[0]
        return ""

    def _person(self, person_id: str) -> None:
        draw = self.random
        phase = draw.random()
        ids, shares = zip(*self.workers, strict=True)
        worker_id = draw.choices(ids, shares)[0]
        row: Row = {
            "person_id": person_id,
            "known_as": self._name(),
            "team": self.team,
            "programme": "cti",
            "worker_id": worker_id,
            "status": "open",
            "keep_worker": draw.choices(
                ["keep", "either", "change"], [0.8, 0.16, 0.04]
            )[0],
        }
        row |= self._dates(phase)
        if draw.random() < 0.04:
            row["status"] = "paused"
            row["paused_from"] = self._days_ago(3, 40).isoformat()
            row["paused_review_on"] = self._in_days(7, 80).isoformat()
        row |= self._wishes()
        if row["not_workers"] == worker_id:
            row["not_workers"] = ""
        self.rows["people"].append(row)
        if draw.random() < 0.03:
            self.rows["pins"].append(
                {
                    "person_id": person_id,
                    "worker_id": worker_id,
                    "reason": "agreed at case review",
                }
            )
        self._contacts(row, phase)

    def _dates(self, phase: float) -> Row:
        if phase < 0.25:
            row: Row = {"started_on": self._days_ago(3, 150).isoformat()}
            if self.random.random() < 0.75:
                row["transition_expected_on"] = self._in_days(1, 90).isoformat()
            return row
        transition = self._days_ago(0, 272)
        started = transition - timedelta(days=self.random.randrange(0, 120))
        return {
            "transition_on": transition.isoformat(),
            "started_on": started.isoformat(),
        }

    def _contacts(self, row: Row, phase: float) -> None:
        day = self._days_ago(1, 12) if phase < 0.5 else self._days_ago(3, 34)
        while day.weekday() > FRIDAY:
            day -= timedelta(days=1)
        time = self.random.choice(["09:30", "11:00", "14:00", "15:30"])
        self._contact(row, f"{day.isoformat()}T{time}", "achieved", 60)
        if self.random.random() < 0.15:
            day = self.on - timedelta(days=3)
            self._contact(row, f"{day.isoformat()}T13:00", "attempted", 15)

    def _contact(self, row: Row, at: str, outcome: str, minutes: int) -> None:
        self.rows["contacts"].append(
            {
                "person_id": row["person_id"],
                "worker_id": row["worker_id"],
                "at": at,
                "kind": "visit",
                "outcome": outcome,
                "minutes": minutes,
                "place": row["contact_place"],
            }
        )

    def _referral(self, referral_id: str) -> None:
        draw = self.random
        referred = self._days_ago(0, 50)
        row: Row = {
            "referral_id": referral_id,
            "known_as": self._name(),
            "team": self.team,
            "programme": "cti",
            "referred_on": referred.isoformat(),
        }
        earliest = self.on + timedelta(days=draw.choice([0, 0, 7, 14]))
        row["earliest_start_on"] = earliest.isoformat()
        expected = self._in_days(-14, 80).isoformat() if draw.random() < 0.7 else ""
        row["transition_expected_on"] = expected
        row["priority"] = draw.choices([1, 2, 3], [0.2, 0.3, 0.5])[0]
        row |= self._wishes()
        self.rows["referrals"].append(row)
