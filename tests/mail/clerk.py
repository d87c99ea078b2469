"""A mail server of a few lines that takes commands in groups, and answers whatever it is told to."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

HANG_UP = "(nothing)"
"""Instead of an answer: the connection is closed."""

_USUAL = {"EHLO": "250-clerk\r\n250-PIPELINING\r\n250 SIZE 10000000", "DATA": "354 go on", "QUIT": "221 bye"}


@dataclass
class Clerk:
    """`says` is given each command, and `.` for a message that has ended; None is the usual answer."""

    says: Callable[[str], str | None] = lambda _command: None
    reads: list[bytes] = field(default_factory=list)
    """What came in one piece, of all connections."""
    taken: list[bytes] = field(default_factory=list)
    """The messages, as far as their dots."""
    connections: int = 0

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                connection.sendall(b"220 clerk\r\n")
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        """Everything that came in one piece is answered in one."""
        heard, in_message = b"", False
        while piece := _read(connection):
            self.reads.append(piece)
            heard += piece
            answers: list[str] = []
            while (end := heard.find(b"\r\n.\r\n" if in_message else b"\r\n")) >= 0:
                if in_message:
                    self.taken.append(heard[: end + 2])
                    command, heard = ".", heard[end + 5 :]
                else:
                    command, heard = heard[:end].decode(), heard[end + 2 :]
                answer = self.says(command) or _USUAL.get(command[:4].upper(), "250 ok")
                if answer is HANG_UP:
                    connection.sendall("".join(answers).encode())
                    return
                in_message = answer.startswith("354")
                answers.append(f"{answer}\r\n")
            connection.sendall("".join(answers).encode())


def _read(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1_000_000)
    except ConnectionError:
        return b""
