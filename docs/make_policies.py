"""Write docs/policies.md from the policies: ``python docs/make_policies.py``.

A test fails when the page and the code differ.
"""

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from cti.errors import UnreadablePolicy
from cti.exchange.policy_in import policy_of, policy_table
from cti.exchange.report import Report
from cti.plans.policies import POLICIES, NamedPolicy
from cti.plans.policy import BALANCED, Policy
from cti.plans.policy_words import read_aloud, read_differently
from cti.units import format_sce

PAGE = Path(__file__).with_name("policies.md")

INTRODUCTION = """\
# Policies: what a plan pays for

A plan is better than another if it costs less. What things cost is a *policy*: a list
of prices in points, described one by one in
[the method, part 4](method.md#part-4-what-it-costs) and
[part 6](method.md#part-6-contacts). Prices decide between things a team would rather
have both of: a worker one trusts, and a caseload that can be carried. No price makes a
[rule](method.md#the-rules) give way.

This page is written by `python docs/make_policies.py` from `cti/plans/policies.py`; the
program says the same with `cti policies`.

## Which one

Begin with `balanced`. Take another one when the team has said, in a case review, what
it would rather bear. Then look at what it would change before you adopt it: plan the
same caseload under both and compare the plans, or put one plan under all of them.

```
cti plan team.xlsx --policy continuity-first --out monday
cti check team.xlsx monday --all-policies
```

The second says first what the plan comes to whatever the prices, then what it costs
under each policy, part by part, its contacts too, and what each policy would rather
have. The plan may be one that somebody made by hand.

A plan says which policy it was made with, in the review and in `plan.json`, and is
judged by the same prices when it is opened again.
"""

SIDE_BY_SIDE = """\
In points; prices that are not the balanced ones stand in bold. `bands` are paid on top
of each other.
"""

OWN = """\
A policy of one's own is a small text file in TOML. It says only what it changes, with
the names of the table above; the rest is as in the policy it is based on. Prices have
at most one digit after the point, factors and shares two.
"""

EXAMPLE = """\
name = "Riverside"
based_on = "balanced"

# A wish for another worker weighs more with us.
staying_despite_wish = 200

# Moves are dear to the very end.
moving = { two = 240, three = 240 }

# Nobody urgent waits.
wait_factor = { urgent = 8 }

# One SCE costs 2 above nine tenths of the ceiling, 20 above it, 60 far above it.
bands = [
  { above = 0.9, price = 2 },
  { above = 1.0, price = 18 },
  { above = 1.15, price = 40 },
]

[contacts]
cover = 90
"""

BROKEN = """\
name = "balanced"
staying_despite_wich = 200
moving = { two = -240 }
bands = [{ above = 1.1, price = 20 }, { above = 1.0, price = 18 }]
"""

AFTER_OWN = """\
Read it aloud before you use it, and give it to any command that takes prices:

```
cti policies riverside.toml
cti plan team.xlsx --policy riverside.toml
```

What that changes, read aloud:
"""

AFTER_BROKEN = """\
Whatever is wrong is told at once, and nothing is planned. This file

```toml
{file}```

is met with

```
{told}
```

Steps of the price of load have to rise, and no price can be less than nothing, so that
load never gets cheaper as it grows: the planner's proof of how good a plan is rests on
it. Being over the ceiling has to cost something.

The prices of one's own travel with the plan: `plan.json` holds all of them under
`prices` (it is null for the policies above), so that whoever opens the plan judges it
by the prices it was made with, also where the file is gone.
"""


def render() -> str:
    """Return the page."""
    parts = [
        INTRODUCTION,
        "\n".join(_purposes()),
        "## Side by side",
        SIDE_BY_SIDE,
        "\n".join(_table()),
        "## Why they differ",
        "\n\n".join(_reasons(named) for named in POLICIES.values() if named.reasons),
        "## Read aloud",
        "**balanced.**",
        _listed(read_aloud(BALANCED)),
        *_others(),
        "## One's own",
        OWN,
        f"```toml\n{EXAMPLE}```",
        AFTER_OWN,
        _listed(read_differently(_read(EXAMPLE), BALANCED)),
        AFTER_BROKEN.format(file=BROKEN, told="\n".join(_told(BROKEN))),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _purposes() -> Iterator[str]:
    yield "| policy | what it is for |"
    yield "|---|---|"
    for key, named in POLICIES.items():
        yield f"| `{key}` | {named.purpose} |"


def _table() -> Iterator[str]:
    columns = [dict(_flat(policy_table(each.policy))) for each in POLICIES.values()]
    yield f"| price | {' | '.join(POLICIES)} |"
    yield f"|---|{'---|' * len(columns)}"
    usual = columns[0]
    for name in usual:
        cells = (
            each[name] if each[name] == usual[name] else f"**{each[name]}**"
            for each in columns
        )
        yield f"| `{name}` | {' | '.join(cells)} |"


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, list):
            steps = (
                f"{_number(s['price'])} above {_number(s['above'])}" for s in value
            )
            yield before + name, ", ".join(steps)
        else:
            yield before + name, _number(value)


def _number(value: object) -> str:
    return format_sce(value) if isinstance(value, Fraction) else str(value)


def _reasons(named: NamedPolicy) -> str:
    reasons = (f"- `{price}`: {reason}" for price, reason in named.reasons.items())
    return "\n".join((f"**{named.policy.key}**", "", *reasons))


def _others() -> Iterator[str]:
    for key, named in POLICIES.items():
        if named.policy is not BALANCED:
            yield f"**{key}**, where it says something else:"
            yield _listed(read_differently(named.policy, BALANCED))


def _listed(said: tuple[str, ...]) -> str:
    return "\n".join(f"- {each}" for each in said)


def _read(text: str) -> Policy:
    report = Report()
    table = tomllib.loads(text, parse_float=Fraction)
    policy = policy_of(table, report, file="riverside.toml", called="riverside")
    if report.findings:
        raise UnreadablePolicy(report.findings)
    return policy


def _told(text: str) -> list[str]:
    try:
        _read(text)
    except UnreadablePolicy as error:
        return [error.message, *(f"- {each}" for each in error.findings), error.hint]
    return []


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
