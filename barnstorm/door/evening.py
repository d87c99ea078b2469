"""This laptop's part in the evening: the list as it knows it, what it is saving, and what it can take back."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from barnstorm.door import wording
from barnstorm.door.clerk import RETRY_S, Clerk
from barnstorm.door.desk import Desk, WalkIn
from barnstorm.errors import BarnstormError
from barnstorm.errors.door_desk import OutOfReach
from barnstorm.rows.door_desk import Arrived, DeskEvent, KnownRow
from barnstorm.services.door.search import Acquaintances, Roster

T = TypeVar("T")


class Evening:
    """Nothing here is said to have happened before it is on disk. The lists are None until they are loaded.

    `trouble` is called with what stands in the way of the store, and with None when nothing does any more.
    """

    def __init__(self, desk: Desk, event: DeskEvent) -> None:
        self.event = event
        self.wording = desk.wording
        self.roster: Roster | None = None
        self.saving: set[int] = set()
        self.unsaved = 0
        self.trouble: Callable[[str | None], None] = lambda _: None
        self._desk = desk
        self._clerk = Clerk(self._tell)
        self._in_the_way: OutOfReach | None = None
        self._reader = ThreadPoolExecutor(1, "people")
        self._everybody: Acquaintances | None = None
        self._ticks: list[Arrived] = []

    async def load(self) -> None:
        self.roster = await self._clerk.run(lambda _: Roster(self._desk.listing()))

    async def meet_everybody(self) -> None:
        """All people the campaign knows: read while the first are being ticked already."""
        while self._everybody is None:
            try:
                self._everybody = await self._aside(lambda: Acquaintances(self._desk.everybody()))
            except OutOfReach:
                await asyncio.sleep(RETRY_S)
        if not gc.isenabled():  # a short command collects no garbage; an evening does, but not among what stays
            gc.freeze()
            gc.enable()

    async def strangers(self, typed: str) -> list[KnownRow]:
        """The likeliest of those who are known and not on the list."""
        everybody, roster = self._everybody, self.roster
        if everybody is None or roster is None:
            return []
        return await self._aside(lambda: everybody.find(typed, without=roster))

    async def look_around(self) -> bool | None:
        """Take in what other laptops have done: None if nothing, else whether anybody is new to the list."""
        roster = self._loaded
        changes = await self._clerk.run(lambda _: self._desk.changes_since(roster.marker))
        if changes is None:
            return None
        new = roster.take(changes)
        if not roster.agrees:  # a clock runs slow, or somebody was taken off the list
            await self.load()
            return True
        return new

    def tick(self, person_id: int, heads: int | None) -> Awaitable[list[str]]:
        """What to say of it, once it is on disk; `heads` as for door.check_in. It counts as unsaved from now on."""
        return self._saved(self._tick(person_id, heads, self._desk.now()), person_id)

    def walk_in(self, who: WalkIn) -> Awaitable[list[str]]:
        """As `tick`. Raises SeveralOfThatName and what else services.door.desk.walk_in does."""
        return self._saved(self._walk_in(who, self._desk.now()))

    def undo(self) -> Awaitable[list[str]]:
        """Take back the last tick of this laptop, or the one before; as `tick`."""
        return self._saved(self._undo(self._desk.now()))

    def close(self) -> None:
        """Wait for what is under way; then the database may be closed. Not while the screen is up."""
        self._clerk.close()
        self._reader.shutdown(cancel_futures=True)

    def _aside(self, work: Callable[[], T]) -> Awaitable[T]:
        """In another thread, so that no key is late."""
        return asyncio.get_running_loop().run_in_executor(self._reader, work)

    @property
    def _loaded(self) -> Roster:
        assert self.roster is not None
        return self.roster

    async def _tick(self, person_id: int, heads: int | None, at: datetime) -> list[str]:
        try:
            done = await self._clerk.run(lambda again: self._desk.tick(person_id, at, heads, again=again))
        except BarnstormError as e:
            return wording.refusal(e)
        return self._arrived(done)

    async def _walk_in(self, who: WalkIn, at: datetime) -> list[str]:
        return self._arrived(await self._clerk.run(lambda again: self._desk.walk_in(who, at, again=again)))

    async def _undo(self, at: datetime) -> list[str]:
        await self._clerk.run(lambda _: None)  # the last tick may be one that is still being saved
        if not self._ticks:
            return ["There is nothing to undo."]
        last = self._ticks.pop()
        try:
            undone = await self._clerk.run(lambda again: self._desk.undo(last, at, again=again))
        except BarnstormError as e:
            return wording.refusal(e)
        self._loaded.put(undone.row)
        return wording.undone(undone)

    def _arrived(self, done: Arrived) -> list[str]:
        if done.ticked.changed:
            self._ticks.append(done)
        self._loaded.put(done.after)
        return wording.arrived(done, self.event.room)

    def _tell(self, in_the_way: OutOfReach | None) -> None:
        self._in_the_way = in_the_way
        self.trouble(wording.trouble(in_the_way, self.unsaved))

    def _saved(self, errand: Awaitable[list[str]], *people: int) -> Awaitable[list[str]]:
        self.unsaved += 1
        self.saving.update(people)
        self._tell(self._in_the_way)

        async def until_saved() -> list[str]:
            try:
                return await errand
            finally:
                self.unsaved -= 1
                self.saving.difference_update(people)

        return until_saved()
