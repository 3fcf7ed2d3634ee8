"""What is sent and answered about planning: days, prices, points, how far to search."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from cti.api.shapes import Day, Line, RowId, Told
from cti.units import Points

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
"""Whatever is planned lies well within."""

LARGEST_SEED = 2**31 - 1
HIGHEST_EFFORT = 10

PlanDay = Annotated[Day, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A day that can be planned from."""

Seed = Annotated[
    int,
    Field(
        ge=0,
        le=LARGEST_SEED,
        description="Another seed may find another plan that is as good.",
    ),
]

Effort = Annotated[
    int,
    Field(
        ge=0,
        le=HIGHEST_EFFORT,
        description="Higher searches longer; 0 takes the first good plan.",
        examples=[2],
    ),
]


def _readable(said: JsonValue) -> JsonValue:
    """Refuse characters that nobody can read, wherever they stand."""
    if isinstance(said, str):
        if "\x00" in said or any("\ud800" <= each <= "\udfff" for each in said):
            msg = "there is a character in it that nobody can read"
            raise ValueError(msg)
    elif isinstance(said, dict):
        for name, held in said.items():
            _readable(name)
            _readable(held)
    elif isinstance(said, list):
        for held in said:
            _readable(held)
    return said


def _readable_names(said: dict[str, JsonValue]) -> dict[str, JsonValue]:
    _readable(said)
    return said


Prices = Annotated[
    dict[str, JsonValue],
    AfterValidator(_readable_names),
    Field(
        max_length=100,
        description="Prices of one's own, by name, as a file of prices has them; "
        "everything else is as in the policy they are based on.",
        examples=[{"based_on": "balanced", "unmet_preference": 45}],
    ),
]

PolicyName = Annotated[
    Line,
    Field(
        min_length=1,
        description="The name of a policy, or what the prices are to be called.",
        examples=["balanced"],
    ),
]


def points(cost: Points) -> float:
    """Return a cost as the JSON of plans has it."""
    return float(cost)


class Whom(Told):
    """A person or a worker: their row, and the id their service knows them by."""

    id: Annotated[
        RowId | None, Field(description="Null for somebody who is not there any more.")
    ]
    external_id: Annotated[str, Field(examples=["P012"])]


def whom(row_id: str | None, external_id: str | None) -> Whom | None:
    """Return somebody as they are answered; None for nobody."""
    if external_id is None:
        return None
    return Whom(id=row_id, external_id=external_id)
