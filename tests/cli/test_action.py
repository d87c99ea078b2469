"""barnstorm action offer, list, approve, refuse."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]

KEYS = [
    "code",
    "event",
    "title",
    "kind",
    "starts_at",
    "host",
    "venue",
    "capacity",
    "going",
    "free",
    "review",
    "born_at",
]


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """A barnstorm that is on, with one person on its list."""
    clock("2017-05-09T10:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('rsvp add hall "Hannah Routledge" --email hannah@example.org')
    clock("2017-05-16T21:00+01:00")
    return "hall"


@pytest.fixture
def sqlite_hall(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """The same where the database makes no difference."""
    clock("2017-05-09T10:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('rsvp add hall "Hannah Routledge" --email hannah@example.org')
    clock("2017-05-16T21:00+01:00")
    return "hall"


def offered(run_line: Run, more: str, host: str = "Hannah", start: str = "Thu 6.30pm") -> Any:
    return run_line(f'action offer hall --host "{host}" --start "{start}" {more} --json').json()


def present(run_line: Run) -> set[str]:
    return {row["name"] for row in run_line("rsvp list hall --json").json() if row["attended"]}


def test_an_offer_gets_a_code_and_its_host_a_place(hall: str, run_line: Run) -> None:
    row = offered(run_line, "--kind phonebank --venue 'Hannah’s, 3 Chatsworth Square, Carlisle CA1 1HB' --private")
    assert {key: row[key] for key in KEYS} == {
        "code": "1",
        "event": row["event"],
        "title": "Phone bank with Hannah",
        "kind": "phonebank",
        "starts_at": "2017-05-18T18:30:00+01:00",
        "host": "Hannah Routledge",
        "venue": "Hannah’s",
        "capacity": 12,
        "going": 1,
        "free": 11,
        "review": "approved",
        "born_at": "hall",
    }
    assert row["ends_at"] == "2017-05-18T20:30:00+01:00"
    assert "Chatsworth" not in str(row), "it is her home"
    (host,) = run_line("rsvp list hall/1 --json").json()
    assert (host["name"], host["answer"], host["source"]) == ("Hannah Routledge", "going", "hall")
    assert present(run_line) == {"Hannah Routledge"}


def test_what_its_kind_usually_takes_is_not_asked_for(hall: str, run_line: Run) -> None:
    canvass = offered(run_line, "--kind canvass", start="Sat 10am")
    assert (canvass["ends_at"], canvass["capacity"]) == ("2017-05-20T13:00:00+01:00", 20)
    training = offered(run_line, "--kind training --for 90m", start="Sun 2pm")
    assert (training["ends_at"], training["capacity"], training["free"]) == ("2017-05-21T15:30:00+01:00", None, None)
    assert offered(run_line, "--no-limit", start="Mon 7pm")["capacity"] is None
    assert offered(run_line, "--capacity 3 --title 'Ringing Denton Holme'", start="Mon 9pm")["capacity"] == 3


def test_a_venue_says_how_many_it_takes(hall: str, run_line: Run) -> None:
    run_line('venue add "Old Fire Station" --capacity 60')
    assert offered(run_line, '--venue "Old Fire Station"')["capacity"] == 60


def test_days_are_counted_from_the_evening_also_when_it_is_typed_in_later(
    hall: str, run_line: Run, clock: Callable[[str], None]
) -> None:
    clock("2017-05-19T09:00+01:00")
    assert offered(run_line, "", start="Thu 6.30pm")["starts_at"] == "2017-05-18T18:30:00+01:00"
    assert offered(run_line, "", start="tomorrow 10am")["starts_at"] == "2017-05-17T10:00:00+01:00"
    assert offered(run_line, "", start="Tue 6.30pm")["starts_at"] == "2017-05-23T18:30:00+01:00"
    (host,) = run_line("rsvp list hall --json").json()
    assert host["checked_in_at"] == "2017-05-16T19:30:00+01:00", "nobody wrote down when she came"


def test_somebody_new_may_host(hall: str, run_line: Run) -> None:
    ran = run_line('action offer hall --host "Imran Qureshi" --phone "07700 900200" --start "Sat 10am" --json')
    assert ran.json()["host"] == "Imran Qureshi"
    assert "Imran Qureshi is new here" in ran.err
    assert present(run_line) == {"Imran Qureshi"}
    (row,) = (row for row in run_line("person list --json").json() if row["name"] == "Imran Qureshi")
    assert row["phone"] == "+447700900200"


def test_the_beginning_of_a_name_means_somebody_here_only(hall: str, run_line: Run) -> None:
    run_line('event create Elsewhere --start "Tue 2 May 2017 7.30pm" --ref elsewhere')
    run_line('rsvp add elsewhere "Jo Marchmont"')
    assert offered(run_line, "", host="Jo March")["host"] == "Jo March"
    assert offered(run_line, "", host="hannah r")["host"] == "Hannah Routledge"
    assert offered(run_line, "", host="Marchmont, Jo", start="Fri 6pm")["host"] == "Jo Marchmont"


def test_two_of_one_name_are_told_apart_by_number(hall: str, run_line: Run, refused: Refused) -> None:
    run_line('rsvp add hall "Hannah Routledge" --email other@example.org')
    said = refused('action offer hall --host Hannah --start "Thu 6.30pm"', 2)
    assert "1 Hannah Routledge (hannah@example.org)" in said
    assert offered(run_line, "", host="1")["host_id"] == 1


def test_the_same_offer_again_is_the_same(hall: str, run_line: Run) -> None:
    first, again = offered(run_line, ""), run_line('action offer hall --host Hannah --start "Thu 6.30pm" --json')
    assert again.json() == first
    assert "has offered that already, with the code 1" in again.err
    assert offered(run_line, "", start="Fri 6.30pm")["code"] == "2"


def test_a_host_who_cannot_be_in_two_places_is_told(hall: str, run_line: Run) -> None:
    offered(run_line, "")
    ran = run_line('action offer hall --host Hannah --kind canvass --start "Thu 7pm"')
    assert "2 (Canvass with Hannah) and 1 (Phone bank with Hannah) are at the same time." in ran.err


def test_an_event_born_there_gets_the_next_code_however_it_is_made(hall: str, run_line: Run) -> None:
    offered(run_line, "--kind phonebank")
    made = run_line("event create Canvass --kind canvass --born-at hall --start '20 May 2017 10am' --json").json()
    assert (made["code"], made["born_at"]) == ("2", "hall")


def test_a_code_is_never_given_out_again(hall: str, run_line: Run) -> None:
    first = offered(run_line, "")
    offered(run_line, "", start="Fri 6pm")
    run_line("action refuse hall 2")
    assert offered(run_line, "", start="Sat 6pm")["code"] == "3"
    run_line(f"event cancel {first['event']} --reason Ill")
    run_line("event cancel hall/3 --reason Ill")
    assert offered(run_line, "", start="Sun 6pm")["code"] == "4"


def test_an_offer_made_long_before_the_evening_ticks_nobody_in(
    hall: str, run_line: Run, clock: Callable[[str], None]
) -> None:
    clock("2017-05-10T10:00+01:00")
    assert offered(run_line, "")["code"] == "1"
    assert present(run_line) == set()


def test_the_seat_is_that_of_the_barnstorm(hall: str, run_line: Run, results: Callable[[], None]) -> None:
    results()
    run_line("event edit hall --seat Carlisle")
    row = offered(run_line, "")
    assert (row["seat"], row["event"]) == ("Carlisle", "carlisle-phonebank-2017-05-18")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ('action offer hall --start "Thu 6.30pm"', 2, "--host NAME is missing"),
        ("action offer hall --host Hannah", 2, "--start WHEN is missing"),
        ('action offer hall --host Hannah --start "Mon 15 May 2017 7pm"', 4, "is before hall begins"),
        ('action offer hall --host Hannah --start "Thu 6.30"', 2, "may be morning or evening"),
        ('action offer hall --host 99 --start "Thu 6pm"', 3, "Nobody has the number 99."),
        ('action offer hall --host "??" --start "Thu 6pm"', 2, "not a name"),
        ('action offer hall --host Hannah --start "Thu 6pm" --private', 2, "no venue was given"),
        ('action offer hall --host Hannah --start "Thu 6pm" --capacity 3 --no-limit', 2, "Both --capacity"),
        ('action offer hall --host Hannah --start "Thu 6pm" --capacity 0', 4, "lets nobody in"),
        ('action offer nowhere --host Hannah --start "Thu 6pm"', 3, "No event is called"),
        ("action list nowhere", 3, "No event is called"),
        ("action list hall --code 9", 3, "There is no action 9 at hall"),
        ("action approve hall 9", 3, "Nothing was offered there yet"),
    ],
)
def test_what_makes_no_sense_is_refused(
    sqlite_hall: str, run_line: Run, refused: Refused, line: str, code: int, said: str
) -> None:
    assert said in refused(line, code)
    assert run_line("action list hall --json").json() == []


def test_nothing_is_offered_at_a_cancelled_barnstorm(sqlite_hall: str, run_line: Run, refused: Refused) -> None:
    run_line("event cancel hall --reason Flooded")
    assert "nothing can be offered there" in refused('action offer hall --host Hannah --start "Thu 6pm"', 4)


def test_the_list_has_the_earliest_first_and_says_what_is_off(hall: str, run_line: Run) -> None:
    offered(run_line, "--capacity 2", start="Sat 6pm")
    offered(run_line, "--pending", start="Thu 6pm")
    offered(run_line, "", start="Fri 6pm")
    run_line("action refuse hall 3 --reason 'Nobody is at home'")
    for name in ("Bell Ann", "Nixon Bob"):
        run_line(["action", "commit", "hall", f"{name}; 1"])
    rows = run_line("action list hall --json").json()
    assert [row["code"] for row in rows] == ["2", "3", "1"]
    assert [(row["going"], row["free"], row["waitlisted"]) for row in rows] == [(1, 11, 0), (1, 11, 0), (2, 0, 1)]
    table = [line.split("\t") for line in run_line("action list hall").out.splitlines()]
    assert [(cells[0], cells[-1]) for cells in table] == [("2", "pending"), ("3", "refused"), ("1", "")]
    assert run_line("action list hall --csv").out.startswith("code,event,title,kind,starts_at,")


def test_a_host_gets_the_list_of_those_who_signed_up(hall: str, run_line: Run) -> None:
    offered(run_line, "")
    run_line(["action", "commit", "hall", "Bell Ann; 07700 900123; 1"])
    rows = run_line("action list hall --code 1 --json").json()
    assert [(row["name"], row["phone"], row["answer"]) for row in rows] == [
        ("Ann Bell", "+447700900123", "going"),
        ("Hannah Routledge", None, "going"),
    ]


def test_an_offer_under_review_is_approved_once(hall: str, run_line: Run) -> None:
    assert offered(run_line, "--pending")["review"] == "pending"
    assert run_line("action approve hall 1 --json").json()["review"] == "approved"
    ran = run_line("action approve hall 01 --json")
    assert (ran.json()["review"], "approved already" in ran.err) == ("approved", True)


def test_what_is_refused_is_called_off_and_can_be_on_again(hall: str, run_line: Run, refused: Refused) -> None:
    offered(run_line, "")
    run_line(["action", "commit", "hall", "Bell Ann; 1"])
    ran = run_line("action refuse hall 1 --reason 'Double booked' --json")
    row = ran.json()
    assert (row["review"], row["status"], row["review_reason"]) == ("refused", "cancelled", "Double booked")
    assert "1 besides the host had signed up for it." in ran.err
    assert "is refused already" in run_line("action refuse hall 1").err
    assert "is refused; nobody can sign up" in refused(["action", "commit", "hall", "Nixon Bob; 1"], 4)
    assert run_line("event show hall/1 --json").json()["cancelled_reason"] == "Double booked"
    again = run_line("action approve hall 1 --json").json()
    assert (again["review"], again["status"], again["going"]) == ("approved", "scheduled", 2)
    assert run_line("event show hall/1 --json").json()["sequence"] == 2


def test_what_was_cancelled_by_itself_is_not_reviewed(hall: str, run_line: Run, refused: Refused) -> None:
    offered(run_line, "--pending")
    run_line("event cancel hall/1 --reason Ill")
    assert "was cancelled" in refused("action approve hall 1", 4)
    assert "was cancelled" in refused("action refuse hall 1", 4)


def test_an_action_is_an_event_by_its_code_too(
    hall: str, run_line: Run, refused: Refused, clock: Callable[[str], None]
) -> None:
    ours = offered(run_line, "")["event"]
    for named in ("hall/1", "hall/#1", "HALL/1", "#1"):
        assert run_line(["event", "show", named, "--json"]).json()["ref"] == ours
    assert run_line("event show 1 --json").json()["ref"] == "hall", "a bare number is an id first"
    assert "There is no action 44 at hall" in refused("event show hall/44", 3)
    run_line('event create Kendal --start "Tue 23 May 2017 7.30pm" --ref kendal')
    theirs = run_line('action offer kendal --host "Jo March" --start "Thu 6pm" --json').json()["event"]
    assert run_line(["event", "show", "#1", "--json"]).json()["ref"] == ours, "tonight's"
    clock("2017-05-23T20:00+01:00")
    assert run_line(["event", "show", "#1", "--json"]).json()["ref"] == theirs
    assert run_line("event show next/1 --json").json()["ref"] == theirs
    clock("2017-06-01T20:00+01:00")
    assert "fits several events" in refused(["event", "show", "#1"], 2)
