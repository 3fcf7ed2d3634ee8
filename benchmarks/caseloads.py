"""The caseloads that planners are measured on."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.make_caseload import Size, make_caseload
from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.exchange.caseload_in import read_caseload

ON = date(2026, 11, 23)
"""The plan date of every caseload here."""

SIZES = {
    "5x70": Size(workers=5, people=70, referrals=8),
    "12x170": Size(workers=12, people=170, referrals=18),
    "24x340": Size(workers=24, people=340, referrals=34),
    "40x700": Size(workers=40, people=700, referrals=60),
}
"""Workers by people; about one referral for ten people."""

SEEDS = (2027, 2028, 2029, 2030, 2031)
"""Chosen before the first figure was seen, and used for nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A caseload and the Mondays it is planned for."""

    caseload: Caseload
    horizon: Horizon


def generated(size: str, seed: int, folder: Path) -> Path:
    """Return the folder of a synthetic caseload, which is made if it is not there."""
    path = folder / f"{size}-{seed}"
    if not path.exists():
        make_caseload(path, SIZES[size], seed=seed, on=ON)
    return path


def opened(folder: Path) -> Opened:
    """Read a caseload."""
    caseload = read_caseload(folder).caseload
    return Opened(
        caseload=caseload, horizon=Horizon(ON, caseload.service.horizon_weeks)
    )
