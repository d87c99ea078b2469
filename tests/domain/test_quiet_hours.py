"""The hours of the night."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.quiet import evening_before, is_quiet, morning_after

LONDON = ZoneInfo("Europe/London")
NIGHT = (21, 8)


@pytest.mark.parametrize(("hour", "quiet"), [(20, False), (21, True), (0, True), (7, True), (8, False), (12, False)])
def test_the_night_runs_over_midnight(hour: int, quiet: bool) -> None:
    assert is_quiet(datetime(2017, 5, 16, hour, 59, tzinfo=LONDON), NIGHT, LONDON) is quiet


def test_the_night_is_that_of_the_event_and_not_of_the_machine() -> None:
    morning_in_london = datetime(2017, 5, 16, 9, 0, tzinfo=LONDON)
    assert is_quiet(morning_in_london, NIGHT, ZoneInfo("America/Chicago"))


@given(
    moment=st.datetimes(datetime(2017, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is added
    hours=st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] != pair[1]),
    zone=st.sampled_from(["Europe/London", "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu"]).map(ZoneInfo),
)
def test_the_morning_ends_the_night_and_the_evening_comes_before_it(
    moment: datetime, hours: tuple[int, int], zone: ZoneInfo
) -> None:
    morning = morning_after(moment, hours, zone)
    assert (morning is not None) == is_quiet(moment, hours, zone)
    if morning is not None:
        assert moment < morning <= moment + timedelta(hours=25)
        assert not is_quiet(morning, hours, zone)
        assert evening_before(moment, hours, zone) < moment
        assert not is_quiet(evening_before(moment, hours, zone), hours, zone)
