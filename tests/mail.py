"""A mail server of the tests' own: it takes letters on this computer and keeps them."""

import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock, Thread

from cti.usecases.mail import MailServer, Security

SENDER = "planner@mail.example.org"


@dataclass
class Post:
    """What a mail server was handed, and how it answers.

    Attributes
    ----------
    answers
        What it answers to a recipient it does not take, by their address.
    hangs_up_on
        Recipients on whom it ends the connection instead of answering.
    heard
        Every line that was said to it.
    """

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    hangs_up_on: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters, in the order they came."""
        return [letter for _, letter in self.taken]

    @property
    def to(self) -> list[str]:
        """Whom they were for."""
        return sorted(to for to, _ in self.taken)

    def server(self, security: Security = Security.NONE, **more: str) -> MailServer:
        """How the planner reaches it."""
        return MailServer(
            host="127.0.0.1",
            port=self.port,
            security=security,
            sender=SENDER,
            **more,
        )


class _Talk(socketserver.StreamRequestHandler):
    post: Post

    def handle(self) -> None:
        self._to = ""
        self._say("220 here")
        while line := self.rfile.readline():
            said = line.decode().strip()
            self.post.heard.append(said)
            if not self._answer(said):
                return

    def _answer(self, said: str) -> bool:
        verb = said.split(" ", maxsplit=1)[0].split(":", maxsplit=1)[0].upper()
        match verb:
            case "RCPT":
                self._to = said.partition("<")[2].partition(">")[0]
                if self._to in self.post.hangs_up_on:
                    return False
                self._say(self.post.answers.get(self._to, "250 yes"))
            case "DATA":
                self._say("354 go on")
                self._keep()
                self._say("250 taken")
            case "QUIT":
                self._say("221 bye")
                return False
            case "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP":
                self._say("250 yes")
            case _:
                self._say("502 no")
        return True

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        with self.post.lock:
            self.post.taken.append((self._to, letter))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Whoever hangs up is no fault of the server."""


@contextmanager
def post_office(wrapped: ssl.SSLContext | None = None) -> Iterator[Post]:
    """A mail server for as long as the block lasts.

    Parameters
    ----------
    wrapped
        What its connections are encrypted with from the first byte; None for nothing.
    """
    post = Post()
    talk = type("Talk", (_Talk,), {"post": post})
    with _Server(("127.0.0.1", 0), talk) as server:
        if wrapped is not None:
            server.socket = wrapped.wrap_socket(server.socket, server_side=True)
        post.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()


def words_of(letter: EmailMessage) -> str:
    """What a letter says, its headers included."""
    return f"{letter.as_string()}\n{letter.get_content()}"
