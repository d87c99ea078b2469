"""barnstorm seat list, show, target, stand-aside, alias"""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.result_files import BARROW, CARLISLE, WORKINGTON, SeatResult, Stood, by_candidate, by_constituency

Run = Callable[..., Any]
Refused = Callable[..., str]

PROMISED = {
    "name", "code", "region", "country", "aim", "election", "held_by", "majority", "majority_share", "swing_needed",
    "turnout", "best_placed", "stood_aside", "events", "next_event",
}  # fmt: skip

SPEAKERS = SeatResult(
    "E14000608",
    "Buckingham",
    (Stood("John", "Bercow", "Speaker", "Spk", 100), Stood("A", "B", "Green", "Green", 98)),
    region=("South East", "England"),
)


@pytest.fixture
def seats(database: str, run_line: Run, tmp_path: Path, clock: Callable[[str], None]) -> None:
    """Three seats of 2015 and the Speaker's, on the morning of the Carlisle night."""
    clock("2017-05-16T09:00+01:00")
    path = tmp_path / "results.csv"
    for data in (by_candidate(CARLISLE, BARROW, WORKINGTON, SPEAKERS), by_constituency(CARLISLE)):
        path.write_bytes(data)
        run_line(["seat", "import", str(path), "--election", "2015 general"])


def names(run_line: Run, line: str) -> list[str]:
    return [seat["name"] for seat in run_line(f"{line} --json").json()]


def test_seats_are_listed_the_most_marginal_first(seats: None, run_line: Run) -> None:
    listed = names(run_line, "seat list")
    assert listed == ["Buckingham", "Barrow and Furness", "Carlisle", "Workington"]


def test_a_seat_has_the_promised_keys(seats: None, run_line: Run) -> None:
    carlisle = next(row for row in run_line("seat list --json").json() if row["name"] == "Carlisle")
    assert set(carlisle) >= PROMISED
    assert {key: carlisle[key] for key in sorted(PROMISED)} == {
        "name": "Carlisle",
        "code": "E14000620",
        "region": "North West",
        "country": "England",
        "aim": None,
        "election": "2015 general",
        "held_by": "Conservative",
        "majority": 2774,
        "majority_share": round(2774 / 42587, 6),
        "swing_needed": round(2774 / 42587 / 2, 6),
        "turnout": round(42587 / 65827, 6),
        "best_placed": "Labour",
        "stood_aside": [],
        "events": 0,
        "next_event": None,
    }
    assert run_line("seat list --csv").out.splitlines()[0].split(",")[:2] == ["name", "code"]


def test_marginal_seats_are_those_below_the_share_and_never_the_speakers(seats: None, run_line: Run) -> None:
    assert names(run_line, "seat list --marginal 10") == ["Barrow and Furness", "Carlisle"]
    assert names(run_line, "seat list --marginal 1.84") == ["Barrow and Furness"]
    assert names(run_line, "seat list --marginal 1.83") == []
    assert "Buckingham" not in names(run_line, "seat list --marginal 100")


def test_a_margin_outside_the_possible_is_refused(sqlite: str, refused: Refused) -> None:
    for margin in ("0", "-1", "101", "nan"):
        assert "cannot be" in refused(["seat", "list", "--marginal", margin], 2)


def test_seats_are_narrowed_by_region_and_aim(seats: None, run_line: Run, refused: Refused) -> None:
    assert names(run_line, 'seat list --region "south east"') == ["Buckingham"]
    assert len(names(run_line, "seat list --region england")) == 4
    run_line("seat target Workington --aim hold")
    assert names(run_line, "seat list --target") == ["Workington"]
    run_line("seat target Workington --none")
    assert names(run_line, "seat list --target") == []
    assert "Regions: North West and South East." in refused("seat list --region Narnia", 3)


def test_a_target_is_uncovered_until_it_has_an_event_before_polling_day(
    seats: None, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_POLLING_DAY", "2017-06-08")
    assert names(run_line, "seat list --uncovered") == [], "nothing is a target yet"
    run_line("seat target Carlisle --aim win")
    run_line('event create "Too late" --seat Carlisle --start "9 June 2017 7.30pm"')
    assert names(run_line, "seat list --uncovered") == ["Carlisle"]
    event = 'event create "Barnstorm" --seat Carlisle --venue "Tullie House, Carlisle" --start "16 May 2017 7.30pm"'
    ref = run_line(f"{event} --json").json()["ref"]
    assert names(run_line, "seat list --uncovered") == []
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["events"], shown["next_event"]) == (2, ref)
    run_line(f"event cancel {ref} --reason flooded")
    assert names(run_line, "seat list --uncovered") == ["Carlisle"], "a cancelled event covers nothing"


def test_hosts_and_filled_places_are_those_of_the_actions(seats: None, run_line: Run) -> None:
    made = (("night", "barnstorm", "Ann Bell"), ("a", "canvass", "Bob Low"), ("b", "canvass", "Bob Low"))
    for ref, kind, host in made:
        what = f"--seat Carlisle --kind {kind} --host '{host}' --ref {ref} --start '20 May 2017 10am'"
        run_line(f"event create Event {what}")
    run_line("rsvp add night 'Cy Day' --party-size 9")
    run_line("rsvp add a 'Cy Day' --party-size 2")
    run_line("rsvp add b 'Di Fay'")
    run_line("rsvp add b 'Ed Gow' --answer maybe")
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["hosts"], shown["filled"]) == (1, 3)


def test_seats_worked_together_are_listed_together(seats: None, run_line: Run) -> None:
    run_line('seat target Carlisle --aim win --cluster "North Cumbria"')
    assert names(run_line, 'seat list --cluster "north cumbria"') == ["Carlisle"]
    assert names(run_line, "seat list --cluster elsewhere") == []


def test_the_days_to_polling_day_are_told(seats: None, run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_POLLING_DAY", "2017-06-08")
    assert "days to polling day, Thursday 8 June 2017." in run_line("seat list").err


def test_another_election_may_be_asked_for(seats: None, run_line: Run, refused: Refused) -> None:
    assert len(names(run_line, "seat list --election GE2015")) == 4
    assert "Imported so far: 2015 general" in refused('seat list --election "2017 general"', 3)


def test_a_seat_is_shown_on_one_screen(seats: None, run_line: Run) -> None:
    shown = run_line("seat show Carlisle").out
    for told in (
        "Carlisle (E14000620)",
        "Conservative, majority 2,774 (6.5 %)",
        "Labour, on a swing of 3.3 %",
        "64.7 % (42,587 valid votes of 65,827)",
        "John Stevenson",
        "█",
    ):
        assert told in shown
    assert len(shown.splitlines()) <= 24
    assert max(map(len, shown.splitlines())) <= 80


def test_a_seat_is_one_line_of_csv(seats: None, run_line: Run) -> None:
    (row,) = csv.DictReader(run_line("seat show Carlisle --csv").out.splitlines())
    assert (row["code"], row["majority"], row["results"].split(", ")[0]) == (
        "E14000620",
        "2774",
        "Con John Stevenson 18873",
    )


def test_labour_and_co_operative_is_labour(seats: None, run_line: Run) -> None:
    barrow = run_line('seat show "barrow & furness" --json').json()
    assert barrow["held_by"] == "Labour"
    assert barrow["results"][0] == {
        "place": 1,
        "name": "John Woodcock",
        "party": "Labour and Co-operative",
        "party_code": "Lab",
        "votes": 18320,
        "share": round(18320 / 43275, 6),
        "elected": True,
    }


def test_an_alliance_is_told_plainly_when_it_falls_short(seats: None, run_line: Run, refused: Refused) -> None:
    shown = run_line("seat show Carlisle --alliance Lab+LD+Green --json").json()["alliance"]
    assert (shown["votes"], shown["lead"], shown["opponent"]) == (18311, -562, "Conservative")
    assert "562 short of Conservative" in run_line("seat show Carlisle --alliance Lab+LD+Green").out
    assert "no party is called “Whigs”" in refused("seat show Carlisle --alliance Lab+Whigs", 2)


def test_nobody_is_best_placed_against_the_speaker(seats: None, run_line: Run) -> None:
    shown = run_line("seat show Buckingham --json").json()
    assert (shown["held_by"], shown["best_placed"], shown["swing_needed"]) == ("Speaker", None, None)


def test_a_target_has_an_aim_and_may_have_a_cluster(seats: None, run_line: Run, refused: Refused) -> None:
    row = run_line('seat target Carlisle --aim win --cluster "West Cumbria" --json').json()
    assert (row["aim"], row["cluster"]) == ("win", "West Cumbria")
    row = run_line("seat target Carlisle --aim hold --json").json()
    assert (row["aim"], row["cluster"]) == ("hold", "West Cumbria")
    assert "--aim is missing" in refused("seat target Carlisle", 2)


def test_a_party_that_stood_aside_is_on_record_with_its_source(seats: None, run_line: Run) -> None:
    argv = [
        "seat", "stand-aside", "Carlisle", "greens", "--election", "2017 general", "--on", "12 May 2017",
        "--source", "https://greens.example/carlisle", "--no-reciprocal", "--candidate", "Helen Davison", "--json",
    ]  # fmt: skip
    row = run_line(argv).json()
    assert row == {
        "seat": "Carlisle",
        "seat_code": "E14000620",
        "election": "2017 general",
        "party": "Green",
        "announced_on": "2017-05-12",
        "reciprocal": False,
        "prior_candidate": "Helen Davison",
        "source": "https://greens.example/carlisle",
    }
    shown = run_line("seat show Carlisle --json").json()
    assert shown["stood_aside"] == ["Green"]
    assert shown["stand_asides"] == [row]
    assert "https://greens.example/carlisle" in run_line("seat show Carlisle").out


def test_a_wrong_stand_aside_is_taken_back(seats: None, run_line: Run, refused: Refused) -> None:
    record = 'seat stand-aside Carlisle Green --election "2017 general"'
    assert "not on record that “Green” stood aside in Carlisle" in refused(f"{record} --withdraw", 3)
    run_line(record)
    assert "On record is: Green." in refused('seat stand-aside Carlisle LD --election "2017 general" --withdraw', 3)
    ran = run_line('seat stand-aside Carlisle "Green Party" --election GE2017 --withdraw --json')
    assert ran.json()["party"] == "Green"
    assert "not on record any more" in ran.err
    assert run_line("seat show Carlisle --json").json()["stood_aside"] == []


def test_recording_it_again_adds_to_it_and_is_not_a_second_fact(seats: None, run_line: Run) -> None:
    line = 'seat stand-aside Carlisle Green --election "2017 general"'
    run_line(f"{line} --source https://a.example")
    row = run_line('seat stand-aside Carlisle "Green Party" --election GE2017 --reciprocal --json').json()
    assert (row["source"], row["reciprocal"]) == ("https://a.example", True)
    assert run_line("seat show Carlisle --json").json()["stood_aside"] == ["Green"]


def test_absence_is_not_standing_aside(seats: None, run_line: Run) -> None:
    """Workington's file has no Green candidate, and nobody said why."""
    assert run_line("seat show Workington --json").json()["stood_aside"] == []


def test_who_stood_aside_is_passed_over_as_the_best_placed(seats: None, run_line: Run) -> None:
    run_line('seat stand-aside Carlisle Labour --election "2017 general"')
    for row in (run_line("seat show Carlisle --json").json(), *run_line("seat list --json").json()):
        if row["name"] == "Carlisle":
            assert row["best_placed"] == "UK Independence Party"
            assert row["swing_needed"] == round((18873 - 5277) / 42587 / 2, 6)


def test_a_stand_aside_needs_an_election_that_is_certain_and_a_party(seats: None, refused: Refused) -> None:
    assert "not known" in refused('seat stand-aside Carlisle Green --election "2029 general"', 2)
    assert "is not a party’s name" in refused('seat stand-aside Carlisle "…" --election "2017 general"', 2)


def test_an_alias_means_the_seat_from_then_on(seats: None, run_line: Run, refused: Refused) -> None:
    refused("seat show Barrow", 3)
    run_line('seat alias "Barrow and Furness" Barrow')
    run_line('seat alias "Barrow and Furness" BARROW')
    shown = run_line("seat show barrow --json").json()
    assert (shown["code"], shown["aliases"]) == ("E14000543", ["Barrow"])
    assert "“Barrow” means Barrow and Furness (E14000543) already" in refused("seat alias Carlisle Barrow", 4)
    assert "“Carlisle” means Carlisle" in refused("seat alias Workington Carlisle", 4)
    assert "cannot be a seat’s other name" in refused('seat alias Workington "…"', 2)


def test_a_wrong_alias_is_taken_back(seats: None, run_line: Run, refused: Refused) -> None:
    run_line('seat alias "Barrow and Furness" Barrow')
    assert "Its other names: Barrow." in refused('seat alias "Barrow and Furness" Barow --remove', 3)
    assert "“BARROW” does not mean Barrow and Furness" in run_line("seat alias Barrow BARROW --remove").err
    refused("seat show Barrow", 3)
    assert "It has none." in refused('seat alias "Barrow and Furness" Barrow --remove', 3)


def test_a_list_on_a_narrow_terminal_keeps_what_matters(seats: None) -> None:
    """On eighty columns: who holds it and who is best placed, until there are events to show."""
    from barnstorm.app import App
    from barnstorm.cli.seat_view import columns_for, seats_on
    from barnstorm.output.table import write_table
    from barnstorm.services.seat.seats import Wanted

    app, out = App(), io.StringIO()
    rows = seats_on(app, None, Wanted())
    app.close()
    write_table(rows, columns_for(rows), out, 66)
    assert out.getvalue().splitlines()[0].split("  ")[-1] == "best placed"
    busy = [replace(row, events=1, next_event="carlisle-2017-05-16", hosts=3, filled=23) for row in rows]
    out = io.StringIO()
    write_table(busy, columns_for(busy), out, 80)
    assert "Carlisle            Con         2,774" in out.getvalue()
    assert "carlisle-2017-05-16" in out.getvalue()


def test_a_seat_is_known_in_any_spelling(seats: None, run_line: Run) -> None:
    for typed in ("E14000543", "e14000543", "barrow and furness", "BARROW & FURNESS", "Barrow, and Furness"):
        assert run_line(["seat", "show", typed, "--json"]).json()["code"] == "E14000543"


def test_a_seat_nobody_knows_is_refused_with_the_nearest(seats: None, refused: Refused) -> None:
    """A beginning that fits just one is offered, not taken: the seat decides where people are sent."""
    for typed, offered in (
        ("Carlise", "Carlisle"),
        ("Barrow", "Barrow and Furness"),
        ("Furness", "Barrow and Furness"),
    ):
        assert offered in refused(["seat", "show", typed], 3)


def test_before_any_import_the_way_in_is_named(sqlite: str, refused: Refused, run_line: Run) -> None:
    assert "barnstorm seat import" in refused("seat show Carlisle", 3)
    ran = run_line("seat list")
    assert ran.out == ""
    assert "seat import" in ran.err
