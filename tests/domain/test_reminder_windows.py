"""When reminders are due, and when they are not worth sending any more."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.reminders import DEFAULT, LAST_CALL, Window, due_at, read_rule, why_not, windows
from barnstorm.errors.invite import UnreadableReminder

LONDON = ZoneInfo("Europe/London")
START = datetime(2017, 5, 16, 19, 30, tzinfo=LONDON)


def usual(start: datetime = START) -> dict[str, Window]:
    zone = start.tzinfo
    assert isinstance(zone, ZoneInfo)
    return {window.rule: window for window in windows([read_rule(rule) for rule in DEFAULT], start, zone)}


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


@pytest.mark.parametrize(("text", "name"), [("7d", "7d"), (" 1D ", "1d"), ("2 h", "2h"), ("45m", "45m"), ("2w", "2w")])
def test_a_rule_is_read_as_people_write_it(text: str, name: str) -> None:
    assert read_rule(text).name == name


@pytest.mark.parametrize("text", ["", "d", "0d", "-1d", "1", "1y", "30m", "366d", "9999999999h", "1d2h", "١d"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReminder):
        read_rule(text)


def test_of_several_overdue_only_the_latest_goes() -> None:
    now = START - timedelta(hours=20)
    reasons = {rule: why_not(window, None, now) for rule, window in usual().items()}
    assert reasons == {"7d": "The next reminder took over.", "1d": "", "2h": ""}


def test_nobody_is_reminded_in_the_last_half_hour() -> None:
    assert why_not(usual()["2h"], None, START - timedelta(minutes=31)) == ""
    assert why_not(usual()["2h"], None, START - LAST_CALL) == "Too close to the start."


def test_who_answers_after_it_was_due_is_spared_it() -> None:
    due = usual()["1d"].due
    assert why_not(usual()["1d"], due, due) == ""
    assert why_not(usual()["1d"], due + timedelta(seconds=1), due) == "They answered after it was due."


def test_two_reminders_due_at_once_are_one() -> None:
    first, second = windows([read_rule("1w"), read_rule("7d")], START, LONDON)
    assert why_not(first, None, first.due) == "The next reminder took over."
    assert why_not(second, None, second.due) == ""


@given(
    rules=st.lists(st.builds("{}{}".format, st.integers(1, 40), st.sampled_from("dh")), max_size=6, unique=True),
    start=st.datetimes(datetime(2017, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - the zone is added
    zone=st.sampled_from(["Europe/London", "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_windows_never_overlap_and_end_before_the_start(rules: list[str], start: datetime, zone: str) -> None:
    starts_at = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = windows([read_rule(rule) for rule in rules], starts_at, ZoneInfo(zone))
    assert sorted(window.rule for window in found) == sorted(rules)
    assert all(window.due <= window.expires <= starts_at - LAST_CALL for window in found)
    assert all(one.expires <= two.due for one, two in pairwise(found))
