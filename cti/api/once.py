"""Requests with a key of their own are done once, however often they arrive."""

import json
import re
from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from cti.api.callers import actor_of, proof_of
from cti.api.house import House, house_of
from cti.errors import BadKey
from cti.usecases import doing_once
from cti.usecases.doing_once import Answered

HEADER = "Idempotency-Key"
REPEATED = "Idempotency-Replayed"
SAID_AGAIN = ("location", "etag")
"""What of the headers is said again with the answer."""

TOLD_ONCE = {"x-told-once": True}
"""Marks a route that tells a secret; sent again, it does again what it does."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """A route that answers a request with a known key as it did the first time."""

    def get_route_handler(self) -> Handler:
        """Return what answers."""
        usual = super().get_route_handler()

        async def answer(request: Request) -> Response:
            key = request.headers.get(HEADER)
            house = house_of(request)
            proof = proof_of(request, house)
            if key is None or not self._is_kept(request) or not proof:
                return await usual(request)
            if await run_in_threadpool(actor_of, request, house, house.clock()) is None:
                # An answer is for those alone who still may have it.
                return await usual(request)
            if not re.fullmatch(r"[A-Za-z0-9_-]{8,100}", key):
                raise BadKey
            return await _once(request, usual, house, doing_once.key_of(key, proof))

        return answer

    def _is_kept(self, request: Request) -> bool:
        """Whether what is answered may be kept, to be said again."""
        return request.method == "POST" and not tells_once(self)


def tells_once(route: APIRoute) -> bool:
    """Whether a route tells a secret, which is kept nowhere."""
    return (route.openapi_extra or {}) == TOLD_ONCE


async def _once(
    request: Request, usual: Handler, house: House, kept_under: str
) -> Response:
    store = house.store
    digest = _digest(request, await request.body())
    before = await run_in_threadpool(
        doing_once.begin, store, kept_under, digest, at=house.clock()
    )
    if before is not None:
        said = {**json.loads(before.headers), REPEATED: "true"}
        return Response(
            before.body, before.status, headers=said, media_type=before.media_type
        )
    try:
        response = await usual(request)
    except Exception:
        # Whatever fails is undone, so it may be tried again with the same key.
        await run_in_threadpool(doing_once.give_back, store, kept_under)
        raise
    said = {
        name: response.headers[name] for name in SAID_AGAIN if name in response.headers
    }
    answered = Answered(
        status=response.status_code,
        headers=json.dumps(said),
        body=bytes(response.body).decode(),
        media_type=response.media_type or "application/json",
    )
    await run_in_threadpool(doing_once.keep_answer, store, kept_under, answered)
    return response


def _digest(request: Request, body: bytes) -> str:
    asked = f"{request.method} {request.url.path}?{request.url.query}\n"
    return sha256(asked.encode() + body).hexdigest()
