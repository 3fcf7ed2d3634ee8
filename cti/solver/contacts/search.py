"""Better and better drafts: take a few people out, give each the best, keep what helps.

Every few contacts that stand in each other's way are taken out together and planned
anew one person after another; planning one person is exact, so what is searched is only
who comes first. A draft that costs a little more is accepted early on and less and less
later, and the best one seen is kept. At last it is settled: nobody alone can be planned
better. The same seed goes the same way.
"""

from collections.abc import Callable
from random import Random

from cti.solver.contacts.draft import Draft
from cti.solver.contacts.replan import replan

MOST_TOGETHER = 6
"""How many people are taken out together at most."""

SHARE_WAITING = 0.1
"""Share of turns in which people who wait or are covered are taken out together."""

SKIP = 0.03
"""Share of days left out when somebody is planned anew."""

WARMTH = 6
"""How many points more a draft may cost at first and still be accepted."""


def first_draft(draft: Draft, random: Random, *, stopped: Callable[[], bool]) -> bool:
    """Plan everybody once, those first whom waiting would cost most.

    Whoever has contacts already is planned anew around everybody else's.

    Returns
    -------
    Whether everybody was planned before somebody said stop.
    """
    empty = draft.problem.empty
    order = sorted(range(len(empty)), key=lambda index: (-empty[index], index))
    for index in order:
        if stopped():
            return False
        draft.clear(index)
        replan(draft, index, random)
        draft.mark()
    return True


def search(
    draft: Draft,
    random: Random,
    steps: int,
    *,
    go_on: Callable[[int, Draft], bool],
) -> Draft:
    """Return the best draft found in so many steps.

    Parameters
    ----------
    steps
        How many times somebody is planned anew.
    go_on
        Called with the steps done and the best draft so far; False ends the search.
    """
    best = draft.copy()
    warmth = WARMTH * draft.problem.scale.per_point
    done = 0
    while done < steps and go_on(done, best):
        together = _together(draft, random)
        before = draft.total
        draft.mark()
        for index in together:
            draft.clear(index)
        random.shuffle(together)
        for index in together:
            replan(draft, index, random, skip=SKIP)
        done += len(together)
        allowed = warmth * (1 - done / steps) * random.random()
        if draft.total - before > allowed:
            draft.undo()
        elif draft.total < best.total:
            best = draft.copy()
    return best


def settle(draft: Draft, random: Random, *, stopped: Callable[[], bool]) -> None:
    """Plan one person after another anew, until that makes nobody's contacts better."""
    before = draft.total + 1
    while draft.total < before:
        before = draft.total
        for index in range(len(draft.problem.people)):
            if stopped():
                return
            so_far = draft.total
            draft.mark()
            draft.clear(index)
            replan(draft, index, random)
            if draft.total >= so_far:
                draft.undo()


def _together(draft: Draft, random: Random) -> list[int]:
    """Choose a few people who may stand in each other's way."""
    first = random.randrange(len(draft.problem.people))
    wanted = random.choice((1, 2, 2, 3, 4, MOST_TOGETHER))
    if wanted == 1:
        return [first]
    if random.random() < SHARE_WAITING:
        waiting = _waiting(draft)
        return random.sample(waiting, min(wanted, len(waiting))) or [first]
    if draft.placed[first]:
        return _near(draft, random, first, wanted)
    return [first]


def _waiting(draft: Draft) -> list[int]:
    """Return people who wait or are covered, as dearly as cover by a familiar face."""
    dear = draft.problem.scale.familiar_cover
    return [index for index, price in enumerate(draft.prices) if price >= dear]


def _near(draft: Draft, random: Random, first: int, wanted: int) -> list[int]:
    """Return a person, and others in the same worker's days around one of theirs."""
    option = random.choice(draft.placed[first]).option
    days = draft.problem.days_of[option.worker]
    found = {first: None}
    for key in sorted(days, key=lambda key: abs(key[1] - option.day)):
        stops = draft.routes[key].stops
        others = [stop.person for stop in stops if stop.prices is not None]
        random.shuffle(others)
        found.update(dict.fromkeys(others))
        if len(found) >= wanted:
            break
    return list(found)[:wanted]
