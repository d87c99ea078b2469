"""console: — shows messages instead of sending them."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from email import message_from_bytes, policy
from email.message import EmailMessage

from barnstorm.domain.text import show_hidden
from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope

RULE = "─" * 72
_HEADERS = ("From", "To", "Subject")


class Console:
    """Writes to stderr, because stdout is the answer: what a person would read, and which parts go with it."""

    name = "console:"
    caps = Caps(leaves=False)

    def session(self) -> AbstractContextManager["Console"]:
        return nullcontext(self)

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        for message in batch:
            shown = readable(message)
            if message.id in commit([message.id]):
                sys.stderr.write(shown)
                sys.stderr.flush()
                yield Result(message.id, Outcome.ACCEPTED, Scope.MESSAGE)


def readable(message: Outgoing) -> str:
    """The message as a person would read it; what cannot be seen, or would move the cursor, is escaped."""
    parsed = message_from_bytes(message.raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)  # policy.default makes these
    headers = [f"{name}: {parsed[name]}" for name in _HEADERS if parsed[name]]
    text = parsed.get_body(("plain",))
    lines = [f"To {message.recipient}", RULE, *headers, ""]
    lines += text.get_content().splitlines() if text is not None else []
    lines += [f"[{part.get_content_type()} {part.get_filename() or ''}]" for part in parsed.walk() if _other(part)]
    return "".join(f"{show_hidden(line)}\n" for line in [RULE, *lines, RULE])


def _other(part: EmailMessage) -> bool:
    return not part.is_multipart() and part.get_content_type() != "text/plain"


def console(dsn: Dsn) -> Console:
    dsn.only()
    if dsn.path or dsn.host:
        raise BadMailUrl("console: takes nothing behind it")
    return Console()
