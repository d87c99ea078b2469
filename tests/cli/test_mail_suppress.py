"""barnstorm mail suppress, unsuppress, suppressed, as they are typed."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]
Clock = Callable[[str], None]


def test_an_address_put_on_the_list_is_not_written_to_until_it_is_taken_off(
    database: str, run_line: Run, clock: Clock
) -> None:
    clock("2017-05-15T20:00+01:00")
    run_line(
        "event create Night --venue 'Tullie House, Castle Street, Carlisle CA3 8TP' --ref night"
        " --start 2017-05-16T19:30 --for 2h"
    )
    clock("2017-05-01T12:00+01:00")
    run_line("rsvp add night 'Ann Bell' --email ann@example.org")
    clock("2017-05-15T20:00+01:00")
    said = run_line("mail suppress Ann@Example.org --reason 'asked on the phone'")
    assert said.out == ""
    assert "Nothing is sent to Ann@example.org any more." in said.err
    assert run_line("mail suppress ann@example.org").err.startswith("Already so.")
    [row] = run_line("mail suppressed --json").json()
    assert row == {
        "address": "ann@example.org",
        "reason": "by hand",
        "campaigning_only": False,
        "detail": "asked on the phone",
        "since": "2017-05-15T20:00:00+01:00",
    }
    [letter] = run_line("reminder send --json").json()
    assert (letter["state"], letter["detail"]) == (
        "suppressed",
        "Somebody put the address on the list of those not to write to.",
    )
    run_line("mail unsuppress ANN@example.org")
    assert run_line("mail suppressed --json").json() == []
    assert "was not on the list" in run_line("mail unsuppress ann@example.org").err


def test_what_is_no_address_cannot_be_put_on_the_list(sqlite: str, refused: Run) -> None:
    assert "not an email address" in refused("mail suppress nonsense", 2)
