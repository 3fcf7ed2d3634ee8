"""An installation needs no settings, and refuses those that would not be safe."""

import pytest

from cti.errors import InvalidSettings
from cti.settings import Settings, settings_of_environment


def test_nothing_must_be_said() -> None:
    settings = Settings()
    assert str(settings.kept_in) == "cti.db"
    assert settings.address == "http://127.0.0.1:8000"
    assert not settings.is_secure


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTI_DATABASE", "postgresql+psycopg://a@b/c")
    monkeypatch.setenv("CTI_PUBLIC_ADDRESS", "https://planner.example.org/")
    settings = Settings()
    assert settings.kept_in is None
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
