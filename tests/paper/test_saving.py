"""A PDF on disk: whole or not at all, and private."""

import os
import stat
from pathlib import Path

import pytest

from barnstorm.errors.door import NoFolderForPaper, PaperNotWritten
from barnstorm.paper.saving import saved


def test_a_saved_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with saved(tmp_path / "door.pdf") as out:
        out.write(b"names")
    assert (tmp_path / "door.pdf").read_bytes() == b"names"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "door.pdf").stat().st_mode) == 0o600


def test_what_was_there_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    path = folder / "door.pdf"
    path.write_bytes(b"old")

    def fails() -> None:
        with saved(path) as out:
            out.write(b"half a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert path.read_bytes() == b"old"
    assert [found.name for found in folder.iterdir()] == ["door.pdf"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFolderForPaper, match="nowhere"), saved(tmp_path / "nowhere" / "door.pdf"):
        pass


def test_a_folder_cannot_be_written_over(tmp_path: Path) -> None:
    with pytest.raises(PaperNotWritten, match="folder"), saved(tmp_path):
        pass
