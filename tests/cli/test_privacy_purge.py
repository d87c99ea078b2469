"""barnstorm privacy purge: what may not be kept any more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import writing
from barnstorm.db.tables import Call, Mail, MailAttempt, MailBytes, Merge, Person, PersonAlso, Reply, Rsvp
from barnstorm.domain.retention import Data
from barnstorm.services.privacy import errors_files

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]

MAY = datetime(2017, 5, 1, 12, tzinfo=UTC)
LONG_AFTER = "2018-01-10T12:00Z"


@contextmanager
def opened(database: str) -> Iterator[Session]:
    engine = open_engine(database_url(database))
    try:
        with writing(engine) as session:
            yield session
    finally:
        engine.dispose()


@pytest.fixture
def campaign(database: str, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The Carlisle night and polling day. Ann agreed to be mailed, Bob to be rung, Cat to nothing."""
    monkeypatch.setenv("BARNSTORM_POLLING_DAY", "2017-06-08")
    clock("2017-05-01T12:00Z")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    for name in ("Ann Agree", "Bob Ring", "Cat Nothing"):
        email = f"{name.split()[0].lower()}@example.org"
        phone = {"A": "07700900001", "B": "07700900002", "C": "07700900003"}[name[0]]
        run_line(
            f'rsvp add hall "{name}" --email {email} --phone {phone} --postcode "CA3 8TP" --access chair --note loud'
        )
    give = "--organisation Compass --source sheet --wording Yes"
    run_line(f'person consent "Ann Agree" --channel email {give}')
    run_line(f'person consent "Bob Ring" --channel phone {give}')
    errors = tmp_path / "people.csv.errors.csv"
    errors.write_text("name,line,reason\n", encoding="utf-8")
    with opened(database) as session:
        mail = Mail(
            key="k", kind="invite", event_id=1, person_id=3, to_address="cat@example.org", subject="Come, Cat",
            state="unknown", due_at=MAY, created_at=MAY, detail="odd", backend="smtp",
        )  # fmt: skip
        session.add(mail)
        session.flush()
        session.add_all(
            [
                MailBytes(mail_id=mail.id or 0, raw=b"Dear Cat", handed_over=True),
                MailAttempt(mail_id=mail.id or 0, at=MAY, backend="smtp", outcome="unknown", detail="Cat?"),
                Call(
                    event_id=1,
                    person_id=3,
                    pass_number=1,
                    outcome="confirmed",
                    note="sobs",
                    caller="Eve",
                    called_at=MAY,
                ),
                Reply(digest="a", what="answer", person_id=3, detail="yes", read_at=MAY),
                Reply(digest="b", what="counter", person_id=3, detail="later?", for_a_human=True, read_at=MAY),
                Merge(kept_id=3, dropped_id=9, before="{}", merged_at=MAY),
                PersonAlso(person_id=3, kind="phone", value="+447700900009", value_key="+447700900009"),
            ]
        )
        errors_files.remember(session, errors, MAY)
    return database


def counts(run_line: Run, line: str = "privacy purge") -> dict[str, int]:
    return {row["what"]: row["count"] for row in run_line(f"{line} --json").json()}


def test_without_a_polling_day_it_is_refused_with_what_to_set(database: str, refused: Refused) -> None:
    assert "BARNSTORM_POLLING_DAY" in refused("privacy purge", 5)


def test_nothing_is_due_before_its_day(campaign: str, run_line: Run, clock: Clock) -> None:
    clock("2017-05-22T12:00+01:00")
    assert set(counts(run_line).values()) == {0}
    clock("2017-05-23T12:00+01:00")
    assert {what for what, count in counts(run_line).items() if count} == {"access"}


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2017-06-21", {"access"}),
        ("2017-06-22", {"access", "call-notes", "letters"}),
        ("2017-07-06", {"access", "call-notes", "letters", "replies", "error-files", "merges", "phones"}),
        ("2017-12-06", {*Data} - {"people"}),
        ("2017-12-07", {*Data}),
    ],
)
def test_each_kind_falls_due_on_its_own_day(
    campaign: str, run_line: Run, clock: Clock, day: str, due: set[str]
) -> None:
    clock(f"{day}T12:00Z")
    assert {what for what, count in counts(run_line).items() if count} == due


def test_without_yes_nothing_is_changed(campaign: str, run_line: Run, clock: Clock) -> None:
    clock(LONG_AFTER)
    first = counts(run_line)
    ran = run_line("privacy purge --yes --dry-run")
    assert "Nothing was changed" in ran.err
    assert "--yes" in ran.err
    assert counts(run_line) == first


def test_what_was_counted_is_taken_away_and_then_nothing_is_due(campaign: str, run_line: Run, clock: Clock) -> None:
    clock(LONG_AFTER)
    due = counts(run_line)
    assert counts(run_line, "privacy purge --yes") == due
    assert set(counts(run_line).values()) == {0}


def test_what_was_counted_stays_counted(campaign: str, run_line: Run, clock: Clock) -> None:
    before = run_line("event show hall --json").json()
    clock(LONG_AFTER)
    run_line("privacy purge --yes")
    assert run_line("event show hall --json").json() == before


def test_who_agreed_keeps_what_they_agreed_to_be_reached_by(campaign: str, run_line: Run, clock: Clock) -> None:
    clock(LONG_AFTER)
    run_line("privacy purge --yes")
    with opened(campaign) as session:
        ann, bob, cat = (session.get_one(Person, number) for number in (1, 2, 3))
        assert (ann.email, ann.phone, ann.postcode) == ("ann@example.org", None, "CA3 8TP")
        assert (bob.email, bob.phone) == ("bob@example.org", "+447700900002")
        assert (cat.given_name, cat.email, cat.phone) == ("", None, None)


def test_a_consent_that_was_withdrawn_keeps_nothing(campaign: str, run_line: Run, clock: Clock) -> None:
    run_line('person withdraw "Ann Agree"')
    clock(LONG_AFTER)
    run_line("privacy purge --yes")
    with opened(campaign) as session:
        assert session.get_one(Person, 1).family_name == ""


def test_every_trace_of_the_words_goes(campaign: str, run_line: Run, clock: Clock, tmp_path: Path) -> None:
    clock("2017-07-06T12:00Z")
    run_line("privacy purge --yes")
    with opened(campaign) as session:
        rsvp, mail, call = session.get_one(Rsvp, 3), session.get_one(Mail, 1), session.get_one(Call, 1)
        assert (rsvp.access, rsvp.notes, rsvp.answer) == ("", "", "going")
        assert (mail.subject, mail.detail, mail.to_address) == ("", "", "cat@example.org")
        assert session.get(MailBytes, 1) is None
        assert session.get_one(MailAttempt, 1).detail == ""
        assert (call.note, call.caller, call.outcome) == ("", "", "confirmed")
        assert (session.get_one(Reply, 1).detail, session.get_one(Reply, 2).detail) == ("", "later?")
        assert session.get_one(Person, 3).email == "cat@example.org"
    assert not (tmp_path / "people.csv.errors.csv").exists()


def test_who_comes_to_something_that_is_still_ahead_is_left_alone(campaign: str, run_line: Run, clock: Clock) -> None:
    run_line('event create Party --start "Sat 20 January 2018 7.30pm" --ref party')
    run_line('rsvp add party "Cat Nothing" --email cat@example.org --access ramp --note "cake"')
    clock(LONG_AFTER)
    run_line("privacy purge --yes")
    (row,) = run_line("rsvp list party --json").json()
    assert (row["name"], row["email"], row["access"], row["notes"]) == (
        "Cat Nothing",
        "cat@example.org",
        "ramp",
        "cake",
    )


def test_who_came_after_polling_day_has_a_period_of_their_own(campaign: str, run_line: Run, clock: Clock) -> None:
    clock("2018-01-05T12:00Z")
    run_line('event create Later --start "Sat 6 January 2018 7.30pm" --ref later')
    run_line('rsvp add later "New Nora" --email nora@example.org')
    clock(LONG_AFTER)
    run_line("privacy purge --yes")
    assert run_line('person show "New Nora" --json').json()["email"] == "nora@example.org"


def test_another_period_can_be_given(campaign: str, run_line: Run, refused: Refused, clock: Clock) -> None:
    clock("2017-05-20T12:00Z")
    assert counts(run_line, "privacy purge --keep access=3d")["access"] == 3
    assert "phones" in refused("privacy purge --keep shoes=3d", 2)


def test_the_table_says_since_when_and_how_long(campaign: str, run_line: Run, clock: Clock) -> None:
    clock("2017-05-25T12:00Z")
    lines = run_line("privacy purge").out.splitlines()
    assert lines[0].startswith("access\t3\t23 May 2017\t7 days after the event")
