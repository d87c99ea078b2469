"""What people answer, and who gets a place. (Rules of capacity and the waiting list.)

Heads are counted, not rows. Whoever comes first is served first; a party that does not fit waits, and does not block
a smaller one behind it. After every change nobody waits who would fit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from barnstorm.errors.rsvp import BadPartySize, UnknownAnswer


class Answer(StrEnum):
    """What a person said. Whether they came is another fact."""

    INVITED = "invited"
    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"


WANTS_A_PLACE = frozenset({Answer.GOING, Answer.WAITLISTED})

OFF_THE_LIST = frozenset({Answer.DECLINED, Answer.CANCELLED})
"""Who has nothing more to do with it."""

LARGEST_PARTY = 1000
"""Heads; a larger number is a slip of the finger or somebody's telephone number."""

_WORDS: dict[Answer, str] = {
    Answer.INVITED: "invited|needs action|no reply|no response|pending|left msg|left message|texted",
    Answer.GOING: "going|yes|y|attending|accepted|accept|registered|confirmed|conf twice|conf thrice|approved|booked|"
    "signed up|scheduled|sched web|checked in|completed|attended|no show|noshow|walk in",
    Answer.MAYBE: "maybe|tentative|interested|perhaps",
    Answer.DECLINED: "declined|decline|no|n|not going|not attending",
    Answer.WAITLISTED: "waitlisted|waitlist|wait list|waiting list|waiting",
    Answer.CANCELLED: "cancelled|canceled|refunded",
}
"""What other systems call it. Somebody they saw come, or not come, had said they would."""

_BY_WORD = {word: answer for answer, words in _WORDS.items() for word in words.split("|")}


@dataclass(frozen=True)
class Waiting:
    """A party on the waiting list. `key` is whatever the caller knows it by."""

    key: int
    party_size: int


def read_answer(text: str) -> Answer:
    """One of ours, or another system's word for it, in any case. UnknownAnswer."""
    known = _BY_WORD.get(" ".join(text.casefold().replace("-", " ").replace("_", " ").split()))
    if known is None:
        raise UnknownAnswer(text, [answer.value for answer in Answer])
    return known


def read_party_size(text: str) -> int:
    """Heads, the named one included. BadPartySize for words, for none, and for more than LARGEST_PARTY."""
    digits = text.strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):  # noqa: PLR2004 - int() is not for essays
        raise BadPartySize(text)
    return checked_party_size(int(digits))


def read_guests(text: str) -> int:
    """Heads of a party whose guests are counted without the named one: `0` is a party of one. BadPartySize."""
    return 1 if text.strip() in {"0", "0.0"} else checked_party_size(read_party_size(text) + 1)


def checked_party_size(heads: int) -> int:
    if not 1 <= heads <= LARGEST_PARTY:
        raise BadPartySize(str(heads))
    return heads


def fits(capacity: int | None, heads_going: int, party_size: int) -> bool:
    """Whether a party still finds places. No capacity is room for everybody."""
    return capacity is None or heads_going + party_size <= capacity


def decide(capacity: int | None, heads_going: int, party_size: int) -> Answer:
    """GOING for a party that fits, WAITLISTED for one that does not."""
    return Answer.GOING if fits(capacity, heads_going, party_size) else Answer.WAITLISTED


def who_moves_up(capacity: int | None, heads_going: int, waiting: Iterable[Waiting]) -> list[Waiting]:
    """Those who get a place now, of those who wait in their order: each who fits once the earlier ones have theirs."""
    promoted = []
    for party in waiting:
        if capacity is not None and heads_going >= capacity:
            break
        if fits(capacity, heads_going, party.party_size):
            heads_going += party.party_size
            promoted.append(party)
    return promoted


def waits_since(now: datetime, last: datetime | None) -> datetime:
    """When a newcomer to the waiting list began to wait: after everybody who waits already, whatever the clocks say."""
    return now if last is None or now > last else last + timedelta(microseconds=1)


def why_waiting(capacity: int | None, heads_going: int, party_size: int) -> str:
    """What keeps a party waiting, for the organiser to read."""
    left = max(0, (capacity or 0) - heads_going)
    if capacity is not None and party_size > capacity:
        return f"a party of {party_size} is more than the {capacity} places there are"
    if left == 0:
        return "no place is free"
    return f"a party of {party_size}, and {left} {'place is' if left == 1 else 'places are'} free"


def import_may_set(held: Answer | None, *, by_themselves: bool, found: Answer) -> bool:
    """Whether a file's word goes over the answer held.

    Never over what the person told us themselves, never back from a no, and never to a lesser word: a file made on
    Monday does not know what was said on Tuesday.
    """
    if held is None or held is Answer.INVITED:
        return found != held
    if by_themselves or held in {Answer.DECLINED, Answer.CANCELLED}:
        return False
    if held is Answer.MAYBE:
        return found not in {Answer.INVITED, Answer.MAYBE}
    return found in {Answer.DECLINED, Answer.CANCELLED}
