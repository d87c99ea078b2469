"""What a person at the terminal is asked when something of an event was left out."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from barnstorm.domain.when import read_day, read_when
from barnstorm.errors import BarnstormError, MissingOption
from barnstorm.output.notes import ask, can_ask, note, refusal

START_EXAMPLE = '--start "Tue 16 May 2017 7.30pm"'


def asked_what(
    title: str | None, start: str | None, seat: str | None, venue: str | None
) -> tuple[str, str | None, str | None]:
    """Title, seat and venue, those not given from the person at the terminal. MissingOption if there is none."""
    if title is not None and not can_ask():
        assert start is None  # one of the two is missing
        raise MissingOption("--start WHEN", START_EXAMPLE)
    title = title or asked("Title", "TITLE", '"Carlisle barnstorm"')
    seat = seat or ask("Seat (empty for none)") or None
    venue = venue or ask("Venue, with its address if it is new (empty for none)") or None
    return title, seat, venue


def asked_when(
    start: str | None, end: str | None, length: str | None, now: datetime, zone: ZoneInfo, *, all_day: bool = False
) -> tuple[str, str | None]:
    """Start and end as typed; a start that cannot be read is asked for again."""
    read = read_day if all_day else read_when
    start = start or asked("Start", "--start WHEN", START_EXAMPLE, lambda typed: read(typed, now, zone))
    usual = "Last day (empty for the same)" if all_day else "End (empty for the usual length)"
    return start, end if end or length else ask(usual) or None


def asked(question: str, option: str, example: str, understood: Callable[[str], object] = str) -> str:
    """What was left out, from the person at the terminal; MissingOption if there is none.

    An answer that `understood` refuses is asked for again: what was typed before it is not lost.
    """
    if not can_ask():
        raise MissingOption(option, example)
    while True:
        answer = ask(question)
        if not answer:
            note("It cannot be left out.")
            continue
        try:
            understood(answer)
        except BarnstormError as e:
            refusal(e.sentence, e.hint)
        else:
            return answer
