"""What comes back by mail and may not be what it says: strangers, forwarded letters, forged senders, broken mails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.incoming_mails import attendee, calendar, mail, token_of
from tests.postbag import Received, received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture
def night(
    sqlite: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, Received]:
    """Ann and Bo are asked, by letters with plus addresses. It is the evening of 11 May."""
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    monkeypatch.setenv("BARNSTORM_PLUS", "yes")
    run_line(f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --for 2h --ref {NIGHT}')
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer invited')
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    return {letter.to.partition("@")[0]: letter for letter in received(tmp_path / "post")}


@pytest.fixture
def reads(run_line: Run, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Save this mail, read it, and give its row."""

    def read(content: bytes | str) -> dict[str, Any]:
        path = tmp_path / "mail.eml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        (row,) = run_line(f"invite replies {path} --json").json()
        assert isinstance(row, dict)
        return row

    return read


@pytest.fixture
def answers(run_line: Run) -> Callable[[], dict[str, Any]]:
    return lambda: {row["given_name"]: row["answer"] for row in run_line(f"rsvp list {NIGHT} --json").json()}


def uid(night: dict[str, Received]) -> str:
    return str(night["ann"].calendar["UID"])


def plus(night: dict[str, Received], name: str) -> str:
    return f"hello+{token_of(night[name])}@together.example"


def test_an_answer_from_an_alias_is_known_by_the_address_it_was_sent_to(
    night: dict[str, Received], reads: Run, answers: Run
) -> None:
    text = calendar(uid=uid(night), attendee=attendee("ACCEPTED", "ann@example.org"))
    row = reads(mail("apple-accepted.eml", from_="a.bell@work.example", to=plus(night, "ann"), calendar=text))
    assert (row["what"], row["answer"]) == ("answer", "going")


def test_the_token_may_stand_in_the_organisers_address_alone(night: dict[str, Received], reads: Run) -> None:
    text = calendar(uid=uid(night), organiser=plus(night, "ann"))
    assert reads(mail("apple-accepted.eml", from_="a.bell@work.example", calendar=text))["what"] == "answer"


def test_without_a_token_an_answer_from_another_address_is_held(
    night: dict[str, Received], reads: Run, answers: Run
) -> None:
    row = reads(mail("apple-accepted.eml", from_="mallory@example.net", calendar=calendar(uid=uid(night))))
    assert (row["what"], row["person"], row["for_a_human"]) == ("held", "Ann Bell", True)
    assert row["sender"] == "Ann Bell <mallory@example.net>"
    assert answers()["Ann"] == "invited"


@pytest.mark.parametrize(
    ("results", "what"),
    [
        ("mx.example; dmarc=fail header.from=example.org", "held"),
        ("mx.example; dmarc=pass header.from=example.org", "answer"),
        ("mx.example; dkim=pass header.d=example.org", "answer"),
        ("mx.example; spf=none", "answer"),
    ],
)
def test_what_the_mail_server_found_out_about_the_sender_counts(
    night: dict[str, Received], reads: Run, results: str, what: str
) -> None:
    text = mail("apple-accepted.eml", calendar=calendar(uid=uid(night)))
    assert reads(f"Authentication-Results: {results}\n".encode() + text)["what"] == what


@pytest.mark.parametrize(("seal", "what"), [("pass", "answer"), ("fail", "held"), ("none", "held")])
def test_google_may_answer_for_its_users_if_it_is_google(
    night: dict[str, Received], reads: Run, seal: str, what: str
) -> None:
    letter = mail("google-accepted.eml", from_="calendar-notification@google.com", calendar=calendar(uid=uid(night)))
    letter = letter.replace(b"dmarc=pass", f"dmarc={seal}".encode()).replace(b"dkim=pass", b"dkim=none")
    assert reads(letter)["what"] == what


def test_two_senders_are_none(night: dict[str, Received], reads: Run) -> None:
    text = calendar(uid=uid(night))
    letter = mail("apple-accepted.eml", from_="ann@example.org>, <mallory@example.net", calendar=text)
    assert reads(letter)["what"] == "held"


def test_a_letter_handed_on_answers_for_its_new_owner_and_not_for_its_old(
    night: dict[str, Received], reads: Run, answers: Run
) -> None:
    """A party crasher (RFC 5546 3.2.2.6): the token is Ann's, the addresses are a stranger's."""
    text = calendar(uid=uid(night), attendee=attendee("ACCEPTED", "zed@example.net"))
    row = reads(mail("apple-accepted.eml", from_="zed@example.net", to=plus(night, "ann"), calendar=text))
    assert (row["what"], row["person"], row["answer"], row["for_a_human"]) == ("guest", "Ann Bell", "invited", True)
    text = calendar(uid=uid(night), attendee=attendee("DECLINED", "bo@example.org"))
    row = reads(mail("apple-accepted.eml", from_="bo@example.org", to=plus(night, "ann"), calendar=text))
    assert (row["what"], row["person"], row["answer"]) == ("answer", "Bo Bell", "declined")
    text = calendar(uid=uid(night), attendee=attendee("ACCEPTED", "bo@example.org"))
    row = reads(mail("apple-accepted.eml", from_="zed@example.net", to=plus(night, "ann"), calendar=text))
    assert (row["what"], row["for_a_human"]) == ("held", True)
    assert answers() == {"Ann": "invited", "Bo": "declined"}


def test_a_stranger_without_any_letter_is_shown_and_not_added(
    night: dict[str, Received], reads: Run, answers: Run
) -> None:
    text = calendar(uid=uid(night), attendee=attendee("ACCEPTED", "zed@example.net"))
    row = reads(mail("apple-accepted.eml", from_="zed@example.net", calendar=text))
    assert (row["what"], row["person"], row["for_a_human"]) == ("guest", None, True)
    assert row["sender"] == "Ann Bell <zed@example.net>"
    assert row["detail"].endswith("Sent Thursday 11 May 2017, 10.12am.")


def test_a_token_for_another_event_proves_nothing(
    night: dict[str, Received], run_line: Run, reads: Run, answers: Run, tmp_path: Path
) -> None:
    run_line('event create "Kendal" --start "Tue 23 May 2017 7.30pm" --ref kendal')
    run_line("rsvp add kendal Ann --email ann@example.org --answer invited")
    run_line("invite send kendal")
    other = next(one for one in received(tmp_path / "post") if "Kendal" in one.subject)
    text = calendar(uid=uid(night))
    row = reads(mail("apple-accepted.eml", from_="zed@example.net", to=plus({"ann": other}, "ann"), calendar=text))
    assert row["what"] == "held"
    assert answers()["Ann"] == "invited"


def test_an_answer_to_somebody_elses_invitation_is_no_business_of_ours(night: dict[str, Received], reads: Run) -> None:
    row = reads(mail("apple-accepted.eml", calendar=calendar(uid="theirs@example.net")))
    assert (row["what"], row["event"], row["for_a_human"]) == ("foreign", None, False)


def test_who_was_taken_off_the_list_is_not_put_back_by_a_button(
    night: dict[str, Received], run_line: Run, reads: Run, answers: Run
) -> None:
    run_line(f"rsvp change {NIGHT} Ann cancelled")
    text = calendar(uid=uid(night), stamp="20170511T170100Z", sequence=9)
    row = reads(mail("apple-accepted.eml", calendar=text))
    assert (row["what"], row["answer"], row["for_a_human"]) == ("held", "cancelled", True)


def test_a_mail_in_a_mail_is_looked_into_and_its_sender_not_believed(
    night: dict[str, Received], reads: Run, answers: Run
) -> None:
    row = reads(mail("nested.eml", from_="frances@example.net", calendar=calendar(uid=uid(night))))
    assert (row["what"], row["person"]) == ("held", "Ann Bell")
    text = calendar(uid=uid(night), organiser=plus(night, "ann"))
    assert reads(mail("nested.eml", from_="frances@example.net", calendar=text))["answer"] == "going"


def test_what_only_outlook_can_read_is_told_to_somebody(night: dict[str, Received], reads: Run) -> None:
    row = reads(mail("winmail.eml"))
    assert (row["what"], row["for_a_human"]) == ("unreadable", True)
    assert "winmail.dat" in row["detail"]


def test_a_calendar_that_is_broken_is_told_to_somebody(night: dict[str, Received], reads: Run) -> None:
    assert reads(mail("outlook-accepted.eml", calendar="BEGIN:VCALENDAR\r\nMETHOD:REPLY"))["what"] == "unreadable"
    assert reads("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR")["what"] == "unreadable"


def test_an_answer_that_says_nothing_changes_nothing(night: dict[str, Received], reads: Run) -> None:
    text = calendar(uid=uid(night), attendee=attendee("NEEDS-ACTION"))
    assert reads(mail("apple-accepted.eml", calendar=text))["what"] == "ignored"


def test_a_machine_that_answers_is_heard_and_not_obeyed(night: dict[str, Received], reads: Run, answers: Run) -> None:
    row = reads(
        mail(
            "letter.eml",
            subject=f"Automatic reply: RSVP yes {token_of(night['ann'])}",
            header="Auto-Submitted: auto-replied",
        )
    )
    assert (row["what"], row["for_a_human"]) == ("automatic", False)
    assert answers()["Ann"] == "invited"


def test_a_person_who_writes_is_read_by_a_person(night: dict[str, Received], reads: Run) -> None:
    answers_ours = mail("letter.eml", answers=night["ann"].message["Message-ID"], from_="a.bell@work.example")
    row = reads(answers_ours)
    assert (row["what"], row["person"], row["event"], row["for_a_human"]) == ("letter", "Ann Bell", NIGHT, True)
    assert reads(mail("letter.eml", to=plus(night, "bo"), subject="Stop the cuts!"))["person"] == "Bo Bell"


def test_other_mail_is_left_alone_and_nothing_of_it_is_kept(
    night: dict[str, Received], run_line: Run, tmp_path: Path
) -> None:
    (tmp_path / "lunch.eml").write_bytes(mail("letter.eml", subject="Lunch?"))
    for _ in range(2):
        ran = run_line(f"invite replies {tmp_path / 'lunch.eml'}")
        assert ran.out == ""
        assert "1 other mail has nothing to do with your letters." in ran.err


def test_what_needs_somebody_is_listed_until_it_is_ticked_off(
    night: dict[str, Received], run_line: Run, reads: Run, refused: Run
) -> None:
    assert run_line("invite replies --open --json").json() == []
    row = reads(mail("winmail.eml"))
    open_ = run_line("invite replies --open --json").json()
    assert [one["id"] for one in open_] == [row["id"]]
    assert open_[0]["sender"] is None
    (ticked,) = run_line(f"invite replies --seen-to {row['id']} --json").json()
    assert ticked["for_a_human"] is False
    assert ticked["seen_to_at"] == "2017-05-11T17:00:00+00:00"
    assert run_line("invite replies --open").out == ""
    assert run_line(f"invite replies --seen-to {row['id']} --json").json() == [ticked]
    refused("invite replies --seen-to 4711", 3)
    refused(f"invite replies --seen-to {10**12}", 3)
    refused("invite replies --open mail.eml", 2)


def test_nothing_people_wrote_is_kept_with_what_was_read(
    night: dict[str, Received], run_line: Run, reads: Run, tmp_path: Path
) -> None:
    reads(mail("letter.eml", to=plus(night, "ann"), subject="Marigold", text="I am a spy", from_="spy@example.net"))
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("campaign.db*"))
    assert b"Ann" in kept
    for word in (b"Marigold", b"am a spy", b"spy@example.net"):
        assert word not in kept


def test_a_file_that_is_not_there_or_no_mail_is_refused(
    night: dict[str, Received], refused: Run, tmp_path: Path
) -> None:
    assert "no file or folder" in refused("invite replies nowhere.eml", 3)
    (tmp_path / "empty").mkdir()
    assert "no Maildir" in refused("invite replies empty", 2)
    assert "cannot be read" in refused(["invite", "replies", "a\0b"], 5)


def test_an_old_letter_still_answers_for_somebody_now_known_under_another_name(
    night: dict[str, Received], run_line: Run, reads: Run, answers: Run
) -> None:
    run_line("person merge Ann Bo")
    row = reads(mail("letter.eml", subject=f"RSVP yes {token_of(night['bo'])}", from_="bo@example.org"))
    assert (row["what"], row["person"], row["answer"]) == ("answer", "Ann Bell", "going")
    text = calendar(uid=uid(night), attendee=attendee("DECLINED", "bo@example.org"), stamp="20170511T160000Z")
    row = reads(mail("apple-accepted.eml", from_="bo@example.org", calendar=text))
    assert (row["what"], row["person"], row["answer"]) == ("answer", "Ann Bell", "declined")


def test_nobody_answers_for_somebody_who_was_erased(night: dict[str, Received], run_line: Run, reads: Run) -> None:
    run_line("person erase Ann --yes")
    row = reads(mail("letter.eml", subject=f"RSVP yes {token_of(night['ann'])}"))
    assert (row["what"], row["person"], row["answer"]) == ("foreign", None, None)
