"""Two changed the same thing: what it says now beside what was written; all kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.site.forms import Form

MEANWHILE = (
    "Somebody else changed this while you wrote. Look at both below; "
    "save again to keep yours"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """One field that two have filled in differently."""

    label: str
    theirs: str
    yours: str


def met(
    form: Form, now: Form, labels: Mapping[str, str]
) -> tuple[Form, tuple[Differing, ...]]:
    """Return a form that can be sent again, and where it differs from what is kept.

    Parameters
    ----------
    now
        What is kept now, as the form would have it, with its version.
    labels
        What each field is called that may differ.
    """
    differing = tuple(
        Differing(label=label, theirs=now.value(name), yours=form.value(name))
        for name, label in labels.items()
        if now.value(name) != form.value(name)
    )
    again = Form({**form.said, "version": (now.value("version"),)}, form.files)
    again.refuse("conflict", MEANWHILE)
    return again, differing
