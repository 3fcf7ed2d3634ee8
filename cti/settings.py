"""How one installation is set up: from the environment, with nothing that must be said.

Every setting is an environment variable that begins with ``CTI_``, such as
``CTI_DATABASE``.
"""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from cti.errors import InvalidSettings
from cti.usecases.sealing import SHORTEST_KEY, Seal

MAKES_A_KEY = 'python -c "import secrets; print(secrets.token_hex(32))"'
"""Makes a secret that nobody guesses."""

LEAST_LETTERS = 8
"""A secret of fewer different letters is no secret."""

COMMON = ("change", "default", "example", "password", "postgres", "secret", "1234567")
"""What stands in secrets that programs and pages come with."""


class Settings(BaseSettings):
    """The settings of one installation."""

    model_config = SettingsConfigDict(env_prefix="CTI_", extra="forbid", frozen=True)

    database: str = Field(
        default="sqlite:///cti.db",
        description="Where everything is kept: sqlite:///FILE, or "
        "postgresql+psycopg://NAME:PASSWORD@HOST/DATABASE.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address to answer on; 127.0.0.1 is this computer alone.",
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="The port to answer on."
    )
    public_address: str = Field(
        default="",
        description="How browsers reach it behind a proxy, such as "
        "https://planner.example.org; blank for the address above.",
    )
    proxies: str = Field(
        default="127.0.0.1",
        description="The addresses of proxies, with commas between: what they say of "
        "who asks is believed.",
    )
    workers: int = Field(
        default=1,
        ge=0,
        le=1,
        description="1 to make the plans that are asked for beside answering; 0 to "
        "leave them to cti worker.",
    )
    key: SecretStr = Field(
        default=SecretStr(""),
        description="What the secrets of authenticators are sealed with: 32 random "
        "characters or more, kept somewhere else than the database; without it nobody "
        "is asked for codes.",
    )
    log_as_json: bool = Field(
        default=True, description="Whether each line of the log is JSON."
    )

    @field_validator("key")
    @classmethod
    def _is_long(cls, key: SecretStr) -> SecretStr:
        if 0 < len(key.get_secret_value()) < SHORTEST_KEY:
            msg = f"It has fewer than {SHORTEST_KEY} characters"
            raise ValueError(msg)
        return key

    @property
    def is_for_others(self) -> bool:
        """Whether anybody but this computer can reach it; if not, it is for a trial."""
        name = urlsplit(self.address).hostname or ""
        return not (_is_this_computer(self.host) and _is_this_computer(name))

    @property
    def seal(self) -> Seal | None:
        """What seals the secrets of authenticators; None where there is no key."""
        key = self.key.get_secret_value()
        return Seal(key) if key else None

    @property
    def address(self) -> str:
        """How browsers reach it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_address.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it over an encrypted connection."""
        return self.address.startswith("https://")

    @property
    def kept_in(self) -> Path | None:
        """The file of an SQLite database; None for a server."""
        before, found, file = self.database.partition("sqlite:///")
        return Path(file) if found and not before and file else None


def refuse_unsafe(settings: Settings) -> None:
    """Refuse what is good for a trial on one's own computer and for nothing else.

    Where nobody else can reach it, everything may be as it comes.

    Raises
    ------
    InvalidSettings
        With every setting that must be mended, and how; no secret is repeated.
    """
    wrong = [*_unsafe(settings)] if settings.is_for_others else []
    if wrong:
        raise InvalidSettings(wrong)


def _unsafe(settings: Settings) -> Iterator[str]:
    if not settings.is_secure:
        yield (
            "CTI_PUBLIC_ADDRESS: Others can reach it, and passwords would be sent for "
            "anybody to read. Let a proxy with a certificate stand before it, and say "
            "https:// and its name; or set CTI_HOST to 127.0.0.1."
        )
    key = settings.key.get_secret_value()
    if not key:
        yield (
            "CTI_KEY: Others can reach it, and nobody could be asked for codes. "
            f"Make one by «{MAKES_A_KEY}», and keep it apart from the database."
        )
    elif is_guessed(key):
        yield f"CTI_KEY: Somebody could guess it. Make one by «{MAKES_A_KEY}»."
    server = urlsplit(settings.database)
    name, password = unquote(server.username or ""), unquote(server.password or "")
    if password and (is_guessed(password) or password == name):
        yield (
            "CTI_DATABASE: Somebody could guess its password. Give the database "
            f"another, made by «{MAKES_A_KEY}»."
        )


def is_guessed(secret: str) -> bool:
    """Whether a secret is one that comes with programs or pages, or is no secret."""
    small = secret.lower()
    return len(set(secret)) < LEAST_LETTERS or any(each in small for each in COMMON)


def _is_this_computer(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def settings_of_environment() -> Settings:
    """Return the settings of this installation.

    Raises
    ------
    InvalidSettings
        With every setting that must be mended. What was given is not repeated: it may
        be a secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidSettings([_in_words(each) for each in error.errors()]) from None


def _in_words(wrong: ErrorDetails) -> str:
    setting = "".join(f"CTI_{str(part).upper()}: " for part in wrong["loc"])
    return f"{setting}{wrong['msg'].removeprefix('Value error, ')}."
