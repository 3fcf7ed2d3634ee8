"""Read a policy of one's own: a short TOML file, or the prices that a plan carries.

A file says only what it changes; everything else is as in the policy it begins with.
Everything there is to mend is told at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from cti.caseload.people import Keep, Priority
from cti.errors import UnreadablePolicy
from cti.exchange.files.toml_in import read_toml
from cti.exchange.prices import SHARE, Key, PriceTable, Table, shown
from cti.exchange.report import Report
from cti.phases import SUPPORTED
from cti.plans.policies import POLICIES, shipped_policy
from cti.plans.policy import BALANCED, Band, ContactPrices, Policy
from cti.plans.policy_words import over_price
from cti.units import Points

FARTHEST = Fraction(5)
"""No step of the price of load begins at more than so many times the ceiling."""

LATEST_START = 51
"""No start is looked for later than on this Monday, a year from the first."""

_PHASES = {phase.value: phase for phase in SUPPORTED}
_KEEP = {keep.value: keep for keep in Keep}
_PRIORITIES = {priority.name.lower(): priority for priority in Priority}


def read_policy(path: Path) -> Policy:
    """Read a policy from a TOML file.

    Raises
    ------
    UnreadablePolicy
        With everything that must be mended, by the name of the price.
    """
    report = Report()
    table = read_toml(
        path, report, remedy="Write each price on a line, once: name = number"
    )
    policy = policy_of(table, report, file=path.name, called=path.stem)
    if report.findings:
        raise UnreadablePolicy(report.findings)
    return policy


def policy_of(said: Table, report: Report, *, file: str, called: str) -> Policy:
    """Return the policy a table describes, and report what is wrong with it.

    Parameters
    ----------
    file
        What the findings call the place they are in.
    called
        The name of a policy that does not say its own.
    """
    table = PriceTable(said, report, file=file)
    table.check_names(["name", "based_on", *_names(Policy)])
    base = _base(table)
    contacts = table.inner("contacts", _names(ContactPrices))
    late = base.contacts.late_day
    return replace(
        base,
        **{
            name: table.number(name, price)
            for name, price in _single(base, _names(Policy)).items()
        },
        key=_key(table, called),
        bands=_bands(table, base.bands),
        moving={**base.moving, **table.each("moving", _PHASES, base.moving)},
        keep_factor=table.each("keep_factor", _KEEP, base.keep_factor, digits=SHARE),
        wait_factor=table.each(
            "wait_factor", _PRIORITIES, base.wait_factor, digits=SHARE
        ),
        last_start_week=_last_start(table, base.last_start_week),
        contacts=replace(
            base.contacts,
            **{
                name: contacts.number(name, price)
                for name, price in _single(base.contacts, _names(ContactPrices)).items()
            },
            late_day=contacts.each("late_day", _PHASES, late),
        ),
    )


def policy_table(policy: Policy) -> dict[str, object]:
    """Return every price of a policy as a table that reads back the same."""
    named = {name: getattr(policy, name) for name in _names(Policy)}
    of_contacts = {
        name: getattr(policy.contacts, name) for name in _names(ContactPrices)
    }
    return {
        **named,
        "bands": [{"above": band.above, "price": band.price} for band in policy.bands],
        "moving": _by_word(_PHASES, policy.moving),
        "keep_factor": _by_word(_KEEP, policy.keep_factor),
        "wait_factor": _by_word(_PRIORITIES, policy.wait_factor),
        "contacts": {
            **of_contacts,
            "late_day": _by_word(_PHASES, policy.contacts.late_day),
        },
    }


def _base(table: PriceTable) -> Policy:
    said = table.said.get("based_on", BALANCED.key)
    found = shipped_policy(said) if isinstance(said, str) else None
    if found is None:
        table.mend(
            "based_on",
            f"there is no policy {shown(said)} to begin with",
            f"Write one of: {', '.join(POLICIES)}",
        )
    return found or BALANCED


def _key(table: PriceTable, called: str) -> str:
    said = table.said.get("name", called)
    if not isinstance(said, str) or not said.strip():
        table.mend("name", f"{shown(said)} is no name", "Write a word or two")
    elif shipped_policy(said) is not None:
        table.mend(
            "name",
            f"{shown(said)} is the name of a policy that comes with the program",
            "Write another, so that nobody takes one for the other",
        )
    return str(said).strip()


def _last_start(table: PriceTable, otherwise: int) -> int:
    week = table.whole("last_start_week", otherwise)
    if week > LATEST_START:
        table.mend(
            "last_start_week",
            f"{week} is more than a year away",
            f"Write the number of a planning Monday from 0 to {LATEST_START}",
        )
    return week


def _bands(table: PriceTable, otherwise: tuple[Band, ...]) -> tuple[Band, ...]:
    said = table.said.get("bands")
    if said is None:
        return otherwise
    if not isinstance(said, list) or not said:
        table.mend(
            "bands",
            f"{shown(said)} is no list of steps",
            "Write bands = [{ above = 1.0, price = 20 }], with a step or more",
        )
        return otherwise
    steps = {
        number: band
        for number, step in enumerate(said, start=1)
        if (band := _band(table, step, number)) is not None
    }
    _check_order(table, steps)
    bands = tuple(steps.values())
    if len(steps) == len(said) and not over_price(replace(BALANCED, bands=bands)):
        table.mend(
            "bands",
            "being over the ceiling costs nothing, so no caseload is ever too full",
            "Give a price to a step that begins at 1 or below",
        )
    return bands


def _band(table: PriceTable, step: object, number: int) -> Band | None:
    parts = ("above", "price")
    if not isinstance(step, Mapping) or not set(parts) <= set(step):
        table.mend(
            f"bands, step {number}",
            "it does not say from where and how much",
            "Write { above = 0.9, price = 2 }",
        )
        return None
    inner = PriceTable(
        step, table.report, file=table.file, within=f"bands, step {number}, "
    )
    inner.check_names(parts)
    above = inner.number("above", Fraction(-1), digits=SHARE)
    price = inner.number("price", Fraction(-1))
    if above > FARTHEST:
        inner.mend(
            "above",
            f"{shown(above)} times the ceiling is beyond any caseload",
            "Write a share of the ceiling: 0.9 for 90 %",
        )
        return None
    return Band(above, price) if min(above, price) >= 0 else None


def _check_order(table: PriceTable, steps: Mapping[int, Band]) -> None:
    for (_, lower), (number, higher) in pairwise(steps.items()):
        if higher.above <= lower.above:
            table.mend(
                f"bands, step {number}, above",
                f"{shown(higher.above)} is not above the step before it, which begins "
                f"at {shown(lower.above)}",
                "Put the steps in rising order, each share once",
            )


def _names(kind: type[Policy | ContactPrices]) -> list[str]:
    return [price.name for price in fields(kind) if price.name != "key"]


def _single(prices: Policy | ContactPrices, names: Sequence[str]) -> dict[str, Points]:
    """Return the prices that are one number."""
    found = {name: getattr(prices, name) for name in names}
    return {n: price for n, price in found.items() if isinstance(price, Fraction)}


def _by_word(
    words: Mapping[str, Key], prices: Mapping[Key, Points]
) -> dict[str, Points]:
    return {word: prices[key] for word, key in words.items()}
