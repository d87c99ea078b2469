"""mailgun+mime: — Mailgun over HTTPS, given the whole letter as it is.

https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages/
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn, Limits
from barnstorm.mail.http_answers import NO_SUCH_ADDRESS, TAKEN, Answer, meaning, result, senseless
from barnstorm.mail.http_endpoint import OPTIONS, choice, endpoint
from barnstorm.mail.http_exchange import Post
from barnstorm.mail.http_session import HttpBackend, Item
from barnstorm.mail.interface import Caps, Outgoing, Result

_HOSTS = {"us": "https://api.mailgun.net", "eu": "https://api.eu.mailgun.net"}
_WRONG_ADDRESS = "'to' parameter is not a valid address"


@dataclass(frozen=True)
class Mailgun:
    domain: str
    remembers: bool = False

    def item(self, message: Outgoing) -> Item:
        return Item(message, {"to": message.recipient, "o:tracking": "no"}, alone=True)

    def post(self, group: Sequence[Item], key: str) -> Post:
        import httpx

        [item] = group
        file = ("message.mime", item.message.raw, "message/rfc822")
        form = httpx.Request("POST", "https://form.invalid", data=dict(item.data), files={"message": file})
        headers = {
            "Authorization": f"Basic {b64encode(f'api:{key}'.encode()).decode('ascii')}",
            "Content-Type": form.headers["content-type"],
        }
        return Post(f"/v3/{quote(self.domain, safe='')}/messages.mime", headers, form.read())

    def results(self, group: Sequence[Outgoing], answer: Answer) -> Sequence[Result]:
        [message] = group
        if not answer.taken:
            said = answer.field("message")
            decided = NO_SUCH_ADDRESS if _WRONG_ADDRESS in said else meaning(answer.status)
            return [result(message, answer, decided, said)]
        number = answer.field("id")
        return [result(message, answer, TAKEN, "", provider_id=number)] if number else senseless(group, answer)


def mailgun(dsn: Dsn) -> HttpBackend:
    """`mailgun+mime://mg.example.org?region=eu&password_env=NAME`, or `mailgun+mime://KEY@mg.example.org`."""
    dsn.only("region", *OPTIONS)
    if not dsn.host or dsn.path not in {"", "/"}:
        raise BadMailUrl("it names no sending domain", f"Write it like {dsn.scheme}://mg.example.org?password_env=NAME")
    there = endpoint(dsn, _HOSTS[choice(dsn, "region", tuple(_HOSTS))], Limits(connections=2))
    return HttpBackend(f"{dsn.scheme}://{dsn.host}", Caps().within(there.limits), Mailgun(dsn.host), there)
