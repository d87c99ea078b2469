"""One person was on the books twice: what holds of the two records once they are one. The fuller truth wins.

Of two answers to one event:

* They came, if either record says so; they did not, if one says so and the other nothing.
* The answer they gave last is theirs. Their own word counts before a file's, and anything before "invited".
* A place is not lost by having asked twice: if they want to come and one record has a place, they have it.
* Where both records want to come, or came, the larger party does; if that does not fit, the party that has its place.
  (A form that does not ask for guests says one; a party turned away at the door is the worse mistake.)
* Of two turns on the waiting list, the earlier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from barnstorm.domain.answers import WANTS_A_PLACE, Answer, fits

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Reply:
    """What one RSVP says; fields as in the store."""

    answer: Answer | None
    answered_at: datetime | None
    """None if a file spoke for them."""
    party_size: int
    waitlisted_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    confirmed_how: str
    attended: bool | None
    checked_in_at: datetime | None
    heads_in: int | None
    replied_sequence: int | None
    replied_stamp: datetime | None
    source: str
    access: str
    notes: str
    created_at: datetime

    @property
    def has_place(self) -> bool:
        return self.answer is Answer.GOING or self.attended is True

    @property
    def wants_place(self) -> bool:
        return self.has_place or self.answer is Answer.WAITLISTED


def joined(keep: Reply, drop: Reply, capacity: int | None, taken: int) -> Reply:
    """The two as one. `taken` are the heads of all the others."""
    last = max(keep, drop, key=_weight)
    answer = _answer(keep, drop, last)
    attended = _attended(keep, drop)
    party_size = _party(keep, drop, last, capacity, taken) if answer in WANTS_A_PLACE or attended else last.party_size
    confirmed = max(keep, drop, key=lambda reply: reply.confirmed_at or _NEVER)
    replied = max(keep, drop, key=lambda reply: (reply.replied_sequence or -1, reply.replied_stamp or _NEVER))
    going = answer is Answer.GOING
    came = [reply for reply in (keep, drop) if reply.attended is attended]
    turns = [reply.waitlisted_at for reply in (keep, drop) if reply.waitlisted_at]
    return Reply(
        answer=answer,
        answered_at=last.answered_at,
        party_size=party_size,
        waitlisted_at=min(turns) if answer is Answer.WAITLISTED else None,
        confirmed_at=confirmed.confirmed_at if going else None,
        confirmed_by=confirmed.confirmed_by if going else "",
        confirmed_how=confirmed.confirmed_how if going else "",
        attended=attended,
        checked_in_at=min((reply.checked_in_at for reply in came if reply.checked_in_at), default=None),
        heads_in=_heads_in(came, party_size) if attended else None,
        replied_sequence=replied.replied_sequence,
        replied_stamp=replied.replied_stamp,
        source=keep.source or drop.source,
        access=both(keep.access, drop.access, "; "),
        notes=both(keep.notes, drop.notes, "\n"),
        created_at=min(keep.created_at, drop.created_at),
    )


def both(one: str, other: str, joint: str) -> str:
    """Two remarks as one, each said once."""
    return joint.join(dict.fromkeys(text for text in (one, other) if text))


def withdrawn_since(given_at: datetime, withdrawals: Iterable[datetime]) -> datetime | None:
    """When a consent given at `given_at` was taken back, by what the person said under their other record."""
    return min((at for at in withdrawals if at >= given_at), default=None)


def _weight(reply: Reply) -> tuple[datetime, int]:
    said = 0 if reply.answer is None else 1 if reply.answer is Answer.INVITED else 2
    return reply.answered_at or _NEVER, said


def _answer(keep: Reply, drop: Reply, last: Reply) -> Answer | None:
    if last.answer in WANTS_A_PLACE and Answer.GOING in {keep.answer, drop.answer}:
        return Answer.GOING
    return last.answer


def _attended(keep: Reply, drop: Reply) -> bool | None:
    known = {keep.attended, drop.attended} - {None}
    return any(known) if known else None


def _party(keep: Reply, drop: Reply, last: Reply, capacity: int | None, taken: int) -> int:
    placed = [reply.party_size for reply in (keep, drop) if reply.has_place]
    wanted = max((reply.party_size for reply in (keep, drop) if reply.wants_place), default=last.party_size)
    return wanted if not placed or fits(capacity, taken, wanted) else max(placed)


def _heads_in(came: list[Reply], party_size: int) -> int | None:
    """None if that is all of the party."""
    heads = max(reply.heads_in or reply.party_size for reply in came)
    return None if heads >= party_size else heads
