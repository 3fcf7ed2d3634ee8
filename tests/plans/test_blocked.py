"""Who may not take somebody, and what is asked of newcomers alone."""

from cti.caseload.caseload import Pin
from cti.plans.assignment import Rule
from cti.plans.blocked import refused
from tests.builders import a_caseload, a_person, a_pin, a_stay, a_worker
from tests.plans.said import facts_of


def rules(*pins: Pin) -> dict[str, tuple[Rule, ...]]:
    """By which rules each worker who takes on nobody new is refused for Sam."""
    caseload = a_caseload(
        workers=[
            a_worker("alex", accepts_new=False),
            a_worker("ben"),
            a_worker("caro", accepts_new=False),
        ],
        people=[a_person("sam", worker="alex")],
        pins=pins,
    )
    found = refused(
        facts_of(caseload, a_stay(worker="ben")), caseload.people[0].person_id
    )
    return {each.worker_id: each.rules for each in found}


def test_their_own_worker_takes_on_nobody_new_by_keeping_them() -> None:
    assert rules() == {"caro": (Rule.ACCEPTS_NEW,)}


def test_a_pin_to_somebody_else_refuses_their_own_worker_too() -> None:
    assert rules(a_pin(worker="ben")) == {
        "alex": (Rule.PINS_HOLD,),
        "caro": (Rule.PINS_HOLD, Rule.ACCEPTS_NEW),
    }
