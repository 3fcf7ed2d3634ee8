"""Put the phase board's page together: its tabs, its filters, what is shown."""

from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass
from urllib.parse import urlencode

from cti.usecases.phase_board import PhaseBoard
from dashboards.pages.phase_board import (
    Empty,
    PhaseBoardPage,
    Show,
    Tab,
    Undated,
)
from dashboards.pages.phase_completeness import how_much, known
from dashboards.pages.phase_tabs import (
    GOALS,
    Days,
    empty,
    groups,
    stands,
    undated,
)
from dashboards.pages.words import people
from dashboards.site.forms import Form

TABS = {
    Show.EVERYBODY: "Everybody",
    Show.CHANGES: "Changes in 4 weeks",
    Show.FIRST_CONTACT: "No first contact",
    Show.OVERDUE: "Overdue",
    Show.ENDING: "Ending soon",
    Show.DATES: "Dates missing",
    Show.MEETINGS: "Meetings due",
    Show.COMPLETENESS: "Completeness",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a board is asked for.

    Attributes
    ----------
    worker, team
        Whose; empty for everybody's.
    """

    service_id: str
    show: Show
    worker: str = ""
    team: str = ""

    def address(self, show: Show | None = None, **more: str) -> str:
        """Return where a part of the board is, narrowed as this one is."""
        asked = {"show": str(show or self.show), "worker": self.worker}
        said = {**asked, "team": self.team, **more}
        query = urlencode({name: each for name, each in said.items() if each})
        return f"{self.page}?{query}"

    @property
    def page(self) -> str:
        """Where the board is."""
        return f"/services/{self.service_id}/phases"


def lay_out(
    board: PhaseBoard,
    asked: Asked,
    *,
    saved: str = "",
    form: Form | None = None,
    tried: Undated | None = None,
) -> PhaseBoardPage:
    """Lay out a part of the board.

    Parameters
    ----------
    board
        Everybody's; it is narrowed here.
    saved
        The person whose date was put just now.
    form, tried
        What was filled in and could not be kept, and whom it is about.
    """
    narrow = board.narrowed(worker_id=asked.worker, team=asked.team)
    shows_dates = asked.show is Show.DATES
    found = () if _is_own(asked.show) else groups(narrow, asked.show)
    forms = _with(undated(narrow), tried) if shows_dates else ()
    by_worker = (
        known(narrow, lambda whom: f"{asked.address(Show.DATES)}#person-{whom}")
        if asked.show is Show.COMPLETENESS
        else ()
    )
    return PhaseBoardPage(
        address=asked.page,
        show=asked.show,
        tabs=tuple(
            Tab(
                address=asked.address(show),
                words=words,
                number=_number(narrow, show),
                is_here=show is asked.show,
            )
            for show, words in TABS.items()
        ),
        lead=GOALS[asked.show],
        groups=found,
        undated=forms,
        known=by_worker,
        overall=how_much(narrow.known_of_all()) if by_worker else "",
        empty=None if found or forms or by_worker else _empty(narrow, asked),
        workers=(
            ("", "All workers"),
            *((each.id, each.name) for each in board.workers),
        ),
        teams=(("", "All teams"), *((each, each) for each in board.teams)),
        worker=asked.worker,
        team=asked.team,
        everybody=_all(asked),
        not_seen=_not_seen(board.not_seen),
        notice=_saved(board, saved),
        form=form or Form(),
    )


def _empty(narrow: PhaseBoard, asked: Asked) -> Empty:
    """Say that there is nothing, and what comes next."""
    if narrow.people:
        return empty(narrow, asked.show)
    if asked.worker or asked.team:
        return Empty(
            words="Nobody has this worker and is of this team.",
            next="Choose others, or show everybody.",
        )
    return Empty(
        words="Nobody whom you plan with is supported here yet.",
        next="Whoever starts appears here: bring a caseload, or let a referral start.",
    )


def _is_own(show: Show) -> bool:
    """Whether a part is laid out otherwise than as lines."""
    return show in {Show.DATES, Show.COMPLETENESS}


def _with(forms: tuple[Undated, ...], tried: Undated | None) -> tuple[Undated, ...]:
    """Return the forms with the one in which a date was tried; first if it is new."""
    if tried is None:
        return forms
    others = [each for each in forms if each.person_id != tried.person_id]
    return (tried, *others)


def _all(asked: Asked) -> str:
    is_narrow = asked.worker or asked.team
    everybodys = Asked(service_id=asked.service_id, show=asked.show)
    return everybodys.address() if is_narrow else ""


def _number(board: PhaseBoard, show: Show) -> str:
    """Say how much is in a part of the board."""
    if show is not Show.COMPLETENESS:
        return str(len(_IN[show](board)))
    per_cent = board.known_of_all().per_cent
    return "–" if per_cent is None else f"{per_cent} %"


def _not_seen(number: int) -> str:
    if not number:
        return ""
    return f"{people(number)} of other teams cannot be seen with your account."


def _saved(board: PhaseBoard, person_id: str) -> str:
    """Say what was put just now, as it stands."""
    for each in board.people:
        if each.person_id == person_id:
            return f"Saved. {each.known_as}: {stands(each, Days(board.on))}."
    return ""


_IN: Mapping[Show, Callable[[PhaseBoard], Sized]] = {
    Show.EVERYBODY: lambda board: board.people,
    Show.CHANGES: lambda board: board.changing,
    Show.FIRST_CONTACT: lambda board: board.not_met,
    Show.OVERDUE: lambda board: board.late,
    Show.ENDING: lambda board: board.ending,
    Show.DATES: lambda board: board.undated,
    Show.MEETINGS: lambda board: board.meeting,
}
