"""Forms about one person, and where two who fill one in differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dashboards.pages.conflict import Differing
from dashboards.site.forms import Form

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something to fill in.

    Attributes
    ----------
    kind
        ``line``, ``text``, ``day``, ``select`` or ``ticks``.
    choices
        Of one to choose from: what is sent, and what is said.
    """

    name: str
    label: str
    kind: str = "line"
    hint: str = ""
    choices: Choices = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """Something else that can be done there, with a button of its own.

    Attributes
    ----------
    address
        Where it is sent to.
    """

    address: str
    words: str
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """A form about somebody.

    Attributes
    ----------
    known_as
        Whom it is about.
    lead
        What it is for.
    address, back
        Where it is sent to, and where one comes from.
    said
        What stands there now, to be read above the form; empty for nothing.
    also
        What else can be done; None for nothing.
    """

    template: ClassVar[str] = "site/person_edit.html"

    title: str
    known_as: str
    lead: str
    address: str
    back: str
    form: Form
    fields: tuple[Field, ...]
    button: str = "Save"
    said: str = ""
    also: Also | None = None


def differences(
    fields: Sequence[Field], theirs: Mapping[str, Sequence[str]], yours: Form
) -> tuple[Differing, ...]:
    """Lay out what two people said differently, field by field."""
    return tuple(
        Differing(
            label=field.label,
            theirs=_in_words(field, theirs.get(field.name, ())),
            yours=_in_words(field, yours.values(field.name)),
        )
        for field in fields
        if _same(theirs.get(field.name, ())) != _same(yours.values(field.name))
    )


def _same(said: Sequence[str]) -> list[str]:
    return sorted(" ".join(each.split()) for each in said if each.strip())


def _in_words(field: Field, said: Sequence[str]) -> str:
    called = dict(field.choices)
    return ", ".join(called.get(each, each) for each in said if each.strip()) or "–"
