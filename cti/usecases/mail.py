"""Hand e-mails to a mail server, and tell what went wrong without saying with whom."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol

SECONDS = 20.0
"""How long the mail server may take over one answer."""

FOR_GOOD = 500
"""From here on its answers mean that it is of no use to try again."""


class Security(StrEnum):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class NotDelivered(Exception):
    """A letter, or every letter, that the mail server did not take.

    Parameters
    ----------
    why
        The kind of failure and its number: what the server says may name somebody.
    is_for_good
        Whether this letter is refused for ever.
    is_server
        Whether no other letter goes now either.
    """

    def __init__(
        self, why: str, *, is_for_good: bool = False, is_server: bool = False
    ) -> None:
        super().__init__(why)
        self.why, self.is_for_good, self.is_server = why, is_for_good, is_server


class Hand(Protocol):
    """What takes one letter; it raises `NotDelivered` where it does not."""

    def __call__(self, letter: EmailMessage, to: str) -> None:
        """Take a letter to an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The mail server of an installation.

    Attributes
    ----------
    name, password
        What it wants to be told first; empty for nothing.
    sender
        The address its letters come from.
    """

    host: str
    port: int
    security: Security
    name: str = ""
    password: str = field(default="", repr=False)
    sender: str

    @property
    def domain(self) -> str:
        """What stands behind the @ of its letters."""
        return self.sender.rpartition("@")[2]

    @contextmanager
    def open(self) -> Iterator[Hand]:
        """Connect for as long as the block lasts, and yield what takes letters.

        Raises
        ------
        NotDelivered
            If it does not answer or lets nobody in.
        """
        try:
            server = self._connected()
        except OSError as error:
            raise _failure(error, is_server=True) from None
        try:
            yield lambda letter, to: self._hand(server, letter, to)
        finally:
            with suppress(OSError):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security is Security.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host,
                self.port,
                local_hostname=self.domain,
                timeout=SECONDS,
                context=context,
            )
        else:
            server = smtplib.SMTP(
                self.host, self.port, local_hostname=self.domain, timeout=SECONDS
            )
        try:
            if self.security is Security.STARTTLS:
                server.starttls(context=context)
            if self.name:
                server.login(self.name, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _hand(self, server: smtplib.SMTP, letter: EmailMessage, to: str) -> None:
        try:
            server.send_message(letter, from_addr=self.sender, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            why, is_for_good = f"recipient {max(codes)}", min(codes) >= FOR_GOOD
            raise NotDelivered(why, is_for_good=is_for_good) from None
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            # An address this mail server has no letters for.
            raise NotDelivered(type(error).__name__, is_for_good=True) from None
        except OSError as error:
            is_server = not isinstance(error, smtplib.SMTPDataError)
            raise _failure(error, is_server=is_server) from None


def _failure(error: Exception, *, is_server: bool) -> NotDelivered:
    code = getattr(error, "smtp_code", "")
    return NotDelivered(f"{type(error).__name__} {code}".strip(), is_server=is_server)
