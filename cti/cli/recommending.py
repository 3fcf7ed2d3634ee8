"""`cti recommend`: who should take somebody, and whom a worker could take."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cti.calendar import Horizon
from cti.cli.looking import tell_age
from cti.cli.progress import shown
from cti.cli.stopping import stoppable
from cti.cli.voice import aside, headline, listing, say
from cti.exchange.caseload_in import read_caseload
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.plans.words import counted
from cti.usecases.assigning import assign
from cti.usecases.choosing import chosen_policy
from cti.usecases.opening import facts_of, open_plan
from cti.usecases.recommending import Offer, recommend_for, recommend_to
from dashboards.pages.words import full_day

MOST_SHOWN = 8
"""So many offers are told; there is an option for all."""


def of_plan(
    caseload: Path, plan: Path, *, on: date | None, today: date, policy: str | None
) -> PlanFacts:
    """Open the plan that is asked about."""
    prices = None if policy is None else chosen_policy(policy)
    opened = open_plan(caseload, plan, on=on, today=today, policy=prices)
    tell_age(opened)
    return opened.facts


def afresh(caseload: Path, *, on: date, policy: str | None) -> PlanFacts:
    """Plan who works with whom, without contacts and without writing anything."""
    prices = BALANCED if policy is None else chosen_policy(policy)
    file = read_caseload(caseload, on=on)
    horizon = Horizon(on, file.caseload.service.horizon_weeks)
    with shown() as watch, stoppable(aside) as stop:
        found = assign(file.caseload, horizon, policy=prices, watch=watch, stop=stop)
    say(f"Beside a plan for {full_day(on)}, made for this question and not written.")
    return facts_of(file, horizon, found.plan, policy=prices)


def tell_who(facts: PlanFacts, person: str, *, every_start: bool) -> None:
    """Say who could take somebody, the best first, and who may not."""
    most = None if every_start else MOST_SHOWN
    advice = recommend_for(facts, person, every_start=every_start, most=most)
    headline(f"Who could take {advice.about}")
    if advice.nothing:
        say(advice.nothing)
    listing(_what(offer) for offer in advice.offers)
    _tell_more(advice.more, "worker", "workers")
    _tell_refused("Who may not", advice.refused)


def tell_whom(facts: PlanFacts, worker: str, *, everybody: bool) -> None:
    """Say whom a worker could take next, the best first, and whom they may not."""
    advice = recommend_to(facts, worker, most=None if everybody else MOST_SHOWN)
    headline(f"Whom {advice.about} could take next")
    if advice.nothing:
        say(advice.nothing)
    listing(f"{offer.person}: {_what(offer)}" for offer in advice.offers)
    _tell_more(advice.more, "person", "people")
    _tell_refused("Whom they may not", advice.refused)


def _what(offer: Offer) -> str:
    said = [offer.impact, offer.meaning]
    if not offer.is_planned:
        said.append(f"({offer.price.capitalize()} than the plan as it is.)")
    return " ".join(each for each in said if each)


def _tell_more(number: int, thing: str, things: str) -> None:
    if number > 0:
        more = counted(number, f"more {thing}", f"more {things}")
        say(f"and {more}; --all shows everything")


def _tell_refused(title: str, refused: Iterable[str]) -> None:
    lines = list(refused)
    if lines:
        headline(title)
        listing(lines)
