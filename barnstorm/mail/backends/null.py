"""null: — throws messages away."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope


class Null:
    """Accepts everything at once: what remains to measure is barnstorm itself."""

    name = "null:"
    caps = Caps(leaves=False)

    def session(self) -> AbstractContextManager["Null"]:
        return nullcontext(self)

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        for message in batch:
            if message.id in commit([message.id]):
                yield Result(message.id, Outcome.ACCEPTED, Scope.MESSAGE)


def null(dsn: Dsn) -> Null:
    dsn.only()
    if dsn.path or dsn.host:
        raise BadMailUrl("null: takes nothing behind it")
    return Null()
