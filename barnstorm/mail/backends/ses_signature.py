"""Signature Version 4: how Amazon knows who asks.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, repr=False)
class Signer:
    """Who asks (`key_id` and `secret`), and where."""

    key_id: str
    secret: str
    region: str
    service: str

    def headers(self, host: str, path: str, given: Mapping[str, str], body: bytes, at: datetime) -> dict[str, str]:
        """What a POST to `host` and `path` must say besides `given`: the time, and the signature over all of it.

        `path` is percent-encoded and without a query; `at` is aware, and right to within five minutes.
        """
        stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        scope = f"{stamp[:8]}/{self.region}/{self.service}/aws4_request"
        headers = {name.lower(): value for name, value in given.items()} | {"host": host, "x-amz-date": stamp}
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
        canonical = "\n".join(["POST", path, "", lines, names, sha256(body).hexdigest()])
        to_sign = "\n".join([_ALGORITHM, stamp, scope, sha256(canonical.encode()).hexdigest()])
        signature = _mac(self._key(stamp[:8]), to_sign).hex()
        credential = f"{self.key_id}/{scope}"
        return {
            "X-Amz-Date": stamp,
            "Authorization": f"{_ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}",
        }

    def _key(self, day: str) -> bytes:
        """Good for one day, one region and one service."""
        key = f"AWS4{self.secret}".encode()
        for part in (day, self.region, self.service, "aws4_request"):
            key = _mac(key, part)
        return key


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), sha256).digest()
