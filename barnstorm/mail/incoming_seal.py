"""Authentication-Results (RFC 8601): what our mail server found out about who sent a mail."""

import re

from barnstorm.domain.replies import Seal

_DKIM_OF = re.compile(r"\bdkim\s*=\s*pass\b[^;]*?\bheader\.(?:d|i)\s*=\s*\S*?@?([\w.-]+)", re.IGNORECASE)
_DMARC = re.compile(r"\bdmarc\s*=\s*(\w+)", re.IGNORECASE)


def sealed(results: str, sender: str) -> Seal:
    """What the topmost of these headers says of the address in From.

    Those below it were there when the mail arrived, and anybody may have written them. Where a server writes none the
    topmost is such a one too: so PASSED may only ever open what a stranger could not use.
    """
    found = _DMARC.search(results)
    verdict = found[1].casefold() if found else ""
    if verdict in {"pass", "fail"}:
        return Seal.PASSED if verdict == "pass" else Seal.FAILED
    domain = sender.rpartition("@")[2].casefold()
    signed_by = {name.casefold() for name in _DKIM_OF.findall(results)}
    return Seal.PASSED if domain and domain in signed_by else Seal.NONE
