"""`cti programmes`: the ways of working there are, and whose numbers they use."""

from cti.cli.voice import headline, listing, say
from cti.phases import SUPPORTED, TIMED, Programme, programme, programme_keys
from cti.plans.words import listed
from cti.units import format_sce


def show_programmes(key: str | None) -> None:
    """Describe every programme, or one of them with its sources."""
    for each in programme_keys() if key is None else (programme(key).key,):
        described = programme(each)
        headline(f"{described.key}: {described.name}")
        say(described.summary)
        listing(_numbers(described))
        if key is not None:
            headline("Where the numbers come from")
            listing(_sources(described))
    if key is None:
        say()
        say(
            "Write one of these in the programme column, or in the service sheet for "
            "everybody. For the source of each number: cti programmes cti"
        )


def _numbers(described: Programme) -> list[str]:
    weights = [
        f"{phase.label} {format_sce(described.weight_in(phase))}" for phase in SUPPORTED
    ]
    ends = [
        f"{phase.label} ends {described.ends_after_months[phase]} months after it"
        for phase in TIMED
    ]
    rhythm = [
        f"{phase.label}: {cadence.how.value} of {cadence.minutes} minutes every "
        f"{cadence.every_days} days, late after {cadence.latest_days}"
        for phase, cadence in ((p, described.cadence[p]) for p in SUPPORTED)
    ]
    return [
        f"Counts on a caseload, in SCE: {', '.join(weights)}; paused "
        f"{format_sce(described.paused_weight)}.",
        f"The clock starts on the transition date: {listed(ends)}.",
        *(f"{line}." for line in rhythm),
    ]


def _sources(described: Programme) -> list[str]:
    by_source: dict[str, list[str]] = {}
    for name, source in described.sources.items():
        by_source.setdefault(source, []).append(name.replace("_", " "))
    return [
        f"{source}: {listed(names)}." for source, names in sorted(by_source.items())
    ]
