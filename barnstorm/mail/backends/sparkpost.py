"""sparkpost+raw: — SparkPost over HTTPS, given the whole letter as it is.

https://developers.sparkpost.com/api/transmissions/
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from types import MappingProxyType

from barnstorm.mail.dsn import Dsn, Limits
from barnstorm.mail.http_answers import (
    CONFIG,
    NO_SUCH_ADDRESS,
    QUOTA,
    TAKEN,
    Answer,
    Meaning,
    meaning,
    result,
    senseless,
    waits,
)
from barnstorm.mail.http_endpoint import OPTIONS, choice, default_host, endpoint
from barnstorm.mail.http_exchange import Post
from barnstorm.mail.http_session import CannotCarry, HttpBackend, Item
from barnstorm.mail.interface import Caps, Outgoing, Result

REMEMBERED = timedelta(hours=24)
"""So long they know an Idempotency-Key."""

_HOSTS = {"us": "https://api.sparkpost.com", "eu": "https://api.eu.sparkpost.com"}
_OPTIONS = {"transactional": True, "open_tracking": False, "click_tracking": False, "perform_substitutions": False}
_MEANING: Mapping[str, Meaning] = MappingProxyType(
    {
        "1902": NO_SUCH_ADDRESS,  # bounced or complained before: they do not write to it any more
        "5002": NO_SUCH_ADDRESS,  # no valid recipient
        "7001": CONFIG,  # the sender's domain is not set up
    }
)
"""The `code` of an error -> what it means, where the status does not say it."""


@dataclass(frozen=True)
class SparkPost:
    remembers: bool = True

    def item(self, message: Outgoing) -> Item:
        head, _, _ = message.raw.partition(b"\r\n\r\n")
        if b"{{" in head:
            # Switching substitutions off does not reach the headers.
            raise CannotCarry("SparkPost would take “{{” in its head for a variable")
        try:
            whole = message.raw.decode("utf-8")
        except UnicodeDecodeError:
            raise CannotCarry("it holds bytes that JSON cannot carry") from None
        data = {
            "options": _OPTIONS,
            "recipients": [{"address": {"email": message.recipient}}],
            "content": {"email_rfc822": whole},
        }
        return Item(message, data, alone=True)

    def post(self, group: Sequence[Item], key: str) -> Post:
        [item] = group
        headers = {
            "Authorization": key,
            "Content-Type": "application/json",
            "Idempotency-Key": sha256(item.message.message_id.encode()).hexdigest(),
        }
        return Post("/api/v1/transmissions", headers, json.dumps(dict(item.data)).encode())

    def results(self, group: Sequence[Outgoing], answer: Answer) -> Sequence[Result]:
        [message] = group
        if not answer.taken:
            return [_refused(message, answer)]
        inside = Answer(answer.status, answer.data.get("results") if isinstance(answer.data, dict) else None)
        if inside.field("total_accepted_recipients") == "1":
            return [result(message, answer, TAKEN, "", provider_id=inside.field("id"))]
        if inside.field("total_rejected_recipients") == "1":
            return [result(message, answer, NO_SUCH_ADDRESS, "They do not write to this address.")]
        return senseless(group, answer)


def _refused(message: Outgoing, answer: Answer) -> Result:
    errors = answer.data.get("errors") if isinstance(answer.data, dict) else None
    first = Answer(answer.status, errors[0] if isinstance(errors, list) and errors else None)
    said = " ".join(part for part in (first.field("message"), first.field("description")) if part)
    decided = _MEANING.get(first.field("code")) or meaning(answer.status)
    return result(message, waits(answer) if answer.status == QUOTA else answer, decided, said)


def sparkpost(dsn: Dsn) -> HttpBackend:
    """`sparkpost+raw:?region=eu&password_env=NAME`, or `sparkpost+raw://KEY@default`."""
    dsn.only("region", *OPTIONS)
    default_host(dsn)
    there = endpoint(dsn, _HOSTS[choice(dsn, "region", tuple(_HOSTS))], Limits(connections=2))
    caps = Caps(idempotency=REMEMBERED).within(there.limits)
    return HttpBackend(f"{dsn.scheme}://{there.host}", caps, SparkPost(), there)
