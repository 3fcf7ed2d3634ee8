"""How often each fault is tried: a slice in every run, many in `make faults`."""

import os

RACES = int(os.environ.get("CTI_FAULTS_RACES", "200"))
"""Races on each database, all of one kind together."""

KILLS = int(os.environ.get("CTI_FAULTS_KILLS", "20"))
"""Processes ended from outside on SQLite; a fifth of it on PostgreSQL."""

UNTIL_CAUGHT = 60
"""How often a broken variant is tried at most, until it is caught."""
