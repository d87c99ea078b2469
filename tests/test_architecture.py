"""The rules of the house, held by tests: what may import what, and what a start may cost."""

import subprocess
import sys
from pathlib import Path

import pytest

from barnstorm.cli.root import NOUNS

HEAVY = ("sqlmodel", "sqlalchemy", "icalendar", "httpx", "alembic", "reportlab", "jinja2", "phonenumbers", "textual")

PACKAGE = Path(__file__).resolve().parents[1] / "barnstorm"


def loaded_after(*argv: str, **env: str) -> set[str]:
    """The modules that a fresh interpreter holds after one command line."""
    program = (
        "import sys\n"
        "from barnstorm.cli.run import run\n"
        f"status = run({list(argv)!r})\n"
        "print('\\n'.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=None)
    return set(ran.stderr.split())


@pytest.mark.parametrize(
    "argv",
    [
        ["--version"],
        ["--help"],
        *([noun, "--help"] for noun in NOUNS),
        ["event", "create", "--help"],
        ["rsvp", "import", "--help"],
    ],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(argv: list[str]) -> None:
    """Importing SQLModel costs seven times what Typer does, and nobody who asks for help should wait for it.

    It breaks when a module under cli/ imports a service, a table or a library at its top, or names one in an annotation
    that Typer evaluates. Import it in the function that uses it instead.
    """
    assert loaded_after(*argv).isdisjoint(HEAVY)


def test_completion_of_a_noun_loads_nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_BARNSTORM_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "barnstorm ev")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert loaded_after().isdisjoint(HEAVY)


def test_imports_go_down_only() -> None:
    """The contracts are in pyproject.toml."""
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-cache"]
    ran = subprocess.run(lint, cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_has_one_idea(path: Path) -> None:
    """None is over 300 lines: one that grows past it has two ideas, and is split."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
