"""One plan under each policy: no part of the cost is left out."""

from dataclasses import fields

from cti.cli.side_by_side import OF_CONTACTS, PARTS
from cti.plans.cost import ContactCost, Cost


def test_every_part_of_the_cost_has_a_row_and_then_the_total() -> None:
    assert list(PARTS) == [*(part.name for part in fields(Cost)), "total"]
    assert list(OF_CONTACTS) == [*(part.name for part in fields(ContactCost)), "total"]


def test_every_row_is_called_something_else() -> None:
    called = [*PARTS.values(), *OF_CONTACTS.values()]

    assert len(set(called)) == len(called)
