"""When reminders are due, and when they are not worth sending any more."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.quiet import is_quiet
from barnstorm.domain.reminders import (
    DEFAULT,
    GAP,
    LAST_CALL,
    Night,
    Window,
    due_at,
    goes_at,
    read_rule,
    why_not,
    windows,
)
from barnstorm.errors.invite import UnreadableReminder

LONDON = ZoneInfo("Europe/London")
START = datetime(2017, 5, 16, 19, 30, tzinfo=LONDON)


def usual(start: datetime = START) -> dict[str, Window]:
    zone = start.tzinfo
    assert isinstance(zone, ZoneInfo)
    return {window.rule: window for window in windows([read_rule(rule) for rule in DEFAULT], start, Night(None, zone))}


def test_the_usual_reminders_hand_over_to_one_another() -> None:
    week, day, hours = (usual()[rule] for rule in DEFAULT)
    assert week.due == datetime(2017, 5, 9, 19, 30, tzinfo=LONDON)
    assert day.due == week.expires == datetime(2017, 5, 15, 19, 30, tzinfo=LONDON)
    assert hours.due == day.expires == datetime(2017, 5, 16, 17, 30, tzinfo=LONDON)
    assert hours.expires == datetime(2017, 5, 16, 19, 0, tzinfo=LONDON)


def test_days_keep_the_hour_on_the_wall_and_hours_are_exact() -> None:
    """The clocks went forward between Saturday evening and Sunday evening."""
    sunday = datetime(2017, 3, 26, 19, 30, tzinfo=LONDON)
    assert due_at(read_rule("1d"), sunday, LONDON) == datetime(2017, 3, 25, 19, 30, tzinfo=LONDON)
    assert sunday.astimezone(UTC) - due_at(read_rule("1d"), sunday, LONDON) == timedelta(hours=23)
    assert sunday.astimezone(UTC) - due_at(read_rule("24h"), sunday, LONDON) == timedelta(hours=24)


def test_a_wall_time_that_the_clocks_jump_over_gives_the_time_after_the_gap() -> None:
    monday = datetime(2017, 3, 27, 1, 30, tzinfo=LONDON)
    assert due_at(read_rule("1d"), monday, LONDON) == datetime(2017, 3, 26, 1, 30, tzinfo=UTC)


def test_a_wall_time_that_comes_twice_gives_the_first() -> None:
    monday = datetime(2017, 10, 30, 1, 30, tzinfo=LONDON)
    assert due_at(read_rule("1d"), monday, LONDON) == datetime(2017, 10, 29, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("7d", "7d"),
        (" 1D ", "1d"),
        ("2 h", "2h"),
        ("45m", "45m"),
        ("2w", "2w"),
        ("1d @ 9.05", "1d@09:05"),
        ("0d@9:00", "0d@09:00"),
    ],
)
def test_a_rule_is_read_as_people_write_it(text: str, name: str) -> None:
    assert read_rule(text).name == name


@pytest.mark.parametrize(
    "text",
    ["", "d", "0d", "-1d", "1", "1y", "30m", "366d", "9999999999h", "1d2h", "١d", "2h@18:00", "1d@25:00", "1d@6", "0h"],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReminder):
        read_rule(text)


def test_of_several_overdue_only_the_latest_goes() -> None:
    now = START - timedelta(hours=20)
    reasons = {rule: why_not(window, None, None, now) for rule, window in usual().items()}
    assert reasons == {"7d": "The next reminder took over.", "1d": "", "2h": ""}


def test_nobody_is_reminded_in_the_last_half_hour() -> None:
    assert why_not(usual()["2h"], None, None, START - timedelta(minutes=31)) == ""
    assert why_not(usual()["2h"], None, None, START - LAST_CALL) == "Too close to the start."


def test_who_answers_after_it_was_due_is_spared_it() -> None:
    due = usual()["1d"].due
    assert why_not(usual()["1d"], due, None, due) == ""
    assert why_not(usual()["1d"], due + timedelta(seconds=1), None, due) == "They answered after it was due."


def test_two_reminders_due_at_once_are_one() -> None:
    first, second = windows([read_rule("1w"), read_rule("7d")], START, Night(None, LONDON))
    assert why_not(first, None, None, first.due) == "The next reminder took over."
    assert why_not(second, None, None, second.due) == ""


@given(
    rules=st.lists(st.builds("{}{}".format, st.integers(1, 40), st.sampled_from("dh")), max_size=6, unique=True),
    start=st.datetimes(datetime(2017, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - the zone is added
    zone=st.sampled_from(["Europe/London", "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    hours=st.one_of(
        st.none(), st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] != pair[1])
    ),
)
def test_windows_never_overlap_open_by_day_and_end_before_the_start(
    rules: list[str], start: datetime, zone: str, hours: tuple[int, int] | None
) -> None:
    starts_at = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = windows([read_rule(rule) for rule in rules], starts_at, Night(hours, ZoneInfo(zone)))
    assert sorted(window.rule for window in found) == sorted(rules)
    assert all(window.due <= window.expires <= starts_at - LAST_CALL for window in found)
    assert all(one.expires <= two.due for one, two in pairwise(found))
    assert not any(is_quiet(window.due, hours, ZoneInfo(zone)) for window in found)


NIGHT = Night((21, 8), LONDON)


def only(rule: str, start: datetime) -> datetime:
    (window,) = windows([read_rule(rule)], start, NIGHT)
    return window.due.astimezone(LONDON)


def test_what_would_come_in_the_night_comes_in_the_morning() -> None:
    assert only("12h", START) == datetime(2017, 5, 16, 8, 0, tzinfo=LONDON)
    assert only("1d", datetime(2017, 5, 16, 22, 0, tzinfo=LONDON)) == datetime(2017, 5, 16, 8, 0, tzinfo=LONDON)


def test_if_the_morning_is_too_late_it_comes_on_the_evening_before() -> None:
    assert only("2h", datetime(2017, 5, 16, 8, 30, tzinfo=LONDON)) == datetime(2017, 5, 16, 8, 0, tzinfo=LONDON)
    assert only("2h", datetime(2017, 5, 16, 8, 29, tzinfo=LONDON)) == datetime(2017, 5, 15, 20, 59, tzinfo=LONDON)


def test_a_day_may_have_an_hour_of_its_own() -> None:
    assert only("1d@18:00", START) == datetime(2017, 5, 15, 18, 0, tzinfo=LONDON)
    assert only("0d@9:00", START) == datetime(2017, 5, 16, 9, 0, tzinfo=LONDON)


def test_a_reminder_keeps_its_distance_from_the_letter_before() -> None:
    day = usual()["1d"]
    assert goes_at(day, day.due - GAP, day.due, NIGHT) == (day.due, "")
    hour_before = day.due - timedelta(hours=1)
    (morning, why) = goes_at(day, hour_before, day.due, NIGHT)
    assert (morning, why) == (datetime(2017, 5, 16, 8, 0, tzinfo=LONDON), ""), "three hours later is night"
    hours = usual()["2h"]
    assert goes_at(hours, hours.due - timedelta(hours=1), hours.due, NIGHT) == (
        hours.due,
        "They had a letter about it shortly before.",
    )


def test_a_machine_that_was_off_until_the_night_waits_for_the_morning() -> None:
    day = usual()["1d"]
    late = datetime(2017, 5, 15, 23, 0, tzinfo=LONDON)
    assert goes_at(day, None, late, NIGHT) == (datetime(2017, 5, 16, 8, 0, tzinfo=LONDON), "")


def test_a_rule_sends_nothing_that_was_due_before_it_was_made() -> None:
    day = usual()["1d"]
    assert why_not(day, None, day.due, day.due) == ""
    assert why_not(day, None, day.due + timedelta(seconds=1), day.due) == "The rule was made after it was due."
