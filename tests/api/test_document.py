"""What the OpenAPI document says holds, whoever sends whatever it allows or forbids.

Each role asks every route, with ids of what is there and of what is not. Nothing may
be a failure of ours, and no answer may be one that the document does not have.
"""

import os
from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.house import Household
from tests.api.rows import ROW_OF
from tests.api.table import TABLE

EXAMPLES = int(os.environ.get("CTI_API_EXAMPLES", "3"))
"""How many requests each route gets from each role."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]

ROLES = ("worker", "leader", "officer", "partner", "administrator")


def known_ids(home: Household) -> Mapping[str, str]:
    """The ids of what is there, by the part of an address that names it."""
    found = {}
    for _, kind, by in TABLE.values():
        if kind == "accounts" and by:
            found[by] = home.accounts["partner"].account_id
        elif by:
            found[by] = ROW_OF[kind](home.kept)
    return found


@pytest.mark.parametrize("who", ROLES)
def test_nothing_is_answered_that_the_document_does_not_have(
    home: Household, who: str
) -> None:
    ids = known_ids(home)
    asks = {"Authorization": f"Bearer {home.tokens[who]}"}
    document = schemathesis.openapi.from_asgi("/api/openapi.json", home.app)
    asked = 0
    for found in document.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(asked_for=operation.as_strategy(), knows=st.booleans())
        def ask(asked_for: Case[Any], knows: bool) -> None:
            nonlocal asked
            asked += 1
            if knows:
                asked_for.path_parameters.update(
                    {
                        name: ids[name]
                        for name in asked_for.path_parameters
                        if name in ids
                    }
                )
            asked_for.call_and_validate(checks=CHECKS, headers=asks)

        ask()

    assert asked >= len(TABLE)
