"""How one installation is set up: from the environment, with nothing that must be said.

Every setting is an environment variable that begins with ``CTI_``, such as
``CTI_DATABASE``.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote, urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from cti.errors import InvalidSettings
from cti.usecases.identity_provider import Provider, is_safe
from cti.usecases.mail import MailServer, Security
from cti.usecases.sealing import SHORTEST_KEY, Seal
from cti.usecases.signing_on import PURPOSE, SignOn

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
        description="1 to make the plans that are asked for, and to send letters, "
        "beside answering; 0 to leave both to cti worker.",
    )
    key: SecretStr = Field(
        default=SecretStr(""),
        description="What the secrets of authenticators are sealed with: 32 random "
        "characters or more, kept somewhere else than the database; without it nobody "
        "is asked for codes.",
    )
    old_key: SecretStr = Field(
        default=SecretStr(""),
        description="The key before, while what it sealed is not sealed anew: it opens "
        "and no longer closes; blank for none.",
    )
    mail_server: str = Field(
        default="",
        description="The mail server that sends letters; blank to send none.",
    )
    mail_port: int = Field(
        default=587, ge=1, le=65535, description="The port it answers on."
    )
    mail_security: Security = Field(
        default=Security.STARTTLS,
        description="starttls, tls, or none where it is on this computer.",
    )
    mail_name: str = Field(
        default="", description="The name it knows this planner by; blank for none."
    )
    mail_password: SecretStr = Field(
        default=SecretStr(""), description="The password of that name."
    )
    mail_sender: str = Field(default="", description="The address letters come from.")
    oidc_issuer: str = Field(
        default="",
        description="The identity provider's address, as it says it; blank for none.",
    )
    oidc_known_as: str = Field(
        default="",
        validation_alias="CTI_OIDC_CLIENT_ID",
        description="What it knows this planner by.",
    )
    oidc_secret: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="CTI_OIDC_CLIENT_SECRET",
        description="What proves to it that it is this planner.",
    )
    oidc_name: str = Field(
        default="Single sign-on", description="What people call the provider."
    )
    log_as_json: bool = Field(
        default=True, description="Whether each line of the log is JSON."
    )

    @field_validator("key", "old_key")
    @classmethod
    def _is_long(cls, key: SecretStr) -> SecretStr:
        if 0 < len(key.get_secret_value()) < SHORTEST_KEY:
            msg = f"It has fewer than {SHORTEST_KEY} characters"
            raise ValueError(msg)
        return key

    @model_validator(mode="after")
    def _another_key_takes_its_place(self) -> Self:
        if self.old_key.get_secret_value() and not self.key.get_secret_value():
            msg = "CTI_OLD_KEY: it needs CTI_KEY, the one that takes its place"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _letters_can_be_sent(self) -> Self:
        if not self.mail_server:
            return self
        if "@" not in self.mail_sender:
            msg = "CTI_MAIL_SENDER: letters need an address they come from"
            raise ValueError(msg)
        if not self.public_address:
            msg = "CTI_PUBLIC_ADDRESS: letters say where to sign in"
            raise ValueError(msg)
        if self.mail_name and self.mail_security is Security.NONE:
            msg = "CTI_MAIL_SECURITY: a password is not sent where all can read it"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _sign_on_can_be_used(self) -> Self:
        if not self.oidc_issuer:
            return self
        needed = {
            "CTI_OIDC_ISSUER: others could read what is said there": is_safe(
                self.oidc_issuer
            ),
            "CTI_OIDC_CLIENT_ID: the provider has to know this planner": bool(
                self.oidc_known_as
            ),
            "CTI_OIDC_CLIENT_SECRET: this planner has to prove itself": bool(
                self.oidc_secret.get_secret_value()
            ),
            "CTI_KEY: single sign-on needs one": bool(self.key.get_secret_value()),
            "CTI_PUBLIC_ADDRESS: the provider sends people there": bool(
                self.public_address
            ),
            "CTI_OIDC_ISSUER: single sign-on needs cti[sso] to be installed": all(
                find_spec(each) for each in ("joserfc", "httpx2")
            ),
        }
        for msg, is_there in needed.items():
            if not is_there:
                raise ValueError(msg)
        return self

    @property
    def sign_on(self) -> SignOn | None:
        """Single sign-on; None where there is none."""
        if not self.oidc_issuer:
            return None
        provider = Provider(
            issuer=self.oidc_issuer,
            known_as=self.oidc_known_as,
            secret=self.oidc_secret.get_secret_value(),
            name=self.oidc_name,
        )
        key, before = self.key.get_secret_value(), self._keys_before
        seal = Seal(key, PURPOSE, before=before)
        return SignOn(provider=provider, seal=seal, address=self.address)

    @property
    def mail(self) -> MailServer | None:
        """What sends letters; None where none are sent."""
        if not self.mail_server:
            return None
        return MailServer(
            host=self.mail_server,
            port=self.mail_port,
            security=self.mail_security,
            name=self.mail_name,
            password=self.mail_password.get_secret_value(),
            sender=self.mail_sender,
        )

    @property
    def is_for_others(self) -> bool:
        """Whether anybody but this computer can reach it; if not, it is for a trial."""
        name = urlsplit(self.address).hostname or ""
        return not (_is_this_computer(self.host) and _is_this_computer(name))

    @property
    def seal(self) -> Seal | None:
        """What seals the secrets of authenticators; None where there is no key."""
        key = self.key.get_secret_value()
        return Seal(key, before=self._keys_before) if key else None

    @property
    def _keys_before(self) -> tuple[str, ...]:
        key = self.old_key.get_secret_value()
        return (key,) if key else ()

    @property
    def address(self) -> str:
        """How browsers reach it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_address.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it over an encrypted connection."""
        return self.address.startswith("https://")


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
    names = [str(part).upper().removeprefix("CTI_") for part in wrong["loc"]]
    setting = "".join(f"CTI_{name}: " for name in names)
    return f"{setting}{wrong['msg'].removeprefix('Value error, ')}."
