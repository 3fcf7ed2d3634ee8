"""Two changed the same thing: who was quicker, what both say, what may be chosen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from cti.calendar import on_the_wall
from cti.usecases.meeting_conflicts import LastChanged
from dashboards.pages.person_words import moment_words
from dashboards.site.forms import Form
from dashboards.site.frame import Link

VERSION = "version"
"""The field with the version that was seen."""

Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Something that two people said differently.

    Attributes
    ----------
    theirs, yours
        As it is kept now, and as whoever reads this would have it.
    """

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What may be sent now that both are known.

    Attributes
    ----------
    lead
        What it does; empty where the button says it.
    hidden
        What is sent again: each field and each of its values.
    """

    address: str
    button: str
    lead: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Somebody else was quicker; nothing that was typed or decided is lost.

    Attributes
    ----------
    caption
        Whom it is about; empty for nobody.
    said
        What happened, with who was quicker, and when, where that is known.
    differing
        Where the two differ, field by field; None where it is not about fields.
    told
        What else there is to say: headings, and sentences under each.
    again
        None where there is nothing one may send.
    back
        Where to go to leave it as it is now.
    """

    template: ClassVar[str] = "site/conflict.html"

    title: str
    said: str
    back: Link
    caption: str = ""
    differing: tuple[Differing, ...] | None = None
    told: tuple[tuple[str, Sentences], ...] = ()
    again: Again | None = None


def form_conflict(
    form: Form,
    last: LastChanged | None,
    differing: tuple[Differing, ...],
    *,
    caption: str,
    version: str,
    address: str,
    back: str,
    names: Collection[str] | None = None,
) -> ConflictPage:
    """Lay out that somebody else has sent the same form a moment before.

    Parameters
    ----------
    last
        Who was quicker; None if that is not known.
    version
        Of what they have made of it.
    address, back
        Where the form is sent, and where one was before.
    names
        The fields that are sent again; None for all of them.
    """
    return ConflictPage(
        title="Somebody else was quicker",
        caption=caption,
        said=f"{who_was_quicker(last)} Nothing of yours is lost: compare, then choose.",
        differing=differing,
        again=Again(
            address=address,
            button="Save mine in its place",
            hidden=((VERSION, version), *_sent(form, names)),
        ),
        back=Link(address=back, words="Keep what is there"),
    )


def who_was_quicker(last: LastChanged | None) -> str:
    """Say who changed something a moment ago."""
    if last is None:
        return "Somebody else saved this while you were writing."
    who = last.who or "Somebody else"
    return f"{who} saved this on {moment_words(on_the_wall(last.at))}."


def fields_differing(
    form: Form, now: Form, labels: Mapping[str, str]
) -> tuple[Differing, ...]:
    """Return where a form differs from what is kept.

    Parameters
    ----------
    now
        What is kept now, as the form would have it.
    labels
        What each field is called that may differ.
    """
    return tuple(
        Differing(label=label, theirs=now.value(name), yours=form.value(name))
        for name, label in labels.items()
        if now.value(name) != form.value(name)
    )


def _sent(form: Form, names: Collection[str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value)
        for name in form.said
        if name != VERSION and (names is None or name in names)
        for value in form.values(name)
    )
