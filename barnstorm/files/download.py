"""Files from the web: whole, of a believable size, from a server that proved who it is, or not at all."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from barnstorm import __version__
from barnstorm.errors.download import (
    BadAddress,
    CutShort,
    InsecureRedirect,
    NotGiven,
    NotReached,
    NotThere,
    NotTrusted,
    OddRedirect,
    ServerTrouble,
    TooLargeToFetch,
    TooManyRedirects,
    TooSlow,
    WrongScheme,
)

if TYPE_CHECKING:
    import httpx

LARGEST = 50 * 1024 * 1024
"""In bytes."""

REDIRECTS = 5

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]+)://|\s*(file):", re.IGNORECASE)
_SECRET = re.compile(
    r"(?:^|[_-])(?:api|access)?(?:key|token|secret|password|passwd|pwd|auth|sig|signature|credential)s?(?:[_-]|$)",
    re.IGNORECASE,
)

_GONE = {404, 410}
_WAIT = {408, 425, 429}


@dataclass(frozen=True)
class Patience:
    """In seconds: for a connection, for the next piece of the file, and for all of it."""

    connect: float = 10.0
    piece: float = 30.0
    whole: float = 300.0


def is_address(name: str) -> bool:
    """Whether `name` is an address, of any kind, and not a file: one letter before the colon is a disk."""
    return _SCHEME.match(name) is not None


def without_secrets(address: str) -> str:
    """The address without user, password, fragment and whatever looks like a key: what may be shown and kept."""
    parts = _parts(address)
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _SECRET.search(name)
    ]
    kept = parts.query if len(query) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(query)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, kept, ""))


@dataclass(frozen=True)
class Download:
    """A file that the server has begun to send. `size` in bytes, None if it does not tell."""

    address: str
    size: int | None
    _response: "httpx.Response"
    _until: float

    def read(self, advance: Callable[[int], None] = lambda _: None, largest: int = LARGEST) -> bytes:
        """All of it. `advance` is called with the bytes of each piece; TooLargeToFetch beyond `largest`."""
        pieces: list[bytes] = []
        total = 0
        for piece in self._response.iter_bytes():
            pieces.append(piece)
            total += len(piece)
            advance(len(piece))
            if total > largest:
                raise TooLargeToFetch(self.address, largest)
            if time.monotonic() > self._until:
                raise TooSlow(_host(self.address))
        return b"".join(pieces)


@contextmanager
def opened(address: str, *, largest: int = LARGEST, patience: Patience | None = None) -> Iterator[Download]:
    """The file at an http or https address, redirects followed. What goes wrong, here or while it is read, is one of
    the refusals of `barnstorm.errors.download`.
    """
    patience = patience or Patience()
    shown = without_secrets(address)
    until = time.monotonic() + patience.whole
    with (
        _refusals(address),
        _client(address, patience) as client,
        client.stream("GET", address.strip()) as response,
    ):
        _accept(response, shown)
        stated = response.headers.get("Content-Length", "")
        size = int(stated) if stated.isascii() and stated.isdigit() else None
        if size is not None and size > largest:
            raise TooLargeToFetch(shown, largest)
        yield Download(shown, size, response, until)


def _client(address: str, patience: Patience) -> "httpx.Client":
    import httpx

    timeout = httpx.Timeout(patience.piece, connect=patience.connect)
    # Unpacked on the way, a small answer could be of any size; and the length it states would not be the file's.
    headers = {"User-Agent": f"barnstorm/{__version__}", "Accept-Encoding": "identity"}
    try:
        return httpx.Client(timeout=timeout, headers=headers, follow_redirects=True, max_redirects=REDIRECTS)
    except OSError as e:
        raise NotTrusted(_host(address), "the certificates named in SSL_CERT_FILE cannot be read") from e


def _accept(response: "httpx.Response", shown: str) -> None:
    """Nothing but a whole file on a way that stayed protected."""
    hops = [*(step.url for step in response.history), response.url]
    if any(before.scheme == "https" != after.scheme for before, after in pairwise(hops)):
        raise InsecureRedirect(shown, without_secrets(str(response.url)))
    status = response.status_code
    if status in _GONE:
        raise NotThere(shown, status)
    if status in _WAIT or response.is_server_error:
        raise ServerTrouble(shown, status)
    if status != 200:  # noqa: PLR2004 - OK: any other answer has no whole file in it
        raise NotGiven(shown, status)


@contextmanager
def _refusals(address: str) -> Iterator[None]:
    import httpx

    shown, host = without_secrets(address), _host(address)
    try:
        yield
    except httpx.TimeoutException as e:
        raise TooSlow(host) from e
    except httpx.TooManyRedirects as e:
        raise TooManyRedirects(shown, REDIRECTS) from e
    except httpx.UnsupportedProtocol as e:
        raise OddRedirect(shown) from e
    except httpx.ConnectError as e:
        raise _unconnected(_host(str(e.request.url)), e) from e
    except httpx.ProxyError as e:
        raise NotReached(host, "the proxy of this network does not let us through") from e
    except httpx.InvalidURL as e:
        raise BadAddress from e
    except (httpx.TransportError, httpx.DecodingError) as e:
        raise CutShort(shown) from e


def _unconnected(host: str, error: Exception) -> NotTrusted | NotReached:
    import socket
    import ssl

    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NotTrusted(host, f"its certificate does not hold ({cause.verify_message})")
        if isinstance(cause, ssl.SSLError):
            return NotTrusted(host, "it does not speak TLS as it must")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NotReached(host, "no such name is known, or there is no network")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return NotReached(host, "nothing answers there")
    return NotReached(host, "there is no way to it")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _parts(address: str) -> SplitResult:
    found = _SCHEME.match(address)
    scheme = (found[1] or found[2] if found else "").lower()
    if scheme not in {"http", "https"}:
        raise WrongScheme(scheme)
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError as e:
        raise BadAddress from e
    if not parts.hostname:
        raise BadAddress
    return parts


def _host(address: str) -> str:
    return _parts(address).hostname or ""
