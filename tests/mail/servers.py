"""A real SMTP server on loopback, which can be told to misbehave."""

import asyncio
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as Guest

Answer = Callable[["Relay", str], str | None]
"""Given the server and what was said (an address, or the message); None is yes."""


@dataclass
class Relay:
    """`with Relay() as relay:` serves until the end. `delivered` is what it accepted, (recipient, bytes) each.

    `tls` offers STARTTLS, or with `implicit` begins with it. `users` asks for a password, `tokens` for a token
    (XOAUTH2). `grouped` takes commands in groups (PIPELINING). `lmtp` speaks LMTP, and with `socket` at that path
    instead of a port. `at_mail`, `at_rcpt` and `at_dot` may answer otherwise than yes. `hang_up` closes the connection
    instead of the answer that would follow.
    """

    tls: ssl.SSLContext | None = None
    implicit: bool = False
    users: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    grouped: bool = False
    lmtp: bool = False
    socket: str = ""
    at_mail: Answer = lambda _relay, _said: None
    at_rcpt: Answer = lambda _relay, _said: None
    at_dot: Answer = lambda _relay, _said: None
    delivered: list[tuple[str, bytes]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _transport: asyncio.BaseTransport | None = None

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)  # a client that is killed is expected
        self._server = self._loop.run_until_complete(self._listen())
        self.port = 0 if self.socket else self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def url(self, scheme: str = "smtp", who: str = "", query: str = "") -> str:
        return f"{scheme}://{who}127.0.0.1:{self.port}{query}"

    def hang_up(self) -> None:
        assert isinstance(self._transport, asyncio.Transport)
        self._transport.abort()

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.delivered]

    async def _listen(self) -> asyncio.Server:
        if self.socket:
            return await self._loop.create_unix_server(self._talk, self.socket)
        return await self._loop.create_server(self._talk, "127.0.0.1", 0, ssl=self.tls if self.implicit else None)

    def _talk(self) -> SMTP:
        self.connections += 1
        return (LMTP if self.lmtp else SMTP)(
            _TokenPost(self) if self.tokens else _Post(self),
            hostname="relay.invalid",
            tls_context=None if self.implicit else self.tls,
            authenticator=self._check,
            auth_required=bool(self.users or self.tokens),
            auth_require_tls=self.tls is not None,
            loop=self._loop,
        )

    def _check(self, _server: Any, _guest: Any, _envelope: Any, _mechanism: str, shown: Any) -> AuthResult:
        assert isinstance(shown, LoginPassword)
        right = self.users.get(shown.login.decode()) == shown.password.decode()
        return AuthResult(success=right, handled=False)

    async def _stop(self) -> None:
        self._server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)


class _Post:
    """aiosmtpd's handler: its method names are its own."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, guest: Guest, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        guest.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self._relay.grouped else responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, guest: Guest, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._relay._transport = server.transport
        refused = self._relay.at_mail(self._relay, address)
        if refused:
            return refused
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, guest: Guest, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = self._relay.at_rcpt(self._relay, address)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, guest: Guest, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        relay = self._relay
        content = envelope.original_content or b""
        refused = relay.at_dot(relay, envelope.rcpt_tos[0])
        if refused:
            return refused
        relay.delivered.append((envelope.rcpt_tos[0], content))
        relay.senders.append(str(envelope.mail_from))
        relay.encrypted.append(guest.ssl is not None or relay.implicit)
        return f"250 2.0.0 Ok: queued as Q{len(relay.delivered)}"


class _TokenPost(_Post):
    """As Google and Microsoft have it: why not is told in JSON, and the refusal comes once that is acknowledged."""

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        said = b64decode(args[1]).decode()
        if said in {f"user={user}\1auth=Bearer {token}\1\1" for user, token in self._relay.tokens.items()}:
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"400","schemes":"Bearer"}')
        return AuthResult(success=False, handled=False, message="535 5.7.3 Authentication unsuccessful")
