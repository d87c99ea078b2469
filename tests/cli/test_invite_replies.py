"""Answers that come back by mail, from the command line, on both databases."""

import mailbox
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.incoming_mails import attendee, calendar, mail, token_of
from tests.postbag import Received, received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"

pytestmark = pytest.mark.usefixtures("by_post")


@pytest.fixture
def night(run_line: Run, clock: Callable[[str], None], tmp_path: Path) -> dict[str, Received]:
    """A hall for three; Ann, Bo and Cy are asked and hold their invitations. It is the evening of 11 May."""
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --capacity 3 --ref {NIGHT}'
    )
    for name in ("Ann", "Bo", "Cy"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer invited')
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    return {letter.to.partition("@")[0]: letter for letter in received(tmp_path / "post")}


@pytest.fixture
def database_night(database: str, night: dict[str, Received]) -> dict[str, Received]:
    return night


@pytest.fixture
def sqlite_night(sqlite: str, night: dict[str, Received]) -> dict[str, Received]:
    return night


@pytest.fixture
def reads(run_line: Run, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Save these mails, read them, and give the rows."""

    def read(*mails: bytes | str, options: str = "", name: str = "mail.eml") -> list[dict[str, Any]]:
        rows = []
        for content in mails:
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            rows += run_line(f"invite replies {path} --json {options}").json()
        return rows

    return read


@pytest.fixture
def answers(run_line: Run) -> Callable[[], dict[str, Any]]:
    return lambda: {row["given_name"]: row["answer"] for row in run_line(f"rsvp list {NIGHT} --json").json()}


def uid(night: dict[str, Received]) -> str:
    return str(night["ann"].calendar["UID"])


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "going"), ("TENTATIVE", "maybe"), ("DECLINED", "declined")]
)
def test_a_button_pressed_in_a_calendar_is_an_answer(
    database_night: dict[str, Received], reads: Run, answers: Run, partstat: str, answer: str
) -> None:
    reply = calendar("outlook.ics", uid=uid(database_night), attendee=attendee(partstat))
    (row,) = reads(mail("outlook-accepted.eml", calendar=reply))
    assert (row["what"], row["person"], row["answer"], row["event"]) == ("answer", "Ann Bell", answer, NIGHT)
    assert row["for_a_human"] is False
    assert answers() == {"Ann": answer, "Bo": "invited", "Cy": "invited"}


def test_the_same_mail_is_read_once_whichever_folder_it_lies_in(
    database_night: dict[str, Received], run_line: Run, reads: Run, answers: Run, tmp_path: Path
) -> None:
    letter = mail("outlook-accepted.eml", calendar=calendar("outlook.ics", uid=uid(database_night)))
    assert [row["answer"] for row in reads(letter)] == ["going"]
    run_line(f"rsvp change {NIGHT} Ann declined")
    box = mailbox.mbox(tmp_path / "box")
    box.add(letter)
    box.close()
    folder = mailbox.Maildir(tmp_path / "Maildir")
    folder.add(b"Delivered-To: ann\nX-UID: 7\n" + letter.replace(b"\n", b"\r\n"))
    ran = run_line(f"invite replies {tmp_path / 'box'} {tmp_path / 'Maildir'} --json")
    assert ran.json() == []
    assert "2 read before." in ran.err
    assert answers()["Ann"] == "declined"


def test_the_last_answer_counts_in_whatever_order_they_are_read(
    database_night: dict[str, Received], reads: Run, answers: Run
) -> None:
    def reply(partstat: str, stamp: str) -> bytes:
        text = calendar(uid=uid(database_night), attendee=attendee(partstat), stamp=stamp)
        return mail("apple-accepted.eml", calendar=text)

    rows = reads(
        reply("DECLINED", "20170511T100000Z"),
        reply("ACCEPTED", "20170511T090000Z"),
        reply("TENTATIVE", "20170511T080000Z"),
    )
    assert [row["what"] for row in rows] == ["answer", "overtaken", "overtaken"]
    assert answers()["Ann"] == "declined"
    assert reads(reply("ACCEPTED", "20170511T110000Z"))[0]["answer"] == "going"


def test_an_answer_given_elsewhere_later_wins(
    database_night: dict[str, Received], run_line: Run, reads: Run, answers: Run
) -> None:
    run_line(f"rsvp change {NIGHT} Ann declined")
    (row,) = reads(calendar(uid=uid(database_night), stamp="20170511T091243Z"), name="reply.ics")
    assert (row["what"], row["answer"]) == ("overtaken", "declined")
    (row,) = reads(calendar(uid=uid(database_night), stamp="20170511T170000Z"), name="reply.ics")
    assert (row["what"], row["answer"]) == ("answer", "going")


def test_an_answer_to_the_old_time_is_kept_as_such_and_changes_nothing(
    database_night: dict[str, Received], run_line: Run, reads: Run, answers: Run
) -> None:
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm" --end 9pm')
    (row,) = reads(mail("apple-accepted.eml", calendar=calendar(uid=uid(database_night))))
    assert (row["what"], row["answer"], row["for_a_human"]) == ("stale", "invited", False)
    assert "old time" in row["detail"]
    (row,) = reads(mail("apple-accepted.eml", calendar=calendar(uid=uid(database_night), sequence=1)))
    assert (row["what"], row["answer"]) == ("answer", "going")


def test_who_accepts_beyond_the_places_waits_and_a_no_makes_room(
    database_night: dict[str, Received], run_line: Run, reads: Run, answers: Run
) -> None:
    run_line(f'rsvp add {NIGHT} "Di Bell" --party-size 3')
    (row,) = reads(calendar(uid=uid(database_night)), name="a.ics")
    assert (row["what"], row["answer"]) == ("answer", "waitlisted")
    assert "no place is free" in row["detail"]
    run_line(f"rsvp change {NIGHT} Di going --party-size 2")
    assert answers()["Ann"] == "going"
    (row,) = reads(calendar(uid=uid(database_night), attendee=attendee("ACCEPTED", "bo@example.org")), name="b.ics")
    assert row["answer"] == "waitlisted"
    (row,) = reads(
        calendar(uid=uid(database_night), attendee=attendee("DECLINED"), stamp="20170511T160000Z"), name="c.ics"
    )
    assert (row["answer"], row["moved_up"]) == ("declined", ["Bo Bell"])
    assert answers() == {"Ann": "declined", "Bo": "going", "Cy": "invited", "Di": "going"}


def test_googles_guests_and_comment_are_heard(database_night: dict[str, Received], run_line: Run, reads: Run) -> None:
    line = attendee(more=';X-NUM-GUESTS=1;X-RESPONSE-COMMENT="Bringing my sister\\, late"')
    text = calendar(uid=uid(database_night), attendee=line)
    (row,) = reads(mail("google-accepted.eml", from_="calendar-notification@google.com", calendar=text))
    assert (row["what"], row["answer"], row["for_a_human"]) == ("answer", "going", False)
    (ann,) = run_line(f"rsvp list {NIGHT} --answer going --json").json()
    assert ann["party_size"] == 2
    assert ann["notes"] == "By mail, Thursday 11 May 2017: Bringing my sister, late"
    assert "sister" not in row["detail"]


def test_a_larger_party_than_fits_keeps_its_places_and_somebody_looks(
    sqlite_night: dict[str, Received], run_line: Run, reads: Run
) -> None:
    run_line(f"rsvp change {NIGHT} Ann going --party-size 2")
    text = calendar(uid=uid(sqlite_night), attendee=attendee(more=";X-NUM-GUESTS=7"), stamp="20170511T173000Z")
    (row,) = reads(mail("apple-accepted.eml", calendar=text))
    assert (row["answer"], row["for_a_human"]) == ("going", True)
    assert "does not fit; they keep 2" in row["detail"]


def test_a_comment_is_added_to_the_notes_and_never_over_them(
    sqlite_night: dict[str, Received], run_line: Run, reads: Run
) -> None:
    run_line(f'rsvp add {NIGHT} "Bo Bell" --email bo@example.org --answer invited --note "Knows the hall"')
    text = calendar(
        "outlook.ics", uid=uid(sqlite_night), attendee=attendee("ACCEPTED", "bo@example.org"), comment="L\\nate\x1b[2J"
    )
    reads(mail("outlook-accepted.eml", from_="bo@example.org", calendar=text))
    (bo,) = run_line(f"rsvp list {NIGHT} --answer going --json").json()
    assert bo["notes"] == "Knows the hall\nBy mail, Thursday 11 May 2017: L\nate[2J"


def test_another_time_proposed_is_a_maybe_that_somebody_looks_at(
    database_night: dict[str, Received], run_line: Run, reads: Run, answers: Run
) -> None:
    text = calendar(uid=uid(database_night), method="COUNTER", start="20170518T200000")
    (row,) = reads(mail("apple-accepted.eml", calendar=text))
    assert (row["what"], row["answer"], row["for_a_human"]) == ("counter", "maybe", True)
    assert "Thursday 18 May 2017, 8pm" in row["detail"]


def test_who_sends_somebody_else_has_declined_and_somebody_looks(
    database_night: dict[str, Received], run_line: Run, reads: Run
) -> None:
    line = attendee("DELEGATED", more=';DELEGATED-TO="mailto:dee@example.net"')
    (row,) = reads(mail("apple-accepted.eml", calendar=calendar(uid=uid(database_night), attendee=line)))
    assert (row["what"], row["answer"], row["for_a_human"]) == ("delegated", "declined", True)
    assert "dee" not in row["detail"]
    (ann,) = run_line(f"rsvp list {NIGHT} --answer declined --json").json()
    assert ann["notes"].endswith("Sends dee@example.net instead.")
    line = attendee("ACCEPTED", "dee@example.net", more=';DELEGATED-FROM="mailto:ann@example.org"')
    text = calendar(uid=uid(database_night), attendee=line, stamp="20170511T120000Z")
    (row,) = reads(mail("apple-accepted.eml", from_="dee@example.net", calendar=text))
    assert (row["what"], row["person"], row["answer"], row["for_a_human"]) == ("guest", "Ann Bell", "declined", True)


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("RSVP yes {}", "going"),
        ("rsvp NO {}", "declined"),
        ("AW: Re: Fwd: [EXT] RSVP maybe {} (sent from my phone)", "maybe"),
        ("=?utf-8?q?RSVP_yes_{}?=", "going"),
    ],
)
def test_a_subject_with_a_token_is_an_answer_without_any_server(
    database_night: dict[str, Received], reads: Run, answers: Run, subject: str, answer: str
) -> None:
    letter = mail(
        "letter.eml", subject=subject.format(token_of(database_night["bo"]).upper()), from_="some@alias.example.net"
    )
    (row,) = reads(letter)
    assert (row["what"], row["person"], row["answer"]) == ("answer", "Bo Bell", answer)


def test_a_token_made_up_answers_for_nobody(sqlite_night: dict[str, Received], reads: Run, answers: Run) -> None:
    token = token_of(sqlite_night["bo"])
    assert reads(mail("letter.eml", subject=f"RSVP yes {token[:-1]}{'a' if token[-1] != 'a' else 'b'}")) == []
    assert set(answers().values()) == {"invited"}


def test_a_subject_answers_the_version_of_the_letter_that_had_come(
    database_night: dict[str, Received], run_line: Run, reads: Run, clock: Callable[[str], None]
) -> None:
    subject = f"RSVP yes {token_of(database_night['ann'])}"
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm" --end 9pm')
    (row,) = reads(mail("letter.eml", subject=subject))
    assert row["what"] == "stale"
    run_line(f"invite send {NIGHT}")
    clock("2017-05-12T18:00+01:00")
    (row,) = reads(mail("letter.eml", subject=subject, date="Fri, 12 May 2017 09:00:00 +0100"))
    assert (row["what"], row["answer"]) == ("answer", "going")


def test_a_couple_with_one_address_answers_together(
    database: str, run_line: Run, reads: Run, answers: Run, tmp_path: Path, clock: Callable[[str], None]
) -> None:
    run_line(f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --for 2h --ref {NIGHT}')
    for name in ("Ann", "Bo", "Cy"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email home@example.org --answer invited')
    run_line(f"rsvp change {NIGHT} Cy declined")
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    (letter,) = received(tmp_path / "post")
    line = attendee("ACCEPTED", "home@example.org")
    (row,) = reads(
        mail(
            "apple-accepted.eml", from_="home@example.org", calendar=calendar(uid=letter.calendar["UID"], attendee=line)
        )
    )
    assert (row["what"], row["person"]) == ("answer", "Ann Bell")
    assert "2 people at that address" in row["detail"]
    assert answers() == {"Ann": "going", "Bo": "going", "Cy": "declined"}


def test_each_of_a_couple_answers_for_themselves_by_the_links_in_their_letter(
    database: str, run_line: Run, reads: Run, answers: Run, tmp_path: Path, clock: Callable[[str], None]
) -> None:
    run_line(f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --for 2h --ref {NIGHT}')
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email home@example.org --answer invited')
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    (letter,) = received(tmp_path / "post")
    yes, other = re.findall(r"RSVP%20yes%20([\w-]+)", letter.text)
    reads(mail("letter.eml", from_="home@example.org", subject=f"RSVP yes {yes}"))
    assert answers() == {"Ann": "going", "Bo": "invited"}
    reads(mail("letter.eml", from_="home@example.org", subject=f"RSVP no {other}"))
    assert answers() == {"Ann": "going", "Bo": "declined"}


def test_what_is_over_or_cancelled_takes_no_more_answers(
    sqlite_night: dict[str, Received], run_line: Run, reads: Run, answers: Run, clock: Callable[[str], None]
) -> None:
    clock("2017-05-17T10:00+01:00")
    assert reads(calendar(uid=uid(sqlite_night)), name="a.ics")[0]["what"] == "late"
    clock("2017-05-11T18:00+01:00")
    run_line(f"event cancel {NIGHT} --reason flood")
    (row,) = reads(calendar(uid=uid(sqlite_night), sequence=1), name="a.ics")
    assert (row["what"], row["detail"]) == ("late", "The event is cancelled.")
    assert answers()["Ann"] == "invited"


def test_a_dry_run_shows_what_would_be_and_keeps_nothing(
    database_night: dict[str, Received], run_line: Run, reads: Run, answers: Run, tmp_path: Path
) -> None:
    reply = calendar(uid=uid(database_night))
    (row,) = reads(reply, options="--dry-run", name="a.ics")
    assert (row["id"], row["answer"]) == (None, "going")
    assert answers()["Ann"] == "invited"
    assert reads(reply, name="a.ics")[0]["id"] is not None


def test_mail_comes_from_standard_input_too(
    sqlite_night: dict[str, Received], run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    from types import SimpleNamespace

    letter = mail("apple-accepted.eml", calendar=calendar(uid=uid(sqlite_night)))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(letter), isatty=lambda: False))
    assert run_line("invite replies - --json").json()[0]["answer"] == "going"


def test_the_real_replies_of_thunderbird_are_understood(
    sqlite_night: dict[str, Received], run_line: Run, answers: Run
) -> None:
    from sqlmodel import col, update

    from barnstorm.app import App
    from barnstorm.db.tables import Event, Person
    from tests.conftest import SHARED

    folder = SHARED / "data" / "replies"
    if not folder.is_dir():
        pytest.skip("the real replies are not beside this checkout")
    app = App()
    with app.transaction() as session:
        session.exec(update(Event).values(calendar_uid="01JAB3-evt-42.v1@barnstorm.example.org"))
        session.exec(update(Person).where(col(Person.given_name) == "Ann").values(email_key="vol@example.org"))
    app.close()
    rows = run_line(f"invite replies {folder} --json").json()
    assert [row["what"] for row in rows] == ["answer", "answer", "overtaken"]
    assert answers()["Ann"] == "declined"
