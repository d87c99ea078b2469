"""Opening a connection to a mail server: TCP, TLS and who we are."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from barnstorm.mail.backends.smtp_answers import Phase, meaning
from barnstorm.mail.backends.smtp_login import log_in
from barnstorm.mail.dsn import Dsn
from barnstorm.mail.interface import Outcome, Scope

CONNECT_SECONDS = 30
"""RFC 5321 4.5.3.2 allows minutes; nobody at a terminal waits that long for a server that does not answer."""


class NotOpen(Exception):
    """No connection: perhaps later if `outcome` is DEFERRED; if it is CONFIG, not until the settings change."""

    def __init__(self, outcome: Outcome, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome
        self.scope = Scope.CONNECTION
        self.text = text


@dataclass(frozen=True)
class Door:
    """How to come in: where (a host, or the path of a socket), with which certificates, how many seconds to wait."""

    dsn: Dsn
    host: str
    port: int
    verified: ssl.SSLContext
    timeout: int

    def open(self) -> smtplib.SMTP:
        """A connection ready for MAIL, or NotOpen."""
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._connect()
            self._encrypt(smtp)
            self._authenticate(smtp)
        except BaseException as e:
            if smtp is not None:
                smtp.close()
            if isinstance(e, OSError | ValueError):
                raise _not_open(e) from e
            raise
        return smtp

    @property
    def _at_socket(self) -> bool:
        return self.host.startswith("/")

    def _connect(self) -> smtplib.SMTP:
        smtp = self._dialled()
        assert smtp.sock is not None  # connected: __init__ was given a host
        if not self._at_socket:
            # Body and final dot go in two writes; Nagle would hold the dot back until the body is acknowledged.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.sock.settimeout(self.timeout)
        try:
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _dialled(self) -> smtplib.SMTP:
        match self.dsn.scheme:
            case "smtps":
                return smtplib.SMTP_SSL(self.host, self.port, timeout=CONNECT_SECONDS, context=self.verified)
            case "lmtp":
                return smtplib.LMTP(self.host, self.port, timeout=CONNECT_SECONDS)
            case _:
                return smtplib.SMTP(self.host, self.port, timeout=CONNECT_SECONDS)

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        if self.dsn.scheme == "smtps":
            return
        if self.dsn.scheme != "smtp+starttls" and self._may_be_plain(smtp):
            if smtp.has_extn("starttls"):
                self._start_tls(smtp, _unverified())
            return
        if not smtp.has_extn("starttls"):
            raise NotOpen(Outcome.CONFIG, "The server does not offer STARTTLS, and nothing is sent unencrypted.")
        self._start_tls(smtp, self.verified)

    def _start_tls(self, smtp: smtplib.SMTP, context: ssl.SSLContext) -> None:
        code, text = smtp.starttls(context=context)
        if code != 220:  # noqa: PLR2004 - RFC 3207 4
            raise smtplib.SMTPResponseException(code, text)
        smtp.ehlo_or_helo_if_needed()

    def _may_be_plain(self, smtp: smtplib.SMTP) -> bool:
        """A relay on this machine, or one in the house that asks for no password."""
        if self._at_socket:
            return True
        assert smtp.sock is not None  # connected
        peer = _plain_address(str(smtp.sock.getpeername()[0]))
        return peer.is_loopback or (peer.is_private and not self.dsn.user)

    def _authenticate(self, smtp: smtplib.SMTP) -> None:
        if not self.dsn.user:
            return
        try:
            log_in(smtp, self.dsn)
        except UnicodeEncodeError:
            # Its text would show the password.
            raise NotOpen(Outcome.CONFIG, "The user or password has letters that SMTP cannot carry.") from None


def _unverified() -> ssl.SSLContext:
    """For a wire that might as well be plain: encryption without asking who is there is more than nothing."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _plain_address(text: str) -> IPv4Address | IPv6Address:
    address = ip_address(text)
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _not_open(error: Exception) -> NotOpen:  # noqa: PLR0911 - a case for each way of not getting in
    match error:
        case ssl.SSLCertVerificationError():
            return NotOpen(Outcome.CONFIG, f"Its certificate is not trusted: {error.verify_message}.")
        case ssl.SSLError():
            return NotOpen(Outcome.CONFIG, f"TLS failed ({error.reason}); is the port right for this way of sending?")
        case smtplib.SMTPAuthenticationError() if _outcome(error.smtp_code) is Outcome.CONFIG:
            return NotOpen(Outcome.CONFIG, f"It does not take this login: {_reply(error)}")
        case smtplib.SMTPResponseException():
            return NotOpen(_outcome(error.smtp_code), _reply(error))
        case smtplib.SMTPServerDisconnected() | TimeoutError():
            return NotOpen(Outcome.DEFERRED, "It closed the connection or did not answer in time.")
        case smtplib.SMTPException():
            return NotOpen(Outcome.CONFIG, f"It offers no way of logging in that we know ({error}).")
        case socket.gaierror():
            return NotOpen(Outcome.DEFERRED, "There is no server of that name, or no network.")
        case OSError():
            return NotOpen(Outcome.DEFERRED, f"It cannot be reached: {error.strerror or error}.")
        case _:
            # smtplib's and the codec's complaints about a host name or user that cannot be one.
            return NotOpen(Outcome.CONFIG, "The host or the user in the URL cannot be one.")


def _outcome(code: int) -> Outcome:
    return meaning(Phase.OPENING, code, "")[0]


def _reply(error: smtplib.SMTPResponseException) -> str:
    text = error.smtp_error
    return f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
