"""A team with too little room, whose first plan is not the best."""

from datetime import date

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Keep, Priority, Wishes
from cti.units import WorkerId
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_worker,
    an_absence,
    monday,
)

QUARTER = Horizon(PLAN_DATE, 14)
"""Long enough for a change of phase and every start of a referral."""

TRANSITIONS = (
    None,
    date(2026, 11, 2),
    date(2026, 9, 14),
    date(2026, 8, 3),
    date(2026, 6, 1),
)
IDS = ("alex", "ben", "cleo", "dan", "eve")


def a_crowded_team(people: int = 20, referrals: int = 4) -> Caseload:
    """Five workers, one of whom leaves and one of whom is away for a time."""
    return a_caseload(
        workers=[
            a_worker("alex", ceiling=6),
            a_worker("ben", ceiling="5.5", locality="West"),
            a_worker("cleo", fte="0.35"),
            a_worker("dan", ceiling=5, leaves_on=monday(5)),
            a_worker("eve", ceiling=4, locality="East"),
        ],
        people=[
            a_person(
                f"p{n:02}",
                worker=IDS[n * n % 5],
                transition_on=TRANSITIONS[n % 5],
                keep_worker=tuple(Keep)[n % 3],
                wishes=Wishes(
                    requested_worker=WorkerId(IDS[(n + 2) % 5]) if n % 4 == 0 else None,
                    locality=("East", "West", None)[n % 3],
                ),
            )
            for n in range(people)
        ],
        referrals=[
            a_referral(f"r{n}", priority=tuple(Priority)[n % 3])
            for n in range(referrals)
        ],
        absences=[
            an_absence("alex", from_on=monday(3), to_on=monday(6), load_reduction=50)
        ],
    )
