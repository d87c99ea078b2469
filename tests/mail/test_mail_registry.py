"""Ways to send are found by name: ours, and other packages'."""

import subprocess
import sys
from pathlib import Path

import pytest

from barnstorm.errors.mail import BackendBroken, UnknownMailOption, UnknownScheme
from barnstorm.mail.built_in import BUILT_IN
from barnstorm.mail.registry import backend_for, known


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that brings two backends, one of them broken, and wants to take over smtps."""
    code = "from barnstorm.mail.backends.null import Null\ndef pigeon(dsn):\n    return Null()\n"
    (tmp_path / "pigeonpost.py").write_text(code)
    info = tmp_path / "pigeon_post-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon-post\nVersion: 1.2\nSummary: By pigeon.\n")
    (info / "entry_points.txt").write_text(
        "[barnstorm.mail]\npigeon = pigeonpost:pigeon\nowl = pigeonpost_owl:owl\nsmtps = pigeonpost:pigeon\n"
    )
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.parametrize("scheme", BUILT_IN)
def test_every_example_of_ours_is_accepted(scheme: str) -> None:
    example = BUILT_IN[scheme].example
    assert example.startswith(f"{scheme}:")
    assert backend_for(example).name.startswith(f"{scheme}:")


def test_another_packages_backend_is_found_by_its_entry_point(other_package: None) -> None:
    assert backend_for("pigeon://loft").name == "null:"
    [row] = [row for row in known() if row.scheme == "pigeon"]
    assert (row.does, row.example, row.source) == ("By pigeon.", "pigeon://…", "pigeon-post 1.2")


def test_a_broken_one_is_listed_and_refused_by_name(other_package: None) -> None:
    assert "owl" in [row.scheme for row in known()]
    with pytest.raises(BackendBroken, match=r"owl of pigeon-post 1\.2"):
        backend_for("owl://post")


def test_ours_cannot_be_taken_over(other_package: None) -> None:
    assert [row.source for row in known() if row.scheme == "smtps"] == ["barnstorm"]
    assert backend_for("smtps://mail.example.org").name == "smtps://mail.example.org:465"


@pytest.mark.parametrize("scheme", ["smtps", "maildir", "sendmail", "gmail+smtp", "resend", "ses+raw"])
def test_making_a_backend_loads_no_http_client(scheme: str) -> None:
    """It takes a third of a second on an old laptop, and is for those who send through it."""
    program = (
        "import sys\nfrom barnstorm.mail.registry import backend_for, known\nknown()\n"
        f"backend_for({BUILT_IN[scheme].example!r})\nassert 'httpx' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(("typed", "meant"), [("smpts", "smtps"), ("mailder", "maildir"), ("smtp+tls", "smtp")])
def test_a_typo_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UnknownScheme) as refusal:
        backend_for(f"{typed}://host")
    assert meant in refusal.value.hint


def test_a_scheme_like_no_other_is_answered_with_all() -> None:
    with pytest.raises(UnknownScheme) as refusal:
        backend_for("xyzzy://host")
    assert "maildir" in refusal.value.hint
    assert "smtp+starttls" in refusal.value.hint


def test_an_unknown_option_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownMailOption, match="no option “conections”") as refusal:
        backend_for("smtps://host?conections=4")
    assert "connections" in refusal.value.hint
