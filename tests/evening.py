"""An evening made by commands: a meeting, those who came, and two actions that were born at it."""

import shlex
from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]

NIGHT, CALLS, DOORS = "night", "phone-bank-with-ann-2017-05-18", "canvass-with-cy-2017-05-20"
"""The meeting of 16 May, a phone bank two days later and a canvass after four."""

HALL = "--venue 'Tullie House, Castle Street, Carlisle CA3 8TP' --organisation Compass"


def hold(run_line: Run, clock: Callable[[str], None]) -> None:
    """Ann, Bo and Cy said that they would come, and Dee perhaps; Bo stays at home and Eve walks in.

    Ann offers a phone bank (code 1) and Cy a canvass (code 2); Eve takes on both, Cy the phone bank too.
    """
    clock("2017-05-01T12:00+01:00")
    run_line(f"event create Night {HALL} --ref {NIGHT} --start 2017-05-16T19:30 --for 2h --capacity 40")
    for name, more in (
        ("Ann Bell", "--source website"),
        ("Bo Carr", "--source website"),
        ("Cy Dent", "--source friend --party-size 2"),
        ("Dee East", "--answer maybe"),
    ):
        first = name.split(" ", maxsplit=1)[0].lower()
        run_line(f"rsvp add {NIGHT} '{name}' --email {first}@example.org {more}")
    run_line(f"rsvp confirm {NIGHT} 'Ann Bell'")
    clock("2017-05-16T20:50+01:00")
    for name in ("Ann Bell", "Cy Dent"):
        run_line(["door", "check-in", NIGHT, name])
    run_line(f"door walk-in {NIGHT} 'Eve Fox' --phone '07700 900123'")
    offer(run_line, NIGHT, "Ann Bell", "--kind phonebank --start 2017-05-18T18:30 --capacity 4")
    offer(run_line, NIGHT, "Cy Dent", "--kind canvass --start 2017-05-20T10:00 --capacity 10")
    commit(run_line, NIGHT, "Fox Eve; 1, 2")
    commit(run_line, NIGHT, "Dent Cy; 1")


def offer(run_line: Run, at: str, host: str, how: str) -> dict[str, Any]:
    made: dict[str, Any] = run_line(f"action offer {at} --host {shlex.quote(host)} {how} --json").json()
    return made


def commit(run_line: Run, at: str, line: str) -> None:
    run_line(["action", "commit", at, line])


def hold_calls(run_line: Run, clock: Callable[[str], None], event: str, *came: str) -> None:
    """The phone bank is held: these came, and its door is closed."""
    clock("2017-05-18T18:40+01:00")
    for name in came:
        run_line(["door", "check-in", event, name])
    clock("2017-05-18T21:00+01:00")
    run_line(f"door close {event} --yes")
