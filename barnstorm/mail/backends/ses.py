"""ses+raw: — Amazon SES over HTTPS (its API v2), given the whole letter as it is.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.backends.ses_signature import Signer
from barnstorm.mail.dsn import Dsn, Limits
from barnstorm.mail.http_answers import (
    CONFIG,
    LATER,
    NOT_LIKE_THIS,
    TAKEN,
    Answer,
    Meaning,
    meaning,
    result,
    senseless,
    waits,
)
from barnstorm.mail.http_endpoint import OPTIONS, endpoint
from barnstorm.mail.http_exchange import Post
from barnstorm.mail.http_session import HttpBackend, Item
from barnstorm.mail.interface import Caps, Outgoing, Result

_PATH = "/v2/email/outbound-emails"
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}")
_KEY_ID = re.compile(r"[A-Za-z0-9]+")
_OURS_TO_MEND = re.compile(r"not verified|(?:paused|suspended) for|authority to send", re.IGNORECASE)
"""A message that is rejected for who sends it: nothing will leave until that is put right. The last is what the
stand-ins for Amazon say, that a night is rehearsed against (moto, LocalStack).
"""
_DAY_USED_UP = "daily message quota exceeded"
_DAY_SECONDS = 600.0
"""The allowance comes back message by message, for each 24 hours after it was used."""

_MEANING: Mapping[str, Meaning] = MappingProxyType(
    {
        "TooManyRequestsException": LATER,
        "ThrottlingException": LATER,
        "LimitExceededException": LATER,
        "MailFromDomainNotVerifiedException": CONFIG,
        "SendingPausedException": CONFIG,
        "AccountSuspendedException": CONFIG,
        "MessageRejected": NOT_LIKE_THIS,
    }
)
"""The type of an error -> what it means, where the status does not say it."""


@dataclass(frozen=True)
class Ses:
    host: str
    """Host and port as the request names them: they are signed."""
    path: str
    """What stands between the host and the path of the API; empty at Amazon itself."""
    region: str
    key_id: str
    configuration_set: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The real time, whatever a rehearsal pretends: Amazon refuses what is signed for another."""
    remembers: bool = False

    def item(self, message: Outgoing) -> Item:
        data: dict[str, Any] = {
            "FromEmailAddress": message.sender,
            "Destination": {"ToAddresses": [message.recipient]},
            "Content": {"Raw": {"Data": b64encode(message.raw).decode("ascii")}},
        }
        if self.configuration_set:
            data["ConfigurationSetName"] = self.configuration_set
        return Item(message, data, alone=True)

    def post(self, group: Sequence[Item], key: str) -> Post:
        [item] = group
        body = json.dumps(dict(item.data)).encode()
        given = {"Content-Type": "application/json"}
        signer = Signer(self.key_id, key, self.region, "ses")
        signed = signer.headers(self.host, self.path + _PATH, given, body, self.clock())
        return Post(_PATH, given | signed, body)

    def results(self, group: Sequence[Outgoing], answer: Answer) -> Sequence[Result]:
        [message] = group
        if not answer.taken:
            return [_refused(message, answer)]
        number = answer.field("MessageId")
        return [result(message, answer, TAKEN, "", provider_id=number)] if number else senseless(group, answer)


def _refused(message: Outgoing, answer: Answer) -> Result:
    # `Type:http://…` from some gateways; the type alone from Amazon.
    kind = answer.error_type.partition(":")[0]
    said = answer.field("message") or answer.field("Message")
    decided = _MEANING.get(kind) or meaning(answer.status)
    if decided == NOT_LIKE_THIS and _OURS_TO_MEND.search(said):
        decided = CONFIG
    if decided == LATER and _DAY_USED_UP in said.lower():
        answer = waits(answer, _DAY_SECONDS)
    return result(message, answer, decided, f"{kind} {said}".strip())


def ses(dsn: Dsn) -> HttpBackend:
    """`ses+raw://ACCESSKEY:SECRET@eu-west-2`; the secret may come from ?password_env= or ?password_cmd=."""
    dsn.only("configuration_set", *OPTIONS)
    if not _REGION.fullmatch(dsn.host) or dsn.path not in {"", "/"}:
        raise BadMailUrl("it names no region of Amazon", f"Write it like {dsn.scheme}://ACCESSKEY:SECRET@eu-west-2")
    if not _KEY_ID.fullmatch(dsn.user) or not dsn.has("password"):
        raise BadMailUrl("it needs both the access key and its secret", "Add ?password_env=NAME for the secret")
    there = endpoint(dsn, f"https://email.{dsn.host}.amazonaws.com", Limits(connections=2))
    parts = urlsplit(there.url)
    amazon = Ses(parts.netloc, parts.path, dsn.host, dsn.user, dsn.options.get("configuration_set", ""))
    return HttpBackend(f"{dsn.scheme}://{dsn.host}", Caps().within(there.limits), amazon, there)
