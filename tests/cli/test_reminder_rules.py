"""barnstorm reminder rules, as it is typed, and what it changes about who is reminded when."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def night(database: str, run_line: Run, clock: Clock) -> None:
    clock("2017-05-01T12:00+01:00")
    run_line(
        "event create Night --venue 'Tullie House, Castle Street, Carlisle CA3 8TP' --ref night"
        " --start 2017-05-16T19:30 --for 2h"
    )
    run_line("rsvp add night 'Ann Bell' --email ann@example.org")


def told(ran: Any) -> list[tuple[str, str | None, str]]:
    return [(row["at"], row["due_at"], row["source"]) for row in ran.json()]


def planned(run_line: Run) -> dict[str, tuple[str, str]]:
    rows = run_line("reminder plan --json").json()
    return {row["kind"]: (row["due_at"], row["detail"]) for row in rows if row["state"] != "cancelled"}


def test_without_rules_there_are_the_usual_ones(night: None, run_line: Run) -> None:
    assert told(run_line("reminder rules night --json")) == [
        ("7d", "2017-05-09T19:30:00+01:00", "usual"),
        ("1d", "2017-05-15T19:30:00+01:00", "usual"),
        ("2h", "2017-05-16T17:30:00+01:00", "usual"),
    ]


def test_an_event_may_have_rules_of_its_own_and_give_them_up(night: None, run_line: Run) -> None:
    own = run_line("reminder rules night --at 1d@18:00 --at 3h --json")
    assert told(own) == [
        ("1d@18:00", "2017-05-15T18:00:00+01:00", "event"),
        ("3h", "2017-05-16T16:30:00+01:00", "event"),
    ]
    assert set(planned(run_line)) == {"reminder-1d@18:00", "reminder-3h"}
    assert [source for _, _, source in told(run_line("reminder rules night --usual --json"))] == ["usual"] * 3
    assert set(planned(run_line)) == {"reminder-7d", "reminder-1d", "reminder-2h"}


def test_a_kind_may_have_rules_and_an_events_own_win(night: None, run_line: Run) -> None:
    run_line("reminder rules --kind barnstorm --at 2d")
    assert told(run_line("reminder rules --kind barnstorm --json")) == [("2d", None, "barnstorm")]
    assert told(run_line("reminder rules night --json")) == [("2d", "2017-05-14T19:30:00+01:00", "barnstorm")]
    run_line("reminder rules night --none")
    assert told(run_line("reminder rules night --json")) == [("none", None, "event")]
    assert planned(run_line) == {}


def test_what_was_due_before_its_rule_was_made_is_not_sent(night: None, run_line: Run, clock: Clock) -> None:
    clock("2017-05-15T12:00+01:00")
    run_line("reminder rules night --at 2d --at 2h")
    assert planned(run_line)["reminder-2d"][1] == "The rule was made after it was due."
    assert run_line("reminder send --json").json() == []


def test_a_rule_that_stays_keeps_its_age(night: None, run_line: Run, clock: Clock) -> None:
    run_line("reminder rules night --at 2d")
    clock("2017-05-15T12:00+01:00")
    run_line("reminder rules night --at 2d --at 2h")
    assert [row["kind"] for row in run_line("reminder send --json").json()] == ["reminder-2d"]


def test_nobody_is_reminded_at_night(night: None, run_line: Run, clock: Clock) -> None:
    run_line("reminder plan")
    clock("2017-05-15T22:00+01:00")
    assert run_line("reminder send --json").json() == []
    assert planned(run_line)["reminder-1d"][0] == "2017-05-16T08:00:00+01:00"
    assert run_line("mail retry --json").json() == []
    clock("2017-05-16T08:00+01:00")
    assert [row["kind"] for row in run_line("reminder send --json").json()] == ["reminder-1d"]


def test_the_night_may_be_off(night: None, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_QUIET", "off")
    clock("2017-05-15T22:00+01:00")
    assert [row["kind"] for row in run_line("reminder send --json").json()] == ["reminder-1d"]


def test_two_letters_about_one_event_keep_their_distance(night: None, run_line: Run, clock: Clock) -> None:
    clock("2017-05-16T16:30+01:00")
    run_line("invite send night --yes")
    assert run_line("reminder send --json").json() == []
    assert planned(run_line)["reminder-2h"][1] == "They had a letter about it shortly before."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("reminder rules", "one event or for one kind"),
        ("reminder rules night --kind barnstorm", "one event or for one kind"),
        ("reminder rules night --at 1d --none", "say different things"),
        ("reminder rules night --at soon", "cannot be read"),
        ("reminder rules night --at 1d@25:00", "no such time of day"),
    ],
)
def test_what_makes_no_sense_is_refused(sqlite: str, refused: Run, line: str, why: str) -> None:
    assert why in refused(line, 2)
