"""Text out of mails: whatever octets were sent, what comes out can be stored and shown."""

from email.errors import MessageError
from email.header import decode_header, make_header

from barnstorm.domain.text import one_line


def readable(value: object) -> str:
    """A header with its encoded words decoded; as it stands if they are broken."""
    text = str(value)
    try:
        return str(make_header(decode_header(text))) if "=?" in text else text
    except (MessageError, LookupError, ValueError):
        return text


def clean(text: str) -> str:
    """One line without anything hidden."""
    return one_line(storable(text))


def decoded(content: bytes, charset: str) -> str:
    """The text of a part: by the charset it claims, or what it most likely is."""
    for known in (charset, "utf-8-sig"):
        try:
            return storable(content.decode(known))
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: a question mark for each octet that was no text, and each half of a pair."""
    return text.encode("utf-8", "replace").decode("utf-8")
