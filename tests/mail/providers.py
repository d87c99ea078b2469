"""Providers of mail over HTTP, on loopback, in the shapes that each documents. They can be told to misbehave."""

import hashlib
import hmac
import json
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

KEY = "hunter2-key"


@dataclass(frozen=True)
class Reply:
    """`dropped`: the request was read, and the connection ends without a word."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False

    @classmethod
    def json(cls, status: int, data: object, **headers: str) -> "Reply":
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status, json.dumps(data).encode(), {"Content-Type": "application/json", **named})


WEB_PAGE = b"<html><body>502 Bad Gateway</body></html>"
DROPPED = Reply(dropped=True)


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Provider:
    """`troubles` are the replies to the next requests: None is the usual one. What is taken is in `arrived`.

    With `taken_all_the_same` a message arrives even though the trouble is what is said.
    """

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.arrived: list[bytes] = []
        self.troubles: list[Reply | None] = []
        self.taken_all_the_same = False
        self._remembered: dict[str, tuple[bytes, Reply]] = {}

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or self.taken_all_the_same:
            usual = self._once(asked)
        return usual if trouble is None else trouble

    def serve(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def _once(self, asked: Asked) -> Reply:
        """A request with an Idempotency-Key is worked on once, and answered the same ever after."""
        key = asked.headers.get("idempotency-key", "")
        if key in self._remembered:
            body, before = self._remembered[key]
            return before if body == asked.body else Reply.json(409, {"name": "invalid_idempotent_request"})
        reply = self.serve(asked)
        if key:
            self._remembered[key] = (asked.body, reply)
        return reply

    def take(self, raw: bytes) -> int:
        self.arrived.append(raw)
        return len(self.arrived)


class Postmark(Provider):
    def serve(self, asked: Asked) -> Reply:
        assert asked.path == "/email/batch"
        if asked.headers.get("x-postmark-server-token") != KEY:
            return Reply.json(401, {"ErrorCode": 10, "Message": "The Server Token is not valid."})
        return Reply.json(200, [self._one(each) for each in asked.json()])

    def _one(self, each: dict[str, Any]) -> dict[str, Any]:
        if "inactive" in each["To"]:
            return {"ErrorCode": 406, "Message": "You tried to send to an inactive recipient."}
        files = [(one["Name"], one["ContentType"], one["Content"]) for one in each.get("Attachments", [])]
        headers = {one["Name"]: one["Value"] for one in each["Headers"]}
        number = self.take(together(each["From"], each["To"], each["Subject"], each["TextBody"], files, headers))
        return {"ErrorCode": 0, "Message": "OK", "MessageID": f"P{number}", "To": each["To"]}


class Resend(Provider):
    def serve(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            shown = asked.headers.get("authorization", "").removeprefix("Bearer ")
            return Reply.json(403, {"name": "invalid_api_key", "message": f"{shown} is not an API key"})
        if asked.path == "/emails":
            return Reply.json(200, self._one(asked.json()))
        assert asked.path == "/emails/batch"
        assert asked.headers["x-batch-validation"] == "permissive"
        data, errors = [], []
        for index, each in enumerate(asked.json()):
            assert "attachments" not in each, "a batch takes none"
            if "inactive" in each["to"][0]:
                errors.append({"index": index, "message": "Invalid `to` field."})
            else:
                data.append(self._one(each))
        return Reply.json(200, {"data": data} | ({"errors": errors} if errors else {}))

    def _one(self, each: dict[str, Any]) -> dict[str, Any]:
        files = [(one["filename"], one["content_type"], one["content"]) for one in each.get("attachments", [])]
        headers = each.get("headers", {})
        return {
            "id": f"R{self.take(together(each['from'], each['to'][0], each['subject'], each['text'], files, headers))}"
        }


class SparkPost(Provider):
    def serve(self, asked: Asked) -> Reply:
        assert asked.path == "/api/v1/transmissions"
        if asked.headers.get("authorization") != KEY:
            return Reply.json(401, {"errors": [{"message": "Unauthorized."}]})
        sent = asked.json()
        assert len(sent["recipients"]) == 1
        number = self.take(sent["content"]["email_rfc822"].encode())
        counts = {"total_accepted_recipients": 1, "total_rejected_recipients": 0}
        return Reply.json(200, {"results": {**counts, "id": f"S{number}"}})


class Mailgun(Provider):
    def serve(self, asked: Asked) -> Reply:
        assert asked.path == "/v3/mg.example.org/messages.mime"
        if b64decode(asked.headers["authorization"].partition(" ")[2]) != f"api:{KEY}".encode():
            return Reply(401, b"Forbidden")
        form = message_from_bytes(
            f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode() + asked.body, policy=policy.HTTP
        )
        fields = {str(part.get_param("name", header="content-disposition")): part for part in form.iter_parts()}
        assert "@" in fields["to"].get_content()
        _, _, rest = asked.body.partition(b'name="message"')
        raw = rest.partition(b"\r\n\r\n")[2].partition(f"\r\n--{form.get_boundary()}".encode())[0]
        return Reply.json(200, {"id": f"<M{self.take(raw)}@mg.example.org>", "message": "Queued. Thank you."})


class Ses(Provider):
    """Signs what it was sent once more, from the specification, and compares."""

    def serve(self, asked: Asked) -> Reply:
        assert asked.path == "/v2/email/outbound-emails"
        if not self._is_signed(asked):
            refusal = {"message": "The request signature we calculated does not match the signature you provided."}
            return Reply.json(403, refusal, x_amzn_ErrorType="SignatureDoesNotMatchException")
        sent = asked.json()
        [_] = sent["Destination"]["ToAddresses"]
        return Reply.json(200, {"MessageId": f"A{self.take(b64decode(sent['Content']['Raw']['Data']))}"})

    def _is_signed(self, asked: Asked) -> bool:
        words = asked.headers["authorization"].replace(",", "").split()
        said = dict(word.split("=", 1) for word in words[1:])
        _, day, region, service, end = said["Credential"].split("/")
        canonical = "POST\n/v2/email/outbound-emails\n\n"
        for name in said["SignedHeaders"].split(";"):
            canonical += f"{name}:{asked.headers[name]}\n"
        canonical += f"\n{said['SignedHeaders']}\n{hashlib.sha256(asked.body).hexdigest()}"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"AWS4-HMAC-SHA256\n{asked.headers['x-amz-date']}\n{day}/{region}/{service}/{end}\n{digest}"
        key = f"AWS4{KEY}".encode()
        for step in (day, region, service, end, text):
            key = hmac.digest(key, step.encode(), "sha256")
        return hmac.compare_digest(key.hex(), said["Signature"]) and {"host", "x-amz-date"} <= set(
            said["SignedHeaders"].split(";")
        )


def together(
    sender: str, to: str, subject: str, text: str, files: list[tuple[str, str, str]], headers: dict[str, str]
) -> bytes:
    """The message that a provider makes of what it was given in pieces."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    for name, value in headers.items():
        made[name] = value
    made.set_content(text)
    for name, kind, content in files:
        typed = EmailMessage()
        typed["Content-Type"] = kind
        parameters = {key: value for key, value in typed["Content-Type"].params.items() if key != "charset"}
        decoded = b64decode(content).decode()
        made.add_attachment(decoded, subtype=typed.get_content_subtype(), params=parameters, filename=name)
    return made.as_bytes(policy=policy.SMTP)


P = TypeVar("P", bound=Provider)


@contextmanager
def serving(provider: P) -> Iterator[P]:
    """`provider` at its `url`, until the end of the `with`."""
    talk: Callable[[Asked], Reply] = provider.reply

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = talk(Asked(self.path, headers, body))
            if reply.dropped:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
