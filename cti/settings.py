"""How one installation is set up: from the environment, with nothing that must be said.

Every setting is an environment variable that begins with ``CTI_``, such as
``CTI_DATABASE``.
"""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 32
"""Characters of a secret that nobody guesses."""


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
    secret: SecretStr = Field(
        default=SecretStr(""),
        description="Signs what is handed out: 32 characters or more, kept from "
        "everybody. Without one, a new one is made and kept beside the database.",
    )
    demo: bool = Field(
        default=False,
        description="Whether this is a demonstration with invented people.",
    )
    log_as_json: bool = Field(
        default=True, description="Whether each line of the log is JSON."
    )

    @model_validator(mode="after")
    def _secret_is_one(self) -> Self:
        said = self.secret.get_secret_value()
        if said and len(said) < SHORTEST_SECRET and not self.demo:
            msg = (
                f"CTI_SECRET has {len(said)} characters; it must have "
                f"{SHORTEST_SECRET} or more, or be left out"
            )
            raise ValueError(msg)
        return self

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
