"""How one installation is set up: from the environment, with nothing that must be said.

Every setting is an environment variable that begins with ``CTI_``, such as
``CTI_DATABASE``.
"""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from cti.errors import InvalidSettings
from cti.usecases.sealing import SHORTEST_KEY, Seal


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
    def seal(self) -> Seal | None:
        """What seals the secrets of authenticators; None where there is no key."""
        key = self.key.get_secret_value()
        return Seal(key) if key else None

    @property
    def address(self) -> str:
        """How browsers reach it."""
        return self.public_address.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it over an encrypted connection."""
        return self.address.startswith("https://")

    @property
    def kept_in(self) -> Path | None:
        """The file of an SQLite database; None for a server."""
        before, found, file = self.database.partition("sqlite:///")
        return Path(file) if found and not before and file else None


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
