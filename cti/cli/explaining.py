"""`cti explain`: why, what else would do, and what would clear an overload."""

from cti.cli.progress import shown
from cti.cli.stopping import stoppable
from cti.cli.voice import aside, headline, listing, say
from cti.plans.facts import PlanFacts
from cti.usecases.asking import Asking
from cti.usecases.assigning import Search
from cti.usecases.explaining import (
    PlannedAnew,
    explain,
    explain_anew,
    explain_everybody,
    explain_overloads,
)

__all__ = ["Search", "tell_everybody", "tell_overloads", "tell_why"]


def tell_why(
    facts: PlanFacts, person: str, *, worker: str | None, search: Search | None
) -> None:
    """Say why somebody is where they are, why not elsewhere, and at what price.

    Parameters
    ----------
    search
        How far to plan everybody anew for the answer; None not to.
    """
    found = explain(facts, person, worker=worker)
    headline("Why")
    say(found.why)
    if found.why_not:
        title = "Why not with somebody else" if worker is None else "Why not"
        headline(f"{title}, everything else as it is")
        listing(found.why_not.values())
    if search is None:
        return
    with shown() as watch, stoppable(aside) as stop:
        asking = Asking(facts, search=search, watch=watch, stop=stop)
        anew = explain_anew(asking, person, worker=worker)
    if anew.sentences:
        headline("If everybody were planned anew")
        listing(anew.sentences)
    _tell_what_gives_way(anew)


def tell_everybody(facts: PlanFacts, search: Search) -> None:
    """Say for each person the best alternative and its price, as it is found.

    Ctrl-C ends it after the person being asked about.
    """
    headline("What else would do, if everybody were planned anew")
    with shown() as watch, stoppable(aside) as stop:
        asking = Asking(facts, search=search, watch=watch, stop=stop)
        for anew in explain_everybody(asking):
            listing(
                f"{anew.person}: {said}" for said in (*anew.sentences, *anew.gives_way)
            )
            if stop():
                say("Stopped; the others were not asked about.")
                break


def tell_overloads(facts: PlanFacts) -> None:
    """Say for each overload whether it clears by itself, and what would clear it."""
    nobody = True
    for found in explain_overloads(facts):
        nobody = False
        headline(found.what)
        listing(found.remedies)
    if nobody:
        headline("Nobody is over the ceiling")


def _tell_what_gives_way(anew: PlannedAnew) -> None:
    if anew.gives_way:
        headline("What would have to give way")
        listing(anew.gives_way)
