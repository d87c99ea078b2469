"""maildir:PATH — the default: messages are put where a mail program can read them, and nothing leaves the machine."""

import os
import secrets
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope

_FOLDERS = ("cur", "new", "tmp")


class Maildir:
    """Written and synced in tmp/, then renamed into new/: a reader never sees half a message.

    Not through the standard library's `mailbox`, which makes the files readable for everybody.
    """

    caps = Caps(leaves=False)

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"maildir:{path}"

    def session(self) -> AbstractContextManager["Maildir"]:
        return nullcontext(self)

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        for message in batch:
            try:
                self._make()
                written = self._write(message.raw)
            except OSError as e:
                yield Result(message.id, Outcome.CONFIG, Scope.CONNECTION, text=f"{e.strerror} ({self.path}).")
                continue
            if message.id not in commit([message.id]):
                written.unlink()
                continue
            yield self._deliver(message.id, written)

    def _make(self) -> None:
        """The folder itself and its three; not what is above it, which may be a typo."""
        for folder in (self.path, *(self.path / name for name in _FOLDERS)):
            folder.mkdir(mode=0o700, exist_ok=True)

    def _write(self, raw: bytes) -> Path:
        path = self.path / "tmp" / _unique_name()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as f:
            # Mail programs expect the line ends of the machine in a Maildir.
            f.write(raw.replace(b"\r\n", b"\n"))
            f.flush()
            os.fsync(f.fileno())
        return path

    def _deliver(self, number: int, written: Path) -> Result:
        try:
            written.rename(self.path / "new" / written.name)
        except OSError as e:
            return Result(number, Outcome.DEFERRED, Scope.MESSAGE, text=str(e.strerror))
        return Result(number, Outcome.ACCEPTED, Scope.MESSAGE, provider_id=written.name)


def _unique_name() -> str:
    """`seconds.M…P…R….host`, as cr.yp.to/proto/maildir.html asks; `/` and `:` have a meaning in these names."""
    host = socket.gethostname().replace("/", r"\057").replace(":", r"\072")
    seconds, rest = divmod(time.time_ns(), 1_000_000_000)
    return f"{seconds}.M{rest // 1000}P{os.getpid()}R{secrets.token_hex(4)}.{host}"


def maildir(dsn: Dsn) -> Maildir:
    dsn.only()
    if dsn.host:
        raise BadMailUrl("a folder has no server", "Write maildir:folder or maildir:///full/path/of/folder")
    if not dsn.path:
        raise BadMailUrl("maildir: needs a folder", "For example: BARNSTORM_MAIL=maildir:/path/to/outbox")
    return Maildir(Path(dsn.path).expanduser())
