"""An installation needs no settings, and refuses those that would not be safe."""

import shlex
import subprocess
import sys

import pytest

from cti.errors import InvalidSettings, NotNow
from cti.settings import (
    MAKES_A_KEY,
    Settings,
    is_guessed,
    refuse_unsafe,
    settings_of_environment,
)
from cti.usecases.sealing import SHORTEST_KEY, Seal


def test_nothing_must_be_said() -> None:
    settings = Settings()
    assert settings.database == "sqlite:///cti.db"
    assert settings.address == "http://127.0.0.1:8000"
    assert not settings.is_secure


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTI_DATABASE", "postgresql+psycopg://a@b/c")
    monkeypatch.setenv("CTI_PUBLIC_ADDRESS", "https://planner.example.org/")
    settings = Settings()
    assert settings.database == "postgresql+psycopg://a@b/c"
    assert settings.address == "https://planner.example.org"
    assert settings.is_secure


def test_everything_wrong_in_the_environment_is_told_and_nothing_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CTI_PORT", "eighty-hidden")
    monkeypatch.setenv("CTI_LOG_AS_JSON", "perhaps")
    with pytest.raises(InvalidSettings) as told:
        settings_of_environment()
    assert [each.split(":")[0] for each in told.value.wrong] == [
        "CTI_PORT",
        "CTI_LOG_AS_JSON",
    ]
    assert "hidden" not in told.value.message
    monkeypatch.undo()
    assert settings_of_environment() == Settings()


def test_plans_are_made_beside_answering_unless_it_is_turned_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings().workers == 1
    monkeypatch.setenv("CTI_WORKERS", "0")
    assert Settings().workers == 0
    monkeypatch.setenv("CTI_WORKERS", "2")
    with pytest.raises(InvalidSettings, match="CTI_WORKERS"):
        settings_of_environment()


def test_a_key_is_long_or_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().seal is None
    monkeypatch.setenv("CTI_KEY", "too-short-hidden")
    with pytest.raises(InvalidSettings) as told:
        settings_of_environment()
    assert "32 characters" in told.value.message
    assert "hidden" not in told.value.message
    monkeypatch.setenv("CTI_KEY", "long-enough-and-hidden-from-whoever-looks")
    settings = settings_of_environment()
    assert settings.seal is not None
    assert "hidden" not in repr(settings)


def test_the_key_before_opens_beside_the_one_that_takes_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sealed = Seal(KEY).close("hidden", of="jo")
    monkeypatch.setenv("CTI_OLD_KEY", KEY)
    with pytest.raises(InvalidSettings, match="CTI_OLD_KEY"):
        settings_of_environment()
    monkeypatch.setenv("CTI_KEY", KEY[::-1])
    settings = settings_of_environment()

    assert settings.seal is not None
    assert settings.seal.open(sealed, of="jo") == "hidden"
    with pytest.raises(NotNow):
        Seal(KEY).open(settings.seal.close("hidden", of="jo"), of="jo")
    assert KEY not in repr(settings)
    monkeypatch.setenv("CTI_OLD_KEY", "too-short-hidden")
    with pytest.raises(InvalidSettings, match="32 characters"):
        settings_of_environment()


MAIL = {
    "CTI_MAIL_SERVER": "mail.example.org",
    "CTI_MAIL_SENDER": "planner@example.org",
    "CTI_PUBLIC_ADDRESS": "https://planner.example.org",
}


def test_letters_are_sent_by_the_server_that_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings().mail is None
    for name, value in MAIL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CTI_MAIL_NAME", "planner")
    monkeypatch.setenv("CTI_MAIL_PASSWORD", "hidden")
    settings = settings_of_environment()

    assert settings.mail is not None
    assert (settings.mail.port, settings.mail.security) == (587, "starttls")
    assert settings.mail.password == "hidden"  # noqa: S105, of a test
    assert "hidden" not in repr(settings)
    assert "hidden" not in repr(settings.mail)


@pytest.mark.parametrize("left_out", ["CTI_MAIL_SENDER", "CTI_PUBLIC_ADDRESS"])
def test_what_letters_need_is_named_where_it_is_left_out(
    monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    for name, value in MAIL.items():
        if name != left_out:
            monkeypatch.setenv(name, value)

    with pytest.raises(InvalidSettings, match=left_out):
        settings_of_environment()


def test_a_password_is_not_set_for_a_way_that_all_can_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {**MAIL, "CTI_MAIL_NAME": "planner"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CTI_MAIL_SECURITY", "none")

    with pytest.raises(InvalidSettings, match="CTI_MAIL_SECURITY"):
        settings_of_environment()


KEY = "2f6b0c94d1e85a37b9c0d4e6f81a2357"
DATABASE = "postgresql+psycopg://cti:9a61f0d2c7b4e853@database/cti"
FOR_OTHERS = {
    "CTI_HOST": "0.0.0.0",  # noqa: S104, what is tried
    "CTI_PUBLIC_ADDRESS": "https://planner.example.org",
    "CTI_KEY": KEY,
    "CTI_DATABASE": DATABASE,
}


def refused(monkeypatch: pytest.MonkeyPatch, **said: str) -> list[str]:
    """Which settings have to be mended, and nothing of what they are."""
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSettings) as told:
        refuse_unsafe(settings_of_environment())
    for secret in ("CTI_KEY", "CTI_DATABASE"):
        assert not said[secret] or said[secret] not in told.value.message
    return [each.split(":")[0] for each in told.value.wrong]


def accepted(monkeypatch: pytest.MonkeyPatch, **said: str) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    refuse_unsafe(settings_of_environment())


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"CTI_HOST": "localhost"},
        {"CTI_HOST": "::1"},
        {"CTI_PUBLIC_ADDRESS": "http://localhost:9000"},
        {"CTI_DATABASE": "postgresql+psycopg://postgres:postgres@localhost/cti"},
    ],
)
def test_on_ones_own_computer_everything_may_be_as_it_comes(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    accepted(monkeypatch, **said)


def test_what_is_made_for_others_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(monkeypatch, **FOR_OTHERS)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"CTI_KEY": ""}, ["CTI_KEY"]),
        ({"CTI_KEY": "change-me-change-me-change-me-now-"}, ["CTI_KEY"]),
        ({"CTI_KEY": "0" * 40}, ["CTI_KEY"]),
        ({"CTI_PUBLIC_ADDRESS": ""}, ["CTI_PUBLIC_ADDRESS"]),
        (
            {"CTI_PUBLIC_ADDRESS": "http://planner.example.org"},
            ["CTI_PUBLIC_ADDRESS"],
        ),
        (
            {"CTI_HOST": "127.0.0.1", "CTI_PUBLIC_ADDRESS": "http://10.0.0.7"},
            ["CTI_PUBLIC_ADDRESS"],
        ),
        (
            {"CTI_HOST": "127.0.0.1", "CTI_KEY": ""},
            ["CTI_KEY"],
        ),
        (
            {"CTI_DATABASE": "postgresql+psycopg://cti:postgres@db/cti"},
            ["CTI_DATABASE"],
        ),
        (
            {"CTI_DATABASE": "postgresql+psycopg://planneronly:planneronly@db/x"},
            ["CTI_DATABASE"],
        ),
        (
            {"CTI_KEY": "", "CTI_PUBLIC_ADDRESS": ""},
            ["CTI_PUBLIC_ADDRESS", "CTI_KEY"],
        ),
    ],
)
def test_what_is_good_for_a_trial_alone_is_refused_where_others_reach_it(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], wrong: list[str]
) -> None:
    assert refused(monkeypatch, **{**FOR_OTHERS, **said}) == wrong


def test_a_database_without_a_password_of_its_own_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for database in ("sqlite:////data/cti.db", "postgresql+psycopg://cti@/cti"):
        accepted(monkeypatch, **{**FOR_OTHERS, "CTI_DATABASE": database})


def test_the_way_to_make_a_key_makes_one_that_is_taken() -> None:
    made = subprocess.run(
        [sys.executable, *shlex.split(MAKES_A_KEY)[1:]],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    assert len(made) >= SHORTEST_KEY
    assert not is_guessed(made)
