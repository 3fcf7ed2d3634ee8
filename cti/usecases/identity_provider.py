"""An identity provider (OpenID Connect): where it sends people, and who came back.

What it says is believed only as far as its signature, and only if it was said to us,
about this attempt, just now.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from cti.errors import NoSignOn, SignOnFailed

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ALGORITHMS = ("RS256", "ES256")
"""What a provider signs with. Nothing that a token says of itself adds to them."""

SCOPE = "openid email"
KEPT_FOR = timedelta(hours=1)
"""How long what a provider publishes of itself is believed."""

ASKED_AGAIN_AFTER = timedelta(minutes=1)
"""How often it is asked for keys it did not have."""

LEFT_ALONE_FOR = timedelta(seconds=15)
"""How long nobody waits for a provider that has just not answered."""

SKEW_SECONDS = 60
"""How far its clock may be from ours."""

SECONDS = 10.0
"""How long it may take to answer."""

DISCOVERY = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BASIC = "client_secret_basic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is to a provider.

    Attributes
    ----------
    subject
        The same for good, and nobody else's there.
    email
        Empty where the provider did not say it, or did not verify it.
    """

    issuer: str
    subject: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one attempt to sign in is known by; told to nobody but its own browser.

    Attributes
    ----------
    state
        Comes back in the address.
    nonce
        Comes back in what the provider signs.
    verifier
        Proves that who began is who ends it.
    """

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    """What a provider says of itself, and when it was asked."""

    said: Mapping[str, Any]
    keys: "KeySet"
    at: datetime


class Provider:
    """An identity provider that knows this planner.

    Parameters
    ----------
    issuer
        Its address, exactly as it says it.
    known_as, secret
        What it knows this planner by, and what proves it.
    name
        What people call it.
    """

    def __init__(self, *, issuer: str, known_as: str, secret: str, name: str) -> None:
        self.issuer, self.name = issuer, name
        self._known_as, self._secret = known_as, secret
        self._published: _Published | None = None
        self._failed_at: datetime | None = None
        self._lock = Lock()

    def way_in(self, attempt: Attempt, *, back: str, at: datetime) -> str:
        """Return where somebody goes to sign in.

        Parameters
        ----------
        back
            Where the provider sends them then.

        Raises
        ------
        NoSignOn
            If it does not answer, or not as it should.
        """
        asked = {
            "response_type": "code",
            "client_id": self._known_as,
            "redirect_uri": back,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": _challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        where = str(self._known(at).said["authorization_endpoint"])
        return f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(asked)}"

    def who_came(
        self, code: str, attempt: Attempt, *, back: str, at: datetime
    ) -> Identity:
        """Return who came back with a code, which the provider takes once.

        Raises
        ------
        SignOnFailed
            If the provider does not take it, or says what cannot be believed.
        NoSignOn
            If it does not answer, or not as it should.
        """
        token = self._token_for(code, attempt, back, at)
        return self._believed(token, attempt, at)

    def _token_for(self, code: str, attempt: Attempt, back: str, at: datetime) -> str:
        import httpx2  # noqa: PLC0415, an extra

        said = self._known(at).said
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": attempt.verifier,
        }
        basic: tuple[str, str] | None = (
            quote(self._known_as, safe=""),
            quote(self._secret, safe=""),
        )
        ways = said.get("token_endpoint_auth_methods_supported")
        if isinstance(ways, list) and BASIC not in ways:
            sent |= {"client_id": self._known_as, "client_secret": self._secret}
            basic = None
        try:
            answer = httpx2.post(
                said["token_endpoint"], data=sent, auth=basic, timeout=SECONDS
            )
            told = answer.json() if answer.is_success else {}
        except httpx2.HTTPError as error:
            raise NoSignOn(why="its provider does not answer") from error
        except ValueError as error:
            raise SignOnFailed from error
        token = told.get("id_token") if isinstance(told, dict) else None
        if not isinstance(token, str):
            raise SignOnFailed
        return token

    def _believed(self, token: str, attempt: Attempt, at: datetime) -> Identity:
        """Return whom a token is about, if all of it can be believed."""
        from joserfc.errors import JoseError  # noqa: PLC0415, an extra
        from joserfc.jwt import JWTClaimsRegistry  # noqa: PLC0415, an extra

        try:
            claims = self._signed(token, at)
            JWTClaimsRegistry(
                now=int(at.timestamp()),
                leeway=SKEW_SECONDS,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self._known_as},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError) as error:
            raise SignOnFailed from error
        if claims["nonce"] != attempt.nonce or not self._is_for_us(claims):
            raise SignOnFailed
        return Identity(
            issuer=self.issuer, subject=claims["sub"], email=_verified_email(claims)
        )

    def _is_for_us(self, claims: Mapping[str, Any]) -> bool:
        """Whether a token that names several was issued to us among them."""
        audience = claims["aud"]
        is_ours_alone = isinstance(audience, str) or len(audience) == 1
        issued_to = claims.get("azp", self._known_as if is_ours_alone else None)
        return bool(issued_to == self._known_as)

    def _signed(self, token: str, at: datetime) -> dict[str, Any]:
        """Return what a token says, if the provider has signed it."""
        from joserfc import jwt  # noqa: PLC0415, an extra
        from joserfc.errors import InvalidKeyIdError  # noqa: PLC0415, an extra

        keys = self._known(at).keys
        try:
            return jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        except InvalidKeyIdError:
            # It may sign with a new key; it is asked now and then, not each time.
            keys = self._known(at, newer_than=ASKED_AGAIN_AFTER).keys
            return jwt.decode(token, keys, algorithms=ALGORITHMS).claims

    def _known(self, at: datetime, newer_than: timedelta = KEPT_FOR) -> _Published:
        with self._lock:
            known = self._published
            if known is not None and at - known.at < newer_than:
                return known
            if self._failed_at is not None and at - self._failed_at < LEFT_ALONE_FOR:
                raise NoSignOn(why="its provider does not answer")
            try:
                self._published = self._asked(at)
            except NoSignOn:
                self._failed_at = at
                raise
            return self._published

    def _asked(self, at: datetime) -> _Published:
        """Ask the provider what it publishes of itself."""
        from joserfc.errors import JoseError  # noqa: PLC0415, an extra
        from joserfc.jwk import KeySet  # noqa: PLC0415, an extra

        said = _read(f"{self.issuer.rstrip('/')}{DISCOVERY}")
        is_its_own = said.get("issuer") == self.issuer
        if not is_its_own or not all(is_safe(said.get(each)) for each in NEEDED):
            raise NoSignOn(why="its provider says what cannot be")
        try:
            keys = _read(said["jwks_uri"]).get("keys", [])
            public = [each for each in keys if each.get("kty") in ("RSA", "EC")]
            return _Published(
                said=said, keys=KeySet.import_key_set({"keys": public}), at=at
            )
        except (JoseError, ValueError, TypeError, AttributeError) as error:
            raise NoSignOn(why="its provider has no keys") from error


def _challenge(verifier: str) -> str:
    digest = sha256(verifier.encode("ascii")).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def is_safe(address: object) -> bool:
    """Whether nobody on the way can read what is said to an address."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_here = host == "localhost" or (
            host.replace(".", "").isdigit() and ip_address(host).is_loopback
        )
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_here)
    )


def _read(address: str) -> dict[str, Any]:
    import httpx2  # noqa: PLC0415, an extra

    try:
        answer = httpx2.get(address, timeout=SECONDS)
        said = answer.raise_for_status().json()
    except (httpx2.HTTPError, ValueError) as error:
        raise NoSignOn(why="its provider does not answer") from error
    if not isinstance(said, dict):
        raise NoSignOn(why="its provider says what cannot be")
    return said


def _verified_email(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    is_verified = claims.get("email_verified") is True
    return email if isinstance(email, str) and is_verified else ""
