"""From the bytes of a file to its text, or a refusal that says what the file really is."""

import re

from barnstorm.errors.results import NotResults

LARGEST = 64 * 1024 * 1024
"""Result files of the whole country have less than one megabyte."""

_SAVE_AS = "Open it in a spreadsheet, save the sheet with the results as “CSV UTF-8”, and import that."

_DISGUISES: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "it is an Excel workbook of the old kind (XLS), or locked with a password, whatever its name",
    ),
    (b"%PDF", "it is a PDF"),
    (b"\xff\xfe", "it is text in UTF-16"),
    (b"\xfe\xff", "it is text in UTF-16"),
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml|!--)", re.IGNORECASE)


def as_text(data: bytes) -> str:
    """The text of a CSV file in UTF-8, with or without a byte order mark."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NotResults("it is empty", "Download it again.")
    if len(data) > LARGEST:
        raise NotResults("it is far too large to be one")
    for start, what in _DISGUISES:
        if data.startswith(start):
            raise NotResults(what, _SAVE_AS)
    if _PAGE.match(data):
        raise NotResults("it is a web page", "Take the CSV or XLSX file itself, not the page that links to it.")
    if b"\0" in data:
        raise NotResults("it is not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise NotResults(f"line {line} is not in UTF-8", _SAVE_AS) from e
