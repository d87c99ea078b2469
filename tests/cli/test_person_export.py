"""barnstorm person export: everything that is held about somebody."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import writing
from barnstorm.db.tables import Mail, MailAttempt, MailBytes, Merge, Person, PersonTag, Suppression, load_all
from barnstorm.services.person.export import SECTIONS
from barnstorm.services.person.rows import POINTERS
from barnstorm.services.privacy import errors_files

Run = Callable[..., Any]
Clock = Callable[[str], None]

MAY = datetime(2017, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def ann(database: str, run_line: Run, clock: Clock, tmp_path: Path) -> str:
    """Ann, of whom a good deal is known, and Bob, of whom nothing may stand in it."""
    clock("2017-05-01T12:00Z")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall --host "Ann Bell <ann@example.org>"')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org --access "a ramp"')
    run_line('rsvp add hall "Bob Cole" --email bob@example.org --access "a secret"')
    run_line('person consent "Ann Bell" --organisation Compass --channel email --source D2 --wording "I agree."')
    errors = tmp_path / "people.csv.errors.csv"
    errors.write_text("name,email,line,reason\nAnn Bell,ann@,2,bad\nBob Cole,bob@,3,bad\n", encoding="utf-8")
    engine = open_engine(database_url(database))
    with writing(engine) as session:
        mail = Mail(
            key="k", kind="invite", event_id=1, person_id=1, to_address="ann@example.org", subject="Come",
            state="unknown", due_at=MAY, created_at=MAY, backend="smtp",
        )  # fmt: skip
        session.add(mail)
        session.flush()
        session.add_all(
            [
                MailBytes(mail_id=mail.id or 0, raw=b"Dear Ann", handed_over=True),
                MailAttempt(mail_id=mail.id or 0, at=MAY, backend="smtp", outcome="unknown", detail="no answer"),
                PersonTag(person_id=1, tag="Driver", tag_folded="driver"),
                Merge(kept_id=1, dropped_id=9, before='{"rows": [["person", {"id": 9}]]}', merged_at=MAY),
                Suppression(address_key="ann@example.org", reason="complaint", since=MAY),
            ]
        )
        errors_files.remember(session, errors, MAY)
    engine.dispose()
    return "Ann Bell"


def test_it_has_every_kind_of_row_that_points_at_a_person(ann: str, run_line: Run) -> None:
    found = run_line(["person", "export", ann]).json()
    assert {SECTIONS[name.partition(".")[0]] for name in POINTERS} <= set(found)


def test_no_table_that_points_at_a_person_is_left_out() -> None:
    load_all()
    pointing = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    assert set(POINTERS) == pointing


def test_it_is_worded_for_a_reader(ann: str, run_line: Run) -> None:
    found = run_line(["person", "export", ann]).json()
    assert found["person"]["name"] == "Ann Bell"
    assert (found["rsvps"][0]["event"], found["rsvps"][0]["access"]) == ("hall", "a ramp")
    assert (found["consents"][0]["organisation"], found["consents"][0]["wording"]) == ("Compass", "I agree.")
    assert found["hosted"][0]["ref"] == "hall"
    assert found["tags"][0]["tag"] == "Driver"
    assert found["merges"][0]["before"]["rows"][0][0] == "person"
    assert found["suppressions"][0]["reason"] == "complaint"
    (letter,) = found["letters"]
    assert (letter["body_held"], letter["tried"][0]["detail"]) == (True, "no answer")
    assert [one["row"]["name"] for one in found["files"]] == ["Ann Bell"]


def test_a_letter_that_has_just_left_is_told_of_before_it_is_in_the_books(
    ann: str, database: str, run_line: Run
) -> None:
    engine = open_engine(database_url(database))
    with writing(engine) as session:
        mail = session.exec(select(Mail)).one()
        mail.state, mail.sent_at, mail.lease_owner = "accepted", MAY + timedelta(days=1), "elsewhere/1/x/y"
    engine.dispose()
    (letter,) = run_line(["person", "export", ann]).json()["letters"]
    assert [(one["outcome"], one["at"][:10]) for one in letter["tried"]] == [
        ("unknown", "2017-05-01"),
        ("accepted", "2017-05-02"),
    ]


def test_nobody_else_stands_in_it(ann: str, run_line: Run) -> None:
    out = run_line(["person", "export", ann]).out
    assert "Bob" not in out
    assert "a secret" not in out


def test_every_column_of_the_person_is_in_it_but_keys(ann: str, run_line: Run) -> None:
    found = run_line(["person", "export", ann]).json()["person"]
    keys = {"name_folded", "sort_key", "email_key"}
    assert set(found) == {*Person.model_fields, "name"} - keys


def test_a_file_of_it_is_its_owners_alone(ann: str, run_line: Run, tmp_path: Path) -> None:
    path = tmp_path / "ann.json"
    ran = run_line(["person", "export", ann, "-o", str(path)])
    assert ran.out == ""
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text(encoding="utf-8"))["person"]["email"] == "ann@example.org"


def test_somebody_unknown_is_refused(ann: str, refused: Callable[..., str]) -> None:
    assert "Nobody is called “nobody”" in refused("person export nobody", 3)
