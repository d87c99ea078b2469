"""barnstorm door export, door merge: two laptops at one door, and no network."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]

DOOR = "hall.door"


def at(time: str) -> str:
    return f"2017-05-16T{time}+01:00"


@pytest.fixture
def night(clock: Clock, database: str, run_line: Run) -> None:
    """Six in the afternoon; the list has gone out to the other laptop."""
    clock(at("18:00"))
    run_line("venue add Hall --address 'Castle Street, Carlisle' --postcode 'CA3 8TP' --capacity 6")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30 --end 21:30 --venue Hall --capacity 60")
    run_line("rsvp add hall 'Ann Bell' --party-size 5 --email ann@example.org --access 'a ramp'")
    run_line("rsvp add hall 'Bob Khan' --phone '07700 900123'")
    run_line("rsvp add hall 'Dec Lined' --answer declined")
    run_line(f"door export hall -o {DOOR}")


@pytest.fixture
def there(run_line: Run, clock: Clock) -> Run:
    """Something done on the other laptop: `there("19:10", "check-in hall ann")`."""

    def does(time: str, what: str, file: str = DOOR) -> Any:
        clock(at(time))
        return run_line(f"--db {file} door {what}")

    return does


@pytest.fixture
def here(run_line: Run, clock: Clock) -> Run:
    def does(time: str, what: str) -> Any:
        clock(at(time))
        return run_line(f"door {what}")

    return does


def came(run_line: Run) -> dict[str, str | None]:
    """Name -> when they came in, of everybody on the list of the campaign's own database."""
    rows = run_line("rsvp list hall --json").json()
    return {row["name"]: (row["checked_in_at"] or "")[11:16] or None for row in rows}


@pytest.mark.usefixtures("night")
def test_the_file_has_names_and_no_addresses_numbers_or_needs() -> None:
    held = Path(DOOR).read_bytes()
    assert b"Ann" in held
    for secret in (b"ann@example.org", b"+447700900123", b"a ramp", b"Castle Street"):
        assert secret not in held


@pytest.mark.usefixtures("night")
@pytest.mark.skipif(os.name != "posix", reason="another system of permissions")
def test_only_its_owner_may_read_the_file() -> None:
    assert stat.S_IMODE(Path(DOOR).stat().st_mode) == 0o600


@pytest.mark.usefixtures("night")
def test_a_file_that_may_hold_ticks_is_not_written_over(refused: Refused) -> None:
    assert f"{DOOR} exists already" in refused(f"door export hall -o {DOOR}", 4)


@pytest.mark.usefixtures("night")
def test_the_other_laptop_has_the_same_list(run_line: Run, there: Run) -> None:
    ours, theirs = (run_line(f"{db} door list hall --json").json() for db in ("", f"--db {DOOR}"))
    assert ours == theirs
    assert "had declined" in there("19:00", "check-in hall dec").err
    assert there("19:00", "tally hall --json").json()["here"] == 1


@pytest.mark.usefixtures("night")
def test_ticks_and_walk_ins_come_in_once_however_often_they_are_merged(run_line: Run, there: Run, clock: Clock) -> None:
    there("19:10", "check-in hall ann")
    there("19:12", 'walk-in hall "Eve Tait" --phone "07700 900126" --postcode ca38tp')
    clock(at("22:00"))
    rows = run_line(f"door merge {DOOR} --json").json()
    assert [(row["name"], row["what"], row["came_at"][11:16]) for row in rows] == [
        ("Ann Bell", "in", "19:10"),
        ("Eve Tait", "walk-in", "19:12"),
    ]
    (eve,) = (row for row in run_line("rsvp list hall --json").json() if row["name"] == "Eve Tait")
    assert (eve["answer"], eve["phone"], eve["postcode"]) == (None, "+447700900126", "CA3 8TP")
    ran = run_line(f"door merge {DOOR} --json")
    assert ran.json() == []
    assert f"{DOOR}: nothing new; 2 known already." in ran.err
    assert run_line("door tally hall --json").json()["here"] == 6


@pytest.mark.usefixtures("night")
def test_a_dry_run_shows_the_same_and_changes_nothing(run_line: Run, there: Run) -> None:
    there("19:10", "check-in hall ann")
    there("19:12", 'walk-in hall "Eve Tait"')
    dry = run_line(f"door merge {DOOR} --dry-run --json")
    assert "Nothing was changed." in dry.err
    assert set(came(run_line).values()) == {None}
    for_real = run_line(f"door merge {DOOR} --json").json()
    assert [row | {"person_id": 0} for row in dry.json()] == [row | {"person_id": 0} for row in for_real]


@pytest.mark.usefixtures("night")
def test_whoever_was_ticked_at_both_doors_came_at_the_earlier_time(run_line: Run, here: Run, there: Run) -> None:
    there("19:10", "check-in hall bob")
    here("19:20", "check-in hall bob")
    here("19:05", "check-in hall ann")
    there("19:15", "check-in hall ann")
    rows = here("19:30", f"merge {DOOR} --json").json()
    assert [(row["name"], row["what"]) for row in rows] == [("Bob Khan", "earlier")]
    assert (came(run_line)["Bob Khan"], came(run_line)["Ann Bell"]) == ("19:10", "19:05")


@pytest.mark.usefixtures("night")
def test_of_a_party_in_parts_the_larger_part_counts_and_somebody_is_to_look(here: Run, there: Run) -> None:
    here("19:05", "check-in hall ann --heads 2")
    there("19:15", "check-in hall ann --heads 3")
    (row,) = here("19:30", f"merge {DOOR} --json").json()
    assert (row["what"], row["inside"], row["party_size"]) == ("more", 3, 5)
    assert row["why"] == "2 of the party came in here and 3 there: 3 are counted."
    assert here("19:31", f"merge {DOOR} --json").json() == []


@pytest.mark.usefixtures("night")
def test_a_tick_from_before_the_export_that_is_taken_back_there_is_taken_back_here(
    run_line: Run, here: Run, there: Run
) -> None:
    here("18:30", "check-in hall bob")
    here("18:40", "export hall -o late.door")
    there("18:50", "undo hall bob", "late.door")
    (row,) = here("19:00", "merge late.door --json").json()
    assert (row["name"], row["what"], row["came_at"]) == ("Bob Khan", "out", None)
    assert came(run_line)["Bob Khan"] is None
    here("19:01", f"merge {DOOR}")
    assert came(run_line)["Bob Khan"] is None


@pytest.mark.usefixtures("night")
def test_an_undo_of_one_greeters_slip_leaves_in_whom_the_other_let_in(run_line: Run, here: Run, there: Run) -> None:
    here("19:00", "check-in hall bob")
    there("19:05", "check-in hall bob")
    there("19:06", "undo hall bob")
    here("19:30", f"merge {DOOR}")
    assert came(run_line)["Bob Khan"] == "19:00"


@pytest.mark.usefixtures("night")
def test_an_undo_after_a_merge_leaves_the_other_laptops_own_tick(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "check-in hall bob")
    here("19:05", "check-in hall bob")
    here("19:10", f"merge {DOOR}")
    assert came(run_line)["Bob Khan"] == "19:00"
    there("19:20", "undo hall bob")
    here("19:30", f"merge {DOOR}")
    assert came(run_line)["Bob Khan"] == "19:05"
    here("19:40", "undo hall bob")
    here("19:41", f"merge {DOOR}")
    assert came(run_line)["Bob Khan"] is None


@pytest.mark.usefixtures("night")
def test_a_place_that_an_undo_there_frees_goes_to_who_waits_here(run_line: Run, here: Run, there: Run) -> None:
    here("18:30", "walk-in hall 'Cy Dee'")
    run_line("event edit hall --capacity 7")
    run_line("rsvp add hall 'Wai Ting'")
    here("18:40", "export hall -o late.door")
    there("18:50", "undo hall cy", "late.door")
    assert "Wai Ting moves up" in here("19:00", "merge late.door").err


@pytest.mark.usefixtures("night")
def test_a_walk_in_who_may_be_known_is_named_and_not_joined(run_line: Run, here: Run, there: Run) -> None:
    here("19:00", "walk-in hall 'Eve Tait' --phone '07700 900126'")
    there("19:05", "walk-in hall 'Eve Tait'")
    there("19:06", "walk-in hall 'E T' --phone '07700 900126'")
    ran = here("19:30", f"merge {DOOR} --json")
    assert [row["maybe_same"] for row in ran.json()] == [[4], [4]]
    assert "Eve Tait (no. 5) may be no. 4." in ran.err
    assert "barnstorm person merge 4 5" in ran.err
    assert run_line("door tally hall --json").json()["walk_ins"] == 3


@pytest.mark.usefixtures("night")
def test_a_walk_in_merged_with_somebody_afterwards_is_not_made_again(run_line: Run, here: Run, there: Run) -> None:
    there("19:05", "walk-in hall 'Bobby Khan'")
    here("19:30", f"merge {DOOR}")
    run_line("person merge 2 4")
    there("19:35", "undo hall bobby")
    there("19:36", "check-in hall bobby")
    here("19:40", f"merge {DOOR}")
    assert [row["name"] for row in run_line("rsvp list hall --json").json()] == ["Ann Bell", "Bob Khan", "Dec Lined"]
    assert came(run_line)["Bob Khan"] == "19:36"


@pytest.mark.usefixtures("night")
def test_somebody_merged_since_the_list_went_out_is_ticked_as_who_they_are(
    run_line: Run, here: Run, there: Run
) -> None:
    run_line("rsvp add hall 'Robert Khan'")
    here("18:30", "export hall -o late.door")
    run_line("person merge 2 4")
    there("19:00", "check-in hall robert", "late.door")
    here("19:30", "merge late.door")
    assert came(run_line)["Bob Khan"] == "19:00"


@pytest.mark.usefixtures("night")
def test_who_was_erased_since_is_not_brought_back(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "check-in hall bob")
    there("19:05", "walk-in hall 'Eve Tait'")
    there("19:06", "walk-in hall 'Fay Wood' --phone '07700 900127'")
    here("19:10", "walk-in hall 'Fay Wood' --phone '07700 900127'")
    run_line("person erase bob --yes")
    run_line("person erase fay --yes")
    rows = here("19:30", f"merge {DOOR} --json").json()
    assert [(row["name"], row["what"]) for row in rows] == [
        ("(erased)", "left out"),
        ("Eve Tait", "walk-in"),
        ("(erased)", "left out"),
    ]
    run_line("person erase eve --yes")
    rows = here("19:40", f"merge {DOOR} --json").json()
    assert {row["name"] for row in rows} == {"(erased)"}
    assert [row["name"] for row in run_line("person list --json").json()] == ["Ann Bell", "Dec Lined"]


@pytest.mark.usefixtures("night")
def test_a_slip_on_the_other_laptop_makes_nobody_here(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "walk-in hall 'Slip Ofthepen'")
    there("19:01", "undo hall slip")
    (row,) = here("19:30", f"merge {DOOR} --json").json()
    assert (row["what"], row["why"]) == ("left out", "They were added there, and are not in.")
    assert len(run_line("person list --json").json()) == 3


@pytest.mark.usefixtures("night")
def test_a_number_given_at_the_other_desk_fills_in_what_was_not_known(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "walk-in hall 'Ann Bell' --phone '07700 900999'")
    here("19:30", f"merge {DOOR}")
    assert run_line("person show ann --json").json()["phone"] == "+447700900999"


@pytest.mark.usefixtures("night")
def test_several_files_come_in_any_order(run_line: Run, here: Run, there: Run) -> None:
    Path("copy.door").write_bytes(Path(DOOR).read_bytes())
    there("19:10", "check-in hall bob")
    there("19:05", "check-in hall bob", "copy.door")
    there("19:06", "walk-in hall 'Eve Tait'", "copy.door")
    assert "2 walk-ins" not in here("19:30", f"merge copy.door {DOOR} copy.door").err
    assert (came(run_line)["Bob Khan"], came(run_line)["Eve Tait"]) == ("19:05", "19:06")


@pytest.mark.usefixtures("night")
def test_a_third_laptops_file_can_be_merged_on_the_second(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "export hall -o third.door")
    there("19:05", "walk-in hall 'Eve Tait'", "third.door")
    there("19:10", "check-in hall bob", "third.door")
    there("19:20", "merge third.door")
    here("19:30", f"merge {DOOR}")
    assert (came(run_line)["Bob Khan"], came(run_line)["Eve Tait"]) == ("19:10", "19:05")
    assert here("19:31", "merge third.door --json").json() == []


@pytest.mark.usefixtures("night")
def test_together_they_may_be_more_than_the_room_holds(here: Run, there: Run) -> None:
    here("19:00", "check-in hall ann")
    here("19:01", "check-in hall bob")
    there("19:02", "walk-in hall 'Eve Tait'")
    assert "Careful: 7 are in, and the venue holds 6." in here("19:30", f"merge {DOOR}").err


@pytest.mark.usefixtures("night")
def test_a_clock_that_is_wrong_is_noticed(here: Run, there: Run) -> None:
    there("17:00", "check-in hall bob")
    assert "The clock of that laptop is wrong" in here("19:30", f"merge {DOOR}").err


@pytest.mark.usefixtures("night")
def test_a_closed_evening_is_corrected_by_a_late_file(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "check-in hall bob")
    here("21:30", "close hall --yes")
    here("22:00", f"merge {DOOR}")
    rows = run_line("rsvp list hall --json").json()
    assert {row["name"]: row["attended"] for row in rows} == {"Ann Bell": False, "Bob Khan": True, "Dec Lined": None}


@pytest.mark.usefixtures("night")
def test_a_cancelled_event_takes_no_ticks(run_line: Run, refused: Refused) -> None:
    run_line("event cancel hall --reason snow")
    assert "hall is cancelled" in refused(f"door merge {DOOR}", 4)
    assert "hall is cancelled" in refused("door export hall -o late.door", 4)


@pytest.mark.usefixtures("night")
def test_a_strangers_name_is_cleaned_on_its_way_in(run_line: Run, here: Run, there: Run) -> None:
    there("19:00", "walk-in hall 'Eve Tait'")
    with closing(sqlite3.connect(DOOR)) as file, file:
        file.execute("UPDATE person SET given_name = 'Eve\x1b[2J\u202e' WHERE family_name = 'Tait'")
    here("19:30", f"merge {DOOR}")
    assert "Eve[2J Tait" in came(run_line)
