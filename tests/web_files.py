"""A web server on loopback that has the files, redirects and troubles a test gives it."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """`broken`: the connection ends before all that was promised is sent. `silent`: it promises and sends nothing."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    stated: int | None = None
    broken: bool = False
    silent: bool = False


@dataclass
class Web:
    url: str
    replies: dict[str, Reply]
    asked: list[tuple[str, dict[str, str]]]

    @property
    def host(self) -> str:
        return self.url.partition("://")[2]


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A server with no page yet; give it `replies` by path. `asked` tells of each request, with its headers."""
    over = threading.Event()
    web = Web("", {}, [])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            reply = web.replies.get(self.path.partition("?")[0], Reply(status=404))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.stated != -1:
                self.send_header("Content-Length", str(reply.stated or len(reply.body) + reply.broken))
            self.end_headers()
            if reply.silent:
                over.wait(20)
            else:
                self.wfile.write(reply.body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A client that hangs up is what some tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        web.url = f"http{'s' if tls else ''}://localhost:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield web
        finally:
            over.set()
            server.shutdown()
            thread.join()
