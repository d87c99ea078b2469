"""The outbox over a provider's HTTP interface: what its answer means for a whole batch."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.mail.providers import KEY, Postmark, Reply, serving

Run = Callable[..., Any]


@pytest.fixture
def night(clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, database: str, run_line: Run) -> None:
    clock("2017-05-09T10:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    run_line("event create Night --ref night --start 2017-05-16T19:30")
    for number in range(7):
        run_line(["rsvp", "add", "night", f"Guest {number}", "--email", f"guest{number}@example.org"])


@pytest.mark.usefixtures("night")
def test_after_a_wrong_key_nothing_is_unknown_and_the_right_one_sends_everything(
    run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Postmark()) as provider:
        provider.troubles = [Reply.json(401, {"ErrorCode": 10, "Message": "No such key."})]
        monkeypatch.setenv("BARNSTORM_MAIL", f"postmark://{KEY}@default?endpoint={provider.url}")
        run_line("invite send night --yes", 5)
        states = Counter(row["state"] for row in run_line("mail list night --json").json())
        assert states["unknown"] == states["sending"] == 0, states
        run_line("mail retry --now")
        assert Counter(row["state"] for row in run_line("mail list night --json").json()) == {"accepted": 7}


@pytest.mark.usefixtures("night")
def test_a_provider_that_fails_again_and_again_does_not_make_the_whole_queue_unknown(
    run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Postmark()) as provider:
        provider.troubles = [Reply.json(500, {})] * 20
        monkeypatch.setenv("BARNSTORM_MAIL", f"postmark://{KEY}@default?endpoint={provider.url}&batch=1")
        run_line("invite send night --yes", 6)
        states = Counter(row["state"] for row in run_line("mail list night --json").json())
        assert states["unknown"] == 3, states
        assert states["queued"] + states["retry"] == 4, states
