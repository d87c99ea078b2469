"""barnstorm mail thank, as it is typed the day after."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import writing
from barnstorm.db.tables import Consent, Event, EventOrganisation, Person, Wording
from tests.postbag import Received, received

Run = Callable[..., Any]
Clock = Callable[[str], None]

AGREED = "Keep me posted by mail."


@pytest.fixture
def after(database: str, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ann came and took on a phone bank; Bo did not come; Cy came and never agreed to anything."""
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_IMPRINT", "Promoted by A. Agent")
    monkeypatch.setenv("BARNSTORM_MAIL", "maildir:post")
    clock("2017-05-01T12:00+01:00")
    hall = "--venue 'Tullie House, Castle Street, Carlisle CA3 8TP' --organisation Compass"
    run_line(f"event create Night {hall} --ref night --start 2017-05-16T19:30 --for 2h")
    calls = "--kind phonebank --born-at night --capacity 1"
    run_line(f"event create Calls {hall} {calls} --ref calls --start 2017-05-18T18:30 --for 2h")
    run_line(
        f"event create Canvass {hall} --kind canvass --born-at night --ref canvass --start 2017-05-20T10:00 --for 2h"
    )
    for name in ("Ann", "Bo", "Cy"):
        run_line(f"rsvp add night '{name} Bell' --email {name.lower()}@example.org")
    run_line("rsvp add calls 'Ann Bell' --email ann@example.org")
    clock("2017-05-16T19:40+01:00")
    run_line("door check-in night Ann")
    run_line("door check-in night Cy")
    agree(database, "Ann", "Bo")
    clock("2017-05-17T10:00+01:00")
    run_line("door close night --yes")
    return run_line


def agree(database: str, *names: str) -> None:
    engine = open_engine(database_url(database))
    when = datetime(2017, 5, 1, tzinfo=UTC)
    with writing(engine) as session:
        event = session.exec(select(Event).where(Event.ref == "night")).one()
        caller = session.exec(select(EventOrganisation).where(EventOrganisation.event_id == event.id)).one()
        wording = Wording(text=AGREED, first_used_at=when)
        session.add(wording)
        session.flush()
        for person in session.exec(select(Person).where(Person.given_name.in_(names))):  # type: ignore[attr-defined]  # SQLModel types a column as its value
            session.add(
                Consent(
                    person_id=person.id or 0,
                    organisation_id=caller.organisation_id,
                    channel="email",
                    wording_id=wording.id or 0,
                    source="sign-in sheet",
                    given_at=when,
                    recorded_at=when,
                )
            )
    engine.dispose()


def post(folder: Path) -> dict[str, Received]:
    return {letter.to: letter for letter in received(folder / "post")}


def lines(letter: Received) -> str:
    return letter.text.replace("\r\n", "\n")


def test_who_came_is_thanked_with_what_they_took_on_and_who_did_not_hears_what_comes_next(
    after: Run, tmp_path: Path
) -> None:
    sent = after("mail thank night --yes --json").json()
    assert [(row["kind"], row["person"], row["state"]) for row in sent] == [
        ("thanks", "Ann Bell", "accepted"),
        ("missed", "Bo Bell", "accepted"),
    ]
    letters = post(tmp_path)
    ann, bo = letters["ann@example.org"], letters["bo@example.org"]
    assert ann.subject == "Thank you: Night"
    assert "Calls\n  Thursday 18 May 2017, 6.30pm to 8.30pm" in lines(ann)
    assert "Canvass" not in ann.text
    assert bo.subject == "Sorry we missed you: Night"
    assert "Canvass\n  Saturday 20 May 2017, 10am to noon" in lines(bo), "the phone bank is full"
    assert all("Promoted by A. Agent" in letter.text for letter in letters.values())
    assert "List-Unsubscribe" in ann.message
    assert after("mail thank night --yes --json").json() == [], "once"


def test_without_consent_nobody_hears_of_what_comes_next(after: Run) -> None:
    rows = after("mail thank night --dry-run --json").json()
    assert [(row["state"], row["detail"]) for row in rows if row["person"] == "Cy Bell"] == [
        ("skipped", "They have not agreed to mail from those who called the event.")
    ]


def test_drafts_are_shown_and_nothing_is_sent_or_queued_without_a_yes(after: Run, refused: Run, tmp_path: Path) -> None:
    said = refused("mail thank night", 2)
    assert "Thank you for coming to Night on Tuesday 16 May 2017." in said
    assert "Letters like these go to 1 who came and 1 who did not." in said
    after("mail retry")
    assert post(tmp_path) == {}


def test_consent_withdrawn_meanwhile_counts(after: Run, clock: Clock, tmp_path: Path) -> None:
    """Planned at night, they wait for the morning."""
    clock("2017-05-17T23:00+01:00")
    after("mail thank night --yes", 75)
    assert post(tmp_path) == {}
    after("mail suppress ann@example.org --campaigning-only")
    clock("2017-05-18T09:00+01:00")
    after("mail retry")
    assert set(post(tmp_path)) == {"bo@example.org"}


def test_too_soon_and_too_late_are_refused(after: Run, refused: Run, clock: Clock) -> None:
    clock("2017-05-16T20:00+01:00")
    assert "is not over yet" in refused("mail thank night", 4)
    clock("2017-06-01T20:00+01:00")
    assert "more than 14 days ago" in refused("mail thank night", 4)
