"""A letter as it is read far away, and by machines that open whatever can be opened."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postbag import Received, received

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def letters(
    sqlite: str, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[], list[Received]]:
    clock("2017-05-01T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    return lambda: received(tmp_path / "post")


@pytest.fixture
def machine_in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_in_tokyo")
def test_an_evening_is_told_in_its_own_zone_by_name_wherever_the_machine_and_the_campaign_are(
    letters: Callable[[], list[Received]], run_line: Run, clock: Clock
) -> None:
    run_line("event create Night --ref night --start 2017-05-16T19:30 --for 2h --timezone America/New_York")
    run_line("rsvp add night Ann --email ann@example.org")
    run_line("invite send night")
    clock("2017-05-15T20:00-04:00")
    run_line("reminder send night")
    invitation, reminder = letters()
    for letter in (invitation, reminder):
        assert "7.30pm" in letter.text
        assert "(EDT, America/New_York)" in letter.text
        assert "7.30pm" in letter.subject
    assert invitation.calendar["DTSTART"].dt.isoformat() == "2017-05-16T19:30:00-04:00"


@pytest.mark.parametrize(
    "change", ["", "event move night --start 2017-05-17T19:30", "event cancel night --reason Flood"]
)
def test_no_link_that_a_scanner_may_open_answers_or_unsubscribes(
    letters: Callable[[], list[Received]], run_line: Run, change: str
) -> None:
    """Mail filters fetch every page that a letter links to. What acts is a mail that somebody has to send."""
    run_line('event create Night --ref night --start 2017-05-16T19:30 --venue "Tullie House, Carlisle CA3 8TP"')
    run_line("rsvp add night Ann --email ann@example.org")
    run_line("invite send night")
    if change:
        run_line(change)
        run_line("invite send night")
    for letter in letters():
        tokens = set(re.findall(r"%20(\d+-\d+-\w+)", letter.text))
        assert tokens
        html = letter.message.get_body(("html",))
        assert html is not None
        pages = re.findall(r"https?://[^\s\"'<>]+", letter.text + html.get_content())
        assert not [page for page in pages if any(token in page for token in tokens)]
        assert not re.search(r"https?:", str(letter.message.get("List-Unsubscribe", "")))
