"""A person at a terminal: the real program in a pseudo-terminal of 80 columns."""

import os
import pty
import select
from collections.abc import Iterable
from pathlib import Path

PATIENCE_S = 120
"""How long one command may be silent before something is wrong with it."""


def typed(command: str, environment: dict[str, str], folder: Path, answers: Iterable[str] = ()) -> tuple[str, int]:
    """What the person sees, and the exit code. Each of `answers` is typed when a line ends with a question (`: `)."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve("/bin/sh", ["sh", "-c", command], environment)  # noqa: S606 - the test's own commands
    waiting, seen = iter(answers), b""
    while select.select([terminal], [], [], PATIENCE_S)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
        if seen.endswith(b": "):
            os.write(terminal, f"{next(waiting)}\n".encode())
    os.close(terminal)
    return seen.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
