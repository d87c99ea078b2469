"""British postcodes, spaced and in capitals."""

import re

from barnstorm.domain.text import one_line
from barnstorm.errors.person import UnreadablePostcode

_POSTCODE = re.compile(r"(GIR|BFPO|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2}|(?<=BFPO)\d{1,4})", re.ASCII)
_AT_THE_END = re.compile(r"[,\s]*\b(?P<postcode>[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})$", re.ASCII | re.IGNORECASE)


def read_postcode(text: str) -> str:
    """`ca38tp` -> `CA3 8TP`. The form is checked, not that anybody lives there. UnreadablePostcode for other forms."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s.,-]", "", one_line(text)).upper())
    if not found:
        raise UnreadablePostcode(text)
    return f"{found[1]} {found[2]}"


def split_postcode(address: str) -> tuple[str, str | None]:
    """What stands before the postcode that ends an address, and the postcode; None if it ends otherwise."""
    found = _AT_THE_END.search(address)
    return (address[: found.start()], read_postcode(found["postcode"])) if found else (address, None)
