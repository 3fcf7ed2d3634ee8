"""How often each fault is tried: a slice in every run, many in `make faults`."""

import os

from sqlalchemy import Engine

RACES = int(os.environ.get("CTI_FAULTS_RACES", "20"))
"""Races of each kind on each database."""

KILLS = int(os.environ.get("CTI_FAULTS_KILLS", "15"))
"""Processes ended from outside, of each kind on SQLite; a fifth of it on PostgreSQL."""

UNTIL_CAUGHT = 60
"""How often a broken variant is tried at most, until it is caught."""


def kills_on(engine: Engine) -> int:
    """How many processes of each kind are ended on a database."""
    return KILLS if engine.dialect.name == "sqlite" else KILLS // 5
