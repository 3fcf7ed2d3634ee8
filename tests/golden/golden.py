"""Sample caseloads with the best plan known for each, and what it costs.

The two samples that come with the program have theirs here. Larger ones are used where
they lie beside the project, in ``../shared/data``.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.exchange.caseload_in import read_caseload
from cti.exchange.plan_in import read_plan
from cti.plans.assignment import AssignmentPlan
from cti.usecases.sample import sample_caseload
from tests.builders import HORIZON, PLAN_DATE

HERE = Path(__file__).parent
BESIDE = HERE.parents[2] / "shared" / "data"
SHIPPED = ("navigators", "riverside")
BEST_KNOWN = json.loads((HERE / "best-known.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """A caseload and the best plan known.

    Attributes
    ----------
    parts
        What the plan costs, part by part.
    """

    caseload: Caseload
    horizon: Horizon
    plan: AssignmentPlan
    parts: dict[str, Fraction]
    cost: Fraction


def golden(name: str) -> Golden:
    """Read a caseload and its best plan; skip the test where it is not there."""
    if name in SHIPPED:
        with sample_caseload(name) as folder:
            caseload = read_caseload(folder, on=PLAN_DATE).caseload
        plan = HERE / name
    else:
        if not (BESIDE / name).is_dir():
            pytest.skip(f"the sample {name} is not beside this project")
        caseload = read_caseload(BESIDE / name, on=PLAN_DATE).caseload
        plan = BESIDE / name / "best-known"
    known = BEST_KNOWN[name]
    return Golden(
        caseload=caseload,
        horizon=HORIZON,
        plan=read_plan(plan, caseload).assignment,
        parts={part: Fraction(price) for part, price in known["parts"].items()},
        cost=Fraction(known["cost"]),
    )
