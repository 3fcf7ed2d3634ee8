"""A letter that waits, and what commands are told so that they send it."""

from secrets import token_hex

import pytest
from sqlalchemy import select

from cti.cli.clock import now
from cti.plans.life import LetterKind
from cti.store.letters import write
from cti.store.tables import LETTERS
from cti.store.unit import Store
from tests.mail import SENDER, Post
from tests.store.households import first


def a_letter(store: Store) -> None:
    """Somebody is to be written to, as from now."""
    ade = first(store)
    with store.unit(author_id=ade.account_id, at=now()) as unit:
        write(unit, None, [(ade.account_id, LetterKind.MOVE, 1)])


def is_marked(store: Store) -> bool:
    """Whether the store knows that the letter was sent."""
    with store.reading() as connection:
        (row,) = connection.execute(select(LETTERS)).all()
    return row.sent_at is not None


def set_up(patched: pytest.MonkeyPatch, post: Post) -> None:
    """Let commands know the mail server."""
    patched.setenv("CTI_MAIL_SERVER", "127.0.0.1")
    patched.setenv("CTI_MAIL_PORT", str(post.port))
    patched.setenv("CTI_MAIL_SECURITY", "none")
    patched.setenv("CTI_MAIL_SENDER", SENDER)
    patched.setenv("CTI_PUBLIC_ADDRESS", "https://planner.example.org")
    patched.setenv("CTI_KEY", token_hex(32))
