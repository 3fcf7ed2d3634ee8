"""Who should take somebody: the workers side by side, and a form to refer somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from cti.caseload.people import Need, Wishes
from cti.caseload.workers import Worker
from cti.plans.document import LoadRow
from cti.plans.facts import PlanFacts
from cti.plans.wishes import WishKind, said, unmet_wishes
from cti.plans.words import counted
from cti.usecases.asking_kept import Advised
from cti.usecases.recommending import Offer
from cti.usecases.referrals import ReferralSeen
from dashboards.pages.case_review import Choices
from dashboards.pages.load_section import load_words
from dashboards.pages.people_section import PRIORITIES
from dashboards.pages.words import full_day
from dashboards.site.forms import Form

SIDE_BY_SIDE = 4
SOON, LATER = 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One worker who could take somebody.

    Attributes
    ----------
    worker_id
        Their row.
    on
        The Monday they would come, as a form sends it.
    starts
        The same in words.
    impact, meaning, price
        What it does to their caseload; what it means beside; what it costs the plan.
    now, soon, later
        What they hold as planned, now, in four weeks and in twelve.
    continuity, language, wishes, travel
        What speaks for them or against it, each in a few words.
    is_planned
        Whether the plan in force has it so.
    """

    worker_id: str
    worker: str
    on: str
    starts: str
    impact: str
    meaning: str
    price: str
    now: str
    soon: str
    later: str
    continuity: str
    language: str
    wishes: str
    travel: str
    is_planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """Decide who works with somebody.

    Attributes
    ----------
    known
        What is known of the referral, in a sentence.
    candidates
        The best workers, the best first; as many as stand side by side.
    more
        The workers after them.
    refused
        Whom a rule refuses, and why.
    nothing
        Why nobody is offered; empty where somebody is.
    is_stale
        Whether something was changed since the plan was made that is asked.
    choices
        Who can be chosen, with the Monday they would come.
    version, person_version
        Of who works with them, and of themselves, as they were seen.
    meanwhile
        That somebody decided while this was filled in; empty for nobody.
    """

    template: ClassVar[str] = "site/referral.html"

    title: str
    address: str
    review_address: str
    person: str
    person_address: str
    known: str
    candidates: tuple[Candidate, ...]
    more: tuple[Candidate, ...]
    refused: tuple[str, ...]
    nothing: str
    is_stale: bool
    choices: Choices
    may_decide: bool
    may_withdraw: bool
    version: int
    person_version: int
    form: Form
    meanwhile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferralPage:
    """Refer somebody."""

    template: ClassVar[str] = "site/referral_new.html"
    title: ClassVar[str] = "Refer somebody"

    address: str
    review_address: str
    teams: Choices
    priorities: Choices
    form: Form


def candidates(advised: Advised) -> tuple[Candidate, ...]:
    """Lay out everybody who could take somebody, the best first."""
    return tuple(_candidate(advised, each) for each in advised.advice.offers)


def known_words(seen: ReferralSeen) -> str:
    """Say what is known of a referral."""
    found = [f"{PRIORITIES[seen.priority].capitalize()} referral"]
    if seen.referred_on is not None:
        found.append(f"referred on {full_day(seen.referred_on)}")
    if seen.earliest_start_on is not None:
        found.append(f"can start from {full_day(seen.earliest_start_on)}")
    return ", ".join(found) + "."


def _candidate(advised: Advised, offer: Offer) -> Candidate:
    plan = advised.plan
    facts, worker = plan.facts, plan.facts.caseload.worker[offer.worker_id]
    rows = facts.loads_of[offer.worker_id]
    wishes = facts.whom(offer.person_id).wishes
    return Candidate(
        worker_id=plan.ids.worker[offer.worker_id],
        worker=offer.worker,
        on=offer.on.isoformat(),
        starts=full_day(offer.on),
        impact=offer.impact,
        meaning=offer.meaning,
        price=offer.price,
        now=_load_in(rows, 0),
        soon=_load_in(rows, SOON),
        later=_load_in(rows, LATER),
        continuity=_continuity(facts, offer, worker),
        language=_language(wishes, worker),
        wishes=_wishes(facts, wishes, worker),
        travel=_travel(facts, wishes, worker),
        is_planned=offer.is_planned,
    )


def _load_in(rows: Sequence[LoadRow], week: int) -> str:
    return load_words(rows[week]) if week < len(rows) else ""


def _continuity(facts: PlanFacts, offer: Offer, worker: Worker) -> str:
    person = facts.caseload.person.get(offer.person_id)
    if person is not None and person.worker_id == worker.worker_id:
        return "Works with them now"
    met = sum(
        each.worker_id == worker.worker_id
        for each in facts.contacts_of.get(offer.person_id, ())
    )
    return f"Has met them: {counted(met, 'contact')}" if met else "New to them"


def _language(wishes: Wishes, worker: Worker) -> str:
    if wishes.language is None:
        return "No wish"
    speaks = "Speaks" if wishes.language in worker.languages else "Does not speak"
    must = ", which must be" if wishes.language_need is Need.MUST else ""
    return f"{speaks} {wishes.language}{must}"


def _wishes(facts: PlanFacts, wishes: Wishes, worker: Worker) -> str:
    unmet = [
        said(wish, facts.words)
        for wish in unmet_wishes(wishes, worker)
        if wish.kind not in {WishKind.LANGUAGE, WishKind.LOCALITY}
    ]
    if unmet:
        return f"Not met: {'; '.join(unmet)}"
    return "All met" if any(_other_wishes(wishes)) else "No others"


def _other_wishes(wishes: Wishes) -> Iterator[bool]:
    yield wishes.specialism is not None
    yield wishes.worker_gender is not None
    yield wishes.requested_worker is not None


def _travel(facts: PlanFacts, wishes: Wishes, worker: Worker) -> str:
    there, here = wishes.locality, worker.locality
    if there is None or here is None:
        return "Not known"
    if there == here:
        return f"Same locality, {there}"
    minutes = facts.caseload.travel.get((here, there))
    return f"{here} to {there}" + ("" if minutes is None else f", {minutes} minutes")
