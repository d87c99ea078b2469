"""Every command that the README shows runs, and says what the README says it says."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.terminal import typed

README = Path(__file__).resolve().parents[1] / "README.md"
CI = README.parent / ".ci" / "run"
REFUSED_ON_PURPOSE = {"event create Training": 2, "rsvp import kendal people.csv": 4}


@dataclass
class Step:
    """A command, and the lines shown under it; `…` stands for any."""

    command: str
    shown: list[str] = field(default_factory=list)


def steps() -> Iterator[Step]:
    step: Step | None = None
    for block in re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.replace("\\\n", "").splitlines():
            if line.startswith("$ "):
                if step:
                    yield step
                step = Step(line[2:])
            elif step:
                step.shown.append(line)
    assert step
    yield step


def as_pattern(shown: list[str]) -> str:
    return "".join("(?:.*\n)*?" if line == "…" else f"{re.escape(line)}\n" for line in shown)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is not to be had")
def test_the_session_of_the_readme_is_a_real_one(tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    environment = {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "BARNSTORM_NOW": "2017-05-09T10:00",
        "BARNSTORM_DATABASE_URL": "kendal.db",
    }
    for step in steps():
        if step.command.startswith("export "):
            for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|(\S+))', step.command):
                environment[name] = quoted or bare
            continue
        seen, code = typed(step.command, environment, tmp_path)
        expected = next((status for line, status in REFUSED_ON_PURPOSE.items() if line in step.command), 0)
        assert code == expected, f"$ {step.command}\n{seen}"
        assert re.fullmatch(as_pattern(step.shown), seen), (
            f"$ {step.command}\n{seen}\n--- the README shows\n{step.shown}"
        )


def test_the_check_installs_and_tests_as_the_readme_says() -> None:
    readme, check = README.read_text(encoding="utf-8"), CI.read_text(encoding="utf-8")
    assert ".venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest -n auto" in readme
    assert "-e '.[test]'" in check
    assert '"$bin/python" -m pytest -n auto' in check


def test_every_noun_is_in_the_readme_and_the_change_log() -> None:
    from barnstorm.cli.root import NOUNS

    readme = README.read_text(encoding="utf-8")
    changes = (README.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    for noun in NOUNS:
        assert re.search(rf"^\$ barnstorm (--db \S+ )?{noun}\b", readme, re.MULTILINE), noun
        assert f"`{noun}`" in changes, noun
