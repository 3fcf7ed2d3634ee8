"""What one future comes to beside another, in sentences."""

from collections.abc import Iterator, Mapping

from cti.plans.outcome import Outcome, WorkerOutcome
from cti.plans.words import NOBODY, Words, counted, sce_weeks, sentence
from cti.units import format_load

NONE = "none"


def beside(words: Words, now: Outcome, then: Outcome) -> tuple[str, ...]:
    """Say what is otherwise, and what stays the same.

    Parameters
    ----------
    words
        What everybody in either of them is called.
    now, then
        The plan as things are, and the plan as they would be.
    """
    said = (
        _over(now, then),
        _changes(now, then),
        *_alone(now, then),
        *_waiting(now, then),
        _wishes(now, then),
        *_told(now, then),
        *_workers(words, now, then),
    )
    return tuple(sentence(each) for each in said)


def figures(found: Outcome) -> Mapping[str, str]:
    """Return what a plan comes to, each figure by what it is called."""
    told = found.told_otherwise
    return {
        "SCE-weeks over the ceiling": format_load(found.sce_weeks_over),
        "Mondays a worker is over it": str(found.mondays_over),
        "people who change worker": str(found.change_worker),
        "of them, because they must": str(found.must_change),
        "people with nobody": str(found.alone),
        "weeks of waiting": str(found.weeks_waited),
        "referrals without a start": str(found.not_placed),
        "wishes that go unmet": str(found.unmet_wishes),
        **({} if told is None else {"people told otherwise": str(told)}),
    }


def fullest(found: WorkerOutcome) -> str:
    """Say a worker's fullest Monday: "21.5 of 20"; empty for one who holds nobody."""
    row = found.fullest
    return (
        "" if row is None else f"{format_load(row.sce)} of {format_load(row.ceiling)}"
    )


def _over(now: Outcome, then: Outcome) -> str:
    said = f"caseloads are {sce_weeks(then.sce_weeks_over)} over the ceiling"
    was = format_load(now.sce_weeks_over)
    if not then.sce_weeks_over:
        said = "no caseload is over the ceiling"
        was = sce_weeks(now.sce_weeks_over)
    if then.sce_weeks_over == now.sce_weeks_over:
        return f"{said}, as now"
    return f"{said}, instead of {was}"


def _changes(now: Outcome, then: Outcome) -> str:
    people = counted(then.people, "person", "people")
    turn = "changes" if then.change_worker <= 1 else "change"
    said = f"{then.change_worker or NONE} of {people} {turn} worker"
    if then.must_change:
        some = f"{then.must_change} of them "
        all_of_them = then.must_change == then.change_worker
        said += f", {'' if all_of_them else some}because they must"
    if now.change_worker == then.change_worker and now.must_change != then.must_change:
        return f"{said}, instead of {now.must_change or NONE} who must now"
    return _instead(said, now.change_worker, then.change_worker, NONE)


def _alone(now: Outcome, then: Outcome) -> Iterator[str]:
    if then.alone:
        have = "has" if then.alone == 1 else "have"
        people = counted(then.alone, "person", "people")
        said = f"{people} {have} no worker for some time"
        yield _instead(said, now.alone, then.alone, NOBODY)
    elif now.alone:
        yield f"everybody has a worker throughout, instead of all but {now.alone}"


def _waiting(now: Outcome, then: Outcome) -> Iterator[str]:
    if then.referrals:
        yield _waits(now, then)
    if then.not_placed:
        have = "has" if then.not_placed == 1 else "have"
        said = f"{counted(then.not_placed, 'referral')} {have} no start"
        yield _instead(said, now.not_placed, then.not_placed, NONE)
    elif now.not_placed:
        yield f"each referral has a start, instead of all but {now.not_placed}"


def _waits(now: Outcome, then: Outcome) -> str:
    if not then.weeks_waited:
        was = f", instead of {counted(now.weeks_waited, 'week')} in all"
        return f"no referral has to wait{was if now.weeks_waited else ', as now'}"
    turn = "waits" if then.referrals == 1 else "wait"
    weeks = counted(then.weeks_waited, "week")
    said = f"{counted(then.referrals, 'referral')} {turn} {weeks} in all"
    if now.referrals != then.referrals and now.weeks_waited:
        return f"{said}, instead of {now.weeks_waited} for {now.referrals}"
    return _instead(said, now.weeks_waited, then.weeks_waited, NONE)


def _wishes(now: Outcome, then: Outcome) -> str:
    said = f"{counted(then.unmet_wishes, 'wish', 'wishes')} go unmet"
    if then.unmet_wishes <= 1:
        said = f"{then.unmet_wishes or 'no'} wish goes unmet"
    return _instead(said, now.unmet_wishes, then.unmet_wishes, NONE)


def _told(now: Outcome, then: Outcome) -> Iterator[str]:
    if then.told_otherwise is None or now.told_otherwise is None:
        return
    people = counted(then.told_otherwise, "person", "people")
    turn = "gets" if then.told_otherwise <= 1 else "get"
    who = people if then.told_otherwise else NOBODY
    said = f"{who} {turn} another worker, or a later start, than they were told"
    yield _instead(said, now.told_otherwise, then.told_otherwise, NOBODY)


def _instead(said: str, now: int, then: int, nothing: str) -> str:
    return f"{said}, as now" if now == then else f"{said}, instead of {now or nothing}"


def _workers(words: Words, now: Outcome, then: Outcome) -> Iterator[str]:
    """Yield every worker who is over for longer or shorter, and everybody new."""
    before = {each.worker_id: each for each in now.workers}
    for each in then.workers:
        was = before.get(each.worker_id)
        if was is None:
            yield _new(words, each)
        elif was.mondays_over != each.mondays_over:
            yield _otherwise(words, was, each)


def _new(words: Words, found: WorkerOutcome) -> str:
    name = words.worker(found.worker_id)
    if found.fullest is None:
        return f"{name} holds nobody"
    day = words.day(found.fullest.week)
    return f"{name} holds {fullest(found)} at the fullest, on {day}"


def _otherwise(words: Words, was: WorkerOutcome, found: WorkerOutcome) -> str:
    mondays = "no Monday"
    if found.mondays_over:
        mondays = counted(found.mondays_over, "Monday")
    said = (
        f"{words.worker(found.worker_id)} is over the ceiling on {mondays} instead of "
        f"{was.mondays_over or NONE}"
    )
    row = found.fullest
    if not found.mondays_over or row is None:
        return said
    return f"{said}, with {fullest(found)} at the fullest, on {words.day(row.week)}"
