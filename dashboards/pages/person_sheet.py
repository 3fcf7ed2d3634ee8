"""What is held about somebody, as a sheet they can read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from cti.calendar import on_the_wall
from cti.usecases.handing_out import PersonHeld
from dashboards.pages.review import shown

TITLES: Mapping[str, str] = {
    "people": "Who you are here",
    "portraits": "You in your own words",
    "wishes": "What you wish for",
    "declined_workers": "Workers you would rather not work with",
    "referrals": "How you came to us",
    "transitions": "Your move",
    "pauses": "Pauses",
    "assignments": "Who works with you, and who did",
    "contact_records": "When we met, or tried to",
    "appointments": "What we agreed",
    "pins": "Whom you are to stay with",
    "focus_areas": "What you work on",
    "focus_steps": "Steps on the way",
    "network_members": "People around you",
    "network_meetings": "Network meetings",
    "network_guests": "Who came to them",
    "contact_notes": "Notes",
    "safety_plans": "Your safety plan",
    "review_decisions": "What was decided about your support",
    "felt_weights": "What workers said of how heavy the work is",
    "reasons": "Reasons given to open your notes",
    "planned_contacts": "Contacts that were planned",
    "settled_contacts": "What became of planned contacts",
    "calendar_feeds": "Your calendars",
    "messages": "Messages to workers about you",
    "plan_stays": "Who was to work with you, in each plan",
    "plan_contacts": "When you were to meet, in each plan",
}
"""What the rows of each table are to the person; others go by the table's name."""

UNSAID = {"id", "service_id", "version", "person_id", "secret_hash"}
ENDINGS = ("_on", "_at", "_id")
VERBS: Mapping[str, str] = {
    "notes:read": "opened your notes",
    "safety_plans:read": "opened your safety plan",
    "reasons:give": "gave a reason to open your notes",
    "people:export": "had this sheet made",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is known."""

    label: str = field(metadata=shown("What it is"))
    value: str = field(metadata=shown("What is known of it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Things of one kind."""

    title: str = field(metadata=shown("What they are"))
    others: str = field(
        metadata=shown("What to know where others are concerned; else empty")
    )
    entries: tuple[tuple[Line, ...], ...] = field(metadata=shown("Each of them"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSheet:
    """Everything that is held about somebody."""

    template: ClassVar[str] = "person.html"
    known_as: str = field(metadata=shown("What they are known as"))
    made: str = field(metadata=shown("When the sheet was made"))
    sections: tuple[Section, ...] = field(metadata=shown("What is held, by kind"))
    looked: tuple[str, ...] = field(metadata=shown("Who opened what, and when"))
    changes: tuple[str, ...] = field(metadata=shown("Who changed what, and when"))
    plans: tuple[Section, ...] = field(metadata=shown("What plans and imports say"))


def person_sheet(found: PersonHeld) -> PersonSheet:
    """Lay out what is held about somebody."""
    held = found.held
    called = {**held.called, **_around(held.rows)}
    return PersonSheet(
        known_as=found.known_as,
        made=_moment(found.made_at),
        sections=tuple(
            Section(
                title=TITLES.get(name, name.replace("_", " ").capitalize()),
                others=found.third_parties.get(name, ""),
                entries=tuple(tuple(_lines(row, called)) for row in rows),
            )
            for name, rows in held.rows.items()
        ),
        looked=tuple(_looked(each, called, held.rows) for each in held.looked_at),
        changes=tuple(_change(each, called) for each in held.history),
        plans=tuple(
            Section(
                title=title,
                others="It may be about others as well.",
                entries=tuple(_said(each, called) for each in each_of),
            )
            for title, each_of in (
                ("Plans that name you", held.plans),
                ("Spreadsheets that were brought and name you", held.imports),
            )
            if each_of
        ),
    )


def _around(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    return {row["id"]: row["known_as"] for row in rows.get("network_members", ())}


def _said(each: Mapping[str, Any], called: Mapping[str, str]) -> tuple[Line, ...]:
    about = {name: value for name, value in each.items() if name != "says"}
    said = [Line(label="it says", value=_value(part, called)) for part in each["says"]]
    return (*_lines(about, called), *said)


def _lines(row: Mapping[str, Any], called: Mapping[str, str]) -> Iterator[Line]:
    for name, value in row.items():
        if name in UNSAID or value in (None, "", [], {}):
            continue
        yield Line(label=_label(name), value=_value(value, called))


def _label(name: str) -> str:
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name.replace("_", " ")


def _value(value: Any, called: Mapping[str, str]) -> str:  # noqa: ANN401, any JSON
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        kept = ((name, each) for name, each in value.items() if each is not None)
        return "; ".join(
            f"{_label(name)}: {_value(each, called)}" for name, each in kept
        )
    if isinstance(value, list):
        return ", ".join(_value(each, called) for each in value)
    if isinstance(value, str):
        return called.get(value) or _day(value)
    return str(value)


def _day(text: str) -> str:
    """Write a day or a moment in words; anything else stays as it is."""
    try:
        if len(text) == len("2026-11-23"):
            day = date.fromisoformat(text)
            return f"{day.day} {day:%B %Y}"
        if text[10:11] == "T":
            return _moment(datetime.fromisoformat(text))
    except ValueError:
        pass
    return text


def _moment(at: datetime) -> str:
    wall = at if at.tzinfo is None else on_the_wall(at)
    return f"{wall.day} {wall:%B %Y, %H:%M}"


def _looked(
    entry: Mapping[str, Any],
    called: Mapping[str, str],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
) -> str:
    who = called.get(entry["account_id"], "An account that is not known any more")
    did = VERBS.get(entry["action"], entry["action"].replace(":", ": "))
    why = next(
        (
            f" Why: {row['words']}"
            for row in rows.get("reasons", ())
            if row["id"] == entry["reason_id"]
        ),
        "",
    )
    return f"{_day(entry['at'])}: {who} {did}.{why}"


def _change(fact: Mapping[str, Any], called: Mapping[str, str]) -> str:
    before, after = fact["before"] or {}, fact["after"] or {}
    who = called.get(fact["author_id"], "an account that is not known any more")
    verb = "added" if not before else "changed" if after else "taken away"
    names = [
        name for name in {**before, **after} if before.get(name) != after.get(name)
    ]
    told = "; ".join(
        f"{_label(name)}: {_value(before.get(name), called) if before else ''}"
        f"{' → ' if before and after else ''}"
        f"{_value(after.get(name), called) if after else ''}"
        for name in names
        if name not in UNSAID
    )
    what = TITLES.get(fact["about"], fact["about"].replace("_", " "))
    return f"{_day(fact['at'])}, {who}: “{what}” was {verb}. {told}".strip()
