"""Bounces, complaints and wishes to hear no more, read from the same mailbox as the answers; on both databases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Suppression
from tests.incoming_mails import calendar, mail, token_of
from tests.postbag import Received, received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture
def letters(
    database: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, Received]:
    """Ann and Bo were sent their invitations a day ago."""
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    run_line(
        f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --for 2h --ref {NIGHT}'
        " --organisation Compass"
    )
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer invited')
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    return {letter.to.partition("@")[0]: letter for letter in received(tmp_path / "post")}


@pytest.fixture
def reads(run_line: Run, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    def read(content: bytes) -> list[dict[str, Any]]:
        (tmp_path / "mail.eml").write_bytes(content)
        rows = run_line(f"invite replies {tmp_path / 'mail.eml'} --json").json()
        assert isinstance(rows, list)
        return rows

    return read


@pytest.fixture
def suppressed() -> Callable[[], dict[str, tuple[str, bool]]]:
    """Address -> why nothing is sent to it, and whether that is so of campaigning only."""

    def look() -> dict[str, tuple[str, bool]]:
        app = App()
        with app.reading() as session:
            found = {one.address_key: (one.reason, one.campaigning_only) for one in session.exec(select(Suppression))}
        app.close()
        return found

    return look


def message_id(letter: Received) -> str:
    return str(letter.message["Message-ID"])


def states(run_line: Run) -> dict[str, str]:
    return {row["to"]: row["state"] for row in run_line("mail list --json").json()}


@pytest.mark.parametrize("name", ["bounce-postfix.eml", "bounce-exchange.eml"])
def test_a_letter_to_no_mailbox_is_bounced_and_its_address_written_to_no_more(
    letters: dict[str, Received], run_line: Run, reads: Run, suppressed: Run, name: str
) -> None:
    (row,) = reads(mail(name, answers=message_id(letters["ann"])))
    assert (row["what"], row["person"], row["event"], row["for_a_human"]) == ("bounce", "Ann Bell", NIGHT, False)
    assert "5.1.1" in row["detail"]
    assert states(run_line) == {"ann@example.org": "bounced", "bo@example.org": "accepted"}
    assert suppressed() == {"ann@example.org": ("hard bounce", False)}


def test_a_full_mailbox_is_written_to_again_until_the_fifth_time(
    letters: dict[str, Received], run_line: Run, reads: Run, suppressed: Run, tmp_path: Path, clock: Run
) -> None:
    for number in range(1, 6):
        to_ann = [one for one in received(tmp_path / "post") if one.to == "ann@example.org"]
        letter = max(to_ann, key=lambda one: int(one.calendar["SEQUENCE"]))
        for _ in range(2):
            (row,) = reads(mail("bounce-postfix.eml", answers=message_id(letter), status="4.2.2"))
        if number < 5:
            assert f"({number} of 5)" in row["detail"]
            assert suppressed() == {}
            run_line(f'event move {NIGHT} --start "Tue 16 May 2017 {number}pm" --for 2h')
            run_line(f"invite send {NIGHT}")
    assert "5 letters came back in 30 days" in row["detail"]
    assert suppressed() == {"ann@example.org": ("hard bounce", False)}


def test_a_letter_that_is_only_late_stays_sent(
    letters: dict[str, Received], run_line: Run, reads: Run, suppressed: Run
) -> None:
    (row,) = reads(mail("bounce-postfix.eml", answers=message_id(letters["ann"]), action="delayed", status="4.4.1"))
    assert (row["what"], row["for_a_human"]) == ("ignored", False)
    assert states(run_line)["ann@example.org"] == "accepted"
    assert suppressed() == {}


def test_a_bounce_without_a_letter_of_ours_stops_nothing(
    letters: dict[str, Received], run_line: Run, reads: Run, suppressed: Run
) -> None:
    """Anybody can write one, about anybody's address."""
    (row,) = reads(mail("bounce-postfix.eml", answers="<made.up@together.example>"))
    assert (row["what"], row["person"], row["for_a_human"]) == ("bounce", "Ann Bell", True)
    assert reads(mail("bounce-postfix.eml", answers="<made.up@x>", recipient="zed@example.net")) == []
    assert suppressed() == {}
    assert set(states(run_line).values()) == {"accepted"}


def test_a_complaint_stops_everything_to_that_address(
    letters: dict[str, Received], reads: Run, suppressed: Run
) -> None:
    (row,) = reads(mail("complaint.eml", answers=message_id(letters["ann"])))
    assert (row["what"], row["person"]) == ("complaint", "Ann Bell")
    assert suppressed() == {"ann@example.org": ("complaint", False)}
    (row,) = reads(mail("complaint.eml", answers=message_id(letters["bo"]), kind="not-spam"))
    assert row["what"] == "ignored"
    assert reads(mail("complaint.eml", answers="<made.up@x>")) == []
    (row,) = reads(mail("complaint.eml", answers=message_id(letters["bo"]), kind="opt-out"))
    assert row["what"] == "unsubscribe"
    assert suppressed()["bo@example.org"] == ("unsubscribed", True)


@pytest.mark.parametrize(
    ("subject", "to", "sender"),
    [
        ("STOP {}", "hello@together.example", "a.bell@work.example"),
        ("Re: stop {}", "hello@together.example", "ann@example.org"),
        ("unsubscribe", "hello+{}@together.example", "a.bell@work.example"),
        ("Unsubscribe!", "hello@together.example", "ann@example.org"),
    ],
)
def test_who_wants_no_more_gets_no_campaigning_and_still_what_they_signed_up_for(
    letters: dict[str, Received], run_line: Run, reads: Run, suppressed: Run, subject: str, to: str, sender: str
) -> None:
    for name in ("Ann", "Bo"):
        run_line(
            f"person consent {name} --organisation Compass --channel email --channel phone"
            ' --wording "May we write to you?" --source sheet'
        )
    token = token_of(letters["ann"])
    (row,) = reads(mail("letter.eml", subject=subject.format(token), to=to.format(token), from_=sender))
    assert (row["what"], row["for_a_human"]) == ("unsubscribe", False)
    assert "still reaches them until they say no" in row["detail"]
    assert "1 consent to email withdrawn." in row["detail"]
    assert suppressed() == {"ann@example.org": ("unsubscribed", True)}
    (ann,) = [one for one in run_line("person list --json").json() if one["given_name"] == "Ann"]
    consents = {one["channel"]: one["withdrawn_at"] for one in run_line(f"person consents {ann['id']} --json").json()}
    assert consents["email"] is not None
    assert consents["phone"] is None


def test_a_stranger_who_writes_stop_stops_nobody(letters: dict[str, Received], reads: Run, suppressed: Run) -> None:
    assert reads(mail("letter.eml", subject="STOP", from_="zed@example.net")) == []
    assert suppressed() == {}


def test_text_that_no_database_can_hold_is_cleaned_before_it_gets_there(
    letters: dict[str, Received], reads: Run
) -> None:
    assert reads(mail("bounce-postfix.eml", answers="<a\0b@together.example>", recipient="a\0b@example.net")) == []
    halves = calendar(uid="half+2AA-@example.net").encode()
    raw = b"From: ann@example.org\nContent-Type: text/calendar; method=REPLY; charset=utf-7\n\n" + halves
    assert [row["what"] for row in reads(raw)] == ["foreign"]
