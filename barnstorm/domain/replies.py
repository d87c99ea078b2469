"""What comes back by mail, and what an answer in it is worth. (Reading the mail itself is barnstorm.mail's.)"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from barnstorm.domain.answers import Answer


class What(StrEnum):
    """What a message was, in a word."""

    ANSWER = "answer"
    STALE = "stale"
    """An answer to a version of the event that has since been changed."""
    OVERTAKEN = "overtaken"
    """They, or somebody for them, have said something later."""
    LATE = "late"
    """The event is over or cancelled."""
    COUNTER = "counter"
    """They propose another time."""
    DELEGATED = "delegated"
    """Somebody else is to come in their place."""
    GUEST = "guest"
    """Somebody who was not asked answers, most likely with an invitation that was handed on."""
    HELD = "held"
    """An answer that may not be theirs, or that undoes what an organiser decided."""
    FOREIGN = "foreign"
    """An answer about an event that is not ours."""
    IGNORED = "ignored"
    """It says nothing, or nothing that needs doing."""
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    AUTOMATIC = "automatic"
    """A machine answered: out of the office."""
    LETTER = "letter"
    """A person wrote, in their own words."""
    UNREADABLE = "unreadable"


class Method(StrEnum):
    """What a calendar object in a mail asks for, of that which an organiser gets (RFC 5546 3.2)."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"


class Seal(StrEnum):
    """What our own mail server found out about the sender's address (SPF, DKIM, DMARC)."""

    PASSED = "passed"
    FAILED = "failed"
    NONE = "none"


ANSWERS = {
    "ACCEPTED": Answer.GOING,
    "TENTATIVE": Answer.MAYBE,
    "DECLINED": Answer.DECLINED,
    "DELEGATED": Answer.DECLINED,
}
"""PARTSTAT -> our answer. The rest (NEEDS-ACTION, …) says nothing."""

CALENDAR_SERVICES = frozenset({"calendar-notification@google.com"})
"""Senders that answer for the people who use them: then the mail server must vouch for the sender."""


@dataclass(frozen=True)
class Said:
    """One answer. `stamp` is when it was given; `sequence` which version of the event it was given to."""

    answer: Answer
    sequence: int
    stamp: datetime


@dataclass(frozen=True)
class Known:
    """What was known before it: the answer, when it was given, and the reply that last counted."""

    answer: Answer | None
    answered_at: datetime | None
    sequence: int | None
    stamp: datetime | None


def weigh(said: Said, known: Known, current: int) -> What:
    """ANSWER if it counts, STALE if it is to a version below `current`, OVERTAKEN if something later is known.

    In whatever order the replies of one person are read, the same one counts in the end (RFC 5546 2.1.5). Of two with
    the same stamp the more careful one does.
    """
    if said.sequence < current:
        return What.STALE
    if known.sequence is not None and known.stamp is not None:
        one, other = (said.sequence, said.stamp), (known.sequence, known.stamp)
        if one < other or (one == other and _care(said.answer) <= _care(known.answer)):
            return What.OVERTAKEN
    # Calendars stamp in full seconds.
    if known.answered_at is not None and said.stamp < known.answered_at.replace(microsecond=0):
        return What.OVERTAKEN
    return What.ANSWER


def _care(answer: Answer | None) -> int:
    return {Answer.MAYBE: 1, Answer.DECLINED: 2, Answer.CANCELLED: 3}.get(answer or Answer.INVITED, 0)


@dataclass(frozen=True)
class Wish:
    """What a subject asks for: an answer, or (None) to hear no more. `token` is the word after it; may be empty.

    `shift` is the number of the shift that a volunteer answers about; None for an answer about the event.
    """

    answer: Answer | None
    token: str
    shift: int | None = None


_MARKED = re.compile(r"\b(?:RSVP[\s:]+(yes|no|maybe)|STOP|UNSUBSCRIBE)[\s:]+<?([\w-]{8,60})", re.IGNORECASE)
_SHIFT = re.compile(r"\bSHIFT[\s:]+(yes|no)[\s:]+([0-9]{1,9})[\s:]+<?([\w-]{8,60})", re.IGNORECASE)
_BARE_STOP = re.compile(
    r"(?:[^\s:：]{1,12}\s?[:：]\s*)*[\W_]*(?:please\s+)?(?:stop|unsubscribe(?:\s+me)?)[\W_]*", re.IGNORECASE
)
_SAID = {"yes": Answer.GOING, "no": Answer.DECLINED, "maybe": Answer.MAYBE}


def wishes(subject: str) -> Iterator[Wish]:
    """What `subject` may ask for: `RSVP yes <token>`, `SHIFT no 7 <token>` and `STOP <token>`, wherever they stand,
    whatever their case.

    A subject that is nothing but STOP or UNSUBSCRIBE, after any number of `Re:`, is a wish without a token.
    """
    for found in _MARKED.finditer(subject):
        yield Wish(_SAID[found[1].lower()] if found[1] else None, found[2])
    for found in _SHIFT.finditer(subject):
        yield Wish(_SAID[found[1].lower()], found[3], int(found[2]))
    if _BARE_STOP.fullmatch(subject):
        yield Wish(None, "")


GMAIL = ("gmail.com", "googlemail.com")
"""Where dots in an address, and what follows a plus, mean nothing."""


def spellings(address: str) -> set[str]:
    """What an address may be stored as, in small letters: its domain in ASCII, as mail carries it, or in letters."""
    local, _, domain = address.casefold().rpartition("@")
    if not local or not domain:
        return set()
    try:
        lettered = domain.encode("ascii").decode("idna")
    except UnicodeError:
        lettered = domain
    return {f"{local}@{domain}", f"{local}@{lettered}"}


def gmail_key(address: str) -> str | None:
    """The one mailbox behind all spellings of an address at Gmail; None for addresses elsewhere."""
    local, _, domain = address.casefold().rpartition("@")
    return local.partition("+")[0].replace(".", "") if domain in GMAIL else None


def party_of(guests: int, others_named: int) -> int:
    """Heads of the first person a letter named, when the answer brings `guests` besides the one who answers and
    `others_named` of those are on the list under their own names.
    """
    return max(1, guests + 1 - others_named)
