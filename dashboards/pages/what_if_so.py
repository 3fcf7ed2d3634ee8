"""Make a scenario so: what is written down, the plan of it, and how to take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from cti.usecases.making_so import Proposal, ToBeSo
from cti.usecases.taking_back import Written
from dashboards.pages.run import RunShown
from dashboards.pages.what_if import NAMES, Scenarios
from dashboards.site.forms import Form

NAME = "name-"
"""Before the number of who joins, in the name of the field that says their name."""

MEANWHILE = (
    "Somebody changed something of the service while you were reading. Look at it "
    "again: nothing is written down yet, and what you typed is still below."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfSoPage:
    """What would be written down of a scenario, before it is.

    Attributes
    ----------
    address
        Where it is sent.
    back
        Where the scenarios are.
    hidden
        The fields that carry the scenarios along, and which of them is meant.
    written, unwritten
        What becomes a fact, and what cannot.
    newcomers
        The fields that ask what those are called who join.
    revision
        The service's revision that was seen.
    meanwhile
        That somebody was quicker; empty for nobody.
    """

    template: ClassVar[str] = "site/what_if_so.html"

    title: str
    address: str
    back: str
    hidden: tuple[tuple[str, str], ...]
    written: tuple[ToBeSo, ...]
    unwritten: tuple[ToBeSo, ...]
    newcomers: tuple[tuple[str, str], ...]
    revision: int
    form: Form
    meanwhile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """What was written down of a scenario, and the plan that is made from it.

    Attributes
    ----------
    facts
        Each with who wrote it and when.
    review
        The case review, where the plan is published.
    run
        How far the plan is; None where it is not known which run makes it.
    undoing
        Where it is taken back; empty where it cannot be.
    """

    template: ClassVar[str] = "site/what_if_written.html"
    title: ClassVar[str] = "Written down"

    facts: tuple[str, ...]
    review: str
    run: RunShown | None
    undoing: str


def what_if_so_page(
    service_id: str,
    scenarios: Scenarios,
    place: int,
    proposal: Proposal,
    *,
    which: str,
    form: Form,
    meanwhile: str = "",
) -> WhatIfSoPage:
    """Lay out what would become of a scenario.

    Parameters
    ----------
    which
        What it is called in the address.
    """
    return WhatIfSoPage(
        title=f"Make s{NAMES[place][1:]} so",
        address=f"/services/{service_id}/what-if/so",
        back=scenarios.address(service_id),
        hidden=(*scenarios.hidden, ("which", which)),
        written=tuple(each for each in proposal.changes if each.fact),
        unwritten=tuple(each for each in proposal.changes if not each.fact),
        newcomers=tuple(
            (f"{NAME}{number}", _asks(number, proposal.newcomers))
            for number in range(len(proposal.newcomers))
        ),
        revision=proposal.revision,
        form=form,
        meanwhile=meanwhile,
    )


def written_page(
    service_id: str, written: Written, revision: int, *, run: RunShown | None
) -> WrittenPage:
    """Lay out what was written down."""
    of = f"/services/{service_id}"
    undoing = f"{of}/what-if/so/{revision}/undoing"
    return WrittenPage(
        facts=written.facts,
        review=f"{of}/review",
        run=run,
        undoing=undoing if written.is_as_written else "",
    )


def _asks(number: int, newcomers: Sequence[str]) -> str:
    if len(newcomers) == 1:
        return "What is the worker called who joins?"
    return f"What is worker {number + 1} called, of those who join?"
