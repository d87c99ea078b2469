"""BARNSTORM_REPLY_IMAP taken apart: which folder of which server answers are read from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from barnstorm.errors import NotReady
from barnstorm.errors.replies import BadReplyUrl
from barnstorm.mail.dsn import Dsn, parse

SCHEME = "imaps"


@dataclass(frozen=True)
class Address:
    """Where a folder is, and how to get in."""

    dsn: Dsn

    @property
    def folder(self) -> str:
        return self.dsn.path.strip("/") or "INBOX"

    @property
    def name(self) -> str:
        """For people and for the record: `imaps://imap.example.org/INBOX`. Never a user, never a secret."""
        return f"{SCHEME}://{self.dsn.place}/{self.folder}"

    def password(self) -> str:
        """BadReplyUrl if it cannot be had."""
        with _in_our_name():
            return self.dsn.password()

    @property
    def key(self) -> str:
        """As `name`, and another for every user: two of one server may both have an INBOX that begins at 1."""
        return f"{self.name}#{sha256(self.dsn.user.encode()).hexdigest()[:8]}"


def read_address(text: str) -> Address:
    """BARNSTORM_REPLY_IMAP taken apart. BadReplyUrl, without a word of what was typed."""
    if not text.lower().startswith(f"{SCHEME}://"):
        raise BadReplyUrl(f"it does not begin with {SCHEME}://")
    with _in_our_name():
        dsn = parse(text)
        dsn.only("password_env", "password_cmd", "cafile")
    if not dsn.host or not dsn.user:
        raise BadReplyUrl("it does not say which server, or which user")
    return Address(dsn)


@contextmanager
def _in_our_name() -> Iterator[None]:
    """The URL is written as that of BARNSTORM_MAIL is; what is wrong with it is wrong with this setting."""
    try:
        yield
    except NotReady as e:
        why = e.sentence.removeprefix("The setting BARNSTORM_MAIL cannot be used: ").rstrip(".")
        raise BadReplyUrl(why.replace(" in BARNSTORM_MAIL", "")) from None
