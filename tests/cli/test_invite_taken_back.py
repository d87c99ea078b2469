"""Somebody is off the list of an event that goes on: their calendar hears of it, however it became known here."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.incoming_mails import attendee, calendar, mail, token_of
from tests.postbag import received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"

pytestmark = pytest.mark.usefixtures("by_post")


@pytest.fixture
def night(run_line: Run) -> None:
    """Ann and Bo are going and have been sent their invitations; Cy, who is asked, is not known to have an address."""
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}'
    )
    for name in ("Ann", "Bo"):
        run_line(["rsvp", "import", NIGHT, _file(f"name,email,answer\n{name} Bell,{name}@example.org,going\n")])
    run_line(f'rsvp add {NIGHT} "Cy Bell" --answer invited')
    run_line(f"invite send {NIGHT}")


@pytest.fixture
def database_night(database: str, night: None) -> None:
    pass


@pytest.fixture
def sqlite_night(sqlite: str, night: None) -> None:
    pass


def _file(text: str) -> str:
    path = Path("guests.csv")
    path.write_text(text, encoding="utf-8")
    return str(path)


def waiting(run_line: Run) -> list[tuple[str, str]]:
    rows = run_line("mail list --state queued --json").json()
    return [(row["person"], row["kind"]) for row in rows]


def test_a_file_that_says_declined_takes_the_invitation_back(database_night: None, run_line: Run) -> None:
    file = _file(
        "name,email,answer\nAnn Bell,ann@example.org,cancelled\nBo Bell,bo@example.org,declined\nCy Bell,,no\n"
    )
    rehearsed = run_line(["rsvp", "import", NIGHT, file, "--dry-run"])
    assert "queued" not in rehearsed.err
    assert waiting(run_line) == []
    took = run_line(["rsvp", "import", NIGHT, file])
    assert "2 of them hold an invitation; their cancellations are queued. To send them: barnstorm" in took.err
    assert waiting(run_line) == [("Ann Bell", "cancel-one"), ("Bo Bell", "cancel-one")]
    again = run_line(["rsvp", "import", NIGHT, file, "--json"])
    assert again.json()["taken_back"] == 0
    assert len(waiting(run_line)) == 2


def test_those_a_file_takes_off_before_they_were_invited_have_nothing_to_give_back(sqlite: str, run_line: Run) -> None:
    run_line(f'event create Night --venue "Hall, 1 Street, Carlisle CA3 8TP" --start "16 May 2017 7pm" --ref {NIGHT}')
    run_line(["rsvp", "import", NIGHT, _file("name,email,answer\nAnn,ann@example.org,yes\n")])
    took = run_line(["rsvp", "import", NIGHT, _file("name,email,answer\nAnn,ann@example.org,no\n"), "--json"])
    assert (took.json()["updated"], took.json()["taken_back"]) == (1, 0)
    assert waiting(run_line) == []


def test_somebody_added_once_more_as_declined_is_taken_off(sqlite_night: None, run_line: Run) -> None:
    run_line(f'rsvp add {NIGHT} "Ann Bell" --email ann@example.org --answer declined')
    assert waiting(run_line) == [("Ann Bell", "cancel-one")]


def test_who_says_no_on_the_telephone_has_it_taken_from_their_calendar(database_night: None, run_line: Run) -> None:
    called = run_line(f'rsvp called {NIGHT} "Ann Bell" D')
    assert "They hold an invitation; its cancellation is queued." in called.err
    assert waiting(run_line) == [("Ann Bell", "cancel-one")]


def test_a_call_sheet_typed_back_counts_the_invitations_that_are_taken_back(
    sqlite_night: None, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1 D\n2 D away\n"))
    typed = run_line(f"rsvp called {NIGHT} -")
    assert "2 of them hold an invitation; their cancellations are queued." in typed.err


def test_a_plain_no_by_mail_takes_it_from_their_calendar_and_a_button_pressed_there_need_not(
    database_night: None, run_line: Run, clock: Callable[[str], None], tmp_path: Path
) -> None:
    """The calendar where No was pressed has crossed it out itself."""
    ann, bo = received(tmp_path / "post")
    clock("2017-05-11T18:00+01:00")
    (tmp_path / "ann.eml").write_bytes(mail("letter.eml", subject=f"RSVP no {token_of(ann)}"))
    reply = calendar("outlook.ics", uid=str(bo.calendar["UID"]), attendee=attendee("DECLINED", "bo@example.org"))
    (tmp_path / "bo.eml").write_bytes(mail("outlook-accepted.eml", calendar=reply, from_="bo@example.org"))
    (plain,) = run_line(f"invite replies {tmp_path / 'ann.eml'} --json").json()
    assert plain["detail"] == "Declined. A cancellation for their calendar is queued."
    (button,) = run_line(f"invite replies {tmp_path / 'bo.eml'} --json").json()
    assert (button["person"], button["answer"], button["detail"]) == ("Bo Bell", "declined", "Declined.")
    assert waiting(run_line) == [("Ann Bell", "cancel-one")]
    run_line(f"invite send {NIGHT}")
    (told,) = [letter for letter in received(tmp_path / "post") if letter.method == "CANCEL"]
    assert "You have said that you cannot come to this, so your place is free again:" in told.text
