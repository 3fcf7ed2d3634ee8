"""What deploys the planner says what the planner knows, and gives nothing away."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.core import TyperGroup

from cti.cli.app import app
from cti.settings import Settings, refuse_unsafe
from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
STARTS = DEPLOY / "with-secrets"
COMPOSE: Mapping[str, Any] = yaml.safe_load(
    (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
)
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]

SECRETS = {
    "cti_database": "postgresql+psycopg://cti:6d1f90b7c3a2e854@database/cti",
    "cti_key": "0b6e2f84d91c73a5f0b6e2f84d91c73a",
}


def everything() -> Iterator[str]:
    yield PAGE
    for path in sorted(DEPLOY.iterdir()):
        if path.is_file():
            yield path.read_text(encoding="utf-8")


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    for name, secret in SECRETS.items():
        (tmp_path / name).write_text(f"{secret}\n", encoding="utf-8")
    return tmp_path


def started(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(STARTS), *command],
        env={"SECRETS": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_setting_that_is_named_is_one() -> None:
    known = {
        str(field.validation_alias or f"CTI_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }
    named = {name for text in everything() for name in re.findall(r"\bCTI_\w+", text)}

    assert named - known == set()
    assert {"CTI_KEY", "CTI_DATABASE", "CTI_PROXIES"} <= named


def test_what_compose_starts_is_safe_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {
        name: re.sub(r"\$\{PLANNER_NAME:\?[^}]*\}", "planner.example.org", value)
        for name, value in SERVICES["planner"]["environment"].items()
    }
    said |= {name.upper(): secret for name, secret in SECRETS.items()}
    for name, value in said.items():
        monkeypatch.setenv(name, value)

    settings = Settings()

    refuse_unsafe(settings)
    assert settings.is_for_others
    assert settings.workers == 0


ON_TOP = {
    "letters": "cti_mail_password",
    "sign-on": "cti_oidc_client_secret",
}


@pytest.mark.parametrize("what", sorted(ON_TOP))
def test_what_is_put_on_top_is_all_that_it_needs(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    file = DEPLOY / f"compose.{what}.yaml"
    more = yaml.safe_load(file.read_text(encoding="utf-8"))
    secret = ON_TOP[what]
    assert more["secrets"] == {secret: {"file": f"./secrets/{secret}"}}
    for service in more["services"].values():
        assert service["secrets"] == [secret]
        for name, value in service["environment"].items():
            assert re.fullmatch(r"\$\{[A-Z_]+:\?[^}]+\}", value), name
            monkeypatch.setenv(name, "https://planner@mail.example.org")
    monkeypatch.setenv(secret.upper(), "of the mailbox")
    monkeypatch.setenv("CTI_PUBLIC_ADDRESS", "https://planner.example.org")
    monkeypatch.setenv("CTI_KEY", SECRETS["cti_key"])

    settings = Settings()

    assert (settings.mail is not None) == (what == "letters")
    assert (settings.sign_on is not None) == (what == "sign-on")
    for service in more["services"]:
        assert "outside" in SERVICES[service]["networks"]


def test_who_sends_letters_knows_where_people_sign_in() -> None:
    said = [SERVICES[each]["environment"] for each in ("planner", "worker")]
    first, second = (each["CTI_PUBLIC_ADDRESS"] for each in said)
    assert first == second


@pytest.mark.parametrize("secret", ["cti_old_key", *sorted(ON_TOP.values())])
def test_a_secret_that_not_everybody_has_is_passed_on_where_it_is(
    secrets: Path, secret: str
) -> None:
    asks = f"import os; print(os.environ.get({secret.upper()!r}, 'none'))"
    without = started(secrets, sys.executable, "-c", asks)
    (secrets / secret).write_text("hidden\n", encoding="utf-8")

    done = started(secrets, sys.executable, "-c", asks)

    assert (without.stdout, done.stdout) == ("none\n", "hidden\n")


def test_nothing_but_the_proxy_answers_from_outside() -> None:
    for name, service in SERVICES.items():
        if name != "proxy":
            for port in service.get("ports", ()):
                assert port.startswith("127.0.0.1:")
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["database"]["networks"] == ["inside"]
    assert "ports" not in SERVICES["database"]
    assert SERVICES["proxy"]["networks"] == ["outside"]


def test_the_proxy_is_believed_and_nobody_further_out() -> None:
    (range_,) = COMPOSE["networks"]["outside"]["ipam"]["config"]
    assert SERVICES["planner"]["environment"]["CTI_PROXIES"] == range_["subnet"]
    proxied = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    port = SERVICES["planner"]["environment"]["CTI_PORT"]
    assert f"reverse_proxy planner:{port}" in proxied
    assert "respond @figures 404" in proxied


def test_secrets_are_files_that_are_kept_out_of_everything() -> None:
    for secret in COMPOSE["secrets"].values():
        assert list(secret) == ["file"]
        assert secret["file"].startswith("./secrets/")
    used = {
        each for service in SERVICES.values() for each in service.get("secrets", ())
    }
    assert used == set(COMPOSE["secrets"])
    for name in (".gitignore", ".dockerignore"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert "deploy/secrets" in {line.strip("/") for line in lines}


def test_no_secret_stands_in_what_is_started_or_has_a_default() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            is_secret = re.search("PASSWORD|KEY|SECRET|TOKEN|DATABASE|STORE", name)
            assert not is_secret or name.endswith("_FILE")
            assert not re.search(r"\$\{\w+:?-", value)
            assert "://" not in value or "@" not in value


def test_each_part_has_a_version_and_comes_again_and_those_asked_say_how_they_are() -> (
    None
):
    for name, service in SERVICES.items():
        image = service["image"]
        assert re.search(r":[\w.]+$", image)
        assert not image.endswith(":latest")
        assert service["restart"] == "unless-stopped"
        assert ("healthcheck" in service) is (name in {"database", "planner"})
        for before in service.get("depends_on", {}).values():
            assert before == {"condition": "service_healthy"}


def test_what_an_image_is_made_of_is_there() -> None:
    for line in CONTAINER.splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *sources, _ = line.split()[1:]
            assert all((ROOT / each).exists() for each in sources)
    stages = CONTAINER.split("\nFROM ")
    assert re.search(r"^USER \d+$", stages[-1], re.MULTILINE)
    assert CONTAINER.count("--require-hashes") == 2


def test_every_command_that_is_named_is_one() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    named = set(re.findall(r"\bcti ([a-z]+)", PAGE))
    named |= set(re.findall(r'"cti", "([a-z]+)"', CONTAINER))
    named |= {SERVICES["worker"]["command"][1]}

    assert {"serve", "worker", "backup", "restore", "account", "audit"} <= named
    assert named <= set(group.commands)


def test_a_command_is_started_with_the_secrets_and_they_stand_in_no_line(
    secrets: Path,
) -> None:
    asks = (
        "import os, sys;"
        "print(os.environ['CTI_DATABASE'], os.environ['CTI_KEY']);"
        "print(sys.argv[1:])"
    )

    done = started(secrets, sys.executable, "-c", asks, "two words")

    assert done.stdout.splitlines() == [
        f"{SECRETS['cti_database']} {SECRETS['cti_key']}",
        "['two words']",
    ]


@pytest.mark.parametrize("how", ["gone", "empty"])
@pytest.mark.parametrize("name", sorted(SECRETS))
def test_nothing_is_started_without_a_secret(
    secrets: Path, name: str, how: str
) -> None:
    (secrets / name).unlink()
    if how == "empty":
        (secrets / name).touch()

    done = started(secrets, sys.executable, "-c", "print('started')")

    assert done.returncode == 2
    assert name in done.stderr
    assert "started" not in done.stdout


def test_the_page_says_what_was_not_tried() -> None:
    assert "No image was built and no container started" in PAGE
