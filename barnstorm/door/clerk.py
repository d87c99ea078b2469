"""Errands to the store, one after another, while the greeter goes on typing."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from barnstorm.errors.door_desk import OutOfReach

SLOW_S = 1.0
"""Seconds after which the greeter is told that the store takes its time."""

RETRY_S = 1.0
"""Seconds between two tries."""

T = TypeVar("T")


class Clerk:
    """Runs errands in a thread of its own, in the order they were given, each until it is done.

    `told` is called with what stands in the way, and with None as soon as nothing does.
    """

    def __init__(self, told: Callable[[OutOfReach | None], None]) -> None:
        self._told = told
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "store")

    async def run(self, errand: Callable[[bool], T]) -> T:
        """What the errand gives. It is told whether it was tried before. Refusals come through; OutOfReach does not."""
        async with self._turn:
            try:
                return await self._until_done(errand)
            finally:
                self._told(None)

    def close(self) -> None:
        """Once the errand under way is done."""
        self._thread.shutdown(cancel_futures=True)

    async def _until_done(self, errand: Callable[[bool], T]) -> T:
        again = False
        while True:
            try:
                return await self._patiently(errand, again=again)
            except OutOfReach as e:
                self._told(e)
            again = True
            await asyncio.sleep(RETRY_S)

    async def _patiently(self, errand: Callable[[bool], T], *, again: bool) -> T:
        running = asyncio.get_running_loop().run_in_executor(self._thread, errand, again)
        done, _ = await asyncio.wait({running}, timeout=SLOW_S)
        if not done:
            self._told(OutOfReach("The database is busy."))
        return await running
