"""Somebody at the check-in screen: keys in, what can be read there out."""

import asyncio
import shlex
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

from textual.pilot import Pilot

from barnstorm.app import App
from barnstorm.door.application import CheckIn, check_in_screen

PATIENCE_S = 30
"""How long something may take to show before it never will."""


@dataclass
class Greeter:
    pilot: Pilot[Any]
    screen: CheckIn

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """A name, over whatever was there."""
        await self.press(*("space" if ch == " " else ch for ch in text))

    async def find(self, text: str) -> None:
        """Clear, then a name."""
        await self.press("escape")
        await self.type(text)

    def sees(self) -> str:
        """Everything on the screen, line by line."""
        strips = self.screen.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def line(self, word: str) -> str:
        """The line that holds `word`, its blanks folded; empty if none does."""
        return next((" ".join(line.split()) for line in self.sees().splitlines() if word in line), "")

    async def until(self, text: str) -> str:
        """Wait for it to be on the screen; the line it is in."""
        async with asyncio.timeout(PATIENCE_S):
            while text not in self.sees():
                await self.pilot.pause(0.01)
        return self.line(text)

    async def until_gone(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while text in self.sees():
                await self.pilot.pause(0.01)


@asynccontextmanager
async def at_the_screen(event: str = "hall", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Greeter]:
    """The screen for `event` on the database in the environment, its list loaded."""
    with closing(App()) as app:
        screen = check_in_screen(app, event)
        try:
            async with screen.run_test(size=size) as pilot:
                greeter = Greeter(pilot, screen)
                if not screen.evening.event.another_day:
                    await greeter.until("by surname")
                yield greeter
        finally:
            screen.evening.close()


async def another_laptop(line: str) -> None:
    """A command line in a process of its own."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "barnstorm", *shlex.split(line))
    assert await process.wait() == 0


def play(what: Callable[[Greeter], Awaitable[None]], event: str = "hall") -> None:
    """An evening at the screen."""

    async def evening() -> None:
        async with at_the_screen(event) as greeter:
            await what(greeter)

    asyncio.run(evening())
