"""barnstorm door run, where there is no screen to be had."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


def test_without_a_terminal_it_is_refused_with_the_way_round(sqlite: str, refused: Refused) -> None:
    err = refused("door run hall", 2)
    assert "needs a terminal" in err
    assert "barnstorm door check-in hall PERSON" in err


def test_help_names_the_keys_place_and_gives_an_example(run_line: Run) -> None:
    out = run_line("door run --help").out
    assert "barnstorm door run next" in out
    assert "F1" in out


@pytest.mark.parametrize("line", ["door tally next", "door run --help", "door --help", "event list"])
def test_no_other_command_loads_the_screens_library(line: str, sqlite: str) -> None:
    program = (
        "import sys\n"
        "from barnstorm.cli.run import run\n"
        f"run({line.split()!r})\n"
        "print('textual' in sys.modules, file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "False"
