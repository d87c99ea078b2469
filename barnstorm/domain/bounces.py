"""What a report that a letter could not be delivered says about the address (RFC 3463, RFC 3464)."""

import re
from datetime import timedelta
from enum import StrEnum

SOFT_LIMIT = 5
"""So many letters failing for passing reasons, within SOFT_SPAN, make an address a dead one."""
SOFT_SPAN = timedelta(days=30)

_ABOUT_THE_SENDER = frozenset({"5.1.7", "5.1.8", "5.1.9"})
"""Of the codes about addresses those that blame ours."""
_DISABLED = "5.2.1"


class Gravity(StrEnum):
    """What a report means for the address."""

    HARD = "hard"
    """There is no such mailbox: nothing more is sent to it."""
    SOFT = "soft"
    """This letter was not delivered; the next one may be: the mailbox is full, the server was away."""
    NONE = "none"
    """Not a failure: delivered, or late and still being tried."""


def gravity(action: str, status: str) -> Gravity:
    """`action` and `status` as the report has them: `failed`, `5.1.1`."""
    if action.strip().casefold() != "failed":
        return Gravity.NONE
    code = enhanced(status)
    if code not in _ABOUT_THE_SENDER and (code.startswith("5.1.") or code == _DISABLED):
        return Gravity.HARD
    return Gravity.SOFT


def enhanced(status: str) -> str:
    """The bare code of `5.1.1 (bad destination mailbox address)`; empty if there is none."""
    found = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", status)
    return found[0] if found else ""
