"""The check-in screen while the store is busy, or away."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import make_url

from barnstorm.app import App
from barnstorm.services.finding.event import find_event_to_change
from tests.door.greeter import Greeter, at_the_screen

pytestmark = pytest.mark.usefixtures("night")


@contextmanager
def somebody_else_writing() -> Iterator[None]:
    """Another laptop holds the event, and does not let go until this ends."""
    holds, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(App()) as app, app.transaction() as session:
            find_event_to_change(session, "hall", datetime.now(UTC))
            holds.set()
            let_go.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    holds.wait()
    try:
        yield
    finally:
        let_go.set()
        thread.join()


@contextmanager
def server_away(url: str, admin: str) -> Iterator[None]:
    """The database takes no connections, and has closed those it had."""
    name = make_url(url).database
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_while_another_writes_nothing_is_said_to_be_saved_and_typing_goes_on() -> None:
    async def evening() -> None:
        async with at_the_screen() as greeter:
            with somebody_else_writing():
                await greeter.type("zoe")
                await greeter.press("enter")
                await greeter.until("… saving")
                await greeter.type("ann")
                await greeter.press("enter")
                await greeter.until("! The database is busy. 2 not saved yet. Trying again.")
                assert "✓" not in greeter.sees()
                assert "Name or number: ann" in greeter.sees()
            await greeter.until("✓ 19:25 Ann Bell is in")
            await greeter.until_gone("The database is busy")
            await greeter.find("zoe")
            assert "✓ 19:25" in greeter.line("▸")

    asyncio.run(evening())


def test_leaving_with_unsaved_ticks_is_asked_about() -> None:
    async def evening() -> None:
        async with at_the_screen() as greeter:
            with somebody_else_writing():
                await greeter.type("zoe")
                await greeter.press("enter", "ctrl+q")
                await greeter.until("1 not on disk yet, and lost if you leave now.")
                await greeter.press("escape")
                await greeter.until("… saving")
            await greeter.until("✓ 19:25 Zoë O’Brien is in.")

    asyncio.run(evening())


def test_a_server_that_is_away_is_said_to_be_and_the_tick_waits_for_it(
    request: pytest.FixtureRequest, database: str
) -> None:
    if not database.startswith("postgresql"):
        pytest.skip("a file is never away")

    async def evening() -> None:
        async with at_the_screen() as greeter:
            with server_away(database, request.getfixturevalue("postgres")):
                await greeter.type("zoe")
                await greeter.press("enter")
                await greeter.until("! The database cannot be reached. 1 not saved yet. Trying again.")
                assert "✓" not in greeter.sees()
            await _saved(greeter)

    asyncio.run(evening())


async def _saved(greeter: Greeter) -> None:
    await greeter.until("✓ 19:25 Zoë O’Brien is in.")
    await greeter.until_gone("cannot be reached")
