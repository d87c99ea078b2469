"""An SMTP server that takes everything and keeps nothing: `python sink.py [SECONDS]`, each answer so much later.

As Postfix's smtp-sink does, it offers PIPELINING; commands that come in a group are answered in one write.

Prints its port, and ends when its stdin closes.
"""

import asyncio
import sys
from collections.abc import Iterator

DELAY = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One connection. What ends with CRLF dot CRLF is a message; no message here is shorter than a read apart."""

    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._heard, self._in_message = transport, b"", False
        self._say(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._heard += data
        answers = b"".join(self._answers())
        if answers:
            self._say(answers)

    def _answers(self) -> Iterator[bytes]:
        """To all that was said: commands that came in a group are answered in one write."""
        while (end := self._heard.find(END if self._in_message else b"\r\n")) >= 0:
            if self._in_message:
                self._heard, self._in_message = self._heard[end + len(END) :], False
                Sink.taken += 1
                yield b"250 2.0.0 Ok: queued as Q%d\r\n" % Sink.taken
            else:
                line, self._heard = self._heard[:end], self._heard[end + 2 :]
                self._in_message = line[:4].upper() == b"DATA"
                yield _ANSWERS.get(line[:4].upper(), b"250 2.1.0 Ok\r\n")

    def _say(self, answer: bytes) -> None:
        if DELAY:
            asyncio.get_running_loop().call_later(DELAY, self._transport.write, answer)
        else:
            self._transport.write(answer)


_ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250 8BITMIME\r\n",
    b"DATA": b"354 End data with <CR><LF>.<CR><LF>\r\n",
    b"QUIT": b"221 2.0.0 Bye\r\n",
}


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0, backlog=100)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
