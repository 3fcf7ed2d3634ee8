"""Every foreseen failure says what happened and what to do next."""

import pytest

from cti.errors import (
    CannotWrite,
    ChangedMeanwhile,
    CtiError,
    Finding,
    InvalidInput,
    NotInForce,
    OtherShape,
    SharedName,
    StalePlan,
    UnknownName,
    UnknownPolicy,
    UnknownProgramme,
    UnreadableCaseload,
    UnreadablePlan,
    UnreadablePolicy,
    UnreadableScenario,
)

ONE = Finding(
    sheet="people",
    row=4,
    column="transition_on",
    problem="31/02/2026 is no date",
    remedy="Write 28/02/2026, for example",
)
TWO = [ONE, ONE]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        pytest.param(
            4, "fte", "workers, row 4, fte: 7 is much. Write 0 to 1.", id="cell"
        ),
        pytest.param(4, None, "workers, row 4: 7 is much. Write 0 to 1.", id="row"),
        pytest.param(
            None, "fte", "workers, fte: 7 is much. Write 0 to 1.", id="column"
        ),
        pytest.param(None, None, "workers: 7 is much. Write 0 to 1.", id="sheet"),
    ],
)
def test_a_finding_says_where_what_and_what_instead(
    row: int | None, column: str | None, said: str
) -> None:
    finding = Finding(
        sheet="workers",
        row=row,
        column=column,
        problem="7 is much",
        remedy="Write 0 to 1",
    )

    assert str(finding) == said


def test_a_plan_that_cannot_be_in_force_is_named_with_the_reason() -> None:
    error = NotInForce("monday", why="it knows nobody who is in this caseload")

    assert error.where == "monday"
    assert error.message == (
        "monday cannot be the plan in force: it knows nobody who is in this caseload."
    )


@pytest.mark.parametrize(
    ("findings", "counted"), [([ONE], "1 thing needs mending"), (TWO, "2 things need")]
)
def test_a_caseload_that_cannot_be_read_has_everything_to_mend(
    findings: list[Finding], counted: str
) -> None:
    error = UnreadableCaseload(findings)

    assert isinstance(error, InvalidInput)
    assert error.findings == tuple(findings)
    assert error.message.startswith(counted)
    assert "Nothing was written" in error.hint


@pytest.mark.parametrize(
    ("findings", "counted"), [([ONE], "1 thing in"), (TWO, "2 things in")]
)
def test_a_plan_that_cannot_be_read_does_too(
    findings: list[Finding], counted: str
) -> None:
    error = UnreadablePlan(findings)

    assert error.findings == tuple(findings)
    assert error.message.startswith(counted)
    assert "cti plan" in error.hint


@pytest.mark.parametrize(
    ("findings", "things", "changes"),
    [([ONE], "1 thing needs", "1 change cannot"), (TWO, "2 things need", "2 changes")],
)
def test_prices_and_scenarios_that_cannot_be_read_count_what_is_to_mend(
    findings: list[Finding], things: str, changes: str
) -> None:
    assert UnreadablePolicy(findings).message.startswith(things)
    assert UnreadableScenario(findings).message.startswith(changes)
    assert UnreadablePolicy(findings).findings == tuple(findings)
    assert UnreadableScenario(findings).findings == tuple(findings)


def test_an_unknown_policy_is_met_with_those_there_are() -> None:
    error = UnknownPolicy("brave", known=["balanced", "protect workers"])

    assert error.message == "There is no policy and no file «brave»."
    assert "balanced, protect workers" in error.hint


def test_an_unknown_name_is_met_with_what_may_have_been_meant() -> None:
    close = UnknownName("Sma", kind="person", close=["Sam", "Ema"])
    strange = UnknownName("Sma", kind="worker")

    assert close.message == "There is no person «Sma» in this caseload."
    assert close.hint == "Did you mean Sam or Ema?"
    assert strange.hint == "Look in the worker column of the spreadsheet."


def test_a_shared_name_is_met_with_the_ids_of_all_who_have_it() -> None:
    error = SharedName("Sam", kind="person", ids=["p1", "p2", "p3"])

    assert error.message == "More than one person is called «Sam»."
    assert error.hint == "Say which by the id: p1, p2 or p3."


def test_what_cannot_be_written_says_why() -> None:
    error = CannotWrite("plan", why="the disk is full")

    assert error.message == "plan cannot be written: the disk is full."
    assert error.hint.startswith("Choose another place")
    assert not isinstance(error, InvalidInput)


@pytest.mark.parametrize(
    "error",
    [
        UnreadableCaseload([ONE]),
        UnreadablePlan([ONE]),
        UnreadablePolicy([ONE]),
        UnreadableScenario([ONE]),
        UnknownProgramme("x", known=["cti"]),
        UnknownPolicy("x", known=["balanced"]),
        NotInForce("monday", why="it knows nobody who is in this caseload"),
        UnknownName("x", kind="person"),
        SharedName("x", kind="person", ids=["p1", "p2"]),
        CannotWrite("x", why="it is in use"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_failure_is_two_sentences_one_to_know_and_one_to_act_on(
    error: CtiError,
) -> None:
    assert str(error) == error.message
    assert error.message.endswith(".")
    assert error.hint.endswith((".", "?"))


def test_a_stale_plan_says_what_changed_and_what_to_do() -> None:
    error = StalePlan("1 thing has changed.", edits=["Sam's pause was added."])

    assert str(error) == error.message == "1 thing has changed."
    assert error.edits == ("Sam's pause was added.",)
    assert "Plan again" in error.hint
    assert isinstance(error, ChangedMeanwhile)


@pytest.mark.parametrize(
    ("found", "is_newer", "said", "hint"),
    [
        (None, False, "nothing has been kept in it yet", "cti serve"),
        ("0001", False, "another shape, 0001, and this program needs 23", "cti serve"),
        ("0099", True, "written by a newer planner (step 0099)", "must not touch it"),
    ],
)
def test_a_store_of_another_shape_says_which_and_what_to_do(
    found: str | None, is_newer: bool, said: str, hint: str
) -> None:
    error = OtherShape(found, wanted="23", is_newer=is_newer)

    assert said in error.message
    assert hint in error.hint
