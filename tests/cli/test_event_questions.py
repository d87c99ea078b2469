"""barnstorm event create, when somebody is there to be asked."""

import os
import sys
from pathlib import Path

import pytest

from tests.terminal import typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is not to be had")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "COLUMNS": "80",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "BARNSTORM_NOW": "2017-05-09T10:00",
        "BARNSTORM_DATABASE_URL": "night.db",
    }


def test_what_is_missing_is_asked_for_and_a_slip_is_asked_again(environment: dict[str, str], tmp_path: Path) -> None:
    answers = ["", "Penrith barnstorm", "", "Methodist Church, Wordsworth Street, Penrith CA11 7QY"]
    seen, code = typed("barnstorm event create", environment, tmp_path, [*answers, "soonish", "Thursday 7.30pm", "9pm"])
    assert code == 0, seen
    assert "It cannot be left out." in seen
    assert "“soonish” cannot be read as a date and time." in seen
    assert "when    Thu 11 May 2017 19:30 to 21:00 BST" in seen
    assert "where   Methodist Church, Wordsworth Street, Penrith, CA11 7QY" in seen


def test_nothing_is_asked_that_was_given(environment: dict[str, str], tmp_path: Path) -> None:
    seen, code = typed("barnstorm event create Meeting --start 'Thursday 7.30pm'", environment, tmp_path)
    assert code == 0, seen
    assert "Seat" not in seen


def test_a_dangerous_command_goes_on_only_after_a_yes(environment: dict[str, str], tmp_path: Path) -> None:
    typed("barnstorm event create Meeting --ref m --start 'Thursday 7.30pm'", environment, tmp_path)
    seen, code = typed("barnstorm event delete m", environment, tmp_path, ["no"])
    assert (code, "Nothing was changed." in seen) == (1, True), seen
    seen, code = typed("barnstorm event delete m", environment, tmp_path, ["yes"])
    assert (code, "Deleted m." in seen) == (0, True), seen


def test_a_closed_question_is_no_answer(environment: dict[str, str], tmp_path: Path) -> None:
    seen, code = typed("barnstorm event create", environment, tmp_path, ["\x04"])
    assert code == 1, seen
    assert "Traceback" not in seen
