"""Forms that a phone may send more than once, and that are done once."""

import re
from collections.abc import Callable
from hashlib import sha256

from starlette.responses import Response

from cti.api.callers import Caller
from cti.usecases import doing_once
from cti.usecases.doing_once import Answered
from dashboards.site.forms import Form
from dashboards.site.routing import see

KEY = "key"
"""The field with what tells one sending from another."""


def once(caller: Caller, path: str, form: Form, do: Callable[[], str]) -> Response:
    """Do what a form asks for, once if it brings a key, and show another page.

    Parameters
    ----------
    do
        Does it, and returns the address to show; what it raises is undone.

    Raises
    ------
    KeyUsed
        If the key came with something else.
    NotNow
        If the same is being done just now.
    """
    key = form.value(KEY)
    if not re.fullmatch(r"[A-Za-z0-9-]{8,100}", key):
        return see(do())
    store = caller.store
    kept_under = doing_once.key_of(key, f"page {caller.actor.account_id}")
    digest = sha256(f"{path}\n{sorted(form.said.items())}".encode()).hexdigest()
    before = doing_once.begin(store, kept_under, digest, at=caller.at)
    if before is not None:
        return see(before.body)
    try:
        address = do()
    except Exception:
        doing_once.give_back(store, kept_under)
        raise
    answered = Answered(status=303, headers="{}", body=address, media_type="text/plain")
    doing_once.keep_answer(store, kept_under, answered)
    return see(address)
