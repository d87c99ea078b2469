"""What an organiser is told when the way mail leaves changes invitations."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mail.providers import KEY, Postmark, SparkPost, serving

Run = Callable[..., Any]
AS_A_FILE = "carries an invitation as an attached file"


@pytest.fixture
def night(clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, sqlite: str, run_line: Run) -> None:
    clock("2017-05-09T10:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    run_line("event create Night --ref night --start 2017-05-16T19:30")
    for name in ("ann", "bo", "cy"):
        run_line(["rsvp", "add", "night", name, "--email", f"{name}@example.org"])


@pytest.fixture
def postmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postmark]:
    with serving(Postmark()) as provider:
        monkeypatch.setenv("BARNSTORM_MAIL", f"postmark://{KEY}@default?endpoint={provider.url}")
        yield provider


@pytest.mark.usefixtures("night")
def test_where_an_invitation_becomes_a_file_it_is_said_once_in_one_sentence(run_line: Run, postmark: Postmark) -> None:
    ran = run_line("invite send night --json")
    assert len(postmark.arrived) == 3
    [said] = [line for line in ran.err.splitlines() if AS_A_FILE in line]
    assert said.startswith("postmark://")
    assert KEY not in said
    assert len(ran.json()) == 3, "stdout is the answer only"


@pytest.mark.usefixtures("night")
def test_it_is_said_before_anything_leaves(run_line: Run, postmark: Postmark) -> None:
    assert AS_A_FILE in run_line("invite send night --dry-run").err
    assert postmark.asked == []


@pytest.mark.usefixtures("night")
def test_a_cancellation_is_carried_in_the_same_way(run_line: Run, postmark: Postmark) -> None:
    run_line("invite send night")
    run_line("event cancel night --reason Flood")
    assert run_line("invite send night").err.count(AS_A_FILE) == 1


@pytest.mark.usefixtures("night")
def test_a_shift_is_carried_in_the_same_way(run_line: Run, postmark: Postmark) -> None:
    run_line("volunteer role night Stewards --needed 1")
    run_line("volunteer add night ann --role Stewards")
    assert run_line("volunteer invite night").err.count(AS_A_FILE) == 1


@pytest.mark.usefixtures("night", "postmark")
def test_nothing_is_said_when_nothing_goes(run_line: Run) -> None:
    run_line("invite send night")
    assert AS_A_FILE not in run_line("invite send night").err


@pytest.mark.usefixtures("night")
def test_nothing_is_said_of_letters_without_a_calendar(
    run_line: Run, postmark: Postmark, clock: Callable[[str], None]
) -> None:
    clock("2017-05-15T20:00+01:00")
    ran = run_line("reminder send night")
    assert len(postmark.arrived) == 3
    assert AS_A_FILE not in ran.err


@pytest.mark.usefixtures("night")
def test_nothing_is_said_where_invitations_arrive_as_they_are_written(
    run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(SparkPost()) as provider:
        monkeypatch.setenv("BARNSTORM_MAIL", f"sparkpost+raw://{KEY}@default?endpoint={provider.url}")
        ran = run_line("invite send night")
        assert len(provider.arrived) == 3
    assert "calendar" not in ran.err
    assert AS_A_FILE not in ran.err


@pytest.mark.usefixtures("night")
def test_of_another_packages_way_that_carries_no_calendar_it_is_said_too(
    run_line: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ravenpost.py").write_text(
        "from dataclasses import replace\n"
        "from barnstorm.mail.backends.null import Null\n"
        "class Pigeon(Null):\n"
        "    name = 'raven:'\n"
        "    caps = replace(Null.caps, calendar='none')\n"
        "def raven(dsn):\n"
        "    return Pigeon()\n"
    )
    info = tmp_path / "raven_post-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: raven-post\nVersion: 1.2\nSummary: By raven.\n")
    (info / "entry_points.txt").write_text("[barnstorm.mail]\nraven = ravenpost:raven\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("BARNSTORM_MAIL", "raven:")
    assert run_line("invite send night").err.count("raven: carries no calendar") == 1
