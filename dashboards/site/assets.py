"""Files that browsers load once: held in memory, compressed, named by their content."""

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

WHERE = "/static"

FOR_EVER = "public, max-age=31536000, immutable"
"""A file with other contents has another name."""

TEXT = ("text/", "application/j", "image/svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file.

    Attributes
    ----------
    packed
        Compressed; None where that makes it no smaller.
    """

    kind: str
    body: bytes
    packed: bytes | None


class Assets:
    """Every file under ``dashboards/static``, as an application of its own.

    Attributes
    ----------
    address
        Where each is, by its name in the folder.
    """

    def __init__(self, folder: Traversable) -> None:
        address: dict[str, str] = {}
        self._assets: dict[str, Asset] = {}
        for name, body in _below(folder, ""):
            stem, _, ending = name.rpartition(".")
            hashed = f"{stem}.{sha256(body).hexdigest()[:12]}.{ending}"
            self._assets[f"/{hashed}"] = _asset(name, body)
            address[name] = f"{WHERE}/{hashed}"
        self.address: Mapping[str, str] = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        found = self._assets.get(path)
        if found is None:
            await Response(status_code=404)(scope, receive, send)
            return
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        body, packed = found.body, found.packed
        if packed and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            body, headers["Content-Encoding"] = packed, "gzip"
        answer = Response(body, media_type=found.kind, headers=headers)
        await answer(scope, receive, send)

    def body(self, name: str) -> bytes:
        """Return a file's contents, by its name in the folder."""
        return self._assets[self.address[name].removeprefix(WHERE)].body


@cache
def assets() -> Assets:
    """Return the files of this installation."""
    return Assets(files("dashboards") / "static")


def _asset(name: str, body: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if kind.startswith(TEXT) else None
    is_smaller = packed is not None and len(packed) < len(body)
    return Asset(kind=kind, body=body, packed=packed if is_smaller else None)


def _below(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            found += _below(each, f"{prefix}{each.name}/")
        elif not each.name.endswith((".LICENCE", ".json")):
            found.append((f"{prefix}{each.name}", each.read_bytes()))
    return found
