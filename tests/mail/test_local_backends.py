"""maildir:, console: and null:, which keep everything on this machine."""

import mailbox
import stat
from contextlib import closing
from pathlib import Path

import pytest

from barnstorm.errors.mail import BadMailUrl, UnknownMailOption
from barnstorm.mail.interface import Outcome, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import BackendContract, Mailbox, MailboxContract, message, ours


class TestMaildir(MailboxContract):
    @pytest.fixture
    def mailbox(self, tmp_path: Path) -> Mailbox:
        new = tmp_path / "outbox" / "new"
        return Mailbox(
            backend_for(f"maildir:{tmp_path / 'outbox'}"),
            lambda: [path.read_bytes() for path in new.iterdir()] if new.is_dir() else [],
        )

    def test_nobody_else_may_read_it(self, mailbox: Mailbox, tmp_path: Path) -> None:
        self.send(mailbox, message())
        made = [tmp_path / "outbox", *(tmp_path / "outbox").rglob("*")]
        modes = {path.relative_to(tmp_path).parts[-1][:3]: stat.S_IMODE(path.stat().st_mode) for path in made}
        assert {0o700} == {mode for name, mode in modes.items() if name in {"out", "cur", "new", "tmp"}}
        assert 0o600 in modes.values()

    def test_nothing_is_left_in_tmp(self, mailbox: Mailbox, tmp_path: Path) -> None:
        with mailbox.backend.session() as session:
            list(session.send([message(1)], lambda _: ()))
            list(session.send([message(2)], ours))
        assert list((tmp_path / "outbox" / "tmp").iterdir()) == []

    def test_a_folder_that_cannot_be_made_is_a_matter_of_settings(self, tmp_path: Path) -> None:
        [result] = self.send(Mailbox(backend_for(f"maildir:{tmp_path}/no/such/folder")), message())
        assert result.outcome is Outcome.CONFIG
        assert "No such file" in result.text


def read(path: Path) -> list[bytes]:
    with closing(mailbox.mbox(path)) as box:
        return [bytes(each) for each in box]


class TestMbox(MailboxContract):
    @pytest.fixture
    def mailbox(self, tmp_path: Path) -> Mailbox:
        path = tmp_path / "outbox.mbox"
        return Mailbox(
            backend_for(f"mbox:{path}"),
            lambda: read(path) if path.exists() else [],
        )

    def test_nobody_else_may_read_it(self, mailbox: Mailbox, tmp_path: Path) -> None:
        self.send(mailbox, message())
        assert stat.S_IMODE((tmp_path / "outbox.mbox").stat().st_mode) == 0o600

    def test_a_line_that_looks_like_the_next_message_is_quoted(self, mailbox: Mailbox, tmp_path: Path) -> None:
        self.send(mailbox, message(1, body="From here to Kendal\nFrom there"), message(2))
        text = (tmp_path / "outbox.mbox").read_text()
        assert self.subjects(mailbox) == ["Number 1", "Number 2"]
        assert ">From here to Kendal\n>From there\n" in text
        assert text.startswith("From hello@example.org ")
        assert b"\r" not in (tmp_path / "outbox.mbox").read_bytes()

    def test_what_was_there_before_stays(self, mailbox: Mailbox) -> None:
        self.send(mailbox, message(1))
        self.send(mailbox, message(2))
        assert self.subjects(mailbox) == ["Number 1", "Number 2"]

    def test_it_waits_for_whoever_holds_the_file(self, mailbox: Mailbox, tmp_path: Path) -> None:
        (tmp_path / "outbox.mbox.lock").touch()
        [result] = self.send(mailbox, message())
        assert (result.outcome, result.scope) == (Outcome.DEFERRED, Scope.CONNECTION)
        assert mailbox.arrived() == []

    def test_it_leaves_no_lock(self, mailbox: Mailbox, tmp_path: Path) -> None:
        with mailbox.backend.session() as session:
            next(iter(session.send([message(1), message(2)], ours)))
        assert [path.name for path in tmp_path.iterdir() if "lock" in path.name] == []

    def test_a_folder_that_is_not_there_is_a_matter_of_settings(self, tmp_path: Path) -> None:
        [result] = self.send(Mailbox(backend_for(f"mbox:{tmp_path}/no/such.mbox")), message())
        assert result.outcome is Outcome.CONFIG
        assert "No such file" in result.text


SENDMAIL = """#!/bin/sh
printf '%s\\n' "$@" > "$0.said"
[ -e "$0.status" ] && { echo "no, thanks" >&2; exit "$(cat "$0.status")"; }
number=$(ls "$0".d | wc -l)
cat > "$0.d/$(printf %04d "$number")"
"""


class TestSendmail(MailboxContract):
    @pytest.fixture
    def program(self, tmp_path: Path) -> Path:
        path = tmp_path / "sendmail"
        path.write_text(SENDMAIL)
        path.chmod(0o755)
        (tmp_path / "sendmail.d").mkdir()
        return path

    @pytest.fixture
    def mailbox(self, program: Path) -> Mailbox:
        folder = program.with_name("sendmail.d")
        return Mailbox(backend_for(f"sendmail:{program}"), lambda: [p.read_bytes() for p in sorted(folder.iterdir())])

    def test_it_is_told_who_sends_and_to_whom_and_a_dot_is_no_end(self, mailbox: Mailbox, program: Path) -> None:
        self.send(mailbox, message(to="-oQ@example.org"))
        said = program.with_name("sendmail.said").read_text().split()
        assert said == ["-i", "-f", "hello@example.org", "--", "-oQ@example.org"]

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (75, (Outcome.DEFERRED, Scope.SENDER)),
            (67, (Outcome.BOUNCED, Scope.RECIPIENT)),
            (77, (Outcome.REJECTED, Scope.SENDER)),
            (78, (Outcome.CONFIG, Scope.CONNECTION)),
            (1, (Outcome.REJECTED, Scope.SENDER)),
        ],
    )
    def test_its_exit_status_decides(
        self, mailbox: Mailbox, program: Path, status: int, expected: tuple[Outcome, Scope]
    ) -> None:
        program.with_name("sendmail.status").write_text(str(status))
        [result] = self.send(mailbox, message())
        assert (result.outcome, result.scope) == expected
        assert result.text == f"It ended with status {status}. no, thanks"

    def test_one_that_is_killed_may_have_taken_it(self, mailbox: Mailbox, program: Path) -> None:
        program.write_text("#!/bin/sh\nkill -9 $$\n")
        [result] = self.send(mailbox, message())
        assert result.outcome is Outcome.UNKNOWN

    def test_one_that_does_not_end_may_have_taken_it(self, program: Path) -> None:
        program.write_text("#!/bin/sh\nexec sleep 30\n")
        [result] = self.send(Mailbox(backend_for(f"sendmail://default?path={program}&timeout=1")), message())
        assert result.outcome is Outcome.UNKNOWN

    def test_no_such_program_is_a_matter_of_settings_before_anything_is_committed(self, tmp_path: Path) -> None:
        with backend_for(f"sendmail:{tmp_path}/nosuch").session() as session:
            [result] = session.send([message()], lambda _: pytest.fail("it was committed"))
        assert result.outcome is Outcome.CONFIG


class TestConsole(BackendContract):
    @pytest.fixture
    def mailbox(self) -> Mailbox:
        return Mailbox(backend_for("console:"))

    def test_it_shows_the_message_on_stderr_with_nothing_hidden(
        self, mailbox: Mailbox, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.send(mailbox, message(body="Come \x1b[2Jearly", name="Zoë"))
        out, err = capsys.readouterr()
        assert out == ""
        assert "Zoë <ann@example.org>" in err
        assert "Subject: Number 1" in err
        assert "Come \\x1b[2Jearly" in err


class TestNull(BackendContract):
    @pytest.fixture
    def mailbox(self) -> Mailbox:
        return Mailbox(backend_for("null:"))


@pytest.mark.parametrize(
    "url",
    [
        "maildir:",
        "maildir://server/path",
        "mbox:",
        "mbox://server/file",
        "sendmail://server",
        "console:loud",
        "null://host",
    ],
)
def test_a_url_that_makes_no_sense_is_refused(url: str) -> None:
    with pytest.raises(BadMailUrl):
        backend_for(url)


@pytest.mark.parametrize(
    "url", ["maildir:out?mode=0777", "mbox:out?mode=0777", "sendmail:?flags=-t", "console:?colour=1", "null:?really=1"]
)
def test_an_option_nobody_knows_is_refused(url: str) -> None:
    with pytest.raises(UnknownMailOption, match="has no option"):
        backend_for(url)
