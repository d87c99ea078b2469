"""The places of one event while a file is taken in, and who waits for them. Nothing here looks at the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from barnstorm.domain.answers import Answer, Waiting, decide, waits_since, who_moves_up


@dataclass(slots=True, eq=False)
class Held:
    """An RSVP, as it is in the store or as it will be. `id` is None until it is stored."""

    id: int | None = None
    answer: Answer | None = None
    party_size: int = 1
    attended: bool | None = None
    checked_in_at: datetime | None = None
    answered_at: datetime | None = None
    confirmed_at: datetime | None = None
    waitlisted_at: datetime | None = None
    access: str = ""
    source: str = ""
    notes: str = ""
    new: bool = True
    """Whether this import puts them on the list."""
    changed: bool = False
    place_lost: bool = False
    queued: bool = False
    """Whether this import put them on the waiting list."""


class Room:
    """Whoever comes first is served first; after every change nobody waits who would fit."""

    def __init__(self, capacity: int | None, taken: int, waiting: Iterable[Held], now: datetime) -> None:
        """`taken` are heads; `waiting` are stored, and in their order."""
        self.capacity = capacity
        self.taken = taken
        self.moved_up: list[Held] = []
        self._waiting = dict.fromkeys(waiting)
        self._stored = {held.id: held for held in self._waiting}
        self._now = now
        self._last = max((held.waitlisted_at for held in self._waiting if held.waitlisted_at), default=None)

    def waiting(self, rsvp_id: int) -> Held | None:
        """The one of that id who waits: there is only one of them, whoever asks."""
        return self._stored.get(rsvp_id)

    def stored(self, held: Held) -> None:
        """They have an id now."""
        if held in self._waiting:
            self._stored[held.id] = held

    @property
    def queued(self) -> int:
        """Parties that wait because of this import."""
        return sum(held.queued for held in self._waiting)

    def ask(self, held: Held) -> None:
        """A party that has no place wants one: it gets it, or the last turn on the waiting list."""
        held.answer = decide(self.capacity, self.taken, held.party_size)
        if held.answer is Answer.GOING:
            self.taken += held.party_size
        else:
            self.wait(held)

    def wait(self, held: Held) -> None:
        self._last = held.waitlisted_at = waits_since(self._now, self._last)
        held.answer, held.queued = Answer.WAITLISTED, True
        self._waiting[held] = None

    def leave(self, held: Held) -> None:
        """The party gives up its place, or its turn."""
        if held.answer is None:
            return
        if held.answer is Answer.GOING:
            self.taken -= held.party_size
            held.place_lost, held.confirmed_at = True, None
        self._wait_no_more(held)
        held.waitlisted_at = None

    def enter(self, held: Held, party_size: int) -> None:
        """They are in the room, whether there was a place or not."""
        if held.answer is Answer.GOING:
            self.taken -= held.party_size
        self._wait_no_more(held)
        held.party_size = party_size
        self.taken += party_size

    def fill(self) -> None:
        """Give free places to those who wait."""
        parties = (Waiting(number, held.party_size) for number, held in enumerate(self._waiting))
        promoted = who_moves_up(self.capacity, self.taken, parties)
        if not promoted:
            return
        in_turn = list(self._waiting)
        for party in promoted:
            held = in_turn[party.key]
            self._wait_no_more(held)
            held.answer, held.waitlisted_at, held.changed = Answer.GOING, None, True
            self.taken += party.party_size
            self.moved_up.append(held)

    def _wait_no_more(self, held: Held) -> None:
        self._waiting.pop(held, None)
        self._stored.pop(held.id, None)
