"""Answers read from a mailbox: a real IMAP conversation on loopback, over TLS, that leaves the mailbox as it was."""

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.incoming_mails import attendee, calendar, mail
from tests.mail.imap_server import ImapServer
from tests.postbag import received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[ImapServer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ImapServer(context) as running:
        yield running


@pytest.fixture
def mailbox(server: ImapServer, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImapServer:
    """The server, named in the settings, with its certificate trusted."""
    cafile = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(cafile))
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", server.url(query=f"?cafile={cafile}"))
    return server


@pytest.fixture
def uid(
    sqlite: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> str:
    """Ann and Bo are asked; the UID of the event in their calendars."""
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    run_line(f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --for 2h --ref {NIGHT}')
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer invited')
    run_line(f"invite send {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    return str(received(tmp_path / "post")[0].calendar["UID"])


def reply(uid: str, name: str = "ann", partstat: str = "ACCEPTED") -> bytes:
    text = calendar(uid=uid, attendee=attendee(partstat, f"{name}@example.org"))
    return mail("apple-accepted.eml", from_=f"{name}@example.org", calendar=text)


def test_the_mailbox_is_read_to_its_end_and_then_only_what_is_new(uid: str, run_line: Run, mailbox: ImapServer) -> None:
    mailbox.put(3, reply(uid))
    mailbox.put(5, mail("letter.eml", subject="Lunch?", from_="somebody@example.net"))
    ran = run_line("invite replies --json")
    assert [(row["person"], row["answer"]) for row in ran.json()] == [("Ann Bell", "going")]
    assert "1 other mail has nothing to do with your letters." in ran.err
    mailbox.put(9, reply(uid, "bo", "DECLINED"))
    again = run_line("invite replies --json")
    assert [(row["person"], row["answer"]) for row in again.json()] == [("Bo Bell", "declined")]
    assert mailbox.fetched == 3
    searches = [command for command in mailbox.commands if "SEARCH" in command]
    assert searches == ["UID SEARCH UID 1:* SINCE 9-May-2017", "UID SEARCH UID 6:*"]
    assert run_line("invite replies --json").json() == []
    assert mailbox.fetched == 3


def test_a_mailbox_numbered_anew_is_read_again_and_nothing_counts_twice(
    uid: str, run_line: Run, mailbox: ImapServer
) -> None:
    mailbox.put(3, reply(uid))
    run_line("invite replies")
    run_line(f"rsvp change {NIGHT} Ann declined")
    mailbox.uid_validity = 18
    ran = run_line("invite replies --json")
    assert ran.json() == []
    assert "1 read before." in ran.err


def test_a_dry_run_does_not_move_the_mark(uid: str, run_line: Run, mailbox: ImapServer) -> None:
    mailbox.put(3, reply(uid))
    assert run_line("invite replies --dry-run --json").json()[0]["answer"] == "going"
    assert run_line("invite replies --json").json()[0]["answer"] == "going"


def test_a_connection_that_breaks_off_loses_nothing(uid: str, run_line: Run, mailbox: ImapServer) -> None:
    mailbox.put(3, reply(uid))
    mailbox.put(4, reply(uid, "bo"))
    mailbox.hang_up_after = 1
    ran = run_line("invite replies --json", 6)
    assert [row["person"] for row in ran.json()] == ["Ann Bell"]
    assert "Try again later" in ran.err
    mailbox.hang_up_after = None
    assert [row["person"] for row in run_line("invite replies --json").json()] == ["Bo Bell"]


def test_a_folder_with_a_name_of_its_own_is_found(
    uid: str, run_line: Run, mailbox: ImapServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mailbox.put(1, reply(uid), folder='Zusagen &- "Ja&APY-"')
    url = mailbox.url(folder="Zusagen%20%26%20%22Ja%C3%B6%22", query=f"?cafile={tmp_path / 'ca.pem'}")
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", url)
    assert run_line("invite replies --json").json()[0]["answer"] == "going"


def test_an_older_server_is_logged_in_to(uid: str, run_line: Run, mailbox: ImapServer) -> None:
    mailbox.plain = False
    mailbox.put(1, reply(uid))
    assert run_line("invite replies --json").json()[0]["answer"] == "going"


def test_a_wrong_password_is_refused_without_being_shown(
    uid: str, refused: Run, mailbox: ImapServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for plain in (True, False):
        mailbox.plain = plain
        url = mailbox.url("frances%40example.org:sesame", query=f"?cafile={tmp_path / 'ca.pem'}")
        monkeypatch.setenv("BARNSTORM_REPLY_IMAP", url)
        said = refused("invite replies", 5)
        assert "does not take the user and password" in said
        assert "sesame" not in said
        assert "frances" not in said


def test_a_password_in_letters_an_older_server_cannot_take_is_not_shown(
    uid: str, refused: Run, mailbox: ImapServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mailbox.plain = False
    url = mailbox.url("frances:s%C3%A9same", query=f"?cafile={tmp_path / 'ca.pem'}")
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", url)
    assert "same" not in refused("invite replies", 5)


def test_a_certificate_nobody_knows_is_refused(
    uid: str, refused: Run, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", server.url())
    assert "certificate is not trusted" in refused("invite replies", 5)
    assert server.commands == []


def test_a_folder_that_is_not_there_is_refused(
    uid: str, refused: Run, mailbox: ImapServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = mailbox.url(folder="Answers", query=f"?cafile={tmp_path / 'ca.pem'}")
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", url)
    assert "no such folder" in refused("invite replies", 5)


def test_a_server_that_is_away_may_be_back_later(uid: str, refused: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", "imaps://frances:secret@127.0.0.1:1/INBOX")
    said = refused("invite replies", 6)
    assert "Connection refused" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("imap://frances:secret@host", "does not begin with imaps://"),
        ("frances:secret@host", "does not begin with imaps://"),
        ("imaps://host/INBOX", "which user"),
        ("imaps://frances:secret@", "which server"),
        ("imaps://frances:sec/ret@host", "must be written in another way"),
        ("imaps://frances@host?pasword_env=X", "no option"),
        ("imaps://frances@host?password_env=NOT_SET", "NOT_SET is not set"),
        ("imaps://frances:secret@host:99999", "port"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_in_its_own_name(
    sqlite: str, run_line: Run, refused: Run, monkeypatch: pytest.MonkeyPatch, url: str, why: str
) -> None:
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm"')
    monkeypatch.setenv("BARNSTORM_REPLY_IMAP", url)
    said = refused("invite replies", 5)
    assert why in said
    assert "BARNSTORM_REPLY_IMAP" in said
    assert "BARNSTORM_MAIL" not in said
    assert "secret" not in said
    assert "ret@" not in said


def test_without_a_file_and_without_a_mailbox_it_says_what_to_set(sqlite: str, refused: Run) -> None:
    assert "BARNSTORM_REPLY_IMAP=imaps://" in refused("invite replies", 5)
