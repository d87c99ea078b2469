"""Invitations from the command line into a Maildir, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.postbag import Received, received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"

pytestmark = pytest.mark.usefixtures("by_post")


@pytest.fixture
def post(tmp_path: Path) -> Callable[[], list[Received]]:
    return lambda: received(tmp_path / "post")


@pytest.fixture
def night(run_line: Run) -> str:
    """The Carlisle night: Ann is going, Bo asked, Cy may come, Di has said no; Ed is going and has no address."""
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --organisation Compass --ref {NIGHT}'
    )
    for name, answer in (("Ann", "going"), ("Bo", "invited"), ("Cy", "maybe"), ("Di", "declined")):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer {answer}')
    run_line(f'rsvp add {NIGHT} "Ed Bell"')
    return NIGHT


@pytest.fixture
def database_night(database: str, night: str) -> str:
    return night


@pytest.fixture
def sqlite_night(sqlite: str, night: str) -> str:
    return night


def to(post: list[Received]) -> list[str]:
    return [letter.to for letter in post]


def test_everybody_asked_or_coming_gets_one_invitation_with_only_themselves_in_it(
    database_night: str, run_line: Run, post: Callable[[], list[Received]]
) -> None:
    ran = run_line(f"invite send {NIGHT} --json")
    assert [(row["to"], row["state"], row["kind"]) for row in ran.json()] == [
        ("ann@example.org", "accepted", "invite"),
        ("bo@example.org", "accepted", "invite"),
        ("cy@example.org", "accepted", "invite"),
    ]
    assert "1 without an email address" in ran.err
    letters = post()
    assert to(letters) == ["ann@example.org", "bo@example.org", "cy@example.org"]
    for letter in letters:
        event = letter.calendar
        assert letter.method == "REQUEST"
        assert event["ATTENDEE"] == f"mailto:{letter.to}"
        assert event["ORGANIZER"] == "mailto:hello@together.example"
        assert event["SEQUENCE"] == 0
        assert event["DTSTART"].dt.astimezone(UTC) == datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
        assert event["LOCATION"] == "Tullie House, Castle Street, Carlisle, CA3 8TP"
        assert "Auto-Submitted" not in letter.message
        others = {"ann@example.org", "bo@example.org", "cy@example.org", "di@example.org"} - {letter.to}
        assert not any(other in letter.message.as_string() + letter.text for other in others)
    assert [letter.calendar["ATTENDEE"].params["PARTSTAT"] for letter in letters] == [
        "ACCEPTED",
        "NEEDS-ACTION",
        "NEEDS-ACTION",
    ]
    assert len({letter.calendar["UID"] for letter in letters}) == 1


def test_sending_again_sends_nothing_new(
    database_night: str, run_line: Run, post: Callable[[], list[Received]]
) -> None:
    run_line(f"invite send {NIGHT}")
    again = run_line(f"invite send {NIGHT} --json")
    assert again.json() == []
    assert f"Everybody on the list of {NIGHT} has been sent this version." in again.err
    assert len(post()) == 3


def test_who_comes_later_gets_theirs_alone(
    sqlite_night: str, run_line: Run, post: Callable[[], list[Received]]
) -> None:
    run_line(f"invite send {NIGHT}")
    run_line(f'rsvp add {NIGHT} "Fay Bell" --email fay@example.org')
    run_line(f"rsvp change {NIGHT} Di going")
    assert [row["to"] for row in run_line(f"invite send {NIGHT} --json").json()] == [
        "di@example.org",
        "fay@example.org",
    ]


def test_a_moved_event_is_sent_as_a_new_version_of_the_same_entry(
    database_night: str, run_line: Run, post: Callable[[], list[Received]], clock: Callable[[str], None]
) -> None:
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T12:00+01:00")
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm" --end 9pm')
    run_line(f"rsvp change {NIGHT} Cy declined")
    run_line(f'rsvp add {NIGHT} "Fay Bell" --email fay@example.org')
    run_line(f"invite send {NIGHT}")
    old, new = (
        {letter.to: letter for letter in post() if letter.calendar["SEQUENCE"] == sequence} for sequence in (0, 1)
    )
    assert set(new) == {"ann@example.org", "bo@example.org", "fay@example.org"}
    ann = new["ann@example.org"]
    assert ann.calendar["UID"] == old["ann@example.org"].calendar["UID"]
    assert ann.calendar["DTSTAMP"].dt > old["ann@example.org"].calendar["DTSTAMP"].dt
    assert ann.calendar["DTSTART"].dt.astimezone(UTC) == datetime(2017, 5, 17, 18, 0, tzinfo=UTC)
    assert ann.subject == "Changed: Carlisle barnstorm, Wednesday 17 May 2017, 7pm"
    assert "has changed" in ann.text
    assert ann.calendar["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert new["fay@example.org"].subject.startswith("Invitation:")
    assert new["fay@example.org"].calendar["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancelled_event_is_taken_back_from_those_who_hold_an_invitation(
    database_night: str, run_line: Run, post: Callable[[], list[Received]]
) -> None:
    run_line(f"invite send {NIGHT}")
    run_line(f'rsvp add {NIGHT} "Fay Bell" --email fay@example.org')
    run_line(f'event cancel {NIGHT} --reason "The hall is flooded."')
    ran = run_line(f"invite send {NIGHT} --json")
    assert [(row["to"], row["kind"], row["state"]) for row in ran.json()] == [
        ("ann@example.org", "cancel", "accepted"),
        ("bo@example.org", "cancel", "accepted"),
        ("cy@example.org", "cancel", "accepted"),
    ]
    assert "2 who were to come were never sent an invitation" in ran.err
    cancelled = [letter for letter in post() if letter.method == "CANCEL"]
    invited = {letter.to: letter.calendar for letter in post() if letter.method == "REQUEST"}
    assert to(cancelled) == sorted(invited)
    for letter in cancelled:
        assert letter.calendar["STATUS"] == "CANCELLED"
        assert letter.calendar["SEQUENCE"] == 1
        assert letter.calendar["UID"] == invited[letter.to]["UID"]
        assert letter.calendar["ORGANIZER"] == invited[letter.to]["ORGANIZER"]
        assert letter.calendar["ATTENDEE"] == f"mailto:{letter.to}"
        assert letter.subject.startswith("Cancelled: Carlisle barnstorm")
        assert "The hall is flooded." in letter.text
    assert run_line(f"invite send {NIGHT} --json").json() == []


def test_a_dry_run_shows_the_rows_and_keeps_none(
    database_night: str, run_line: Run, post: Callable[[], list[Received]]
) -> None:
    rows = run_line(f"invite send {NIGHT} --dry-run --json").json()
    assert [(row["to"], row["state"]) for row in rows] == [
        ("ann@example.org", "queued"),
        ("bo@example.org", "queued"),
        ("cy@example.org", "queued"),
    ]
    assert run_line("mail list --json").json() == []
    assert post() == []


def test_only_those_named_get_theirs(sqlite_night: str, run_line: Run, post: Callable[[], list[Received]]) -> None:
    run_line(f"invite send {NIGHT} --to ann@example.org --to Bo")
    assert to(post()) == ["ann@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    ("who", "code", "says"),
    [
        ("Di", 4, "Di Bell is declined"),
        ("Ed", 4, "Ed Bell has no email address"),
        ("Zed", 3, "Nobody is called “Zed”"),
    ],
)
def test_who_cannot_be_invited_is_refused_by_name(
    sqlite_night: str, refused: Run, who: str, code: int, says: str
) -> None:
    assert says in refused(f"invite send {NIGHT} --to {who}", code)


def test_somebody_not_on_the_list_is_refused(sqlite_night: str, run_line: Run, refused: Run) -> None:
    run_line('event create "Another night" --start "Thu 18 May 2017 7pm" --ref another')
    run_line('rsvp add another "Gus Hill" --email gus@example.org')
    assert "Gus Hill is not on the list" in refused(f"invite send {NIGHT} --to Gus", 4)


def test_an_event_that_has_begun_invites_nobody(sqlite_night: str, refused: Run, clock: Callable[[str], None]) -> None:
    clock("2017-05-16T19:30+01:00")
    assert "has begun" in refused(f"invite send {NIGHT}", 4)


def test_mail_that_would_leave_needs_a_sender(
    sqlite_night: str, refused: Run, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "")
    monkeypatch.setenv("BARNSTORM_MAIL", "smtp://localhost:9")
    assert "BARNSTORM_FROM is not set" in refused(f"invite send {NIGHT}", 5)
    assert run_line("mail list --json").json() == []


def test_an_answer_given_while_the_letter_waits_is_heeded(
    sqlite_night: str,
    run_line: Run,
    post: Callable[[], list[Received]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Nobody answers at port 9, so the letters wait; meanwhile Bo says no and the hour changes."""
    monkeypatch.setenv("BARNSTORM_MAIL", "smtp://localhost:9?timeout=2")
    run_line(f"invite send {NIGHT}", code=75)
    run_line(f"rsvp change {NIGHT} Bo declined")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    run_line(f"invite send {NIGHT}")
    assert to(post()) == ["ann@example.org", "cy@example.org"]
    (bo,) = [row for row in run_line("mail list --json").json() if row["to"] == "bo@example.org"]
    assert (bo["state"], bo["detail"]) == ("cancelled", "Their answer is declined now.")
    run_line(f"rsvp change {NIGHT} Bo going")
    run_line(f"invite send {NIGHT}")
    assert to(post()) == ["ann@example.org", "bo@example.org", "cy@example.org"]


def test_an_older_version_never_leaves_after_a_newer_one(
    sqlite_night: str,
    run_line: Run,
    post: Callable[[], list[Received]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Replayed after SEQUENCE:1, a SEQUENCE:0 moves the event back in most calendars."""
    monkeypatch.setenv("BARNSTORM_MAIL", "smtp://localhost:9?timeout=2")
    run_line(f"invite send {NIGHT}", code=75)
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm"')
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    run_line("mail retry")
    assert [int(letter.calendar["SEQUENCE"]) for letter in post()] == [1, 1, 1]
    assert {letter.subject.partition(":")[0] for letter in post()} == {"Invitation"}, "they held none before"
    run_line(f"invite send {NIGHT}")
    assert len(post()) == 3


def test_a_strangers_name_harms_neither_header_nor_calendar(
    sqlite_night: str, run_line: Run, post: Callable[[], list[Received]]
) -> None:
    hostile = 'Zoë "Z"; Łukasz, \x1b[2J\u202e王 O’Brien <b@example.org>\r\nBcc: x@example.org'
    run_line(["rsvp", "add", NIGHT, hostile, "--email", "zoe@example.org"])
    run_line(f"invite send {NIGHT} --to zoe@example.org")
    (letter,) = post()
    assert letter.to == "zoe@example.org"
    assert "Bcc" not in letter.message
    assert letter.calendar["ATTENDEE"] == "mailto:zoe@example.org"
    assert not set(letter.calendar["ATTENDEE"].params["CN"]) & set('";\\^\r\n\x1b\u202e')


def test_the_file_for_everybody_is_published_and_names_no_guest(
    database_night: str, run_line: Run, tmp_path: Path
) -> None:
    ran = run_line(f"invite write {NIGHT} -o night.ics")
    assert ran.out == ""
    assert f"Wrote {NIGHT} to night.ics (PUBLISH)." in ran.err
    calendar: Any = icalendar.Calendar.from_ical((tmp_path / "night.ics").read_bytes())
    assert calendar["METHOD"] == "PUBLISH"
    (event,) = calendar.events
    assert "ATTENDEE" not in event
    assert event["ORGANIZER"] == "mailto:hello@together.example"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
    assert [path.name for path in tmp_path.glob("*.ics*")] == ["night.ics"]


def test_one_persons_file_is_their_invitation_and_goes_to_stdout(sqlite_night: str, run_line: Run) -> None:
    calendar: Any = icalendar.Calendar.from_ical(run_line(f"invite write {NIGHT} --to Bo -o -").out)
    assert calendar["METHOD"] == "REQUEST"
    assert calendar.events[0]["ATTENDEE"] == "mailto:bo@example.org"


def test_without_a_sender_the_public_file_names_no_organiser_and_a_personal_one_is_refused(
    sqlite_night: str, run_line: Run, refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "")
    ran = run_line(f"invite write {NIGHT} -o -")
    assert "ORGANIZER" not in ran.out
    assert "names no organiser" in ran.err
    assert "BARNSTORM_FROM is not set" in refused(f"invite write {NIGHT} --to Bo -o -", 5)


def test_a_file_that_cannot_be_written_is_refused(sqlite_night: str, refused: Run) -> None:
    assert "no such file or directory" in refused(f"invite write {NIGHT} -o nowhere/night.ics", 4)
