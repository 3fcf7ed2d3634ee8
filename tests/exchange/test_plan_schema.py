"""What is published about plan.json is true of every plan, and of little else."""

import copy
import json
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from cti.exchange.columns.column import Sheet
from cti.exchange.columns.plan import TABLES
from cti.exchange.plan_json import plan_json, plan_schema
from cti.exchange.policy_in import policy_table
from cti.plans.contacts import ContactKind
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import FlagKind, PlanDocument
from cti.plans.lateness import LateCause
from cti.plans.policies import POLICIES
from cti.plans.policy import BALANCED
from tests.exchange.documents import (
    a_document,
    a_document_with_a_plan_in_force,
    an_empty_document,
    sound_caseload,
)

Document = dict[str, Any]


@pytest.fixture(scope="module")
def said() -> Document:
    document: Document = json.loads(plan_json(a_document(), sound_caseload()))
    return document


def errors(document: Document) -> list[str]:
    validator = Draft202012Validator(
        plan_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [error.message for error in validator.iter_errors(document)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(plan_schema())


@pytest.mark.parametrize(
    "document",
    [
        a_document(),
        an_empty_document(),
        replace(a_document(), prices=POLICIES["protect workers"].policy),
        a_document_with_a_plan_in_force(),
    ],
    ids=["small", "empty", "with prices of its own", "after another plan"],
)
def test_a_plan_is_as_the_schema_says(document: PlanDocument) -> None:
    assert errors(json.loads(plan_json(document, sound_caseload()))) == []


def without(*path: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        inner: Any = document
        for key in path[:-1]:
            inner = inner[0] if isinstance(inner, list) else inner[key]
        del (inner[0] if isinstance(inner, list) else inner)[path[-1]]

    return change


def putting(value: object, *path: str | int) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        inner: Any = document
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        *(
            pytest.param(without(key), id=f"no {key}")
            for key in plan_schema()["required"]
        ),
        pytest.param(putting("cti-plan-0", "format"), id="another form"),
        pytest.param(putting("23/11/2026", "plan_date"), id="a date day first"),
        pytest.param(putting("2026-02-30", "plan_date"), id="a date that is none"),
        pytest.param(putting(0, "weeks"), id="no weeks"),
        pytest.param(putting("abc", "input_hash"), id="a short hash"),
        pytest.param(putting(1, "extra"), id="a key nobody described"),
        pytest.param(putting(-1, "cost", "total"), id="a cost below nothing"),
        pytest.param(
            putting(1, "cost", "parts", "other"), id="a part nobody described"
        ),
        pytest.param(putting(2, "cost", "gap"), id="a gap above all of it"),
        pytest.param(putting("", "assignments", 0, "person_id"), id="nobody in a stay"),
        pytest.param(putting("", "assignments", 0, "worker_id"), id="blank for nobody"),
        pytest.param(putting(None, "assignments", 0, "from_on"), id="no beginning"),
        pytest.param(putting(1.5, "load", 0, "people"), id="half a person"),
        pytest.param(putting("20", "load", 0, "sce"), id="a number in quotes"),
        pytest.param(putting("late", "flags", 0, "kind"), id="an unknown flag"),
        pytest.param(putting("", "flags", 0, "message"), id="a flag without a word"),
        pytest.param(putting("10:00", "contacts", 0, "at"), id="a time without a day"),
        pytest.param(putting("tea", "contacts", 0, "kind"), id="an unknown contact"),
        pytest.param(putting("no", "contacts", 0, "cover"), id="no in words"),
        pytest.param(
            putting("tired", "contact_cost", "late", 0, "cause"), id="an unknown cause"
        ),
        pytest.param(putting({}, "run"), id="no seconds"),
    ],
)
def test_a_plan_that_is_otherwise_is_refused(
    change: Callable[[Document], None], said: Document
) -> None:
    spoilt = copy.deepcopy(said)

    change(spoilt)

    assert errors(said) == []
    assert errors(spoilt) != []


def test_keys_stand_in_the_order_the_schema_gives(said: Document) -> None:
    assert list(said) == list(plan_schema()["properties"])


@pytest.mark.parametrize(
    ("table", "described"),
    list(zip(TABLES, ("stay", "load", "flag", "contact"), strict=True)),
)
def test_the_schema_has_the_columns_of_each_table(table: Sheet, described: str) -> None:
    assert list(plan_schema()["$defs"][described]["properties"]) == list(table.headings)


def test_the_schema_knows_every_part_and_every_kind() -> None:
    schema = plan_schema()
    parts = {
        name: list(schema["properties"][name]["properties"]["parts"]["properties"])
        for name in ("cost", "contact_cost")
    }

    assert parts["cost"] == [part.name for part in fields(Cost)]
    assert parts["contact_cost"] == [part.name for part in fields(ContactCost)]
    assert schema["$defs"]["flag"]["properties"]["kind"]["enum"] == list(FlagKind)
    assert schema["$defs"]["contact"]["properties"]["kind"]["enum"] == list(ContactKind)
    assert schema["$defs"]["late"]["properties"]["cause"]["enum"] == list(LateCause)


def test_the_schema_knows_every_price() -> None:
    prices = plan_schema()["$defs"]["prices"]
    contacts = prices["properties"]["contacts"]

    written = policy_table(BALANCED)

    assert list(prices["properties"]) == list(written)
    assert prices["required"] == list(written)
    assert list(contacts["properties"]) == list(cast("Document", written["contacts"]))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(without("in_force", "promises"), id="no promises"),
        pytest.param(putting("soon", "in_force", "plan_date"), id="no day"),
        pytest.param(
            putting(None, "in_force", "promises", 0, "worker_id"), id="told of nobody"
        ),
        pytest.param(
            putting("tea", "in_force", "contacts", 0, "kind"), id="an unknown contact"
        ),
        pytest.param(putting("", "changes", 0, "said"), id="a change without a word"),
        pytest.param(
            putting("Tuesday", "moved_meetings", 0, "at"), id="a moment in words"
        ),
        pytest.param(
            putting("84 points", "changes", 0, "keeping_costs"), id="a price in words"
        ),
    ],
)
def test_what_people_had_been_told_is_described(
    change: Callable[[Document], None],
) -> None:
    document = a_document_with_a_plan_in_force()
    spoilt = json.loads(plan_json(document, sound_caseload()))
    assert errors(spoilt) == []

    change(spoilt)

    assert errors(spoilt) != []


def test_a_price_below_nothing_is_refused() -> None:
    document = replace(a_document(), prices=BALANCED)
    said = json.loads(plan_json(document, sound_caseload()))

    said["prices"]["moving"]["one"] = -1

    assert errors(said) != []
