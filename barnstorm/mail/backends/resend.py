"""resend: — Resend over HTTPS. It puts letters together itself, so an invitation arrives as an attached file.

Every letter gets a Message-ID of theirs, and bounces come to them: look there for addresses that do not work.

https://resend.com/docs/api-reference
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from barnstorm.mail.dsn import Dsn, Limits
from barnstorm.mail.http_answers import (
    CONFIG,
    INVALID,
    NO_SUCH_ADDRESS,
    NOT_LIKE_THIS,
    TAKEN,
    Answer,
    Meaning,
    meaning,
    result,
    senseless,
    waits,
)
from barnstorm.mail.http_endpoint import OPTIONS, default_host, endpoint
from barnstorm.mail.http_exchange import Post
from barnstorm.mail.http_letter import taken_apart
from barnstorm.mail.http_session import HttpBackend, Item
from barnstorm.mail.interface import Caps, Outgoing, Result

LARGEST_BATCH = 100
REMEMBERED = timedelta(hours=24)
"""So long they know an Idempotency-Key."""

_MEANING: Mapping[str, Meaning] = MappingProxyType({"invalid_from_address": CONFIG, "restricted_api_key": CONFIG})
"""The `name` of an error -> what it means, where the status does not say it."""

_USED_UP = frozenset({"daily_quota_exceeded", "monthly_quota_exceeded"})


@dataclass(frozen=True)
class Resend:
    remembers: bool = True

    def item(self, message: Outgoing) -> Item:
        """Letters with files cannot go in a batch."""
        letter = taken_apart(message)
        data: dict[str, Any] = {
            "from": letter.sender,
            "to": [letter.to],
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
            "reply_to": letter.reply_to,
            "headers": dict(letter.headers),
            "attachments": [
                {
                    "filename": file.name,
                    "content_type": file.content_type,
                    "content": b64encode(file.content).decode("ascii"),
                }
                for file in letter.files
            ],
        }
        filled = {name: value for name, value in data.items() if value not in ("", [], {})}
        return Item(message, filled, alone=bool(letter.files))

    def post(self, group: Sequence[Item], key: str) -> Post:
        ids = " ".join(item.message.message_id for item in group)
        headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Idempotency-Key": sha256(ids.encode()).hexdigest(),
        }
        if len(group) == 1:
            return Post("/emails", headers, json.dumps(dict(group[0].data)).encode())
        # Permissive: one letter that they do not like does not hold up the others.
        permissive = {**headers, "x-batch-validation": "permissive"}
        return Post("/emails/batch", permissive, json.dumps([dict(item.data) for item in group]).encode())

    def results(self, group: Sequence[Outgoing], answer: Answer) -> Sequence[Result]:
        if not answer.taken:
            return [_refused(message, answer) for message in group]
        if len(group) == 1:
            number = answer.field("id")
            return [result(group[0], answer, TAKEN, "", provider_id=number)] if number else senseless(group, answer)
        return _of_batch(group, answer)


def _refused(message: Outgoing, answer: Answer) -> Result:
    name, said = answer.field("name"), answer.field("message")
    decided = _MEANING.get(name) or meaning(answer.status)
    if name in _USED_UP:
        answer = waits(answer)
    if decided == NOT_LIKE_THIS and "`to`" in said:
        decided = NO_SUCH_ADDRESS
    return result(message, answer, decided, said or name)


def _of_batch(group: Sequence[Outgoing], answer: Answer) -> list[Result]:
    """`data` has the numbers of those that were taken, in order; `errors` the others, by their place in the batch."""
    numbers = [one.field("id") for one in _listed(answer, "data")]
    faults = {one.field("index"): one.field("message") for one in _listed(answer, "errors")}
    if len(numbers) + len(faults) != len(group) or not all(numbers):
        return senseless(group, answer)
    taken = iter(numbers)
    return [
        _refused(message, Answer(INVALID, {"message": faults[str(place)]}))
        if str(place) in faults
        else result(message, answer, TAKEN, "", provider_id=next(taken, ""))
        for place, message in enumerate(group)
    ]


def _listed(answer: Answer, name: str) -> list[Answer]:
    each = answer.data.get(name) if isinstance(answer.data, dict) else None
    return [Answer(answer.status, one) for one in each] if isinstance(each, list) else []


def resend(dsn: Dsn) -> HttpBackend:
    """`resend:?password_env=NAME`, or `resend://KEY@default`."""
    dsn.only("batch", *OPTIONS)
    default_host(dsn)
    there = endpoint(dsn, "https://api.resend.com", Limits())
    most = dsn.number("batch", LARGEST_BATCH, 1, LARGEST_BATCH)
    # A batch is remembered as a whole; one letter out of it, sent again alone, is new to them.
    remembered = REMEMBERED if most == 1 else None
    caps = Caps(calendar="attachment", batch_max=most, idempotency=remembered).within(there.limits)
    return HttpBackend(f"resend://{there.host}", caps, Resend(), there)
