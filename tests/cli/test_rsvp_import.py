"""barnstorm rsvp import."""

import io
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]

HEADER = "first_name,last_name,email,phone,postcode,answer,party_size,notes"
COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "errors")


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None]) -> str:
    clock("2017-05-01T12:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    return "hall"


@pytest.fixture
def sqlite_hall(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """The same where the database makes no difference."""
    clock("2017-05-01T12:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    return "hall"


def guests(*lines: str, header: str = HEADER, name: str = "guests.csv") -> Path:
    path = Path(name)
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def counts(ran: Any) -> dict[str, int]:
    found = ran.json()
    return {key: found[key] for key in COUNTS if found[key]}


def rows(run_line: Run) -> dict[str, Any]:
    return {row["name"]: row for row in run_line("rsvp list hall --json").json()}


def test_good_lines_land_with_everything_they_say(hall: str, run_line: Run) -> None:
    guests("Ann,Bell,ann@example.org,7700900123,ca38tp,maybe,2,by bus", "Bob,Low,,,,,,")
    assert counts(run_line("rsvp import hall guests.csv --json")) == {"rows": 2, "created": 2}
    ann, bob = rows(run_line)["Ann Bell"], rows(run_line)["Bob Low"]
    assert (ann["phone"], ann["postcode"], ann["answer"], ann["party_size"]) == ("+447700900123", "CA3 8TP", "maybe", 2)
    assert (ann["notes"], ann["source"]) == ("by bus", "import of guests.csv")
    assert (bob["answer"], bob["party_size"], bob["email"]) == ("going", 1, None)


def test_a_second_time_changes_nothing(hall: str, run_line: Run) -> None:
    guests("Ann,Bell,ann@example.org,07700 900123,,going,2,x", "Bob,Low,,,,,,", "Cy,Old,,call me,,declined,,")
    run_line("rsvp import hall guests.csv")
    before = run_line("rsvp list hall --json").json()
    assert counts(run_line("rsvp import hall guests.csv --json")) == {"rows": 3, "unchanged": 3}
    assert run_line("rsvp list hall --json").json() == before


def test_bad_lines_are_told_written_down_and_leave_the_good_ones_in(hall: str, run_line: Run) -> None:
    guests(
        "Ann,Bell,ann@example.org,,,,,",
        "Bob,Low,nonsense,,,,,",
        ",,cy@example.org,,,,,",
        "Di,Ash,,,,perhaps not,,",
        "Ed,Ash,,,,,0,",
        "Flo,Ash,,,,,two,",
        "Gus,Ash,,,,,,,extra",
    )
    ran = run_line("rsvp import hall guests.csv --json", 4)
    assert counts(ran) == {"rows": 7, "created": 1, "errors": 6}
    bad = ran.json()["bad"]
    assert [row["line"] for row in bad] == [3, 4, 5, 6, 7, 8]
    assert bad[0]["reason"].startswith("“nonsense” is not an email address")
    assert "rsvp import hall guests.csv.errors.csv" in ran.err
    written = Path("guests.csv.errors.csv").read_text("utf-8-sig").splitlines()
    assert written[0] == f"{HEADER},extra cells,line,reason"
    assert written[1].startswith("Bob,Low,nonsense,,,,,,,3,")
    assert stat.S_IMODE(Path("guests.csv.errors.csv").stat().st_mode) == 0o600


def test_an_errors_file_that_was_mended_is_imported_like_any_other(sqlite_hall: str, run_line: Run) -> None:
    guests("Bob,Low,nonsense,,,,,", "Gus,Ash,,,,,,=1+1,extra")
    run_line("rsvp import hall guests.csv", 4)
    path = Path("guests.csv.errors.csv")
    still = run_line("rsvp import hall guests.csv.errors.csv --json", 4)
    assert counts(still) == {"rows": 2, "errors": 2}
    path.write_text(
        path.read_text("utf-8-sig").replace("nonsense", "bob@example.org").replace(",extra,", ",,"), "utf-8"
    )
    assert counts(run_line("rsvp import hall guests.csv.errors.csv --json")) == {"rows": 2, "created": 2}
    assert rows(run_line)["Gus Ash"]["notes"] == "=1+1"


def test_errors_go_where_they_are_wanted_but_never_over_the_file_itself(
    sqlite_hall: str, run_line: Run, refused: Refused
) -> None:
    guests("Bob,Low,nonsense,,,,,")
    run_line("rsvp import hall guests.csv --errors bad.csv", 4)
    assert Path("bad.csv").exists()
    assert not Path("guests.csv.errors.csv").exists()
    refused("rsvp import hall guests.csv --errors guests.csv", 2)


def test_errors_that_cannot_be_written_do_not_undo_the_good_rows(sqlite_hall: str, run_line: Run) -> None:
    guests("Ann,Bell,,,,,,", "Bob,Low,nonsense,,,,,")
    ran = run_line("rsvp import hall guests.csv --errors nowhere/bad.csv", 5)
    assert "The good rows are in." in ran.err
    assert list(rows(run_line)) == ["Ann Bell"]


def test_a_number_that_is_none_is_kept_and_so_is_a_postcode(sqlite_hall: str, run_line: Run) -> None:
    guests("Ann,Bell,,ring the bell,CA3,,,")
    run_line("rsvp import hall guests.csv")
    ann = rows(run_line)["Ann Bell"]
    assert (ann["phone"], ann["phone_as_written"], ann["postcode"]) == (None, "ring the bell", None)
    assert ann["notes"] == "Postcode as written: CA3"


def test_couples_share_an_email_and_stay_two_people(hall: str, run_line: Run) -> None:
    guests("Ann,Bell,bells@example.org,,,,,", "Bob,Bell,bells@example.org,,,,,")
    run_line("rsvp import hall guests.csv")
    assert counts(run_line("rsvp import hall guests.csv --json")) == {"rows": 2, "unchanged": 2}
    assert len(rows(run_line)) == 2


def test_the_same_person_twice_in_a_file_is_one(sqlite_hall: str, run_line: Run) -> None:
    guests(
        "Ann,Bell,ann@example.org,,,,,",
        "ANN,bell,Ann@Example.org,,,declined,,",
        "Ann,Bell,,,,,,",
    )
    ran = run_line("rsvp import hall guests.csv --json")
    assert counts(ran) == {"rows": 3, "created": 1, "skipped": 2}
    assert ran.json()["passed_over"][0] == {"line": 3, "reason": "ANN bell is on line 2 already."}
    assert rows(run_line)["Ann Bell"]["answer"] == "going"


def test_somebody_known_from_elsewhere_is_not_made_again(hall: str, run_line: Run) -> None:
    run_line('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    known = run_line('rsvp add canvass "Ann Bell" --email ann@example.org --json').json()
    guests("Ann,Bell,Ann@example.org,07700900123,,,,", "Zoe,Bell,ann@example.org,,,,,")
    run_line("rsvp import hall guests.csv")
    ann = rows(run_line)["Ann Bell"]
    assert (ann["person_id"], ann["phone"]) == (known["person_id"], "+447700900123")
    assert len(run_line("person list --json").json()) == 2


def test_what_is_missing_is_filled_in_and_never_emptied(hall: str, run_line: Run) -> None:
    guests("Ann,Bell,ann@example.org,,,,,")
    run_line("rsvp import hall guests.csv")
    guests("Ann,Bell,ann@example.org,07700900123,CA3 8TP,,3,by bus", name="later.csv")
    assert counts(run_line("rsvp import hall later.csv --json")) == {"rows": 1, "updated": 1}
    assert counts(run_line("rsvp import hall guests.csv --json")) == {"rows": 1, "unchanged": 1}
    ann = rows(run_line)["Ann Bell"]
    assert (ann["phone"], ann["postcode"], ann["party_size"], ann["notes"]) == ("+447700900123", "CA3 8TP", 3, "by bus")


def test_what_somebody_said_later_stands(hall: str, run_line: Run) -> None:
    guests("Ann,Bell,,,,going,,", "Bob,Low,,,,declined,,", "Cy,Old,,,,going,,")
    run_line("rsvp import hall guests.csv")
    run_line("rsvp change hall ann cancelled")
    run_line("rsvp change hall bob going")
    ran = run_line("rsvp import hall guests.csv --json")
    assert counts(ran) == {"rows": 3, "unchanged": 3}
    assert [row["reason"] for row in ran.json()["kept"]] == [
        "Ann Bell stays cancelled; the file says going.",
        "Bob Low stays going; the file says declined.",
    ]
    assert {name: row["answer"] for name, row in rows(run_line).items()} == {
        "Ann Bell": "cancelled",
        "Bob Low": "going",
        "Cy Old": "going",
    }


def test_a_cancellation_in_a_newer_file_frees_the_place(hall: str, run_line: Run) -> None:
    run_line("event edit hall --capacity 1")
    guests("Ann,Bell,,,,going,,", "Bob,Low,,,,going,,")
    assert run_line("rsvp import hall guests.csv --json").json()["waitlisted"] == 1
    guests("Ann,Bell,,,,cancelled,,", "Cy,Old,,,,going,,")
    ran = run_line("rsvp import hall guests.csv --json")
    assert ran.json()["moved_up"] == ["Bob Low"]
    assert {name: row["answer"] for name, row in rows(run_line).items()} == {
        "Ann Bell": "cancelled",
        "Bob Low": "going",
        "Cy Old": "waitlisted",
    }


def test_over_capacity_people_wait_in_the_files_order(hall: str, run_line: Run) -> None:
    run_line("event edit hall --capacity 3")
    run_line('rsvp add hall "Ann Bell" --answer invited')
    guests("Di,Ash,,,,,2,", "Ed,Ash,,,,,2,", "Ann,Bell,,,,,2,", "Flo,Ash,,,,,1,", "Gus,Ash,,,,,1,")
    run_line("rsvp import hall guests.csv")
    run_line('rsvp add hall "Hal Low"')
    assert {name: row["waitlist_position"] for name, row in rows(run_line).items()} == {
        "Di Ash": None,
        "Ed Ash": 1,
        "Ann Bell": 2,
        "Flo Ash": None,
        "Gus Ash": 3,
        "Hal Low": 4,
    }
    assert run_line("event show hall --json").json()["going"] == 3


def test_a_larger_party_than_there_is_room_for_is_a_bad_line_and_keeps_its_places(
    sqlite_hall: str, run_line: Run
) -> None:
    run_line("event edit hall --capacity 3")
    guests("Ann,Bell,,,,,2,")
    run_line("rsvp import hall guests.csv")
    guests("Ann,Bell,,,,,4,")
    ran = run_line("rsvp import hall guests.csv --json", 4)
    assert ran.json()["bad"] == [{"line": 2, "reason": "Ann Bell has 2 places; there is no room for 4."}]
    assert rows(run_line)["Ann Bell"]["party_size"] == 2


def test_a_dry_run_tells_the_same_and_changes_nothing(hall: str, run_line: Run) -> None:
    guests("Ann,Bell,,,,,,", "Bob,Low,nonsense,,,,,")
    dry = run_line("rsvp import hall guests.csv --dry-run --json", 4)
    assert rows(run_line) == {}
    assert not Path("guests.csv.errors.csv").exists()
    assert run_line("rsvp import hall guests.csv --json", 4).json() == dry.json()


def test_stdin_is_a_file_too(sqlite_hall: str, run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name\r\nAnn Bell\r\n")))
    assert counts(run_line("rsvp import hall - --json")) == {"rows": 1, "created": 1}


def test_another_systems_file_with_a_bom_semicolons_and_its_own_names(sqlite_hall: str, run_line: Run) -> None:
    content = "\ufeffOrder no.;First Name;Surname;Email;Quantity;Attendee Status;Home Postcode;Buyer Email\r\n"
    content += "1;Zoë;Müller;zoe@example.org;2;Attending;CA3 8TP;other@example.org\r\n"
    Path("eventbrite.csv").write_bytes(content.encode())
    ran = run_line("rsvp import hall eventbrite.csv")
    assert "“Order no.”, “Buyer Email”" in ran.err
    zoe = rows(run_line)["Zoë Müller"]
    assert (zoe["email"], zoe["party_size"], zoe["postcode"]) == ("zoe@example.org", 2, "CA3 8TP")


def test_meetups_guests_are_heads_too(sqlite_hall: str, run_line: Run) -> None:
    guests("Ann Bell,1,Yes,2", header="Name,User ID,RSVP,Guests")
    run_line("rsvp import hall guests.csv --profile meetup")
    assert rows(run_line)["Ann Bell"]["party_size"] == 3


def test_a_column_nobody_would_guess_can_be_named(sqlite_hall: str, run_line: Run) -> None:
    guests("Ann Bell,07700900123", header="Wer,Handy")
    run_line('rsvp import hall guests.csv --map "Wer=name" --map Handy=phone')
    assert rows(run_line)["Ann Bell"]["phone"] == "+447700900123"


def test_windows_letters_are_read_and_told(sqlite_hall: str, run_line: Run) -> None:
    Path("guests.csv").write_bytes("name\r\nZoë Müller\r\n".encode("cp1252"))
    assert "Windows-1252" in run_line("rsvp import hall guests.csv").err
    assert list(rows(run_line)) == ["Zoë Müller"]


def test_our_own_csv_comes_back_as_it_went(sqlite_hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --phone 07700900123 --party-size 2 --access "ramp"')
    Path("ours.csv").write_text(run_line("rsvp list hall --csv").out, "utf-8")
    assert counts(run_line("rsvp import hall ours.csv --json")) == {"rows": 1, "unchanged": 1}


def test_strange_names_are_cleaned_like_typed_ones(sqlite_hall: str, run_line: Run) -> None:
    Path("guests.csv").write_bytes("name\n[bold]Ann\x1b[2J \u202eBell\n".encode())
    run_line("rsvp import hall guests.csv")
    assert list(rows(run_line)) == ["[bold]Ann[2J Bell"]


def test_an_unclosed_quotation_mark_is_told_where_it_is(sqlite_hall: str, run_line: Run) -> None:
    guests('Ann,"Bell,ann@example.org,,,,,', "Bob,Low,,,,,,")
    ran = run_line("rsvp import hall guests.csv --json", 4)
    assert "quotation mark" in ran.json()["bad"][0]["reason"]
    assert ran.json()["bad"][0]["line"] == 2


def test_without_any_way_to_reach_people_it_is_said_once(sqlite_hall: str, run_line: Run) -> None:
    guests("Ann Bell", "Bob Low", header="Name")
    assert run_line("rsvp import hall guests.csv").err.count("nobody in it can be reached") == 1


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"PK\x03\x04", 4, "spreadsheet"),
        (b"\xd0\xcf\x11\xe0", 4, "Excel"),
        (b"<html><body>", 4, "web page"),
        (b"", 4, "empty"),
        (b"name,email\r\n", 4, "only the line of column names"),
        (b"foo,bar\r\n1,2\r\n", 4, "first_name"),
    ],
)
def test_what_is_no_attendee_file_is_refused(
    sqlite_hall: str, refused: Refused, content: bytes, code: int, says: str
) -> None:
    Path("guests.csv").write_bytes(content)
    assert says in refused("rsvp import hall guests.csv", code)


def test_no_file_and_a_folder_are_refused(sqlite_hall: str, refused: Refused) -> None:
    assert "There is no file" in refused("rsvp import hall nowhere.csv", 3)
    assert "it is a folder" in refused("rsvp import hall .", 5)


def test_nobody_is_imported_to_a_cancelled_event(sqlite_hall: str, run_line: Run, refused: Refused) -> None:
    run_line("event cancel hall --reason Flood")
    guests("Ann,Bell,,,,,,")
    for line in ("rsvp import hall guests.csv", "rsvp import hall guests.csv --dry-run"):
        assert "cancelled" in refused(line, 4)


def test_an_interruption_leaves_nothing_half_done(
    sqlite_hall: str, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the people are in and their answers are not."""
    from sqlalchemy import Engine, event

    guests(*(f"Ann{n},Bell,,,,,," for n in range(50)))

    def interrupt(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT OR FAIL INTO rsvp"):
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", interrupt)
    try:
        run_line("rsvp import hall guests.csv", 130)
    finally:
        event.remove(Engine, "before_cursor_execute", interrupt)
    assert run_line("person list --json").json() == []
    assert counts(run_line("rsvp import hall guests.csv --json"))["created"] == 50
