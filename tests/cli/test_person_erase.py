"""barnstorm person erase: gone everywhere, counted all the same, and not brought back."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import looking, writing
from barnstorm.db.tables import (
    Apart,
    Assignment,
    Call,
    Journal,
    Mail,
    MailAttempt,
    MailBytes,
    Merge,
    Person,
    PersonAlso,
    PersonTag,
    Reply,
    Role,
    Sheet,
    SheetRow,
    SoftBounce,
    Suppression,
)
from barnstorm.errors.privacy import AlreadyErased
from barnstorm.services.person.erasures import erase
from barnstorm.services.privacy import errors_files

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]

MAY = datetime(2017, 5, 1, 12, tzinfo=UTC)
NEEDLES = ("zipporah", "quillfeather", "zq@example.org", "7700900987", "ca3 8tp", "wheelchair", "zippy@example.net")
"""What Zipporah Quillfeather is known by, in small letters."""


@contextmanager
def opened(database: str) -> Iterator[Session]:
    engine = open_engine(database_url(database))
    try:
        with writing(engine) as session:
            yield session
    finally:
        engine.dispose()


def every_text(database: str) -> Iterator[tuple[str, str]]:
    """(table.column, what stands there) for every text and every blob in the database."""
    engine = open_engine(database_url(database))
    try:
        with looking(engine) as session:
            for table in SQLModel.metadata.sorted_tables:
                for row in session.execute(select(table)).mappings():
                    for column, value in row.items():
                        text = value.decode("latin-1") if isinstance(value, bytes) else value
                        if isinstance(text, str):
                            yield f"{table.name}.{column}", text.casefold()
    finally:
        engine.dispose()


def found(database: str) -> list[tuple[str, str]]:
    return [(where, text) for where, text in every_text(database) if any(needle in text for needle in NEEDLES)]


def bytes_of(path: Path) -> bytes:
    """The database file with whatever SQLite has put beside it: its write-ahead log."""
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


@pytest.fixture
def hall(database: str, run_line: Run, clock: Clock) -> str:
    """A night that is over, one to come with one place, and Zipporah at both. Tom waits for her place."""
    clock("2017-05-01T12:00+01:00")
    run_line('event create Over --start "Tue 2 May 2017 7.30pm" --ref over --organisation Compass')
    run_line('event create Ahead --start "Tue 30 May 2017 7.30pm" --ref ahead --capacity 1')
    for ref in ("over", "ahead"):
        run_line(
            f'rsvp add {ref} "Zipporah Quillfeather" --email zq@example.org --phone 07700900987 --postcode "CA3 8TP"'
            ' --access wheelchair --note "Zipporah brings cake" --source "Zippy’s friend"'
        )
        run_line(f'rsvp add {ref} "Tom Reed" --email tom@example.org')
    clock("2017-05-02T19:40+01:00")
    run_line("door check-in over zipporah")
    clock("2017-05-10T12:00+01:00")
    run_line(
        "person consent zipporah --organisation Compass --channel email --source 'Quillfeather’s sheet' --wording Yes"
    )
    return database


@pytest.fixture
def everywhere(hall: str, run_line: Run, tmp_path: Path) -> str:
    """As `hall`, and Zipporah stands in every table that can hold her."""
    with opened(hall) as session:
        person = session.get_one(Person, 1)
        person.notes = "Zipporah is a teacher"
        mail = Mail(
            key=f"invite:x:0:{person.uid}",
            kind="invite",
            event_id=2,
            person_id=1,
            to_address="zq@example.org",
            subject="Zipporah, come",
            state="unknown",
            due_at=MAY,
            attempts=1,
            message_id="<zipporah@example.org>",
            backend="smtp",
            provider_id="quillfeather",
            detail="zq@example.org is full",
            created_at=MAY,
        )
        test_mail = Mail(key="test:1", kind="test", to_address="ZQ@example.org", due_at=MAY, created_at=MAY)
        role = Role(event_id=2, name="greeter", name_folded="greeter")
        sheet = Sheet(event_id=1, code="D1", kind="door", rows_printed=10, printed_at=MAY)
        session.add_all([mail, test_mail, role, sheet])
        session.flush()
        assert mail.id is not None
        assert role.id is not None
        assert sheet.id is not None
        session.add_all(
            [
                MailBytes(mail_id=mail.id, raw=b"Dear Zipporah", handed_over=True),
                MailAttempt(mail_id=mail.id, at=MAY, backend="smtp", outcome="unknown", detail="Zipporah?"),
                Assignment(role_id=role.id, person_id=1, uid="quillfeather@x", created_at=MAY),
                SheetRow(sheet_id=sheet.id, number=1, person_id=1),
                PersonAlso(person_id=1, kind="email", value="Zippy@example.net", value_key="zippy@example.net"),
                PersonTag(person_id=1, tag="Quillfeather", tag_folded="quillfeather"),
                Apart(one_id=1, other_id=2, said_at=MAY),
                Merge(kept_id=1, dropped_id=77, before='{"given_name": "Zipporah"}', merged_at=MAY),
                Merge(kept_id=2, dropped_id=1, before='{"was": "Zipporah"}', merged_at=MAY, undone_at=MAY),
                Call(
                    event_id=1, person_id=1, pass_number=1, outcome="confirmed", note="Zipporah coughs", called_at=MAY
                ),
                Reply(digest="a", what="answer", person_id=1, event_id=1, detail="Zipporah says yes", read_at=MAY),
                Journal(at=MAY, event_id=1, person_id=1, what="override"),
                Suppression(address_key="zq@example.org", reason="hard bounce", since=MAY),
                SoftBounce(address_key="zippy@example.net", status="4.2.2", at=MAY),
            ]
        )
    run_line('event edit over --host "Zipporah Quillfeather <zq@example.org>"')
    return hall


def test_nothing_that_tells_who_they_were_is_left(everywhere: str, run_line: Run) -> None:
    assert found(everywhere)
    run_line("person erase zipporah --yes")
    assert found(everywhere) == []


def test_nothing_is_left_in_the_bytes_of_the_file(everywhere: str, run_line: Run) -> None:
    path = Path(database_url(everywhere).database or "")
    if not path.is_file():
        pytest.skip("PostgreSQL keeps its files itself")
    assert b"Quillfeather" in bytes_of(path)
    run_line("person erase zipporah --yes")
    held = bytes_of(path).lower()
    assert [needle for needle in NEEDLES if needle.encode() in held] == []


def test_what_they_did_is_still_counted(everywhere: str, run_line: Run) -> None:
    before = run_line("event show over --json").json()
    row = run_line("person erase zipporah --yes --json").json()
    after = run_line("event show over --json").json()
    assert (after["attended"], after["going"]) == (before["attended"], before["going"]) == (1, 2)
    assert row["events"] == 1
    (kept,) = [one for one in run_line("rsvp list over --json").json() if one["person_id"] == 1]
    assert (kept["answer"], kept["attended"], kept["email"], kept["access"]) == ("going", True, None, "")


def test_their_place_at_what_is_to_come_goes_to_those_who_wait(everywhere: str, run_line: Run) -> None:
    row = run_line("person erase zipporah --yes --json").json()
    assert row["places_freed"] == ["ahead"]
    assert row["moved_up"] == ["Tom Reed (ahead)"]
    assert [one["name"] for one in run_line("rsvp list ahead --json").json()] == ["Tom Reed"]


def test_it_tells_what_no_program_can_take_back(everywhere: str, run_line: Run) -> None:
    run_line(["event", "edit", "over", "--description", "Speaker: ZIPPORAH QUILLFEATHER"])
    ran = run_line("person erase zipporah --yes --json")
    row = ran.json()
    assert row["left_in"] == ["event over: description"]
    assert row["invited_to"] == ["ahead"]
    assert row["hosted"] == ["over"]
    assert "event over: description" in ran.err
    assert "no cancellation was sent" in ran.err
    assert "db backup" in ran.err
    assert run_line("event show over --json").json()["description"] == "Speaker: ZIPPORAH QUILLFEATHER"


def test_a_dry_run_tells_the_same_and_changes_nothing(everywhere: str, run_line: Run) -> None:
    held = sorted(every_text(everywhere))
    dry = run_line("person erase zipporah --dry-run --json").json()
    assert sorted(every_text(everywhere)) == held
    assert run_line("person erase zipporah --yes --json").json() == dry


def test_it_is_not_done_without_a_word(hall: str, refused: Refused, run_line: Run) -> None:
    assert "--yes" in refused("person erase zipporah", 2)
    assert found(hall)


def test_erasing_twice_is_refused(hall: str, run_line: Run, refused: Refused) -> None:
    run_line("person erase zipporah --yes")
    assert "Person 1 was erased" in refused("person erase 1 --yes", 3)
    assert "Nobody is called “zipporah”" in refused("person erase zipporah --yes", 3)


def test_a_letter_that_waited_is_never_sent(hall: str, run_line: Run) -> None:
    with opened(hall) as session:
        session.add(
            Mail(
                key="k", kind="invite", event_id=2, person_id=1, to_address="zq@example.org", due_at=MAY, created_at=MAY
            )
        )
    run_line("person erase zipporah --yes")
    (row,) = run_line("mail list --json").json()
    assert (row["state"], row["to"]) == ("cancelled", "")


def test_a_letter_that_has_just_left_is_in_the_books_and_its_bytes_are_gone(hall: str, run_line: Run) -> None:
    """Its run still holds it, or was killed before it wrote down what had become of it."""
    with opened(hall) as session:
        mail = Mail(
            key="k", kind="invite", event_id=2, person_id=1, to_address="zq@example.org", due_at=MAY, created_at=MAY,
            state="accepted", attempts=1, sent_at=MAY, backend="smtp", lease_owner="elsewhere/1/x/y",
        )  # fmt: skip
        session.add(mail)
        session.flush()
        session.add(MailBytes(mail_id=mail.id or 0, raw=b"Dear Zipporah", handed_over=False))
    run_line("person erase zipporah --yes")
    assert found(hall) == []
    with opened(hall) as session:
        attempt = session.execute(select(MailAttempt)).scalar_one()
        mail = session.get_one(Mail, attempt.mail_id)
        assert (mail.state, mail.lease_owner) == ("accepted", None)
        assert (attempt.outcome, attempt.at, attempt.detail) == ("accepted", MAY, "")


def test_somebody_who_shares_the_address_keeps_it_and_what_is_known_of_it(hall: str, run_line: Run) -> None:
    run_line('rsvp add over "Bob Quill" --email zq@example.org --phone 07700900987')
    with opened(hall) as session:
        session.add(Suppression(address_key="zq@example.org", reason="complaint", since=MAY))
    run_line("person erase zipporah --yes")
    assert run_line("person show bob --json").json()["email"] == "zq@example.org"
    assert {where for where, _ in found(hall)} == {
        "person.email", "person.email_key", "person.phone", "suppression.address_key",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Zipporah,Quillfeather,other@example.org,CA3 8TP",
        "Zip,Quill,ZQ@example.org,",
        "Zipporah,Quillfeather,zippy@example.net,",
    ],
)
def test_an_import_does_not_bring_them_back(everywhere: str, run_line: Run, tmp_path: Path, line: str) -> None:
    run_line("person erase zipporah --yes")
    path = tmp_path / "late.csv"
    path.write_text(f"first_name,last_name,email,postcode\n{line}\nEve,New,eve@example.org,\n", encoding="utf-8")
    row = run_line(["rsvp", "import", "ahead", str(path), "--json"]).json()
    assert (row["created"], row["skipped"]) == (1, 1)
    assert found(everywhere) == []


def test_the_one_who_shares_an_address_can_still_be_imported(hall: str, run_line: Run, tmp_path: Path) -> None:
    run_line('rsvp add over "Bob Quill" --email zq@example.org')
    run_line("person erase zipporah --yes")
    path = tmp_path / "late.csv"
    path.write_text("name,email\nBob Quill,zq@example.org\nZipporah Quillfeather,zq@example.org\n", encoding="utf-8")
    row = run_line(["rsvp", "import", "ahead", str(path), "--json"]).json()
    assert (row["created"] + row["updated"], row["skipped"]) == (1, 1)


def test_their_rows_are_taken_out_of_errors_files(hall: str, run_line: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv.errors.csv"
    rows = (
        "first_name,last_name,email,mobile,line,reason",
        "Zipporah,Quillfeather,not an address,,2,bad",
        "Z,Q,ZQ@example.org,,3,bad",
        "Q,Z,,07700 900 987,4,bad",
        "Tom,Reed,tom@,,5,bad",
    )
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode() + b"\r\n")
    with opened(hall) as session:
        errors_files.remember(session, path, MAY)
        errors_files.remember(session, tmp_path / "gone.csv", MAY)
    assert run_line("person erase zipporah --dry-run --json").json()["files"] == [f"{path}: 3 rows"]
    assert "Zipporah" in path.read_text(encoding="utf-8")
    run_line("person erase zipporah --yes")
    assert path.read_bytes() == b"\xef\xbb\xbf" + f"{rows[0]}\r\n{rows[4]}\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_looked_into_stops_it(hall: str, refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "people.csv.errors.csv"
    path.write_bytes(b"PK\x03\x04\0\0 a spreadsheet saved over it")
    with opened(hall) as session:
        errors_files.remember(session, path, MAY)
    assert "Nothing was erased" in refused("person erase zipporah --yes", 5)
    assert found(hall)


def test_letters_in_our_own_maildir_go_too(hall: str, run_line: Run, tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "outbox"
    (folder / "cur").mkdir(parents=True)
    (folder / "cur" / "1.M1.host:2,S").write_text("Dear Zipporah")
    (folder / "cur" / "2.M2.host:2,S").write_text("Dear Tom")
    with opened(hall) as session:
        session.add(
            Mail(
                key="k",
                kind="invite",
                event_id=2,
                person_id=1,
                to_address="zq@example.org",
                due_at=MAY,
                created_at=MAY,
                state="accepted",
                backend=f"maildir:{folder}",
                provider_id="1.M1.host",
            )
        )
    assert run_line("person erase zipporah --yes --json").json()["files"] == [f"{folder}: 1 letter"]
    assert [path.name for path in (folder / "cur").iterdir()] == ["2.M2.host:2,S"]


def test_rows_that_an_import_could_not_take_go_too(hall: str, run_line: Run, tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    path.write_text("name,email\nZipporah Quillfeather,not an address\nTom Reed,tom@\n", encoding="utf-8")
    run_line(["rsvp", "import", "over", str(path)], 4)
    errors = tmp_path / "guests.csv.errors.csv"
    assert "Zipporah" in errors.read_text(encoding="utf-8")
    run_line("person erase zipporah --yes")
    assert "Zipporah" not in errors.read_text(encoding="utf-8")
    assert "Tom Reed" in errors.read_text(encoding="utf-8")


def test_of_two_who_erase_the_same_person_at_once_one_is_told_so(hall: str) -> None:
    barrier = Barrier(2)

    def erases() -> str:
        with opened(hall) as session:
            barrier.wait()
            try:
                return erase(session, "1", MAY).name
            except AlreadyErased:
                return "already"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(one.result() for one in [pool.submit(erases) for _ in range(2)])
    assert ends == ["Zipporah Quillfeather", "already"]
    assert found(hall) == []
