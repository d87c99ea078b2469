"""sendmail: — hands messages to the mail system of this machine, which keeps and retries them itself."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import LIMITS, Dsn, Limits
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope

USUAL_PLACES = ("/usr/sbin", "/usr/lib", "/usr/local/sbin", "/opt/homebrew/sbin")

_MEANING = {
    0: (Outcome.ACCEPTED, Scope.MESSAGE),
    65: (Outcome.REJECTED, Scope.MESSAGE),  # EX_DATAERR
    67: (Outcome.BOUNCED, Scope.RECIPIENT),  # EX_NOUSER
    68: (Outcome.BOUNCED, Scope.RECIPIENT),  # EX_NOHOST
    75: (Outcome.DEFERRED, Scope.SENDER),  # EX_TEMPFAIL
    77: (Outcome.REJECTED, Scope.SENDER),  # EX_NOPERM
    78: (Outcome.CONFIG, Scope.CONNECTION),  # EX_CONFIG
}
"""Exit status (sysexits.h) -> what became of the message. Any other: it was not taken, and says why on stderr."""


class Sendmail:
    """Runs `path -i -f sender -- recipient` with the message on its stdin."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.name = f"sendmail:{path}"
        self.caps = Caps().within(limits)
        self._path = path
        self._timeout = limits.timeout

    def session(self) -> AbstractContextManager["Sendmail"]:
        return nullcontext(self)

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        for message in batch:
            program = _found(self._path)
            if program is None:
                text = f"There is no program {self._path} that can be run."
                yield Result(message.id, Outcome.CONFIG, Scope.CONNECTION, text=text)
            elif message.id in commit([message.id]):
                yield self._run(program, message)

    def _run(self, program: str, message: Outgoing) -> Result:
        try:
            ran = subprocess.run(  # noqa: S603 - the organiser's own program; addresses hold no spaces, and come after --
                [program, "-i", "-f", message.sender, "--", message.recipient],
                # It is given text of this machine, and makes CRLF of it itself.
                input=message.raw.replace(b"\r\n", b"\n"),
                capture_output=True,
                timeout=self._timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Result(message.id, Outcome.UNKNOWN, Scope.MESSAGE, text="It did not end in time.")
        except OSError as e:
            text = f"{self._path} cannot be run: {e.strerror}."
            return Result(message.id, Outcome.CONFIG, Scope.CONNECTION, text=text)
        return _result(message.id, ran.returncode, ran.stderr.decode("utf-8", "replace"))


def _result(number: int, status: int, said: str) -> Result:
    if status < 0:
        return Result(number, Outcome.UNKNOWN, Scope.MESSAGE, text=f"It was ended by signal {-status}.")
    outcome, scope = _MEANING.get(status, (Outcome.REJECTED, Scope.SENDER))
    text = "" if outcome is Outcome.ACCEPTED else f"It ended with status {status}. {said}".strip()
    return Result(number, outcome, scope, code=status, text=text)


def _found(path: str) -> str | None:
    return shutil.which(path, path=os.pathsep.join([os.environ.get("PATH", os.defpath), *USUAL_PLACES]))


def sendmail(dsn: Dsn) -> Sendmail:
    """`sendmail:`, `sendmail:/path/of/program` or `sendmail://default?path=/path/of/program`."""
    dsn.only("path", *LIMITS)
    if dsn.host not in {"", "default"}:
        raise BadMailUrl("sendmail: has no server", "Write sendmail: or sendmail:/usr/sbin/sendmail")
    return Sendmail(dsn.options.get("path") or dsn.path or "sendmail", dsn.limits())
