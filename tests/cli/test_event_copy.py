"""barnstorm event copy"""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from barnstorm.app import App
from barnstorm.db.tables import Event, Role

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture(autouse=True)
def evening(clock: Callable[[str], None], database: str, run_line: Run) -> None:
    clock("2017-05-09T10:00+01:00")
    run_line(
        "event create 'Carlisle barnstorm' --ref hall --start 2017-05-16T19:30 --end 21:00 --capacity 60"
        " --venue 'Tullie House, Castle Street, Carlisle CA3 8TP' --host 'Frances Foley <frances@example.org>'"
        " --organisation Compass --organisation 'Green Party' --description 'All welcome.'"
    )
    run_line("rsvp add hall 'Ann Bell'")


def test_a_copy_is_the_same_meeting_without_anybodys_answers(run_line: Run) -> None:
    original = run_line("event show hall --json").json()
    (copied,) = run_line("event copy hall --start '30 May 2017 7pm' --json").json()
    kept = ("title", "kind", "venue", "capacity", "host", "organisations", "description", "timezone", "seat")
    assert {key: copied[key] for key in kept} == {key: original[key] for key in kept}
    assert (copied["starts_at"], copied["ends_at"]) == ("2017-05-30T19:00:00+01:00", "2017-05-30T20:30:00+01:00")
    assert (copied["going"], copied["sequence"]) == (0, 0)
    assert copied["calendar_uid"] != original["calendar_uid"]


def test_every_week_is_at_the_same_hour_over_the_change_of_the_clocks(run_line: Run) -> None:
    rows = run_line("event copy hall --start '2017-10-24T19:30' --weekly 3 --json").json()
    assert [row["starts_at"] for row in rows] == [
        "2017-10-24T19:30:00+01:00",
        "2017-10-31T19:30:00+00:00",
        "2017-11-07T19:30:00+00:00",
    ]
    assert len({row["ref"] for row in rows}) == 3


def test_if_one_of_them_falls_where_the_clocks_change_none_is_made(run_line: Run, refused: Refused) -> None:
    assert "does not exist" in refused("event copy hall --start '2018-03-18T01:30' --weekly 2", 4)
    assert len(run_line("event list --all --json").json()) == 1


def test_roles_come_along_with_their_times_and_without_their_helpers(run_line: Run) -> None:
    with closing(App()) as app, app.transaction() as session:
        held = session.exec(select(Event).where(Event.ref == "hall")).one()
        at = datetime(2017, 5, 16, 18, 0, tzinfo=UTC)
        assert held.id is not None
        session.add(
            Role(event_id=held.id, name="Greeter", name_folded="greeter", needed=2, starts_at=at, brief="Smile.")
        )
    run_line("event copy hall --start 2017-05-30T19:30")
    with closing(App()) as app, app.reading() as session:
        _, role = session.exec(select(Role).order_by(col(Role.id))).all()
        assert (role.name, role.needed, role.brief) == ("Greeter", 2, "Smile.")
        assert role.starts_at == datetime(2017, 5, 30, 18, 0, tzinfo=UTC)


def test_without_a_start_it_says_what_is_missing(refused: Refused) -> None:
    assert "--start" in refused("event copy hall", 2)


def test_days_are_copied_as_days(run_line: Run) -> None:
    run_line("event create 'Clean-up' --ref days --all-day --start 2017-10-21 --end 2017-10-22 --kind other")
    rows = run_line("event copy days --start 2017-10-28 --weekly 2 --json").json()
    assert [(row["starts_at"], row["ends_at"], row["all_day"]) for row in rows] == [
        ("2017-10-28T00:00:00+01:00", "2017-10-30T00:00:00+00:00", True),
        ("2017-11-04T00:00:00+00:00", "2017-11-06T00:00:00+00:00", True),
    ]
