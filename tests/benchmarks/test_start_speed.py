"""What a start costs, against the imports it cannot do without."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from barnstorm.app import App
from barnstorm.services.event.events import Draft, create

Command = Sequence[str]
NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def thousand_events(sqlite: str) -> None:
    app = App()
    with app.transaction() as session:
        for number in range(1000):
            start = NOW + timedelta(days=1 + number % 200, minutes=number)
            draft = Draft(f"Barnstorm {number}", start, start + timedelta(hours=2), ZoneInfo("Europe/London"))
            create(session, draft, NOW, None)
    app.close()


def test_version_against_importing_typer(ratio: Callable[..., float], barnstorm: Callable[[str], Command]) -> None:
    assert ratio("--version / import typer", barnstorm("--version"), (sys.executable, "-c", "import typer"), 15) <= 1.5


def test_listing_a_thousand_events_against_importing_the_orm(
    thousand_events: None,
    ratio: Callable[..., float],
    barnstorm: Callable[[str], Command],
    floor: Command,
    clock: Callable[[str], None],
) -> None:
    clock("2017-05-01T12:00+00:00")
    assert ratio("event list, 1,000 events / import typer, sqlmodel", barnstorm("event list"), floor) <= 1.35
