"""Calendar files: everybody's into a folder, and the public feed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
from sqlalchemy import create_engine, text

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture(autouse=True)
def _campaign(clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_CAMPAIGN", "Carlisle Together")


@pytest.fixture
def night(run_line: Run, results: Callable[[], None]) -> str:
    """The Carlisle night: Ann is going, Wáng asked, Ed has no address, Di has said no."""
    results()
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP" --seat Carlisle'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --organisation Compass --ref {NIGHT}'
    )
    for name, answer in (("Ann Bell", "going"), ("王小明", "invited"), ("Di Bell", "declined")):
        run_line(["rsvp", "add", NIGHT, name, "--email", f"{len(name)}@example.org", "--answer", answer])
    run_line(f'rsvp add {NIGHT} "Ed Bell"')
    return NIGHT


@pytest.fixture
def database_night(database: str, night: str) -> str:
    return night


@pytest.fixture
def sqlite_night(sqlite: str, night: str) -> str:
    return night


def read(data: bytes | str) -> Any:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


@pytest.mark.parametrize("line", ["-o invitations/", "--all -o invitations"])
def test_everybodys_invitation_is_written_into_a_folder(
    line: str, database_night: str, run_line: Run, tmp_path: Path
) -> None:
    ran = run_line(f"invite write {NIGHT} {line}")
    assert ran.out == ""
    assert "Wrote 2 files into invitations." in ran.err
    assert "1 without an email address" in ran.err
    files = sorted((tmp_path / "invitations").iterdir())
    assert [path.name for path in files] == ["ann-bell-1.ics", "guest-2.ics"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    ann = read(files[0].read_bytes())
    assert ann["METHOD"] == "REQUEST"
    assert ann.events[0]["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


@pytest.mark.parametrize(
    ("line", "says"),
    [("--all -o -", "is no folder"), ("--all -o file.txt", "is no folder"), ("--all --to Ann -o x/", "one of them")],
)
def test_what_is_no_folder_is_refused(line: str, says: str, sqlite_night: str, refused: Run, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("kept")
    assert says in refused(f"invite write {NIGHT} {line}", 2)
    assert (tmp_path / "file.txt").read_text() == "kept"


def test_a_folder_that_is_there_needs_no_slash_and_a_long_name_is_cut(
    sqlite_night: str, run_line: Run, tmp_path: Path
) -> None:
    run_line(["rsvp", "add", NIGHT, "Z" * 300, "--email", "z@example.org"])
    (tmp_path / "invitations").mkdir()
    run_line(f"invite write {NIGHT} -o invitations")
    names = [path.name for path in (tmp_path / "invitations").iterdir()]
    assert len(names) == 3
    assert max(map(len, names)) < 100


def test_one_persons_file_may_go_into_a_folder_too(sqlite_night: str, run_line: Run, tmp_path: Path) -> None:
    run_line(f"invite write {NIGHT} --to Ann -o invitations/")
    assert [path.name for path in (tmp_path / "invitations").iterdir()] == ["ann-bell-1.ics"]


def test_a_feed_has_what_lies_ahead_and_names_nobody(database_night: str, run_line: Run, tmp_path: Path) -> None:
    ran = run_line("invite feed -o feed.ics")
    assert "Wrote 1 event to feed.ics." in ran.err
    data = (tmp_path / "feed.ics").read_bytes()
    calendar = read(data)
    assert calendar["X-WR-CALNAME"] == "Carlisle Together"
    (event,) = calendar.events
    assert event["UID"] == run_line(f"event show {NIGHT} --json").json()["calendar_uid"]
    assert not any(name in data for name in (b"Ann", b"ATTENDEE", b"RSVP"))
    run_line("invite feed -o feed.ics")
    assert (tmp_path / "feed.ics").read_bytes() == data, "nothing has changed, so no byte has"
    assert [path.name for path in tmp_path.glob("*feed*")] == ["feed.ics"]


def test_a_feed_may_be_of_a_seat_an_organisation_or_a_kind(sqlite_night: str, run_line: Run, refused: Run) -> None:
    run_line(
        'event create Canvass --kind canvass --start "20 May 2017 10am" --organisation "Green Party" --ref canvass'
    )

    def titles(line: str) -> list[str]:
        return [str(event["SUMMARY"]) for event in read(run_line(f"invite feed {line} -o -").out).events]

    assert titles("") == ["Carlisle barnstorm", "Canvass"]
    assert titles("--seat carlisle") == ["Carlisle barnstorm"]
    assert titles("--organisation 'green party'") == ["Canvass"]
    assert titles("--kind canvass") == ["Canvass"]
    assert titles("--seat carlisle --kind canvass") == []
    assert read(run_line("invite feed --seat carlisle -o -").out)["NAME"] == "Carlisle Together: Carlisle"
    assert "No organisation" in refused("invite feed --organisation Momentum -o -", 3)


def test_a_cancelled_event_stays_in_the_feed_for_thirty_days(
    sqlite_night: str, run_line: Run, clock: Callable[[str], None]
) -> None:
    run_line('event create Later --ref later --start "30 Aug 2017 7pm"')
    run_line("event cancel later --reason flooded")

    def statuses() -> list[str]:
        return [str(event["STATUS"]) for event in read(run_line("invite feed -o -").out).events]

    assert statuses() == ["CONFIRMED", "CANCELLED"]
    clock("2017-06-09T11:59+01:00")
    assert statuses() == ["CONFIRMED", "CANCELLED"]
    clock("2017-06-09T12:01+01:00")
    assert statuses() == ["CONFIRMED"], "what is over stays for thirty days too"
    clock("2017-06-16T12:00+01:00")
    assert statuses() == []


def test_the_address_of_a_home_is_not_public(sqlite_night: str, run_line: Run) -> None:
    run_line('venue edit "Tullie House" --name "Ann’s kitchen" --access "Blue door at number 12" --private')
    for line in ("invite feed -o -", f"invite write {NIGHT} -o -"):
        out = run_line(line).out
        assert read(out).events[0]["LOCATION"] == "Ann’s kitchen, Carlisle"
        assert "Castle Street" not in out
        assert "Blue door" not in out


def test_an_offer_nobody_has_approved_is_not_public(sqlite_night: str, sqlite: str, run_line: Run) -> None:
    store = create_engine(sqlite)
    for review, shown in (("pending", 0), ("refused", 0), ("approved", 1)):
        with store.begin() as connection:
            connection.execute(text("UPDATE event SET review = :review"), {"review": review})
        assert len(read(run_line("invite feed -o -").out).events) == shown
    store.dispose()


def test_without_a_sender_the_feed_names_no_organiser(
    sqlite_night: str, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "")
    ran = run_line("invite feed -o -")
    assert "ORGANIZER" not in ran.out
    assert "names no organiser" in ran.err
