"""An identity provider of the tests' own, on this computer, with keys of its own."""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

KNOWN_AS, SECRET = "planner", "a secret: of 100% tests"

Key = RSAKey | ECKey | OctKey


@dataclass
class Authority:
    """Who signs people in, and how they go wrong about it.

    Attributes
    ----------
    said
        What it says of itself otherwise than usual.
    claims
        What its tokens say otherwise than usual; None leaves something out.
    header
        What their headers say otherwise.
    forged
        A token it hands out instead of its own.
    asked
        What was asked of it, by path.
    """

    at: datetime
    key: Key
    port: int = 0
    said: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    forged: str | None = None
    published: list[Key] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def signs_in(self, where: str) -> dict[str, str]:
        """Let somebody sign in who was sent there; return what they come back with."""
        said = parse_qs(urlsplit(where).query)
        asked = {name: each[0] for name, each in said.items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == KNOWN_AS
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "email"}
        code = uuid4().hex
        self.codes[code] = asked
        return {"state": asked["state"], "code": code}

    def answer(self, path: str) -> dict[str, Any]:
        """What it publishes."""
        if path == "/keys":
            keys = self.published or [self.key]
            return {"keys": [{**each.as_dict(private=False)} for each in keys]}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=one",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.said,
        }

    def token(self, sent: dict[str, str], authorization: str) -> dict[str, str] | None:
        """A token for a code, once; None for what does not fit."""
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or not self._is_proven(sent, authorization):
            return None
        digest = sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked["code_challenge"]:
            return None
        if sent.get("redirect_uri") != asked["redirect_uri"]:
            return None
        return {"id_token": self.forged or self._signed(asked["nonce"])}

    def _is_proven(self, sent: dict[str, str], authorization: str) -> bool:
        if not authorization:
            return (sent.get("client_id"), sent.get("client_secret")) == (
                KNOWN_AS,
                SECRET,
            )
        said = b64decode(authorization.removeprefix("Basic ")).decode()
        return [unquote(each) for each in said.split(":")] == [KNOWN_AS, SECRET]

    def _signed(self, nonce: str) -> str:
        now = int(self.at.timestamp())
        claims = {
            "iss": self.issuer,
            "sub": "subject-of-worker",
            "aud": KNOWN_AS,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": "Worker@example.org",
            "email_verified": True,
            **self.claims,
        }
        said = {name: each for name, each in claims.items() if each is not None}
        header = {"alg": "RS256", "kid": self.key.kid, **self.header}
        return jwt.encode(header, said, self.key, algorithms=[header["alg"]])


class _Desk(BaseHTTPRequestHandler):
    authority: Authority

    def do_GET(self) -> None:
        """Tell what is published."""
        self.authority.asked.append(self.path)
        self._tell(200, self.authority.answer(self.path))

    def do_POST(self) -> None:
        """Hand out a token."""
        self.authority.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: each[0] for name, each in parse_qs(body).items()}
        told = self.authority.token(sent, self.headers.get("Authorization", ""))
        if told is None:
            self._tell(400, {"error": "invalid_grant"})
        else:
            self._tell(200, told)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _tell(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def authority_at(at: datetime, key: Key) -> Iterator[Authority]:
    """A provider for as long as the block lasts."""
    key.ensure_kid()
    authority = Authority(at=at, key=key)
    desk = type("Desk", (_Desk,), {"authority": authority})
    with ThreadingHTTPServer(("127.0.0.1", 0), desk) as server:
        server.daemon_threads = True
        authority.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield authority
        finally:
            server.shutdown()
            thread.join()
