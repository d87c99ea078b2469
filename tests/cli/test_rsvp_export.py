"""barnstorm rsvp export."""

import csv
import io
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Consent, Organisation, Person, Wording
from barnstorm.domain.consents import Channel
from barnstorm.domain.names import fold

Run = Callable[..., Any]
Refused = Callable[..., str]

NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
GUESTS = """\
name,email,phone,postcode,answer,party_size,notes
Ann Bell,ann@example.org,07700 900123,CA3 8TP,going,2,by bus
Bob Low,,+49 30 901820,,waitlisted,1,
"=cmd, Zoë",,,,maybe,1,"@two
lines"
Di Ash,di@example.org,07700 900125 ext 4,,cancelled,1,
"""


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None]) -> None:
    clock("2017-05-17T09:00+01:00")
    event = 'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall'
    run_line(f"{event} --capacity 2 --organisation Compass")
    Path("guests.csv").write_text(GUESTS, encoding="utf-8")
    run_line("rsvp import hall guests.csv")
    run_line("door check-in hall ann")
    run_line('door walk-in hall "Cy Old"')


def exported(run_line: Run, *options: str) -> list[dict[str, str]]:
    run_line(["rsvp", "export", "hall", "-o", "out.csv", *options])
    return list(csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8-sig"), newline="")))


def agreed(given_name: str, organisation: str, channel: Channel, withdrawn_at: datetime | None = None) -> None:
    """As somebody ticked it on a sheet."""
    app = App()
    with app.transaction() as session:
        group = Organisation(name=organisation, name_folded=fold(organisation))
        known = session.exec(select(Organisation).where(Organisation.name == organisation)).first()
        wording = session.exec(select(Wording)).first() or Wording(text="Yes.", first_used_at=NOW)
        session.add_all([known or group, wording])
        session.flush()
        person_id = session.exec(select(Person.id).where(Person.given_name == given_name)).one()
        organisation_id, wording_id = (known or group).id, wording.id
        assert person_id is not None
        assert organisation_id is not None
        assert wording_id is not None
        session.add(
            Consent(
                person_id=person_id,
                organisation_id=organisation_id,
                channel=channel,
                wording_id=wording_id,
                source="sheet",
                given_at=NOW,
                withdrawn_at=withdrawn_at,
                recorded_at=NOW,
            )
        )
    app.close()


def test_our_own_columns_say_everything_and_spoil_in_no_spreadsheet(hall: None, run_line: Run) -> None:
    ran = run_line("rsvp export hall -o out.csv")
    assert (ran.out, ran.err) == ("", "Wrote 5 people of hall to out.csv.\n")
    content = Path("out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbffirst_name,last_name,")
    assert stat.S_IMODE(Path("out.csv").stat().st_mode) == 0o600
    ann, di, zoe, cy, bob = sorted(
        exported(run_line), key=lambda row: "Bell Ash =cmd Old Low".index(row["last_name"].lstrip("'"))
    )
    assert (ann["phone"], ann["postcode"], ann["party_size"], ann["attended"]) == (
        "07700 900123",
        "CA3 8TP",
        "2",
        "yes",
    )
    assert ann["checked_in_at"] == "2017-05-17T09:00:00+01:00"
    assert (zoe["last_name"], zoe["notes"]) == ("'=cmd", "'@two\nlines")
    assert (bob["phone"], bob["answer"]) == ("00493 0901820", "waitlisted")
    assert di["phone"] == "07700 900125 ext 4"
    assert (cy["answer"], cy["attended"]) == ("walk-in", "yes")


def test_an_export_comes_back_without_a_change(hall: None, run_line: Run) -> None:
    exported(run_line)
    before = run_line("rsvp list hall --json").json()
    again = run_line("rsvp import hall out.csv --json").json()
    assert (again["rows"], again["unchanged"]) == (5, 5)
    assert run_line("rsvp list hall --json").json() == before


@pytest.mark.parametrize("system", ["van", "mobilize", "Action Network"])
def test_what_another_system_gets_comes_back_without_a_change(hall: None, run_line: Run, system: str) -> None:
    rows = exported(run_line, "--for", system)
    again = run_line("rsvp import hall out.csv --json").json()
    assert (again["rows"], again["created"], again["updated"]) == (len(rows), 0, 0)


def test_van_gets_its_own_headers_and_words(hall: None, run_line: Run) -> None:
    told = {row["name"]: (row["status"], row["cell_phone"]) for row in exported(run_line, "--for", "van")}
    assert told == {
        "Bell, Ann": ("Completed", "07700 900123"),
        "Ash, Di": ("Cancelled", "07700 900125 ext 4"),
        "'=cmd, Zoë": ("Tentative", ""),
        "Old, Cy": ("Walk In", ""),
    }
    header = Path("out.csv").read_text("utf-8-sig").splitlines()[0]
    assert header.startswith("vanid,event,date,time,name,phone,cell_phone,role,status,recruited_by,signup_date")


def test_whoever_another_system_cannot_take_is_left_out_and_told(hall: None, run_line: Run) -> None:
    run_line('rsvp add hall "Ed Ash" --email ed@example.org --answer invited')
    ran = run_line("rsvp export hall --for mobilize -o out.csv")
    assert "Left out, because Mobilize has no word for their answer: 3 people." in ran.err
    assert "Left out, because Mobilize asks for an email: 1 person." in ran.err
    assert "--organisation NAME" in ran.err
    assert [row["Attendance status"] for row in exported(run_line, "--for", "mobilize")] == ["CONFIRMED", "CANCELLED"]


def test_an_organisation_gets_only_those_who_agreed_and_how(hall: None, run_line: Run) -> None:
    agreed("Ann", "Compass", Channel.PHONE)
    agreed("Di", "Compass", Channel.EMAIL, withdrawn_at=NOW)
    agreed("Zoë", "Others", Channel.EMAIL)
    rows = exported(run_line, "--organisation", "compass")
    assert [(row["first_name"], row["phone"], row["email"]) for row in rows] == [("Ann", "07700 900123", "")]
    ran = run_line("rsvp export hall --organisation compass -o out.csv")
    assert "Left out, because they did not agree to hear from compass: 4 people." in ran.err


def test_what_cannot_be_exported_is_refused(hall: None, refused: Refused) -> None:
    assert "van, mobilize and actionnetwork" in refused("rsvp export hall --for facebook", 2)
    assert "No organisation" in refused("rsvp export hall --organisation Nobody", 3)
    assert "cannot be written" in refused("rsvp export hall -o nowhere/out.csv", 5)
