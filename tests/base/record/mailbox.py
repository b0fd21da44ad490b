"""Real mail servers on this machine: one that takes everything, and those that fail in every way."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Step = Callable[["Mailbox", SMTP], str]


class Mailbox:
    """A mail server. ``letters`` is what it has accepted; ``faults`` are steps at which it misbehaves."""

    def __init__(self, **faults: Step) -> None:
        self.letters: list[Message] = []
        self.faults = faults
        self.arrived = threading.Event()
        self.port = 0

    async def handle_MAIL(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "mail" in self.faults:
            return self.faults["mail"](self, server)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if "rcpt" in self.faults:
            return self.faults["rcpt"](self, server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(message_from_bytes(content))
        self.arrived.set()
        if "data" in self.faults:
            return self.faults["data"](self, server)
        if "silence" in self.faults:
            await asyncio.Event().wait()
        if "slow" in self.faults:  # how many seconds until it answers
            await asyncio.sleep(float(self.faults["slow"](self, server)))
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:
        if "quit" in self.faults:
            return self.faults["quit"](self, server)
        return "221 Bye"

    @contextlib.contextmanager
    def open(self) -> Iterator[Mailbox]:
        """The server listens inside the block, on ``port``."""
        controller = _OnAnyPort(self, hostname="127.0.0.1", port=0)
        controller.start()
        try:
            self.port = controller.port
            yield self
        finally:
            controller.stop(no_assert=True)


class _OnAnyPort(Controller):
    """Lets the system choose a free port, and asks itself for it when it checks that it runs."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def hangs_up(_mailbox: Mailbox, server: SMTP) -> str:
    """The connection breaks without an answer."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()
    return "250 nobody hears this"


def refuses(code: int) -> Step:
    def answer(_mailbox: Mailbox, _server: SMTP) -> str:
        return f"{code} no, joan@people.example"

    return answer


@contextlib.contextmanager
def says_nothing() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield int(silent.getsockname()[1])


@contextlib.contextmanager
def nobody_there() -> Iterator[int]:
    """A port at which nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield int(unused.getsockname()[1])
