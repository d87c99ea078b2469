"""How long a sheet may lie."""

from datetime import UTC, datetime, timedelta

from barnstorm.domain.paper_clock import due, hours_left

EVENING = datetime(2017, 5, 16, 20, 30, tzinfo=UTC)


def test_a_sheet_is_typed_in_within_three_days() -> None:
    assert due(EVENING) == EVENING + timedelta(hours=72)
    assert due(EVENING, EVENING + timedelta(days=9)) == EVENING + timedelta(hours=72)


def test_and_before_its_action_begins() -> None:
    assert due(EVENING, EVENING + timedelta(hours=20)) == EVENING + timedelta(hours=20)


def test_what_began_before_the_sheets_were_collected_does_not_shorten_the_time() -> None:
    assert due(EVENING, EVENING - timedelta(hours=1)) == EVENING + timedelta(hours=72)


def test_an_hour_begun_is_not_an_hour_left() -> None:
    assert hours_left(EVENING, EVENING - timedelta(minutes=90)) == 1
    assert hours_left(EVENING, EVENING) == 0
    assert hours_left(EVENING, EVENING + timedelta(minutes=1)) == -1
