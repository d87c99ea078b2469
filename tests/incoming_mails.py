"""Mails as clients and servers send them back: the files in tests/mail/replies, with their blanks filled in."""

import re
from base64 import encodebytes
from itertools import count
from pathlib import Path
from quopri import encodestring
from typing import Any

from tests.postbag import Received

_FOLDER = Path(__file__).parent / "mail" / "replies"
_USUAL = {
    "from": "ann@example.org",
    "to": "hello@together.example",
    "subject": "Re: Invitation: Carlisle barnstorm",
    "date": "Thu, 11 May 2017 10:12:43 +0100",
    "answers": "",
    "header": "X-Nothing: at all",
    "text": "Thank you!",
    "recipient": "ann@example.org",
    "action": "failed",
    "status": "5.1.1",
    "kind": "abuse",
    "method": "REPLY",
    "attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org",
    "stamp": "20170511T091243Z",
    "start": "20170516T193000",
    "sequence": "0",
    "organiser": "hello@together.example",
    "comment": "",
    "more": "CLASS:PUBLIC",
    "uid": "",
    "calendar": "",
}
_numbers = count(1)


def mail(name: str, **blanks: Any) -> bytes:
    """The mail `name`, another Message-ID each time; what is not given is as Ann Bell’s of 11 May 2017 would be."""
    given = {**_USUAL, "id": f"x{next(_numbers)}", **{key.rstrip("_"): str(value) for key, value in blanks.items()}}

    def blank(found: re.Match[str]) -> str:
        text, _, coding = found[1].partition(":")
        value = given[text]
        if coding == "base64":
            return encodebytes(value.encode()).decode().strip()
        return encodestring(value.encode()).decode() if coding else value.replace("\r\n", "\n")

    return re.sub(r"\{\{(.+?)\}\}", blank, (_FOLDER / name).read_text(encoding="utf-8")).encode()


def calendar(name: str = "reply.ics", **blanks: Any) -> str:
    """A calendar file; without a UID it is about no event."""
    return mail(name, **blanks).decode().replace("\n", "\r\n")


def attendee(partstat: str = "ACCEPTED", address: str = "ann@example.org", more: str = "") -> str:
    """The one line that answers."""
    return f'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={partstat};CN="Ann Bell"{more}:mailto:{address}'


def token_of(letter: Received) -> str:
    """The token that a letter carries in its links."""
    found = re.search(r"RSVP(?:%20| )yes(?:%20| )([\w-]+)", letter.text)
    assert found, letter.text
    return found[1]
