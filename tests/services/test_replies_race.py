"""Two people read the same mailbox at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from barnstorm.app import App
from barnstorm.mail.incoming_folders import Post
from barnstorm.rows.reply import Taken
from barnstorm.services.reply.reading import Place, take_all
from tests.incoming_mails import attendee, calendar
from tests.postbag import received

Run = Callable[..., Any]


def test_a_mail_read_by_two_at_once_counts_once(
    database: str, run_line: Run, clock: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --capacity 3 --ref night')
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add night "{name} Bell" --email {name.lower()}@example.org --answer invited')
    run_line("invite send night")
    clock("2017-05-11T18:00+01:00")
    uid = received(tmp_path / "post")[0].calendar["UID"]
    lines = [attendee("ACCEPTED", f"{name}@example.org", ";X-NUM-GUESTS=1") for name in ("ann", "bo")]
    posts = [Post("x", calendar(uid=uid, attendee=line).encode(), n) for n, line in enumerate(lines, 1)]
    together, place = Barrier(2), Place("imaps://host/INBOX#1", 17)

    def read() -> list[Taken]:
        app = App()
        together.wait()
        taken = list(take_all(app.transaction, posts, app.now, place))
        app.close()
        return taken

    with ThreadPoolExecutor(2) as pool:
        taken = [one for future in [pool.submit(read), pool.submit(read)] for one in future.result()]
    assert sorted(one.read_before for one in taken) == [False, False, True, True]
    rows = run_line("rsvp list night --json").json()
    assert sorted((row["answer"], row["party_size"]) for row in rows) == [("going", 2), ("waitlisted", 2)]
