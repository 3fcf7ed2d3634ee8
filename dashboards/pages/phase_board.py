"""The phase board as it is shown: what each part of it is laid out as."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from dashboards.pages.review import When
from dashboards.site.forms import Form


class Show(StrEnum):
    """What of the board is shown."""

    EVERYBODY = "everybody"
    CHANGES = "changes"
    FIRST_CONTACT = "first-contact"
    OVERDUE = "overdue"
    ENDING = "ending"
    DATES = "dates"
    MEETINGS = "meetings"
    COMPLETENESS = "completeness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A way to another part of the board.

    Attributes
    ----------
    number
        How much is there, in figures.
    is_here
        Whether it is the part that is shown.
    """

    address: str
    words: str
    number: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line about one person.

    Attributes
    ----------
    person_id
        Empty for what is about a team.
    cells
        What stands beside the person and the worker, in the order of the headings.
    """

    person_id: str
    person: str
    worker: str
    cells: tuple["Cell", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands under one heading.

    Attributes
    ----------
    when
        A day that it begins with; None for none.
    words, note
        What is said, and what is said more quietly below it.
    is_late
        Whether something should have been done; said in words as well.
    """

    words: str = ""
    when: When | None = None
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines that belong together.

    Attributes
    ----------
    headings
        Of what stands beside the person and the worker.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What is said where nothing is shown.

    Attributes
    ----------
    words, next
        That there is nothing, and what comes next.
    """

    words: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """Somebody whose transition date is not known, with a form to put one.

    Attributes
    ----------
    problem
        What is not known, or cannot be.
    assumed
        The day the planner goes by meanwhile.
    version
        What whoever puts a date has seen.
    is_tried
        Whether a date was put that could not be kept: then the form says why.
    conflict
        What somebody else said meanwhile; empty for nothing.
    """

    person_id: str
    person: str
    worker: str
    phase: str
    problem: str
    assumed: str
    may_change: bool
    version: int
    is_tried: bool = False
    conflict: str = ""

    @property
    def suffix(self) -> str:
        """What tells the fields of one form from those of the others."""
        return "" if self.is_tried else f"-{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """One kind of thing that is not known.

    Attributes
    ----------
    decides
        What nobody can decide well without it.
    people
        Of whom: what each is called, and where it can be put.
    """

    what: str
    decides: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How much is known of the people of one worker.

    Attributes
    ----------
    known, needed
        How many things, of how many that have to be known by now.
    words
        The same as a sentence, with per cent.
    """

    worker: str
    known: int
    needed: int
    words: str
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBoardPage:
    """Everybody by phase, and what comes next.

    Attributes
    ----------
    address
        Of the page, without what is asked of it.
    show
        What of the board is shown.
    tabs
        The ways to every part of it.
    lead
        What the part is for.
    groups, undated, known
        What is shown: lines, forms or completeness.
    overall
        Completeness of everybody; empty where it is not shown.
    empty
        What is said instead; None where anything is shown.
    workers, teams
        Whom it can be narrowed to: what is sent, what is said.
    worker, team
        To whom it is; empty for everybody.
    everybody
        Where everybody is shown again; empty if everybody is.
    not_seen
        Who else the service supports; empty if nobody.
    notice
        What was just done; empty for nothing.
    form
        What was filled in for who is tried.
    """

    template: ClassVar[str] = "site/phase_board.html"
    title: ClassVar[str] = "Phases"

    address: str
    show: Show
    tabs: tuple[Tab, ...]
    lead: str
    workers: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    worker: str
    team: str
    everybody: str
    not_seen: str
    groups: tuple[Group, ...] = ()
    undated: tuple[Undated, ...] = ()
    known: tuple[Known, ...] = ()
    overall: str = ""
    empty: Empty | None = None
    notice: str = ""
    form: Form = field(default_factory=Form)
