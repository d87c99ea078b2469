"""Whom an import knows, whom it leaves out, and what it never does to anybody."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import Session, select

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Consent, Erased, Person, PersonAlso, Suppression
from barnstorm.domain.delivery import Reason
from barnstorm.domain.erasure import digests
from barnstorm.services.mail.suppressions import suppress
from barnstorm.services.privacy import errors_files
from barnstorm.services.secret import secret_of

Run = Callable[..., Any]
Clock = Callable[[str], None]

NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
FILES = Path(__file__).parents[1] / "files" / "attendees"
COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "errors", "joined")


@pytest.fixture
def hall(database: str, run_line: Run, clock: Clock) -> None:
    clock("2017-05-01T12:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')


@pytest.fixture
def sqlite_hall(sqlite: str, run_line: Run, clock: Clock) -> None:
    """The same where the database makes no difference."""
    clock("2017-05-01T12:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')


def in_store(change: Callable[[Session], Any]) -> Any:
    app = App()
    with app.transaction() as session:
        found = change(session)
    app.close()
    return found


def guests(*lines: str) -> str:
    Path("guests.csv").write_text("\n".join(lines), encoding="utf-8")
    return "rsvp import hall guests.csv --json"


def counts(ran: Any) -> dict[str, int]:
    return {key: ran.json()[key] for key in COUNTS if ran.json()[key]}


def rows(run_line: Run) -> dict[str, Any]:
    return {row["name"]: row for row in run_line("rsvp list hall --json").json()}


def person_id(run_line: Run, name: str) -> int:
    found: int = next(row["id"] for row in run_line("person list --json").json() if row["name"] == name)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Ann,Bell,new@example.org,",
        "Ann,Bell,,07700900199",
        "Anne,Bell-Low,ann@example.org,",
        "Anne,Bell-Low,new@example.org,",
    ],
    ids=["another email", "another number", "another name", "both"],
)
def test_people_are_known_by_what_else_they_are_called(hall: None, run_line: Run, line: str) -> None:
    run_line('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    run_line('rsvp add canvass "Ann Bell" --email ann@example.org')
    ann = person_id(run_line, "Ann Bell")
    also = [("email", "new@example.org"), ("phone", "+447700900199"), ("name", "anne bell low")]
    known_as = [PersonAlso(person_id=ann, kind=kind, value=key, value_key=key) for kind, key in also]
    in_store(lambda session: session.add_all(known_as))
    command = guests("first_name,last_name,email,phone", line)
    run_line(command)
    assert counts(run_line(command)) == {"rows": 1, "unchanged": 1}
    assert rows(run_line)["Ann Bell"]["person_id"] == ann
    assert len(run_line("person list --json").json()) == 1


def test_a_name_on_the_list_that_no_address_reaches_is_known_under_its_other_name(hall: None, run_line: Run) -> None:
    """Whoever stands on the list with a name alone is meant by a line of that name with an address."""
    run_line("rsvp add hall 'Ann Bell'")
    in_store(lambda session: session.add(PersonAlso(person_id=1, kind="name", value="Ann Carr", value_key="ann carr")))
    assert counts(run_line(guests("name,email", "Ann Carr,ann@example.org"))) == {"rows": 1, "updated": 1}
    assert [one["email"] for one in run_line("person list --json").json()] == ["ann@example.org"]


def test_another_number_is_kept_beside_the_one_known(hall: None, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --email ann@example.org --phone 07700900123')
    command = guests(
        "name,email,phone",
        "Ann Bell,ann@example.org,07700900199",
        *(f"Guest {n}x,," for n in range(2100)),
        "Ann Bell,,07700900199",
    )
    assert counts(run_line(command)) == {"rows": 2102, "created": 2100, "updated": 1, "skipped": 1}
    assert rows(run_line)["Ann Bell"]["phone"] == "+447700900123"
    assert in_store(lambda s: s.exec(select(PersonAlso.value)).all()) == ["+447700900199"]
    assert counts(run_line(command)) == {"rows": 2102, "unchanged": 2101, "skipped": 1}


def test_somebody_erased_is_not_brought_back_and_not_named(hall: None, run_line: Run) -> None:
    contact = read_contact("Ann Bell", "ann@example.org", "07700 900123", "CA3 8TP")
    in_store(lambda s: s.add_all(Erased(digest=one, erased_at=NOW) for one in digests(secret_of(s), contact)))
    command = guests(
        "name,email,phone,postcode", "A Bell,Ann@example.org,,", "Ann Bell,,,ca38tp", "Ann Bell,,,", "Bob Low,,,"
    )
    ran = run_line(command)
    assert counts(ran) == {"rows": 4, "created": 2, "skipped": 2}
    assert [row["line"] for row in ran.json()["passed_over"]] == [2, 3]
    assert "Bell" not in str(ran.json()["passed_over"])
    assert list(rows(run_line)) == ["Ann Bell", "Bob Low"]


def test_an_import_resubscribes_nobody_and_consents_for_nobody(hall: None, run_line: Run) -> None:
    in_store(lambda s: suppress(s, "ann@example.org", Reason.UNSUBSCRIBED, NOW))
    run_line(
        guests("name,email,can2_subscription_status,consent,opt in", "Ann Bell,Ann@example.org,subscribed,yes,yes")
    )
    assert in_store(lambda s: s.exec(select(Suppression.reason)).all()) == ["unsubscribed"]
    assert in_store(lambda s: s.exec(select(Consent)).all()) == []


def test_presences_are_taken_in_and_never_turned_back(hall: None, run_line: Run, clock: Clock) -> None:
    clock("2017-05-17T09:00+01:00")
    run_line(guests("name,status", "Ann Bell,Completed", "Bob Low,No Show", "Cy Old,Walk In", "Di Ash,Scheduled"))
    after = {"Ann Bell": True, "Bob Low": False, "Cy Old": True, "Di Ash": None}
    assert {name: row["attended"] for name, row in rows(run_line).items()} == after
    assert (rows(run_line)["Cy Old"]["answer"], rows(run_line)["Ann Bell"]["answer"]) == (None, "going")
    assert rows(run_line)["Ann Bell"]["checked_in_at"] == "2017-05-16T19:30:00+01:00"
    again = run_line(guests("name,attended", "Ann Bell,no", "Bob Low,yes", "Cy Old,no", "Di Ash,"))
    assert counts(again) == {"rows": 4, "updated": 1, "unchanged": 3}
    assert {name: row["attended"] for name, row in rows(run_line).items()} == after | {"Bob Low": True}


def test_nobody_has_stayed_away_before_the_evening(sqlite_hall: None, run_line: Run) -> None:
    run_line(guests("name,attended", "Ann Bell,false"))
    assert rows(run_line)["Ann Bell"]["attended"] is None


def test_whoever_came_is_in_also_where_there_was_no_place(hall: None, run_line: Run, clock: Clock) -> None:
    run_line("event edit hall --capacity 2")
    run_line(guests("name,party_size", "Ann Bell,2", "Bob Low,1"))
    clock("2017-05-17T09:00+01:00")
    run_line(guests("name,checked_in_at", "Bob Low,2017-05-16T19:12:00", "Cy Old,2017-05-16T18:20:00Z"))
    came = {name: row["checked_in_at"] for name, row in rows(run_line).items() if row["attended"]}
    assert came == {"Bob Low": "2017-05-16T19:12:00+01:00", "Cy Old": "2017-05-16T19:20:00+01:00"}
    assert run_line("door tally hall --json").json()["here"] == 2


def test_what_another_system_has_confirmed_is_confirmed(hall: None, run_line: Run) -> None:
    command = guests("name,status", "Ann Bell,Conf Twice", "Bob Low,Scheduled")
    run_line(command)
    assert [rows(run_line)[name]["confirmed_at"] for name in ("Ann Bell", "Bob Low")] == [
        "2017-05-01T12:00:00+01:00",
        None,
    ]
    assert counts(run_line(command)) == {"rows": 2, "unchanged": 2}


def test_the_errors_file_is_remembered_because_it_holds_people(sqlite_hall: None, run_line: Run) -> None:
    run_line(guests("name,email", "Ann Bell,", "Bob Low,nonsense") + " --dry-run", 4)
    assert in_store(errors_files.known) == []
    run_line("rsvp import hall guests.csv", 4)
    run_line("rsvp import hall guests.csv --errors bad_%.csv", 4)
    assert in_store(errors_files.known) == [Path("bad_%.csv").absolute(), Path("guests.csv.errors.csv").absolute()]


def test_a_workbooks_bad_rows_come_back_as_csv(sqlite_hall: None, run_line: Run) -> None:
    book = Workbook()
    sheet = book.create_sheet("Guests", 0)
    for line in (["Name", "Email", "Mobile"], ["Ann Bell", "nonsense", 7700900123], ["Bob Low", None, 7700900124]):
        sheet.append(line)
    book.save("guests.xlsx")
    ran = run_line("rsvp import hall guests.xlsx --json", 4)
    assert counts(ran) == {"rows": 2, "created": 1, "errors": 1}
    mended = Path("guests.xlsx.errors.csv")
    mended.write_text(mended.read_text("utf-8-sig").replace("nonsense", "ann@example.org"), "utf-8")
    run_line("rsvp import hall guests.xlsx.errors.csv")
    assert {name: row["phone"] for name, row in rows(run_line).items()} == {
        "Ann Bell": "+447700900123",
        "Bob Low": "+447700900124",
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in FILES.glob("*.csv")))
def test_every_systems_file_a_second_time_is_no_change(hall: None, run_line: Run, clock: Clock, name: str) -> None:
    clock("2017-05-17T09:00+01:00")
    line = ["rsvp", "import", "hall", str(FILES / f"{name}.csv"), "--json", "--errors", "bad.csv"]
    code = 4 if name == "eventbrite-uk" else 0
    first = counts(run_line(line, code))
    before = rows(run_line)
    again = counts(run_line(line, code))
    assert again == {"unchanged" if key == "created" else key: value for key, value in first.items()}
    assert rows(run_line) == before


def test_a_dry_run_says_what_would_become_of_every_line(hall: None, run_line: Run) -> None:
    run_line(guests("name,answer,party_size", "Ann Bell,going,1", "Bob Low,maybe,1", "Cy Old,going,1"))
    run_line("rsvp change hall ann cancelled")
    guests(
        "name,answer,party_size,email",
        "Ann Bell,going,1,",
        "Bob Low,going,2,bob@example.org",
        "Cy Old,going,1,",
        "Di Ash,,,",
        "Ed Ash,,,nonsense",
    )
    dry = run_line("rsvp import hall guests.csv --dry-run", 4)
    bad = run_line("rsvp import hall guests.csv --dry-run --json", 4).json()["bad"][0]["reason"]
    assert [line.split("\t") for line in dry.out.splitlines()] == [
        ["2", "Ann Bell", "unchanged", "Ann Bell stays cancelled; the file says going."],
        ["3", "Bob Low", "updated", "maybe → going; party 1 → 2; adds email"],
        ["4", "Cy Old", "unchanged", "is going already"],
        ["5", "Di Ash", "created", "new: going"],
        ["6", "", "refused", bad],
    ]
    assert "5 rows, 1 created, 1 updated, 2 unchanged, 1 refused" in dry.err
    assert dry.err.count("Nothing was changed") == 1
    assert list(rows(run_line)) == ["Ann Bell", "Bob Low", "Cy Old"]


@pytest.mark.parametrize("events", [["one", "two"], ["one", "one"]], ids=["two events", "one event"])
def test_a_new_person_in_two_files_at_once_is_one_person(
    postgres_url: str, run_line: Run, monkeypatch: pytest.MonkeyPatch, events: list[str]
) -> None:
    monkeypatch.setenv("BARNSTORM_DATABASE_URL", postgres_url)
    for ref in ("one", "two"):
        run_line(["event", "create", "Canvass", "--start", "20 May 2030 10am", "--ref", ref])
    guests("name,email", *(f"Guest Number{n},guest{n}@example.org" for n in range(300)))
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "barnstorm", "rsvp", "import", ref, "guests.csv"],
            env=dict(os.environ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for ref in events
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0]
    assert in_store(lambda s: len(s.exec(select(Person.id)).all())) == 300
