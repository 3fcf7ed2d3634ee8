"""What every answer says to browsers, and which requests from browsers are refused."""

from collections.abc import Collection
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cti.api.problems import answer

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, nothing within the page, and in nobody's frame."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

NOT_KEPT = "no-store"
"""Of every answer that does not say otherwise: pages are about people."""

A_YEAR = "max-age=31536000; includeSubDomains"


class SayHeaders:
    """Put on every answer what keeps a browser from harm."""

    def __init__(self, app: ASGIApp, *, is_secure: bool) -> None:
        self._app, self._is_secure = app, is_secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or whatever else it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", NOT_KEPT)
                if self._is_secure:
                    headers.setdefault("Strict-Transport-Security", A_YEAR)
            await send(message)

        await self._app(scope, receive, say)


class RefuseOtherSites:
    """Refuse what a browser would change because of another site's page.

    A browser says where a request comes from. A program with a token says nothing of
    the kind and sends no cookie, and is let through.

    Parameters
    ----------
    public_host
        The host that browsers know it by.
    """

    def __init__(
        self, app: ASGIApp, *, public_host: str, cookies: Collection[str]
    ) -> None:
        self._app, self._host, self._cookies = app, public_host, cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or whatever else it is."""
        is_change = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if is_change and not self._is_our_own(Headers(scope=scope)):
            refusal = answer(
                HTTPStatus.FORBIDDEN,
                "This was sent by the page of another site.",
                hint="Open the planner itself and do it there.",
            )
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_our_own(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = headers.get("origin")
        if origin is not None:
            return urlsplit(origin).netloc == self._host
        return not any(
            f"{name}=" in headers.get("cookie", "") for name in self._cookies
        )
