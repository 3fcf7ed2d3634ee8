"""A plan as one JSON document, described by ``plan.schema.json``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from cti.caseload.caseload import Caseload, PlanInForce
from cti.exchange.cells.dates import write_moment
from cti.exchange.plan_tables import rounded, rows_of
from cti.exchange.policy_in import policy_table
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import PlanDocument
from cti.plans.policy import Policy
from cti.units import Points

FORMAT = "cti-plan-1"
"""Stands in every plan, so that a folder is known to hold one."""


def plan_json(document: PlanDocument, caseload: Caseload) -> str:
    """Return a plan as JSON text, its keys in a fixed order.

    Everything that may differ between two runs that find the same plan stands under
    ``run``; the rest is the same to the byte.
    """
    tables = rows_of(document)
    placed = document.assignment.of
    about: dict[str, object] = {
        "format": FORMAT,
        "plan_date": document.on,
        "weeks": document.weeks,
        "service": document.service_name,
        "policy": document.policy,
        "prices": None if document.prices is None else policy_table(document.prices),
        "engine_version": document.engine_version,
        "input_hash": document.input_hash,
        "in_force": _in_force(document.in_force),
        "effort": {
            "seed": document.effort.seed,
            "effort": document.effort.effort,
            "repeatable": document.effort.repeatable,
        },
        "cost": _cost(document.cost, document.lower_bound, document.gap),
        "contact_cost": {
            **_cost(
                document.contact_cost,
                document.contact_lower_bound,
                document.contact_gap,
            ),
            "late_days": document.late_days,
            "late_days_necessary": sum(each.necessary for each in document.late),
            "late": [
                {
                    "person_id": late.person_id,
                    "days": late.days,
                    "necessary": late.necessary,
                    "cause": late.cause,
                }
                for late in document.late
            ],
        },
        **{name: [dict(row) for row in rows] for name, rows in tables.items()},
        "waiting": [
            {"person_id": referral_id, "why": document.why.get(referral_id, "")}
            for referral_id in sorted(caseload.referral)
            if referral_id not in placed
        ],
        "changes": [asdict(departure) for departure in document.departures],
        "moved_meetings": [asdict(meeting) for meeting in document.moved_meetings],
        "run": {"seconds": round(document.seconds, 3)},
    }
    return json.dumps(_plain(about), ensure_ascii=False, indent=2) + "\n"


def prices_json(prices: Policy | None) -> str | None:
    """Return prices as JSON text; None for those that come with the program."""
    if prices is None:
        return None
    return json.dumps(_plain(policy_table(prices)), ensure_ascii=False)


@cache
def plan_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of ``plan.json``, draft 2020-12."""
    text = resources.files("cti.exchange").joinpath("plan.schema.json")
    schema: Mapping[str, Any] = json.loads(text.read_text(encoding="utf-8"))
    return schema


def _cost(cost: Cost | ContactCost, bound: Points, gap: float | None) -> dict[str, Any]:
    parts = {part.name: getattr(cost, part.name) for part in fields(cost)}
    return {"total": cost.total, "parts": parts, "lower_bound": bound, "gap": gap}


def _in_force(told: PlanInForce | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "plan_date": told.on,
        "promises": [asdict(promise) for promise in told.promises],
        "contacts": [asdict(contact) for contact in told.contacts],
    }


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        exact = rounded(value)
        return exact.numerator if exact.denominator == 1 else float(exact)
    if isinstance(value, datetime):
        return write_moment(value)
    return value.isoformat() if isinstance(value, date) else value
