"""A small IMAP server on loopback, with TLS. It tells on whoever touches a flag."""

import re
import socketserver
import ssl
import threading
from base64 import b64decode
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class Stored:
    raw: bytes
    seen: bool = False


@dataclass
class ImapServer:
    """`with ImapServer(tls) as server:` serves until the end. It speaks as much of RFC 3501 as a reader of mail needs.

    A FETCH without PEEK sets a flag, as everywhere, unless the folder was opened by EXAMINE. `hang_up_after` closes the
    connection instead of answering the FETCH after so many. `plain` offers AUTH=PLAIN; without it there is LOGIN.
    """

    tls: ssl.SSLContext
    users: dict[str, str] = field(default_factory=lambda: {"frances@example.org": "pa:ss@word/?"})
    folders: dict[str, dict[int, Stored]] = field(default_factory=lambda: {"INBOX": {}})
    uid_validity: int = 17
    plain: bool = True
    hang_up_after: int | None = None
    commands: list[str] = field(default_factory=list)
    port: int = 0

    def put(self, uid: int, raw: bytes, folder: str = "INBOX") -> None:
        self.folders.setdefault(folder, {})[uid] = Stored(re.sub(rb"\r?\n", b"\r\n", raw))

    def url(self, who: str = "frances%40example.org:pa%3Ass%40word%2F%3F", folder: str = "", query: str = "") -> str:
        return f"imaps://{who}@127.0.0.1:{self.port}/{folder}{query}"

    @property
    def fetched(self) -> int:
        return sum("FETCH" in command for command in self.commands)

    @property
    def seen(self) -> list[int]:
        return [uid for folder in self.folders.values() for uid, message in folder.items() if message.seen]

    def __enter__(self) -> Self:
        outer = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _Conversation(outer, self).run()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def get_request(self) -> tuple[ssl.SSLSocket, tuple[str, int]]:
                connection, address = self.socket.accept()
                return outer.tls.wrap_socket(connection, server_side=True), address

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that refuses the certificate, or leaves, is expected."""

        self._server = Server(("127.0.0.1", 0), Talk)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if kind is None:
            assert self.seen == []


class _Conversation:
    """One client."""

    def __init__(self, server: ImapServer, wire: socketserver.StreamRequestHandler) -> None:
        self.server = server
        self.wire = wire
        self.folder: dict[int, Stored] | None = None
        self.read_only = False

    def run(self) -> None:
        capabilities = "IMAP4rev1 AUTH=PLAIN" if self.server.plain else "IMAP4rev1"
        self._say(f"* OK [CAPABILITY {capabilities}] ready")
        while line := self.wire.rfile.readline():
            tag, _, command = line.decode("utf-8").rstrip("\r\n").partition(" ")
            self.server.commands.append(command)
            verb, _, rest = command.partition(" ")
            if verb.upper() == "CAPABILITY":
                self._say(f"* CAPABILITY {capabilities}")
            status = self._do(verb.upper(), rest)
            if status is None:
                return
            self._say(f"{tag} {status}")
            if verb.upper() == "LOGOUT":
                return

    def _do(self, verb: str, rest: str) -> str | None:  # noqa: PLR0911 - a case for each command
        match verb:
            case "CAPABILITY":
                return "OK done"
            case "AUTHENTICATE":
                self._say("+ ")
                _, user, password = b64decode(self.wire.rfile.readline()).decode().split("\0")
                return self._let_in(user, password)
            case "LOGIN":
                user, password = (
                    re.sub(r"\\(.)", r"\1", part) for part in re.findall(r'"((?:\\.|[^"])*)"', f"{_quote(rest)}")
                )
                return self._let_in(user, password)
            case "EXAMINE" | "SELECT":
                return self._open(rest, read_only=verb == "EXAMINE")
            case "UID":
                return self._uid(rest)
            case "LOGOUT":
                self._say("* BYE")
                return "OK bye"
            case _:
                return "BAD unknown"

    def _let_in(self, user: str, password: str) -> str:
        right = self.server.users.get(user) == password
        return "OK in" if right else "NO [AUTHENTICATIONFAILED] Invalid credentials"

    def _open(self, name: str, *, read_only: bool) -> str:
        self.folder = self.server.folders.get(re.sub(r"\\(.)", r"\1", name[1:-1]))
        self.read_only = read_only
        if self.folder is None:
            return "NO [NONEXISTENT] no such mailbox"
        self._say(f"* {len(self.folder)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.server.uid_validity}] UIDs valid")
        return f"OK [READ-{'ONLY' if read_only else 'WRITE'}] opened"

    def _uid(self, rest: str) -> str | None:
        assert self.folder is not None
        if found := re.match(r"SEARCH UID (\d+):\*", rest):
            newest = max(self.folder, default=0)
            wanted = [uid for uid in sorted(self.folder) if uid >= int(found[1]) or uid == newest]
            self._say(f"* SEARCH {' '.join(map(str, wanted))}")
            return "OK searched"
        fetch = re.fullmatch(r"FETCH (\d+) \(BODY(\.PEEK)?\[\]<0\.(\d+)>\)", rest)
        assert fetch, rest
        if self.server.hang_up_after is not None and self.server.fetched > self.server.hang_up_after:
            return None
        message = self.folder.get(int(fetch[1]))
        if message is not None:
            message.seen = message.seen or not (fetch[2] or self.read_only)
            part = message.raw[: int(fetch[3])]
            self.wire.wfile.write(f"* 1 FETCH (UID {fetch[1]} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n")
        return "OK fetched"

    def _say(self, line: str) -> None:
        self.wire.wfile.write(f"{line}\r\n".encode())


def _quote(rest: str) -> str:
    """LOGIN's two arguments, the first of which clients may leave unquoted."""
    return rest if rest.startswith('"') else re.sub(r"^(\S+)", r'"\1"', rest)
