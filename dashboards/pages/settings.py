"""What holds for a service, and who works in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from cti.caseload.caseload import Country
from cti.phases import programme, programme_keys
from cti.usecases.services import ServiceSeen
from cti.usecases.workers import WorkerSeen
from dashboards.pages.moments import weekday
from dashboards.pages.numbers import written
from dashboards.site.forms import Form, filled

SERVICE_LABELS = {
    "name": "Name",
    "ceiling": "Ceiling",
    "country": "Bank holidays of",
    "horizon_weeks": "Weeks to plan",
    "programme": "Programme",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow:
    """One worker on the list.

    Attributes
    ----------
    ceiling
        What is agreed with them, in words.
    stays
        When they start or leave; empty for neither.
    """

    address: str
    name: str
    team: str
    fte: str
    ceiling: str
    stays: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """What holds for a service, and who works in it.

    Attributes
    ----------
    may_change
        Whether one may change the service, beside its workers.
    left
        Those on the list no more.
    """

    template: ClassVar[str] = "site/settings.html"
    title: ClassVar[str] = "Settings"

    form: Form
    address: str
    may_change: bool
    service: str
    countries: tuple[tuple[str, str], ...]
    programmes: tuple[tuple[str, str], ...]
    workers: tuple[WorkerRow, ...]
    left: tuple[WorkerRow, ...]
    notice: str = ""


def service_form(seen: ServiceSeen) -> Form:
    """Return what holds for a service, as its form has it."""
    return filled(
        {
            "version": str(seen.version),
            "name": seen.name,
            "ceiling": written(seen.ceiling),
            "country": seen.country.value,
            "horizon_weeks": str(seen.horizon_weeks),
            "programme": seen.programme,
        }
    )


def settings_page(
    seen: ServiceSeen,
    workers: Sequence[WorkerSeen],
    left: Sequence[WorkerSeen],
    *,
    form: Form,
    may_change: bool,
    notice: str = "",
) -> SettingsPage:
    """Lay out the settings of a service."""
    keys = dict.fromkeys((seen.programme, *programme_keys()))
    return SettingsPage(
        form=form,
        address=f"/services/{seen.id}",
        may_change=may_change,
        service=seen.name,
        countries=tuple((each.value, each.value) for each in Country),
        programmes=tuple((key, f"{programme(key).name} ({key})") for key in keys),
        workers=tuple(map(_row, workers)),
        left=tuple(map(_row, left)),
        notice=notice,
    )


def _row(seen: WorkerSeen) -> WorkerRow:
    worker = seen.worker
    agreed = worker.ceiling if worker else None
    stays = []
    if worker and worker.starts_on:
        stays.append(f"from {weekday(worker.starts_on)}")
    if worker and worker.leaves_on:
        stays.append(f"leaves {weekday(worker.leaves_on)}")
    return WorkerRow(
        address=f"/services/{seen.service_id}/workers/{seen.id}",
        name=seen.name,
        team=seen.team,
        fte=written(worker.fte) if worker else "",
        ceiling="By their share of a post"
        if agreed is None
        else f"{written(agreed)} SCE",
        stays=", ".join(stays),
    )
