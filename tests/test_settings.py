"""An installation needs no settings, and refuses those that would not be safe."""

import pytest
from pydantic import ValidationError

from cti.settings import SHORTEST_SECRET, Settings


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


def test_a_short_secret_is_refused_but_in_a_demonstration() -> None:
    short = "x" * (SHORTEST_SECRET - 1)
    with pytest.raises(ValidationError):
        Settings.model_validate({"secret": short})
    assert Settings.model_validate({"secret": short, "demo": True}).demo
    assert Settings.model_validate({"secret": short + "x"}).secret


def test_no_secret_is_shown() -> None:
    secret = "s" * SHORTEST_SECRET
    assert secret not in repr(Settings.model_validate({"secret": secret}))
