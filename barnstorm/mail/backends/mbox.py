"""mbox:FILE — messages one after another in a single file, which most mail programs can import."""

import mailbox
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope


class Mbox:
    caps = Caps(leaves=False)

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"mbox:{path}"

    def session(self) -> AbstractContextManager["Mbox"]:
        return nullcontext(self)

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        with ExitStack() as held:
            try:
                box = held.enter_context(self._locked())
            except mailbox.ExternalClashError:
                yield from self._not_now(batch, Outcome.DEFERRED, "Another program is using it")
                return
            except OSError as e:
                yield from self._not_now(batch, Outcome.CONFIG, str(e.strerror))
                return
            for message in batch:
                if message.id in commit([message.id]):
                    yield self._add(box, message)

    @contextmanager
    def _locked(self) -> Iterator[mailbox.mbox]:
        """Opened anew for each batch: a mail program that tidies up puts another file in its place.

        The file is made if it is not there; not the folder it is in, which may be a typo.
        """
        # The mailbox would make it readable for everybody.
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
        box = mailbox.mbox(self.path)
        try:
            box.lock()
            yield box
        finally:
            box.close()

    def _add(self, box: mailbox.mbox, message: Outgoing) -> Result:
        try:
            # Lines of a message that look like the beginning of the next one are quoted by the mailbox (>From).
            box.add(_from_line(message.sender) + message.raw.replace(b"\r\n", b"\n"))
            box.flush()
        except OSError as e:
            # It may have been written and not synced.
            return Result(message.id, Outcome.UNKNOWN, Scope.MESSAGE, text=f"{e.strerror} ({self.path}).")
        return Result(message.id, Outcome.ACCEPTED, Scope.MESSAGE)

    def _not_now(self, batch: Sequence[Outgoing], outcome: Outcome, why: str) -> Iterator[Result]:
        for message in batch:
            yield Result(message.id, outcome, Scope.CONNECTION, text=f"{why} ({self.path}).")


def _from_line(sender: str) -> bytes:
    return f"From {sender} {time.asctime(time.gmtime())}\n".encode("ascii")


def mbox(dsn: Dsn) -> Mbox:
    dsn.only()
    if dsn.host:
        raise BadMailUrl("a file has no server", "Write mbox:file or mbox:///full/path/of/file")
    if not dsn.path:
        raise BadMailUrl("mbox: needs a file", "For example: BARNSTORM_MAIL=mbox:/path/to/outbox.mbox")
    return Mbox(Path(dsn.path).expanduser())
