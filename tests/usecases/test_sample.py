"""The samples that come with the program can be read and are what is said of them."""

import pytest

from cti.calendar import Horizon
from cti.caseload.clocks import open_people
from cti.exchange.caseload_in import read_caseload
from cti.usecases.sample import NAVIGATORS, RIVERSIDE, SAMPLE_DATE, sample_caseload


@pytest.mark.parametrize(
    ("name", "workers", "people", "referrals"),
    [(RIVERSIDE, 5, 70, 8), (NAVIGATORS, 1, 16, 0)],
)
def test_a_sample_is_read_as_it_is(
    name: str, workers: int, people: int, referrals: int
) -> None:
    with sample_caseload(name) as folder:
        caseload = read_caseload(folder, on=SAMPLE_DATE).caseload

    assert len(caseload.workers) == workers
    assert len(caseload.people) == people
    assert len(caseload.referrals) == referrals


def test_the_small_sample_is_exactly_at_the_ceiling() -> None:
    with sample_caseload(NAVIGATORS) as folder:
        caseload = read_caseload(folder).caseload

    people = open_people(caseload, Horizon(SAMPLE_DATE)).values()

    assert sum(each.weights[0] for each in people) == 20
