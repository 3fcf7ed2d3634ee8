"""Everything about a plan that deserves somebody's attention, in a stable order.

Flags are about caseloads, dates and decisions; they never judge a person.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from cti.plans.contact_flags import contact_overdue, meeting_due
from cti.plans.contacts import ContactPlan
from cti.plans.data_flags import missing_data
from cti.plans.date_flags import phase_change, pre_cti_long, transition_date_needed
from cti.plans.document import Flag, FlagKind
from cti.plans.facts import PlanFacts
from cti.plans.overload_flags import far_over_for_long, over_ceiling
from cti.plans.placement_flags import leaver_handover, nobody_allowed, referral_waiting

_ORDER = {kind: place for place, kind in enumerate(FlagKind)}


def flags(
    facts: PlanFacts,
    contact_plan: ContactPlan | None = None,
    *,
    besides: Sequence[Flag] | None = None,
) -> tuple[Flag, ...]:
    """Return every flag of a plan.

    Parameters
    ----------
    contact_plan
        The contacts planned, so that a flag can say when somebody is met next.
    besides
        What `flags_besides_contacts` returns, where that is known: it takes longest.

    Returns
    -------
    By kind, then by date, worker and person: the same plan gives the same order.
    """
    found: Iterable[Iterable[Flag]] = (
        flags_besides_contacts(facts) if besides is None else besides,
        contact_overdue(facts, contact_plan),
        meeting_due(facts, contact_plan),
        missing_data(facts),
    )
    return tuple(sorted((flag for kind in found for flag in kind), key=_place))


def flags_besides_contacts(facts: PlanFacts) -> tuple[Flag, ...]:
    """Return the flags of a plan to which it is one who was met, or will be."""
    found: Iterable[Iterable[Flag]] = (
        over_ceiling(facts),
        far_over_for_long(facts),
        transition_date_needed(facts),
        pre_cti_long(facts),
        leaver_handover(facts),
        nobody_allowed(facts),
        referral_waiting(facts),
        phase_change(facts),
    )
    return tuple(flag for kind in found for flag in kind)


def _place(flag: Flag) -> tuple[int, date, str, str, str]:
    return (
        _ORDER[flag.kind],
        flag.from_on or date.min,
        flag.worker_id or "",
        flag.person_id or "",
        flag.message,
    )
