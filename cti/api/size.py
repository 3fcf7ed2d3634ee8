"""What is too large to be read is answered like everything else that is wrong."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cti.api.problems import status_of
from cti.errors import TooLarge

SayWhy = Callable[[Request, Exception], Response]
"""What answers a failure, for people or for other software."""


class RefuseLarge:
    """Read no more of a request than it may have, and say so.

    Parameters
    ----------
    most
        How many bytes it may have.
    """

    def __init__(self, app: ASGIApp, *, most: int, say: SayWhy) -> None:
        self._app, self._most, self._say = app, most, say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or whatever else it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        announced = int(said) if said.isascii() and said.isdigit() else 0
        read, is_too_large, has_begun = 0, False, False

        async def so_far() -> Message:
            nonlocal read, is_too_large
            message = {} if announced > self._most else await receive()
            read += len(message.get("body", b""))
            is_too_large = max(announced, read) > self._most
            if is_too_large:
                # Whoever reads lets go of it; what they answer is not sent.
                raise HTTPException(status_of(TooLarge()))
            return message

        async def unless_refused(message: Message) -> None:
            nonlocal has_begun
            if has_begun or not is_too_large:
                has_begun = True
                await send(message)

        await self._app(scope, so_far, unless_refused)
        if is_too_large and not has_begun:
            answer = await run_in_threadpool(self._say, Request(scope), TooLarge())
            await answer(scope, receive, send)
