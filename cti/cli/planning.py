"""`cti plan` and `cti demo`: a caseload in, a plan and its review out."""

from datetime import date
from pathlib import Path

from cti.cli.progress import shown
from cti.cli.stopping import stoppable
from cti.cli.telling import tell_departures, tell_notices, tell_plan
from cti.cli.voice import aside, headline, listing
from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import write_caseload
from cti.exchange.plan_out import check_out
from cti.plans.policy import BALANCED, Policy
from cti.usecases.assigning import Search
from cti.usecases.choosing import chosen_policy
from cti.usecases.planning import Planned, plan_caseload, write_planned
from cti.usecases.sample import NAVIGATORS, RIVERSIDE, SAMPLE_DATE, sample_caseload
from dashboards.pages.layout import review_page
from dashboards.pages.review import ReviewPage
from dashboards.render import render

__all__ = ["Search", "demo", "plan"]


def plan(
    caseload: Path,
    *,
    on: date,
    out: Path,
    in_force: Path | None,
    search: Search,
    policy: str,
) -> None:
    """Plan a caseload, write the plan, and say what it found and where to look.

    Parameters
    ----------
    in_force
        The plan people were told of; what changes against it is said.
    """
    planned, page = _planned_and_written(
        caseload,
        on=on,
        out=out,
        in_force=in_force,
        search=search,
        policy=chosen_policy(policy),
    )
    tell_notices(planned)
    tell_plan(planned.document, page)
    if in_force is not None:
        tell_departures(planned.document, in_force)
    headline("Where to look")
    listing(
        (
            f"{out / 'review.html'}: the case review, to print or to read on a phone",
            f"{out / 'assignments.csv'}: who works with whom, and why",
            f"{out / 'contacts.csv'}: every contact of the next four weeks",
        )
    )


def demo(out: Path) -> None:
    """Plan a sample service, and leave its spreadsheet and a small one beside it."""
    with sample_caseload(RIVERSIDE) as folder:
        planned, page = _planned_and_written(
            folder,
            on=SAMPLE_DATE,
            out=out / "plan",
            search=Search(),
            policy=BALANCED,
        )
    write_caseload(planned.file, out / f"{RIVERSIDE}.xlsx")
    with sample_caseload(NAVIGATORS) as folder:
        write_caseload(read_caseload(folder), out / f"{NAVIGATORS}.xlsx")
    tell_plan(planned.document, page)
    headline("Where to look")
    listing(
        (
            f"{out / 'plan' / 'review.html'}: the case review; open it in any browser",
            f"{out / RIVERSIDE}.xlsx: the spreadsheet it was made from",
            f"{out / NAVIGATORS}.xlsx: a small one, with one worker and 16 people",
        )
    )


def _planned_and_written(
    caseload: Path,
    *,
    on: date,
    out: Path,
    search: Search,
    policy: Policy,
    in_force: Path | None = None,
) -> tuple[Planned, ReviewPage]:
    check_out(out)
    planned = _planned(caseload, on=on, search=search, policy=policy, in_force=in_force)
    page = review_page(
        planned.document, planned.file.caseload, notices=planned.file.notices
    )
    write_planned(planned, out, review_html=render(page))
    return planned, page


def _planned(
    caseload: Path,
    *,
    on: date,
    search: Search,
    policy: Policy,
    in_force: Path | None = None,
) -> Planned:
    with shown() as watch, stoppable(aside) as stop:
        return plan_caseload(
            caseload,
            on=on,
            in_force=in_force,
            policy=policy,
            search=search,
            watch=watch,
            stop=stop,
        )
