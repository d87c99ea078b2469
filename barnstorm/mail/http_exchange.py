"""One request to a provider and what came of it: an answer, no answer, or no request at all."""

import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from barnstorm.mail.http_answers import Answer, seconds
from barnstorm.mail.http_endpoint import Endpoint
from barnstorm.mail.interface import Outcome

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 30


@dataclass(frozen=True, repr=False)
class Post:
    """A request. `path` begins with / and is put behind the endpoint. The headers hold the key."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Unsent:
    """Nothing was sent: not now (DEFERRED), or not with these settings (CONFIG)."""

    outcome: Outcome
    text: str


@dataclass(frozen=True)
class Unanswered:
    """Some of it was sent, perhaps all, and no whole answer came."""

    text: str


class Exchange:
    """A connection that is kept from one request to the next."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client: httpx.Client | None = None

    def open(self) -> None:
        """Make ready; nothing is sent yet. Whatever is wrong with a proxy's address shows here."""
        import httpx

        if self._client is None:
            there = self._endpoint
            self._client = httpx.Client(
                verify=there.verified,
                timeout=httpx.Timeout(there.limits.timeout, connect=CONNECT_SECONDS),
                headers={"User-Agent": "barnstorm", "Accept": "application/json"},
                trust_env=not there.here,
            )

    def post(self, post: Post) -> Answer | Unsent | Unanswered:
        """Only on what is open."""
        import httpx

        assert self._client is not None  # open
        try:
            response = self._client.post(self._endpoint.url + post.path, headers=post.headers, content=post.body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol) as e:
            return _unsent(e)
        except httpx.TimeoutException:
            return Unanswered("It did not answer in time.")
        except httpx.HTTPError:
            return Unanswered("It closed the connection instead of answering.")
        return _answer(response)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _answer(response: "httpx.Response") -> Answer:
    data = None
    with suppress(ValueError):
        data = response.json()
    return Answer(
        response.status_code,
        data,
        retry_after=seconds(response.headers.get("retry-after") or response.headers.get("ratelimit-reset")),
        error_type=response.headers.get("x-amzn-errortype", ""),
    )


def _unsent(error: "httpx.TransportError") -> Unsent:
    """The cause is looked for: a certificate that is not trusted will not be in an hour either."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Unsent(Outcome.CONFIG, f"Its certificate is not trusted: {cause.verify_message}.")
        cause = cause.__cause__ or cause.__context__
    return Unsent(Outcome.DEFERRED, "It cannot be reached.")
