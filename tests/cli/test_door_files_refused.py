"""barnstorm door merge: files that are no list for this door, each refused with what to do."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]

DOOR = "hall.door"


@pytest.fixture
def night(clock: Callable[[str], None], sqlite: str, run_line: Run) -> None:
    """The list has gone out to the other laptop."""
    clock("2017-05-16T18:00+01:00")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30 --end 21:30")
    run_line("rsvp add hall 'Ann Bell'")
    run_line(f"door export hall -o {DOOR}")


@pytest.mark.usefixtures("night")
def test_a_list_of_another_campaign_is_refused(refused: Refused, tmp_path: Path) -> None:
    ran = refused(f"--db {tmp_path / 'another.db'} door merge {DOOR}", 4)
    assert "is a list of another campaign (its event is hall)" in ran


@pytest.mark.usefixtures("night")
def test_a_list_of_an_event_that_is_gone_is_refused(run_line: Run, refused: Refused) -> None:
    run_line("event create Other --ref other --start 2017-05-17T19:30")
    run_line("door export other -o other.door")
    run_line("event delete other --yes")
    assert "the list of other, an event that is not in this database" in refused("door merge other.door", 4)


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize("left", [200, 5000, 60_000, 300_000])
def test_a_file_cut_short_is_refused(refused: Refused, left: int) -> None:
    Path("cut.door").write_bytes(Path(DOOR).read_bytes()[:left])
    assert "cut.door is cut short or damaged; nothing was taken from it." in refused("door merge cut.door", 4)


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE fact SET value = 'yesterday' WHERE name = 'door-exported-at'", "damaged"),
        ("UPDATE person SET uid = 'x' WHERE id = 1", "damaged"),
        ("UPDATE rsvp SET attended = 1, checked_in_at = 'soon' WHERE id = 1", "damaged"),
        ("UPDATE event SET uid = 'x'", "damaged"),
        ("DELETE FROM fact WHERE name LIKE 'door-%'", "it is a whole campaign"),
        ("PRAGMA application_id = 7", "another program made it"),
    ],
)
def test_a_file_that_somebody_tampered_with_is_refused(refused: Refused, spoil: str, said: str) -> None:
    with closing(sqlite3.connect(DOOR)) as file, file:
        file.execute(spoil)
    assert said in refused(f"door merge {DOOR}", 4)


@pytest.mark.usefixtures("night")
def test_a_file_of_another_schema_is_refused_with_what_to_do(refused: Refused) -> None:
    for found, code, said in (("9999", 5, "pip install --upgrade"), ("0001", 5, f"barnstorm --db {DOOR} db upgrade")):
        with closing(sqlite3.connect(DOOR)) as file, file:
            file.execute("UPDATE barnstorm_schema SET version_num = ?", (found,))
        assert said in refused(f"door merge {DOOR}", code)


@pytest.mark.usefixtures("night")
def test_what_is_no_list_at_all_is_refused(refused: Refused) -> None:
    Path("empty.door").touch()
    Path("notes.txt").write_text("Ann came.", encoding="utf-8")
    assert "it is empty" in refused("door merge empty.door", 4)
    assert "it is no database" in refused("door merge notes.txt", 4)
    assert "There is no file nope.door" in refused("door merge nope.door", 3)
    assert "there is nothing to merge" in refused(f"--db {DOOR} door merge {DOOR}", 2)


@pytest.mark.usefixtures("night")
def test_a_folder_that_is_not_there_is_said(refused: Refused) -> None:
    assert "no such file or directory" in refused("door export hall -o nowhere/hall.door", 5)
