"""maildir:, console: and null:, which keep everything on this machine."""

import stat
from pathlib import Path

import pytest

from barnstorm.errors.mail import BadMailUrl, UnknownMailOption
from barnstorm.mail.interface import Outcome
from barnstorm.mail.registry import backend_for
from tests.mail.contract import BackendContract, Mailbox, MailboxContract, message, ours


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


@pytest.mark.parametrize("url", ["maildir:", "maildir://server/path", "console:loud", "null://host"])
def test_a_url_that_makes_no_sense_is_refused(url: str) -> None:
    with pytest.raises(BadMailUrl):
        backend_for(url)


@pytest.mark.parametrize("url", ["maildir:out?mode=0777", "console:?colour=1", "null:?really=1"])
def test_an_option_nobody_knows_is_refused(url: str) -> None:
    with pytest.raises(UnknownMailOption, match="has no option"):
        backend_for(url)
