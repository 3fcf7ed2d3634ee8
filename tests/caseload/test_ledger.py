"""Load by worker and Monday, and the ceiling it is held against."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from cti.calendar import Horizon
from cti.caseload.clocks import open_people
from cti.caseload.ledger import ceiling_on, ceilings, reduction_on, total
from cti.caseload.people import Person
from cti.phases import SUPPORTED, Phase
from cti.units import Sce, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_service,
    a_worker,
    an_absence,
    monday,
    profile,
)

ONE_DAY = timedelta(days=1)
TRANSITION_OF = {
    Phase.PRE_CTI: date(2026, 12, 7),
    Phase.TRANSITION: date(2026, 11, 2),
    Phase.TRY_OUT: date(2026, 7, 6),
    Phase.TRANSFER_OF_CARE: date(2026, 4, 6),
}
"""A transition date that puts somebody in each phase on the plan date."""


def somebody_in(phase: Phase, name: str) -> Person:
    day = TRANSITION_OF[phase]
    if phase is Phase.PRE_CTI:
        return a_person(name, transition_on=None, transition_expected_on=day)
    return a_person(name, transition_on=day)


def load(*people: Person, horizon: Horizon = HORIZON) -> tuple[Sce, ...]:
    """What these people weigh together, Monday by Monday."""
    found = open_people(a_caseload(people=people), horizon)
    return total((each.weights for each in found.values()), horizon.weeks)


class TestLoad:
    """The sum of what people weigh, exact."""

    def test_one_person_in_each_phase_is_five(self) -> None:
        people = [somebody_in(phase, phase) for phase in SUPPORTED]

        assert load(*people)[0] == 5

    def test_four_people_in_each_phase_are_twenty(self) -> None:
        people = [
            somebody_in(phase, f"{phase}-{nth}")
            for phase in SUPPORTED
            for nth in "abcd"
        ]

        held = load(*people)[0]
        assert len(people) == 16
        assert held == 20
        assert held == ceiling_on(a_caseload(), a_worker(), PLAN_DATE)

    def test_ten_people_in_phase_one_are_twenty(self) -> None:
        people = [somebody_in(Phase.TRANSITION, f"p{nth}") for nth in range(10)]

        assert load(*people)[0] == 20

    def test_sixteen_who_start_together_are_thirty_two_then_sixteen_then_eight(
        self,
    ) -> None:
        together = [a_person(f"p{nth}", transition_on=PLAN_DATE) for nth in range(16)]

        held = load(*together, horizon=Horizon(on=PLAN_DATE, weeks=41))

        by_monday = dict(zip(Horizon(PLAN_DATE, 41).mondays, held, strict=True))
        assert [sce for sce, _ in _runs(held)] == [32, 16, 8, 0]
        assert by_monday[date(2027, 2, 22)] == 32
        assert by_monday[date(2027, 3, 1)] == 16
        assert by_monday[date(2027, 5, 17)] == 16
        assert by_monday[date(2027, 5, 24)] == 8
        assert by_monday[date(2027, 8, 16)] == 8
        assert by_monday[date(2027, 8, 23)] == 0

    def test_twenty_of_twenty_is_at_the_ceiling_and_not_over_it(self) -> None:
        tenths = [(Fraction(1, 10),)] * 200

        held = total(tenths, 1)[0]

        agreed = ceiling_on(a_caseload(), a_worker(), PLAN_DATE)
        assert held == agreed == 20
        assert not held > agreed
        assert sum([0.1] * 200) != 20.0

    def test_nobody_weighs_nothing_on_every_monday(self) -> None:
        assert total([], 3) == profile(0, 0, 0)
        assert load() == profile(0) * 40

    def test_profiles_of_another_length_are_refused(self) -> None:
        with pytest.raises(ValueError, match="shorter"):
            total([(Fraction(1), Fraction(1))], 3)

    @pytest.mark.parametrize(
        ("transition_on", "before", "after"),
        [
            pytest.param(date(2026, 11, 30), "1.5", "2", id="Pre to One adds a half"),
            pytest.param(date(2026, 8, 30), "2", "1", id="One to Two frees one"),
            pytest.param(date(2026, 5, 30), "1", "0.5", id="Two to Three frees a half"),
            pytest.param(date(2026, 2, 28), "0.5", "0", id="the end frees a half"),
        ],
    )
    def test_a_change_counts_from_the_monday_it_has_happened(
        self, transition_on: date, before: str, after: str
    ) -> None:
        if transition_on > PLAN_DATE:
            person = a_person(transition_on=None, transition_expected_on=transition_on)
        else:
            person = a_person(transition_on=transition_on)

        assert load(person)[:2] == profile(before, after)

    def test_a_change_on_a_tuesday_counts_from_the_monday_after(self) -> None:
        tuesday = a_person(transition_on=date(2026, 9, 1))

        assert load(tuesday)[:3] == profile(2, 2, 1)


def _runs(held: tuple[Sce, ...]) -> list[tuple[Sce, int]]:
    runs: list[tuple[Sce, int]] = []
    for sce in held:
        if runs and runs[-1][0] == sce:
            runs[-1] = (sce, runs[-1][1] + 1)
        else:
            runs.append((sce, 1))
    return runs


class TestCeiling:
    """What is agreed with a worker on a day."""

    def test_a_full_time_worker_holds_what_the_service_says(self) -> None:
        caseload = a_caseload(service=a_service(ceiling="17.5"))

        assert ceiling_on(caseload, a_worker(), PLAN_DATE) == Fraction("17.5")

    @pytest.mark.parametrize(
        ("fte", "ceiling"),
        [("0.6", 12), ("0.8", 16), ("0.5", 10), ("1", 20), ("0", 0), ("1.1", 22)],
    )
    def test_part_time_is_a_share_of_it_exactly(self, fte: str, ceiling: int) -> None:
        assert ceiling_on(a_caseload(), a_worker(fte=fte), PLAN_DATE) == ceiling

    def test_a_ceiling_of_the_workers_own_is_taken_as_it_is(self) -> None:
        part_time = a_worker(fte="0.6", ceiling="9.5")

        assert ceiling_on(a_caseload(), part_time, PLAN_DATE) == Fraction("9.5")

    def test_a_ceiling_of_nothing_is_a_ceiling(self) -> None:
        assert ceiling_on(a_caseload(), a_worker(ceiling=0), PLAN_DATE) == 0

    def test_nothing_is_agreed_before_somebody_starts(self) -> None:
        starter = a_worker(starts_on=monday(2))

        assert ceiling_on(a_caseload(), starter, monday(2) - ONE_DAY) == 0
        assert ceiling_on(a_caseload(), starter, monday(2)) == 20

    def test_nothing_is_agreed_from_the_day_somebody_leaves(self) -> None:
        leaver = a_worker(leaves_on=monday(2))

        assert ceiling_on(a_caseload(), leaver, monday(2) - ONE_DAY) == 20
        assert ceiling_on(a_caseload(), leaver, monday(2)) == 0

    def test_own_ceilings_start_and_end_with_the_worker_too(self) -> None:
        passing = a_worker(ceiling=5, starts_on=monday(1), leaves_on=monday(2))

        on_mondays = ceilings(a_caseload(workers=[passing]), HORIZON)

        assert on_mondays[WorkerId("alex")][:4] == profile(0, 5, 0, 0)

    def test_every_worker_has_a_ceiling_on_every_monday(self) -> None:
        caseload = a_caseload(workers=[a_worker("alex"), a_worker("bo", fte="0.5")])

        assert ceilings(caseload, Horizon(on=PLAN_DATE, weeks=2)) == {
            WorkerId("alex"): profile(20, 20),
            WorkerId("bo"): profile(10, 10),
        }


class TestReduction:
    """Time away takes off what it says, on its days and no others."""

    REDUCED = an_absence(from_on=monday(1), to_on=monday(3), load_reduction=40)

    @pytest.mark.parametrize(
        ("day", "ceiling"),
        [
            pytest.param(monday(1) - ONE_DAY, 20, id="the day before"),
            pytest.param(monday(1), 12, id="its first day"),
            pytest.param(monday(3), 12, id="its last day, included"),
            pytest.param(monday(3) + ONE_DAY, 20, id="the day after"),
        ],
    )
    def test_it_holds_from_first_to_last_day(self, day: date, ceiling: int) -> None:
        caseload = a_caseload(absences=[self.REDUCED])

        assert ceiling_on(caseload, a_worker(), day) == ceiling

    def test_ordinary_leave_takes_nothing_off(self) -> None:
        caseload = a_caseload(absences=[an_absence(load_reduction=0)])

        assert reduction_on(caseload, a_worker(), PLAN_DATE) == 0
        assert ceiling_on(caseload, a_worker(), PLAN_DATE) == 20

    @pytest.mark.parametrize("swapped", [False, True])
    def test_the_largest_of_several_counts_and_they_never_add_up(
        self, swapped: bool
    ) -> None:
        smaller = an_absence(to_on=monday(4), load_reduction=60)
        larger = an_absence(to_on=monday(1), load_reduction=80)
        both = [larger, smaller] if swapped else [smaller, larger]
        caseload = a_caseload(absences=[*both, an_absence(load_reduction=0)])

        held = ceilings(caseload, HORIZON)[WorkerId("alex")]

        assert held[:6] == profile(4, 4, 8, 8, 8, 20)

    def test_all_of_it_taken_off_leaves_nothing(self) -> None:
        caseload = a_caseload(absences=[an_absence(load_reduction=100)])

        assert ceiling_on(caseload, a_worker(), PLAN_DATE) == 0

    def test_it_is_taken_off_own_and_part_time_ceilings_exactly(self) -> None:
        caseload = a_caseload(absences=[an_absence(load_reduction=33)])

        own = ceiling_on(caseload, a_worker(ceiling=7), PLAN_DATE)
        part_time = ceiling_on(caseload, a_worker(fte="0.6"), PLAN_DATE)

        assert own == Fraction("4.69")
        assert part_time == Fraction("8.04")

    def test_it_is_the_workers_alone(self) -> None:
        bo = a_worker("bo")
        caseload = a_caseload(
            workers=[a_worker(), bo], absences=[an_absence(load_reduction=50)]
        )

        assert ceiling_on(caseload, bo, PLAN_DATE) == 20
