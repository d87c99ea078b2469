"""Times as people write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from barnstorm.domain.when import MONTHS, WEEKDAYS, after_start, read_day, read_end, read_span, read_when
from barnstorm.domain.zones import resolve, zone_named
from barnstorm.errors import BarnstormError
from barnstorm.errors.when import (
    EndBeforeStart,
    NoSuchWallTime,
    TwofoldWallTime,
    UnknownZone,
    UnreadableSpan,
    UnreadableTime,
    WrongWeekday,
)

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2017, 5, 10, 12, 0, tzinfo=UTC)  # a Wednesday, 13:00 in London
CARLISLE = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Tue 16 May 2017 7.30pm",
        "Tuesday, 16th of May 2017 at 7:30 p.m.",
        "tues 16 may 7.30PM",
        "16/05/2017 19:30",
        "16.5.17 19.30",
        "16-05-2017 7:30pm",
        "2017-05-16T19:30",
        "2017-05-16 19:30:00",
        "2017-05-16T18:30Z",
        "2017-05-16T19:30+01:00",
        "2017-05-16 19:30 BST",
        "2017-05-16T20:30+0200",
        "May 16, 2017 7.30pm",
        "Tuesday 7.30pm",
    ],
)
def test_the_carlisle_night_is_understood_however_it_is_written(text: str) -> None:
    assert read_when(text, NOW, LONDON) == CARLISLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today 19:30", "2017-05-10T19:30"),
        ("tonight 8pm", "2017-05-10T20:00"),
        ("tomorrow 7.30pm", "2017-05-11T19:30"),
        ("tomorrow at noon", "2017-05-11T12:00"),
        ("Wednesday 7pm", "2017-05-10T19:00"),
        ("Wednesday 9am", "2017-05-17T09:00"),
        ("9 May 7pm", "2018-05-09T19:00"),
        ("16 May 2017 midnight", "2017-05-16T00:00"),
    ],
)
def test_a_day_that_is_not_written_out_is_the_next_such_day(text: str, expected: str) -> None:
    assert f"{read_when(text, NOW, LONDON).astimezone(LONDON):%Y-%m-%dT%H:%M}" == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("16 May 2017", "the time of day is missing"),
        ("16 May 2017 7.30", "may be morning or evening"),
        ("31/02/2017 10:00", "there is no such day"),
        ("16 May 2017 25:00", "there is no 25:00"),
        ("16 May 2017 13pm", "there is no 13pm"),
        ("soonish", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_what_is_no_time_or_could_be_two_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(UnreadableTime, match=says):
        read_when(text, NOW, LONDON)


def test_a_weekday_must_fit_its_date() -> None:
    with pytest.raises(WrongWeekday, match="16 May 2017 is a Tuesday, not a Wednesday"):
        read_when("Wed 16 May 2017 7.30pm", NOW, LONDON)


def test_a_start_in_the_spring_gap_is_refused_with_the_two_nearest_times() -> None:
    with pytest.raises(NoSuchWallTime, match="does not exist in Europe/London") as refusal:
        read_when("26 Mar 2017 1.30am", NOW, LONDON)
    assert refusal.value.hint == "The nearest times that do are 00:59 and 02:00."


def test_a_start_in_the_doubled_autumn_hour_is_refused_until_the_offset_is_given() -> None:
    with pytest.raises(TwofoldWallTime) as refusal:
        read_when("29 Oct 2017 1.30am", NOW, LONDON)
    for offered in ("2017-10-29T01:30+01:00", "2017-10-29T01:30+00:00"):
        assert offered in refusal.value.hint
        assert read_when(offered, NOW, LONDON) == datetime.fromisoformat(offered)


def test_an_end_is_a_time_on_the_evening_that_the_start_opens() -> None:
    assert read_end("9.30pm", CARLISLE, NOW, LONDON) == CARLISLE + timedelta(hours=2)
    assert read_end("1am", CARLISLE, NOW, LONDON) == datetime(2017, 5, 17, 0, 0, tzinfo=UTC)
    assert read_end("16/05/2017 21:00", CARLISLE, NOW, LONDON) == datetime(2017, 5, 16, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["7pm", "19:30", "2017-05-16T19:00", "2017-05-15T21:00"])
def test_an_end_before_the_start_is_refused(text: str) -> None:
    with pytest.raises(EndBeforeStart):
        read_end(text, CARLISLE, NOW, LONDON)


@pytest.mark.parametrize(
    ("text", "minutes"), [("2h", 120), ("90m", 90), ("1h30", 90), ("1.5h", 90), ("2 hours", 120), ("45 min", 45)]
)
def test_a_length_is_hours_and_minutes(text: str, minutes: int) -> None:
    assert read_span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "30", "0h", "-2h", "two hours", "900h"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSpan):
        read_span(text)


def test_a_zone_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownZone) as refusal:
        zone_named("london")
    assert refusal.value.hint == "Did you mean Europe/London?"


def test_a_day_alone_is_enough_for_a_range() -> None:
    assert read_day("16 May 2017", NOW, LONDON) == date(2017, 5, 16)
    assert read_day("today", NOW, LONDON) == date(2017, 5, 10)


ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"]
)
WALLS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2036, 12, 31))  # noqa: DTZ001 - wall time


@given(WALLS, ZONES)
def test_a_wall_time_that_is_accepted_comes_back_as_it_was_written(wall: datetime, name: str) -> None:
    wall, zone = wall.replace(second=0, microsecond=0), ZoneInfo(name)
    try:
        instant = resolve(wall, zone)
    except (NoSuchWallTime, TwofoldWallTime):
        return
    assert instant.astimezone(zone).replace(tzinfo=None) == wall


@given(
    WALLS,
    st.sampled_from(
        ["{d} {mon} {y} {H:02}:{M:02}", "{day} {d}/{m}/{y} {h}.{M:02}{half}", "{y}-{m:02}-{d:02}T{H:02}:{M:02}"]
    ),
)
def test_every_way_of_writing_a_time_is_read_as_that_time(wall: datetime, form: str) -> None:
    wall = wall.replace(second=0, microsecond=0)
    text = form.format(
        d=wall.day,
        m=wall.month,
        y=wall.year,
        mon=MONTHS[wall.month - 1][:3],
        day=WEEKDAYS[wall.weekday()][:3],
        H=wall.hour,
        M=wall.minute,
        h=wall.hour % 12 or 12,
        half="am" if wall.hour < 12 else "pm",
    )
    zone = ZoneInfo("Asia/Kolkata")  # no clock changes: every wall time exists once
    assert read_when(text, NOW, zone).astimezone(zone).replace(tzinfo=None) == wall


@given(st.text(max_size=40))
def test_any_text_is_either_a_time_or_refused_politely(text: str) -> None:
    try:
        moment = read_when(text, NOW, LONDON)
    except BarnstormError as e:
        assert e.sentence
        assert e.hint
    else:
        assert moment.tzinfo is UTC


@given(WALLS, WALLS)
def test_an_end_is_accepted_only_after_its_start(a: datetime, b: datetime) -> None:
    start, end = a.replace(tzinfo=UTC), b.replace(tzinfo=UTC)
    assume(start != end)
    if end > start:
        assert after_start(start, end, LONDON) == end
    else:
        with pytest.raises(EndBeforeStart):
            after_start(start, end, LONDON)
