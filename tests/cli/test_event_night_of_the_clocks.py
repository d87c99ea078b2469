"""An event in the night in which the clocks change, as it is shown and as it is put in calendars."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _night(sqlite: str, clock: Callable[[str], None], run_line: Run) -> None:
    """Four hours from 11pm in summer time: until 2am, an hour after it has ended."""
    clock("2017-10-01T12:00+01:00")
    hall = '--venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
    run_line(f'event create "Night canvass" {hall} --start "28 Oct 2017 11pm" --for 4h --ref night')


def test_both_times_are_shown_with_their_own_letters(run_line: Run) -> None:
    assert "Sat 28 Oct 2017 23:00 BST to Sun 29 Oct 2017 02:00 GMT" in run_line("event show night").out
    letter = run_line("mail preview invite night").out
    assert "  Saturday 28 October 2017, 11pm BST to Sunday 29 October 2017, 2am GMT\n  (Europe/London)\n" in letter


def test_calendars_are_told_four_hours(run_line: Run, tmp_path: Path) -> None:
    run_line("invite write night -o night.ics")
    (event,) = Calendar.from_ical((tmp_path / "night.ics").read_bytes()).events
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2017-10-28T23:00:00+01:00",
        "2017-10-29T02:00:00+00:00",
    )
