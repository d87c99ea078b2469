"""A campaign's own templates: they win by their name, and their mistakes are told by file and line."""

from dataclasses import replace
from pathlib import Path

import pytest

from barnstorm.errors.invite import BadTemplate, NoTemplateFolder
from barnstorm.mail.wording import worded
from tests.occasions import CAMPAIGN, household, occasion


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "letters"
    own.mkdir()
    return own


def text(folder: Path) -> str:
    return worded("invite", occasion(), replace(CAMPAIGN, templates=str(folder)), household()).text


def test_a_file_of_the_same_name_wins_and_the_rest_stays_ours(folder: Path) -> None:
    (folder / "greeting.txt").write_text("Ey up {{ name }}!\n", encoding="utf-8")
    words = text(folder)
    assert words.startswith("Ey up Ann!\n")
    assert "Tuesday 16 May 2017, 7.30pm to 9.30pm" in words


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("Dear {{ nmae }}\n", 1, "'nmae' is undefined"),
        ("Dear\n{% if name %}\n", 2, "Unexpected end of template"),
        ("Dear\n\n{{ o.starts_at.__class__.__mro__ }}\n", 3, "unsafe"),
        ("Dear\n{{ 1 / 0 }}\n", 2, "division by zero"),
        ("Dear\n{{ answers.append(1) }}\n", 2, "is unsafe"),
        ('{% include "nothing.txt" %}\n', 0, "no template nothing.txt"),
    ],
)
def test_a_mistake_is_refused_with_its_file_and_line(folder: Path, template: str, line: int, says: str) -> None:
    (folder / "invite.txt").write_text(template, encoding="utf-8")
    with pytest.raises(BadTemplate) as refused:
        text(folder)
    assert str(folder / "invite.txt") in refused.value.sentence
    assert f"line {line}" in refused.value.sentence or not line
    assert says in refused.value.sentence


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoTemplateFolder, match="nowhere"):
        text(tmp_path / "nowhere")
