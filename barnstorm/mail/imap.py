"""An IMAP folder, looked at and never touched: opened read-only, its messages peeked at, its flags left alone."""

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from barnstorm.domain.delivery import told
from barnstorm.errors.replies import MailboxAway, MailboxRefuses
from barnstorm.mail.imap_address import SCHEME, Address
from barnstorm.mail.incoming import LARGEST
from barnstorm.mail.incoming_folders import Post

PORT = 993
TIMEOUT_SECONDS = 60
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""As IMAP has them, whatever the language of the machine."""


class Folder:
    """An open folder. `uid_validity` is the server's word for "the same numbers as last time"."""

    def __init__(self, imap: imaplib.IMAP4, address: Address, uid_validity: int) -> None:
        self._imap = imap
        self._address = address
        self.uid_validity = uid_validity

    def uids_after(self, last: int, since: date | None = None) -> list[int]:
        """The numbers above `last`, in order; with `since` only of messages that arrived on that day or later."""
        asked = [f"UID {last + 1}:*"]
        if since is not None:
            asked.append(f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}")
        with _speaking(self._address):
            answer = _ok(self._imap.uid("SEARCH", *" ".join(asked).split()), self._address)
        found = {int(number) for line in answer if isinstance(line, bytes) for number in line.split()}
        # `*` is the newest message even where its number is not above `last`.
        return sorted(number for number in found if number > last)

    def messages(self, uids: Sequence[int]) -> Iterator[Post]:
        """Each message whole, and of one that is too large the beginning. One that has vanished is passed over."""
        for uid in uids:
            with _speaking(self._address):
                answer = _ok(self._imap.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{LARGEST + 1}>)"), self._address)
            for piece in answer:
                if isinstance(piece, tuple):
                    yield Post(f"{self._address.name} no. {uid}", piece[1], uid)
                    break


@contextmanager
def opened(address: Address) -> Iterator[Folder]:
    """The folder, for looking. MailboxRefuses if that cannot be until the settings change; else MailboxAway."""
    password = address.password()
    with _speaking(address):
        imap = _connected(address)
    try:
        with _speaking(address):
            _log_in(imap, address, password)
            _ok(imap.select(_quoted(address.folder), readonly=True), address, "there is no such folder")
        yield Folder(imap, address, _uid_validity(imap))
    finally:
        # Nothing was changed there: an unfriendly farewell is none of our trouble.
        with suppress(imaplib.IMAP4.error, OSError):
            imap.logout()
        # After a broken line logout() gives up before it closes it.
        with suppress(OSError):
            imap.shutdown()


def _connected(address: Address) -> imaplib.IMAP4:
    context = ssl.create_default_context(cafile=address.dsn.options.get("cafile"))
    return imaplib.IMAP4_SSL(address.dsn.host, address.dsn.port or PORT, ssl_context=context, timeout=TIMEOUT_SECONDS)


def _log_in(imap: imaplib.IMAP4, address: Address, password: str) -> None:
    """AUTHENTICATE PLAIN carries every letter; LOGIN, which older servers want, only those of ASCII."""
    user = address.dsn.user
    try:
        if "AUTH=PLAIN" in imap.capabilities:
            imap.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        else:
            imap.login(user, password)
    except UnicodeEncodeError:
        # Its text would show the password.
        raise MailboxRefuses(address.name, "the user or password has letters that this server cannot take.") from None
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as e:
        raise MailboxRefuses(address.name, f"it does not take the user and password ({told(str(e))}).") from None


def _uid_validity(imap: imaplib.IMAP4) -> int:
    _, found = imap.response("UIDVALIDITY")
    number = found[0] if found and isinstance(found[0], bytes) else b""
    return int(number) if number.isdigit() else 0


def _ok(answer: tuple[str, list[Any]], address: Address, why: str = "it says") -> list[Any]:
    """The content of an answer: bytes, or for a literal what stands before it and the literal. MailboxRefuses."""
    status, content = answer
    if status == "OK":
        return content
    said = content[0].decode("utf-8", "replace") if content and isinstance(content[0], bytes) else status
    raise MailboxRefuses(address.name, f"{why} ({told(said)}).")


@contextmanager
def _speaking(address: Address) -> Iterator[None]:
    """What can go wrong on the wire, told as ours."""
    try:
        yield
    except ssl.SSLCertVerificationError as e:
        raise MailboxRefuses(address.name, f"its certificate is not trusted: {e.verify_message}.") from e
    except ssl.SSLError as e:
        raise MailboxRefuses(address.name, f"TLS failed ({e.reason}); is the port right for {SCHEME}?") from e
    except socket.gaierror as e:
        raise MailboxAway(address.name, "there is no server of that name, or no network.") from e
    except TimeoutError as e:
        raise MailboxAway(address.name, "it did not answer in time.") from e
    except OSError as e:
        raise MailboxAway(address.name, f"{e.strerror or 'the connection was lost'}.") from e
    except imaplib.IMAP4.error as e:
        raise MailboxAway(address.name, f"the conversation broke off ({told(str(e))}).") from e


def _quoted(folder: str) -> str:
    """A folder's name as the protocol has it (RFC 3501 5.1.3): quoted, other letters than ASCII's in its own UTF-7."""
    coded = re.sub(r"[^\x20-\x7e]+", _utf7, folder.replace("&", "&-"))
    escaped = re.sub(r'(["\\])', r"\\\1", coded)
    return f'"{escaped}"'


def _utf7(found: re.Match[str]) -> str:
    octets = b64encode(found[0].encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
    return f"&{octets}-"
