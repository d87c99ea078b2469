"""Other people's text. Names come from strangers."""

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]|\x1b"
)


def one_line(text: str) -> str:
    r"""`text` as a single line without control, bidi or zero-width characters: safe as a name, a title, a header.

    What a stranger's form sent as `Ann\x1b[2J` is kept as the letters it shows.
    """
    if text.isascii() and text.isprintable():  # as nearly all are; nothing to find in them
        return " ".join(text.split())
    normal = unicodedata.normalize("NFC", text)
    return " ".join(_HIDDEN.sub("", re.sub(r"\s", " ", normal)).split())


def paragraphs(text: str) -> str:
    """`text` with its line breaks (LF) and tabs, without any other control, bidi or zero-width character."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _HIDDEN.sub("", normal).strip()


def show_hidden(text: str) -> str:
    """`text` for a terminal: what cannot be seen, or would move the cursor, is written as an escape."""
    return re.sub(f"{_HIDDEN.pattern}|[\t\n]", _escape, text)


def has_letter(text: str) -> bool:
    return any(ch.isalpha() for ch in text)


def _escape(found: re.Match[str]) -> str:
    ch = found.group()
    return ch.encode("unicode_escape").decode("ascii")
