"""postmark: — Postmark over HTTPS. It puts letters together itself, so an invitation arrives as an attached file.

Bounces come to them; the next letter to such an address is refused (406), and so we learn of it.

https://postmarkapp.com/developer/api/email-api
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from barnstorm.mail.dsn import Dsn, Limits
from barnstorm.mail.http_answers import (
    CONFIG,
    INVALID,
    LATER,
    NO_SUCH_ADDRESS,
    PERHAPS,
    Answer,
    Meaning,
    meaning,
    result,
    senseless,
)
from barnstorm.mail.http_endpoint import OPTIONS, default_host, endpoint
from barnstorm.mail.http_exchange import Post
from barnstorm.mail.http_letter import taken_apart
from barnstorm.mail.http_session import HttpBackend, Item
from barnstorm.mail.interface import Caps, Outgoing, Result

LARGEST_BATCH = 500

_TAKEN = "0"
_INVALID = "300"
_MEANING: Mapping[str, Meaning] = MappingProxyType(
    {
        "10": CONFIG,  # bad or missing token
        "100": LATER,  # maintenance
        "400": CONFIG,  # the sender is not known to them
        "401": CONFIG,  # the sender is not confirmed
        "405": CONFIG,  # no more messages are paid for
        "406": NO_SUCH_ADDRESS,  # bounced or complained before: they do not write to it any more
        "412": CONFIG,  # the account is waiting for approval
        "413": CONFIG,  # the account may not send
        "429": LATER,
    }
)
"""ErrorCode -> what it means, where the status of the whole request does not say it."""


@dataclass(frozen=True)
class Postmark:
    stream: str
    remembers: bool = False

    def item(self, message: Outgoing) -> Item:
        letter = taken_apart(message)
        headers = [{"Name": name, "Value": value} for name, value in letter.headers]
        # X-PM-KeepID: else they put a Message-ID of their own into its place, and bounces name that one.
        kept = [{"Name": "Message-ID", "Value": message.message_id}, {"Name": "X-PM-KeepID", "Value": "true"}]
        data: dict[str, Any] = {
            "From": letter.sender,
            "To": letter.to,
            "Subject": letter.subject,
            "TextBody": letter.text,
            "HtmlBody": letter.html,
            "ReplyTo": letter.reply_to,
            "Headers": [*headers, *kept],
            "Attachments": [
                {
                    "Name": file.name,
                    "ContentType": file.content_type,
                    "Content": b64encode(file.content).decode("ascii"),
                }
                for file in letter.files
            ],
            "MessageStream": self.stream,
            "TrackOpens": False,
            "TrackLinks": "None",
        }
        return Item(message, {name: value for name, value in data.items() if value not in ("", [])})

    def post(self, group: Sequence[Item], key: str) -> Post:
        headers = {"X-Postmark-Server-Token": key, "Content-Type": "application/json"}
        return Post("/email/batch", headers, json.dumps([dict(item.data) for item in group]).encode())

    def results(self, group: Sequence[Outgoing], answer: Answer) -> Sequence[Result]:
        """200 means that they have looked at each; what they think of it stands in its own ErrorCode."""
        if not answer.taken:
            return [_result(message, answer, answer) for message in group]
        each = answer.data if isinstance(answer.data, list) else []
        if len(each) != len(group):
            return senseless(group, answer)
        return [_result(message, answer, Answer(answer.status, one)) for message, one in zip(group, each, strict=True)]


def _result(message: Outgoing, whole: Answer, one: Answer) -> Result:
    code, said = one.field("ErrorCode"), one.field("Message")
    if whole.taken and code == _TAKEN:
        return result(message, whole, meaning(whole.status), "", provider_id=one.field("MessageID"))
    if whole.taken and not code:
        return result(message, whole, PERHAPS, "Its answer made no sense.")
    told = f"({code}) {said}" if code else said
    return result(message, whole, _meaning(code, said, whole), told)


def _meaning(code: str, said: str, whole: Answer) -> Meaning:
    if code == _INVALID and "'From'" in said:
        return CONFIG
    if code == _INVALID and "'To'" in said:
        return NO_SUCH_ADDRESS
    # Inside an answer that came, a refused item was refused, whatever the number.
    return _MEANING.get(code) or meaning(INVALID if whole.taken else whole.status)


def postmark(dsn: Dsn) -> HttpBackend:
    """`postmark:?stream=broadcast&password_env=NAME`, or `postmark://TOKEN@default`."""
    dsn.only("stream", "batch", *OPTIONS)
    default_host(dsn)
    there = endpoint(dsn, "https://api.postmarkapp.com", Limits(connections=2))
    most = dsn.number("batch", LARGEST_BATCH, 1, LARGEST_BATCH)
    caps = Caps(calendar="attachment", batch_max=most).within(there.limits)
    return HttpBackend(f"postmark://{there.host}", caps, Postmark(dsn.options.get("stream", "outbound")), there)
