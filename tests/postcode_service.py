"""postcodes.io on loopback: it answers in its documented shapes, or with whatever a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

CARLISLE = ("E14001152", "Carlisle", "North West", "England")
NOT_FOUND = {"status": 404, "error": "Postcode not found"}
INVALID = {"status": 404, "error": "Invalid postcode"}
TERMINATED = {
    "postcode": "CA1 9ZZ",
    "year_terminated": 2017,
    "month_terminated": 3,
    "longitude": -2.9,
    "latitude": 54.9,
}


@dataclass
class PostcodeService:
    """`answers`: postcode -> (status, body); a postcode that is not there is not found. `asked` keeps the requests.

    A `slow` one answers when `patience` is set.
    """

    url: str = ""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    patience: threading.Event = field(default_factory=threading.Event)
    slow: bool = False

    def knows(self, postcode: str, seat: tuple[str, str, str | None, str] = CARLISLE, **facts: Any) -> None:
        code, name, region, country = seat
        result = {
            "postcode": postcode,
            "region": region,
            "country": country,
            "longitude": -2.941,
            "latitude": 54.897,
            "parliamentary_constituency": name,
            "parliamentary_constituency_2024": name,
            "admin_district": "Cumberland",
            "codes": {"parliamentary_constituency": code, "parliamentary_constituency_2024": code},
        }
        self.says(postcode, 200, {"status": 200, "result": result | facts})

    def says(self, postcode: str, status: int, body: Any) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[postcode] = (status, raw)

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        self.asked.append((path, headers))
        if self.slow:
            self.patience.wait(20)
        postcode = unquote(path.removeprefix("/postcodes/"))
        return self.answers.get(postcode, (404, json.dumps(NOT_FOUND).encode()))


@contextmanager
def serving() -> Iterator[PostcodeService]:
    service = PostcodeService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = service.answer(self.path, dict(self.headers.items()))
            with suppress(ConnectionError):  # who does not wait for a slow answer has gone
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing: a request is no news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        service.patience.set()
        server.shutdown()
        server.server_close()
        thread.join()
