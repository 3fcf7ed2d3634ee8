"""A worker says that the work feels heavier, or lighter, than it counts."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cti.access import Actor
from cti.usecases.installing import Store
from cti.usecases.people import one_person
from dashboards.site.forms import Form

CHOICES = (
    ("heavier", "Heavier than it counts"),
    ("lighter", "Lighter than it counts"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelsPage:
    """How the work feels to whoever does it.

    Attributes
    ----------
    of
        What it is about: somebody by name, or the whole caseload.
    person_id
        Whom it is about; empty for the whole caseload.
    is_said
        Whether it was kept just now.
    choices
        What can be said, with its words.
    """

    template: ClassVar[str] = "site/feels.html"
    title: ClassVar[str] = "How the work feels"

    form: Form
    of: str
    person_id: str
    is_said: bool
    choices: tuple[tuple[str, str], ...] = CHOICES

    @classmethod
    def about(
        cls,
        store: Store,
        actor: Actor,
        person_id: str | None,
        form: Form,
        *,
        is_said: bool,
        on: date,
    ) -> "FeelsPage":
        """Lay out the question about somebody, or about the whole caseload."""
        name = "your whole caseload"
        if person_id is not None:
            name = one_person(store, actor, person_id, on=on).seen.known_as
        return cls(form=form, of=name, person_id=person_id or "", is_said=is_said)
