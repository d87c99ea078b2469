"""The key of an invitation or cancellation: which version of the event it tells, and whom.

`invite:EVENT:SEQUENCE:PERSON`, the uids of those who share an address joined by `+`. Marks may follow the SEQUENCE:
`3+update` tells those who hold an older version, `0+address` tells where the private place is, `0+4f1d22ab` goes to
another mailbox than the one before.

`shift:ENTRY:SEQUENCE:PERSON` is about a volunteer’s shift: ENTRY is the UID that it has in their calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from barnstorm.domain.letters import CANCEL, DROPPED, INVITE, SHIFT, SHIFT_OFF

UPDATE, ADDRESS = "update", "address"


@dataclass(frozen=True)
class Told:
    """What a letter tells: its SEQUENCE in its guests' calendars, and its marks."""

    sequence: int
    marks: frozenset[str]


def key_of(kind: str, about: str, sequence: int, people: Iterable[str], *marks: str) -> str:
    return f"{kind}:{about}:{'+'.join([str(sequence), *marks])}:{'+'.join(people)}"


def mailbox_mark(address: str) -> str:
    """The mark that tells the letter to one mailbox from the same letter to another."""
    return sha256(address.casefold().encode()).hexdigest()[:8]


def told_by(key: str) -> Told | None:
    """What the invitation or cancellation with this key tells, be it of the event or of a shift; None if the key is of
    another kind.
    """
    kind, _, rest = key.partition(":")
    version = rest.split(":")[1:2]
    if kind not in {INVITE, CANCEL, DROPPED, SHIFT, SHIFT_OFF} or not version:
        return None
    sequence, *marks = version[0].split("+")
    return Told(int(sequence), frozenset(marks)) if sequence.isdecimal() else None


def subject_of(key: str) -> str:
    """The uid of what a letter with this key is about: an event, or a shift’s entry in a calendar."""
    return key.partition(":")[2].partition(":")[0]


def people_of(key: str) -> frozenset[str]:
    """The uids of those a letter with this key is for, whatever its kind."""
    return frozenset(key.rpartition(":")[2].split("+"))
