"""The part of the review that says how good the plan is, in words."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction

from cti.exchange.report import Notice
from cti.phases import SUPPORTED, programme
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import Flag, FlagKind
from cti.plans.lateness import late_in_all
from cti.plans.policy_words import over_price
from cti.units import Points, format_points, format_sce
from cti.usecases.progress import nearness
from dashboards.pages.review import Mend, Part, Quality
from dashboards.pages.view import View

FINGERPRINT = 12
EVERYWHERE = "The spreadsheet"
GAPS = (
    FlagKind.TRANSITION_DATE_NEEDED,
    FlagKind.MISSING_DATA,
    FlagKind.PRE_CTI_LONG,
)
COST_WORDS = {
    "load": "Caseloads near or over their ceiling",
    "handover": "People whose worker leaves, or must change",
    "moving": "People moved although their worker could go on, or kept against a wish",
    "fit": "What people would prefer of their worker and do not find",
    "wait": "Referrals that wait",
    "placing": "What referrals would prefer of their worker and do not find",
    "uncovered": "Weeks in which somebody has nobody",
    "promises": "People for whom it comes otherwise than they were told",
}
CONTACT_WORDS = {
    "late": "Days past the rhythm",
    "first_contact": "First contacts that come late",
    "meetings": "Phase-end meetings missed",
    "cover": "Contacts by somebody else",
    "regularity": "Contacts off the usual day or time",
    "travel": "Minutes on the way",
    "moved": "Meetings people were told of and that are not kept",
}
UNDECIDED = (
    "It suggests and the team decides. To refuse a change, pin the person to their "
    "worker in the pins sheet and plan again.",
    "It knows only what the spreadsheet says: not how somebody is today, not how well "
    "two people get on, not whether it is safe.",
    "It does not decide who needs support, when a phase is right for somebody, or when "
    "support ends.",
    "Times of contacts are proposals to agree with each person.",
    "The ceiling is the team's own. 20 SCE comes from 16 people, four in each phase; "
    "no law or manual sets it.",
)


def quality(view: View) -> Quality:
    """Lay out how near the best possible the plan is, and how to make it again."""
    document = view.document
    return Quality(
        verdict=_verdict(view),
        contacts=_contact_verdict(view),
        parts=_parts(document.cost, COST_WORDS),
        contact_parts=_parts(document.contact_cost, CONTACT_WORDS),
        made=_made(view),
        fingerprint=(
            f"Planner {document.engine_version}, prices «{document.policy}», "
            f"spreadsheet {document.input_hash[:FINGERPRINT]}."
        ),
    )


def ceiling_words(view: View) -> str:
    """Say how load is counted, and what is over."""
    way = programme(view.caseload.service.programme)
    weights = ", ".join(
        f"{phase.label.partition(' (')[0]} {format_sce(way.weight_in(phase))}"
        for phase in SUPPORTED
    )
    ceiling = format_sce(view.caseload.service.ceiling)
    return (
        f"Each person counts by phase: {weights}; paused "
        f"{format_sce(way.paused_weight)}. The ceiling is {ceiling} for a full-time "
        f"worker, less for part-time hours and agreed reductions. {ceiling} of "
        f"{ceiling} is at the ceiling, not over it."
    )


def mend(view: View, notices: Sequence[Notice]) -> tuple[Mend, ...]:
    """Lay out what is missing or doubtful, what was noticed in reading first."""
    noticed = [
        Mend(where=EVERYWHERE, what=str(notice), remedy="") for notice in notices
    ]
    flagged = [
        Mend(where=_where(view, flag), what=flag.message, remedy=flag.suggestion)
        for flag in view.flags(*GAPS)
    ]
    return (*noticed, *flagged)


def _where(view: View, flag: Flag) -> str:
    if flag.person_id is not None:
        return view.names.person(flag.person_id)
    if flag.worker_id is not None:
        return view.names.worker(flag.worker_id)
    return EVERYWHERE


def _verdict(view: View) -> str:
    cost, bound = view.document.cost.total, view.document.lower_bound
    near = f"is {nearness(cost, bound)} under the prices in use"
    if bound:
        near += f": no plan can cost less than {_floor(bound)}"
    return (
        f"The plan costs {format_points(cost)} points, and {near}. A point is a price, "
        "not money: one SCE over the ceiling for one week costs "
        f"{format_points(over_price(view.policy))}."
    )


def _contact_verdict(view: View) -> str:
    document = view.document
    cost, bound = document.contact_cost.total, document.contact_lower_bound
    late = late_in_all(document.late_days, document.late)
    if cost <= bound:
        return f"{late} No plan of contacts can cost less than this one."
    said = f"{late} The contacts cost {format_points(cost)} points"
    return f"{said}, and no plan of them can cost less than {_floor(bound)}."


def _floor(bound: Points) -> str:
    return format_points(Fraction(bound * 10 // 1, 10))


def _parts(cost: Cost | ContactCost, words: dict[str, str]) -> tuple[Part, ...]:
    rows = [
        Part(name=words[part.name], points=format_points(getattr(cost, part.name)))
        for part in fields(cost)
        if getattr(cost, part.name)
    ]
    return (*rows, Part(name="Together", points=format_points(cost.total)))


def _made(view: View) -> str:
    effort = view.document.effort
    seconds = f"Made with seed {effort.seed} and effort {effort.effort:,}"
    if effort.repeatable:
        return f"{seconds}; the same spreadsheet gives the same plan again."
    return f"{seconds}, and stopped early; another run may give another plan."
