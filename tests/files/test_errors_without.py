"""Taking somebody out of an errors file leaves everybody else as they were."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors.privacy import FileNotCleaned
from barnstorm.files.attendees.errors_without import rows_about, take_out

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)


def is_ann(row: list[str]) -> bool:
    return "Ann Bell" in row


def written(header: list[str], rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode(encoding)


@given(st.lists(st.lists(cells, min_size=3, max_size=3)), st.sampled_from(",;\t|"), st.integers(0, 3))
def test_everybody_else_stays_byte_for_byte(others: list[list[str]], delimiter: str, times: int) -> None:
    header = ["name", "line", "reason"]
    theirs = [["Ann Bell", "2", "bad"]] * times
    kept = [row for row in others if not is_ann(row)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.errors.csv"
        path.write_bytes(written(header, [*theirs, *kept, *theirs], delimiter, "utf-8-sig"))
        assert len(rows_about(path, is_ann)) == 2 * times
        assert take_out(path, is_ann) == 2 * times
        assert path.read_bytes() == written(header, kept, delimiter, "utf-8-sig")


def test_what_a_spreadsheet_saved_in_its_own_way_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "people.errors.csv"
    header, zoe = ["name", "line", "reason"], ["Zoë", "3", "bad"]
    path.write_bytes(written(header, [["Ann Bell", "2", "bad"], zoe], ";", "cp1252"))
    assert take_out(path, is_ann) == 1
    assert path.read_bytes() == written(header, [zoe], ";", "cp1252")


def test_a_file_that_is_gone_holds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "gone.csv"
    assert (rows_about(path, is_ann), take_out(path, is_ann)) == ([], 0)
    assert not path.exists()


def test_what_is_no_csv_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "people.errors.csv"
    path.write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(FileNotCleaned):
        take_out(path, is_ann)
    with pytest.raises(FileNotCleaned):
        take_out(tmp_path, is_ann)
