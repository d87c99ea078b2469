"""barnstorm event …"""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]

CREATE = [
    *("event", "create", "Carlisle barnstorm", "--seat", "carlisle"),
    *("--venue", "Tullie House, Castle Street, Carlisle CA3 8TP"),
    *("--start", "Tue 16 May 2017 7.30pm", "--end", "9.30pm", "--capacity", "120"),
    *("--organisation", "Compass", "--organisation", "Green Party", "--organisation", "compass"),
    *("--host", "Frances Foley <frances@example.org>"),
]

KEYS = [
    "id",
    "uid",
    "ref",
    "code",
    "title",
    "kind",
    "status",
    "seat",
    "seat_code",
    "venue",
    "address",
    "postcode",
    "starts_at",
    "ends_at",
    "timezone",
    "capacity",
    "going",
    "waitlisted",
    "attended",
    "sequence",
    "calendar_uid",
    "host",
    "organisations",
    "born_at",
]


@pytest.fixture(autouse=True)
def april(clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    clock("2017-05-01T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")


@pytest.fixture
def carlisle(database: str, run_line: Run, results: Callable[..., None]) -> dict[str, Any]:
    """The seat is known and the Carlisle night has been created: its JSON."""
    results()
    event: dict[str, Any] = run_line([*CREATE, "--json"]).json()
    return event


def test_a_created_event_has_all_that_was_said_and_its_promised_keys(carlisle: dict[str, Any]) -> None:
    assert list(carlisle)[: len(KEYS)] == KEYS
    assert carlisle["ref"] == "carlisle-2017-05-16"
    assert carlisle["starts_at"] == "2017-05-16T19:30:00+01:00"
    assert carlisle["ends_at"] == "2017-05-16T21:30:00+01:00"
    assert (carlisle["seat"], carlisle["seat_code"]) == ("Carlisle", "E14000620")
    assert (carlisle["venue"], carlisle["address"], carlisle["postcode"]) == (
        *("Tullie House", "Castle Street, Carlisle"),
        "CA3 8TP",
    )
    assert carlisle["organisations"] == ["Compass", "Green Party"]
    assert carlisle["host"] == "Frances Foley"
    assert (carlisle["status"], carlisle["kind"], carlisle["sequence"]) == ("scheduled", "barnstorm", 0)
    assert UUID(carlisle["uid"]).version == 7
    assert carlisle["calendar_uid"] == f"{carlisle['uid']}@together.example"


def test_stdout_is_the_answer_and_stderr_the_conversation(sqlite: str, run_line: Run) -> None:
    ran = run_line('event create "Kendal barnstorm" --venue "Town Hall, Kendal LA9 4DL" --start "20 May 2017 7pm"')
    assert "Created" not in ran.out
    assert "Created kendal-2017-05-20." in ran.err
    assert "Made the venue Town Hall." in ran.err
    assert "Sat 20 May 2017 19:00 to 21:00 BST" in ran.out


def test_a_second_event_of_the_day_gets_a_ref_of_its_own(sqlite: str, run_line: Run, refused: Refused) -> None:
    line = 'event create Training --kind training --start "20 May 2017 7pm" --json'
    assert [run_line(line).json()["ref"] for _ in range(3)] == [
        "training-2017-05-20",
        "training-2017-05-20-2",
        "training-2017-05-20-3",
    ]
    assert "has the ref" in refused(f"{line} --ref training-2017-05-20", 4)
    for ref in ("next", "12", "Carlisle", "a b", "-x"):
        refused([*line.split(), "--ref=" + ref], 2)


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (["--start", "26 Mar 2017 1.30am"], 4, "00:59 and 02:00"),
        (["--start", "29 Oct 2017 1.30am"], 4, "2017-10-29T01:30+01:00"),
        (["--start", "Wed 16 May 2017 7pm"], 2, "is a Tuesday"),
        (["--start", "16 May 2017 7.30pm", "--end", "7pm"], 4, "not after the start"),
        (["--start", "16 May 2017 7.30pm", "--end", "9.30pm", "--for", "2h"], 2, "one of them"),
        (["--start", "16 May 2017 7.30pm", "--capacity", "0"], 4, "lets nobody in"),
        (["--start", "16 May 2017 7.30pm", "--seat", "Atlantis"], 3, "No seat is called"),
        (["--start", "16 May 2017 7.30pm", "--timezone", "London"], 2, "Europe/London"),
        (["--start", "16 May 2017 7.30pm", "--born-at", "nothing"], 3, "No event is called"),
        (["--start", "16 May 2017 7.30pm", "--host", "<x@example.org>"], 2, "is not a host"),
        ([], 2, "--start"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_made(
    more: list[str], code: int, says: str, sqlite: str, refused: Refused, run_line: Run
) -> None:
    said = refused(["event", "create", "A meeting", "--venue", "A hall, A street, Carlisle CA1 1AA", *more], code)
    assert says in said
    assert run_line("event list --all --json").json() == []
    assert run_line("venue list --json").json() == []


def test_a_strangers_title_is_shown_as_letters(sqlite: str, run_line: Run) -> None:
    title = "[bold]Win[/bold]\x1b[2J\u202e now"
    event = run_line(["event", "create", title, "--start", "20 May 2017 7pm", "--json"]).json()
    assert event["title"] == "[bold]Win[/bold][2J now"
    assert "[bold]Win[/bold][2J now" in run_line("event list").out


def test_an_event_is_named_by_ref_beginning_id_or_next(
    carlisle: dict[str, Any], run_line: Run, refused: Refused
) -> None:
    run_line('event create Workington --ref workington-2017-05-18 --start "18 May 2017 7pm"')
    for name in ("carlisle-2017-05-16", "car", "CARLISLE-2017", "next", str(carlisle["id"])):
        assert run_line(f"event show {name} --json").json() == carlisle
    for slip in ("carlise-2017-05-16", "carlise", "carlislle"):
        assert "Nearest: carlisle-2017-05-16" in refused(f"event show {slip}", 3)
    run_line('event create Carlisle --ref carlisle-2017-05-19 --start "19 May 2017 7pm"')
    assert "carlisle-2017-05-16 or carlisle-2017-05-19" in refused("event show carlisle", 2)


def test_the_list_shows_what_lies_ahead(carlisle: dict[str, Any], run_line: Run, clock: Callable[[str], None]) -> None:
    run_line('event create Later --ref later --start "30 May 2017 7pm" --kind phonebank')

    def refs(line: str) -> list[str]:
        return [row["ref"] for row in run_line(f"event list --json {line}").json()]

    assert refs("") == ["carlisle-2017-05-16", "later"]
    assert refs("--kind phonebank") == ["later"]
    assert refs("--seat CARLISLE") == ["carlisle-2017-05-16"]
    assert refs("--from 2017-05-17") == ["later"]
    assert refs("--to 2017-05-16") == ["carlisle-2017-05-16"]
    clock("2017-05-16T20:30+01:00")
    assert refs("") == ["carlisle-2017-05-16", "later"], "it is still on"
    clock("2017-05-16T21:30+01:00")
    assert refs("") == ["later"]
    run_line("event cancel later --reason flooded")
    assert refs("") == []
    assert refs("--all") == ["carlisle-2017-05-16", "later"]
    assert "event list --all" in run_line("event list").err


def test_a_move_keeps_the_length_and_makes_a_new_version(carlisle: dict[str, Any], run_line: Run) -> None:
    moved = run_line('event move next --start "Wed 17 May 2017 7pm" --json').json()
    assert (moved["starts_at"], moved["ends_at"]) == ("2017-05-17T19:00:00+01:00", "2017-05-17T21:00:00+01:00")
    assert (moved["sequence"], moved["calendar_uid"], moved["ref"]) == (1, carlisle["calendar_uid"], carlisle["ref"])
    again = run_line('event move next --start "Wed 17 May 2017 7pm" --json')
    assert again.json()["sequence"] == 1
    assert "nothing changed" in again.err


def test_a_move_is_typed_in_the_zone_of_the_event(sqlite: str, run_line: Run) -> None:
    run_line('event create Dublin --ref dublin --timezone America/New_York --start "20 May 2017 7pm"')
    assert (
        run_line('event move dublin --start "21 May 2017 7pm" --json').json()["starts_at"]
        == "2017-05-21T19:00:00-04:00"
    )


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ('--title "Carlisle barnstorms"', 0),
        ('--description "Bring a friend"', 0),
        ("--capacity 150", 0),
        ("--no-limit", 0),
        ("--organisation Momentum", 0),
        ('--venue "Civic Centre, Rickergate, Carlisle CA3 8QG"', 1),
    ],
)
def test_only_time_place_and_status_make_a_new_version(
    change: str, sequence: int, carlisle: dict[str, Any], run_line: Run
) -> None:
    edited = run_line(f"event edit next {change} --json").json()
    assert edited != carlisle
    assert edited["sequence"] == sequence
    assert "nothing changed" in run_line(f"event edit next {change}").err


def test_an_edit_of_nothing_is_refused(carlisle: dict[str, Any], refused: Refused) -> None:
    assert "Nothing to change was given." in refused("event edit next", 2)


def test_a_cancelled_event_stays_on_record_and_cannot_be_moved(
    carlisle: dict[str, Any], run_line: Run, refused: Refused
) -> None:
    refused("event cancel next", 2)
    cancelled = run_line('event cancel next --reason "The hall is flooded" --json').json()
    assert (cancelled["status"], cancelled["sequence"]) == ("cancelled", 1)
    assert "CANCELLED" in run_line("event show carlisle").out
    assert "nothing changed" in run_line("event cancel carlisle --reason again").err
    refused('event move carlisle --start "18 May 2017 7pm"', 4)


def test_deleting_asks_and_refuses_to_lose_anything(carlisle: dict[str, Any], run_line: Run, refused: Refused) -> None:
    refused("event delete carlisle", 2)
    run_line("event delete carlisle --dry-run")
    run_line('event create Canvass --ref canvass --kind canvass --born-at carlisle --start "20 May 2017 10am"')
    assert "actions born at it" in refused("event delete carlisle --yes", 4)
    run_line("event delete canvass --yes")
    run_line("event delete carlisle --yes")
    assert run_line("event list --all --json").json() == []


def test_an_action_knows_the_barnstorm_it_was_born_at(carlisle: dict[str, Any], run_line: Run) -> None:
    action = run_line(
        'event create Canvass --seat carlisle --kind canvass --born-at next --start "20 May 2017 10am" --json'
    ).json()
    assert (action["born_at"], action["ref"]) == ("carlisle-2017-05-16", "carlisle-canvass-2017-05-20")
    assert action["ends_at"] == "2017-05-20T13:00:00+01:00", "a canvass is three hours"


def test_json_csv_and_lines_come_from_the_same_rows(carlisle: dict[str, Any], run_line: Run) -> None:
    assert run_line("event list --json").json() == [carlisle]
    header, line = run_line("event list --csv").out.splitlines()
    assert header.split(",") == list(carlisle)
    assert "carlisle-2017-05-16" in line
    assert run_line("event list").out.split("\t")[0] == "carlisle-2017-05-16"
    assert re.search(r"^when +Tue 16 May 2017 19:30 to 21:30 BST$", run_line("event show next").out, re.MULTILINE)


def test_nothing_to_list_is_no_failure(database: str, run_line: Run) -> None:
    ran = run_line("event list --json")
    assert ran.json() == []
    assert "barnstorm event create" in ran.err


def test_an_all_day_event_has_whole_days_and_its_last_is_meant_too(database: str, run_line: Run) -> None:
    one = run_line("event create Leafleting --all-day --start 2017-05-20 --ref leaflets --json").json()
    assert (one["all_day"], one["starts_at"], one["ends_at"]) == (
        *(True, "2017-05-20T00:00:00+01:00"),
        "2017-05-21T00:00:00+01:00",
    )
    assert "when    Sat 20 May 2017, all day" in run_line("event show leaflets").out
    assert "Sat 20 May 2017\t" in run_line("event list").out
    two = run_line(
        'event create Weekend --all-day --start "25 Mar 2017" --end "26 Mar 2017" --ref weekend --json'
    ).json()
    assert (two["starts_at"], two["ends_at"]) == ("2017-03-25T00:00:00+00:00", "2017-03-27T00:00:00+01:00")
    assert "Sat 25 Mar 2017 to Sun 26 Mar 2017, all day" in run_line("event show weekend").out


def test_an_all_day_event_is_moved_by_days_and_may_get_an_hour(sqlite: str, run_line: Run) -> None:
    run_line('event create Weekend --all-day --start "20 May 2017" --end "21 May 2017" --ref weekend')
    moved = run_line('event move weekend --start "27 May 2017" --json').json()
    assert (moved["starts_at"][:10], moved["ends_at"][:10], moved["sequence"]) == ("2017-05-27", "2017-05-29", 1)
    hours = run_line('event move weekend --no-all-day --start "27 May 2017 10am" --json').json()
    assert (hours["all_day"], hours["starts_at"], hours["ends_at"]) == (
        *(False, "2017-05-27T10:00:00+01:00"),
        "2017-05-27T12:00:00+01:00",
    )
    days = run_line('event move weekend --all-day --start "28 May 2017" --json').json()
    assert (days["all_day"], days["ends_at"][:10], days["sequence"]) == (True, "2017-05-29", 3)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ('--start "20 May 2017" --for 2h', 2, "whole days, not 2h"),
        ('--start "20 May 2017" --end "19 May 2017"', 4, "before the first"),
        ('--start "20 May 2017 7pm"', 2, "cannot be read"),
    ],
)
def test_days_that_make_no_sense_are_refused(line: str, code: int, says: str, sqlite: str, refused: Refused) -> None:
    assert says in refused(f"event create Leafleting --all-day {line}", code)
