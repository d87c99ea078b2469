"""What several tests of commands begin with."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def by_post(clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Carlisle Together on 10 May 2017: what it sends goes into the Maildir `post`."""
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
