"""The pages that somebody sees who has not signed in."""

from dataclasses import dataclass
from typing import ClassVar

from dashboards.site.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """Somebody is asked who they are.

    Attributes
    ----------
    then
        Where to go afterwards: a path of this site.
    asks_for_code
        Whether the password fitted and a code is needed as well.
    provider
        What the organisation's own way to sign in is called; empty where there is none.
    sends_letters
        Whether a link can be sent to who forgot their password.
    notice
        What has happened just before; empty for nothing.
    """

    template: ClassVar[str] = "site/sign_in.html"
    title: ClassVar[str] = "Sign in"

    form: Form
    then: str = ""
    asks_for_code: bool = False
    provider: str = ""
    sends_letters: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunPage:
    """Nobody has an account: say how the first one is made.

    Attributes
    ----------
    command
        What is typed on the computer that runs the planner.
    """

    template: ClassVar[str] = "site/first_run.html"
    title: ClassVar[str] = "Welcome"

    command: str = "cti account first ade@example.org Ade"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenPage:
    """Ask for a link to set another password.

    Attributes
    ----------
    is_sent
        Whether it was asked for.
    """

    template: ClassVar[str] = "site/forgotten.html"
    title: ClassVar[str] = "Set another password"

    form: Form
    is_sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPage:
    """Set a password by a link."""

    template: ClassVar[str] = "site/password.html"
    title: ClassVar[str] = "Choose a password"

    form: Form
