"""The real files of three general elections, where they are beside the checkout."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barnstorm.domain.parties import code_of
from barnstorm.domain.results import Candidate, majority, winner
from barnstorm.files.seats import CandidateFile, ConstituencyFile, read_results
from tests.result_files import workbook

SeatFile = Callable[[str], Path]
Run = Callable[..., Any]

YEARS = {
    2015: ("hoc-ge2015-results-full.csv", "hocl-ge2015-results-summary.csv", 3971, 30_697_525, 125),
    2017: ("HoC-GE2017-results-by-candidate.csv", "HoC-GE2017-constituency-results.csv", 3304, 32_204_184, 169),
    2024: ("HoC-GE2024-results-by-candidate.csv", "HoC-GE2024-results-by-constituency.csv", 4515, None, 223),
}
BY_HAND = {"Green": "Green Party"}
ELECTIONS = {
    "2015 general": "2015-05-07",
    "2017 Copeland by-election": "2017-02-23",
    "2017 general": "2017-06-08",
}
FACTS = [
    ("Carlisle", "2015 general", "Conservative", 2774, 6.51),
    ("Copeland", "2015 general", "Labour", 2564, 6.47),
    ("Workington", "2015 general", "Labour", 4686, 12.18),
    ("Barrow and Furness", "2015 general", "Labour", 795, 1.84),
    ("Copeland", "2017 Copeland by-election", "Conservative", 2147, 6.91),
    ("Carlisle", "2017 general", "Conservative", 2599, 6.04),
    ("Copeland", "2017 general", "Conservative", 1695, 3.95),
    ("Workington", "2017 general", "Labour", 3925, 9.42),
    ("Barrow and Furness", "2017 general", "Labour", 209, 0.44),
]
HELD = {
    2015: {"Con": 330, "Lab": 232, "SNP": 56, "LD": 8},
    2017: {"Con": 317, "Lab": 262, "SNP": 35, "LD": 12},
    2024: {"Lab": 411, "Con": 121, "LD": 72, "SNP": 9, "RUK": 5},
}


@pytest.mark.parametrize("year", YEARS)
def test_all_seats_come_out_as_the_by_constituency_file_says(seat_file: SeatFile, year: int) -> None:
    full, summary, rows, votes, _ = YEARS[year]
    candidates = read_results(seat_file(full).read_bytes())
    totals = read_results(seat_file(summary).read_bytes())
    assert isinstance(candidates, CandidateFile)
    assert isinstance(totals, ConstituencyFile)
    assert (candidates.rows, candidates.bad, len(candidates.seats)) == (rows, (), 650)
    assert (totals.bad, len(totals.seats)) == ((), 650)
    published = {seat.code: (seat.name, seat.valid, seat.majority) for seat in totals.seats}
    held: dict[str, int] = {}
    for seat in candidates.seats:
        stood = [Candidate(c.family_name, c.party, c.party_code, c.votes) for c in seat.candidates]
        assert published[seat.code] == (seat.name, sum(c.votes for c in stood), majority(stood))
        won = winner(stood)
        assert won is not None
        held[won.code] = held.get(won.code, 0) + 1
    assert {party: held[party] for party in HELD[year]} == HELD[year]
    assert votes is None or votes == sum(c.votes for seat in candidates.seats for c in seat.candidates)


def test_a_whole_general_election_as_a_workbook_reads_as_its_csv(seat_file: SeatFile) -> None:
    text = seat_file(YEARS[2024][0]).read_bytes()
    as_csv, as_workbook = read_results(text), read_results(workbook(text, above=()))
    assert as_workbook == as_csv


@pytest.mark.parametrize("year", YEARS)
def test_every_winner_and_runner_up_is_as_published(seat_file: SeatFile, year: int) -> None:
    """The by-constituency files name the first and second party of all 650 seats."""
    full, summary, *_ = YEARS[year]
    with seat_file(summary).open(encoding="utf-8-sig", newline="") as f:
        titles, *lines = csv.reader(f)
    code, first, second = (_place(titles, wanted) for wanted in ("ons id", "first party", "second party"))
    published = {line[code]: (line[first], line[second]) for line in lines}
    read = read_results(seat_file(full).read_bytes())
    assert isinstance(read, CandidateFile)
    assert len(read.seats) == len(published) == 650
    for seat in read.seats:
        stood = [Candidate(c.family_name, c.party, c.party_code, c.votes) for c in seat.candidates]
        won, against = winner(stood), sorted(stood, key=lambda c: -c.votes)[1]
        assert won is not None
        assert tuple(map(code_of, published[seat.code])) == (won.code, against.code), seat.name


def _place(titles: list[str], wanted: str) -> int:
    """2024 writes `First party`, the years before `first_party`."""
    return [title.casefold().replace("_", " ") for title in titles].index(wanted)


def test_names_are_repaired_and_none_is_guessed(seat_file: SeatFile) -> None:
    """Doubled spaces and what went through Latin-1; a name that is only odd is left as it is."""
    names: list[str] = []
    for year in YEARS:
        read = read_results(seat_file(YEARS[year][0]).read_bytes())
        assert isinstance(read, CandidateFile)
        for seat in read.seats:
            names += [seat.name, *(text for c in seat.candidates for text in (c.given_name, c.family_name, c.party))]
    assert not [name for name in names if name != " ".join(name.split()) or "Ã" in name]
    assert {"Áine", "Léonie", "Dünweber", "Ynys Môn", "City Of Chester"} <= set(names)


def test_the_facts_of_the_four_seats_are_printed(
    sqlite: str, seat_file: SeatFile, run_line: Run, clock: Callable[[str], None]
) -> None:
    """2015, the by-election, 2017 and 2024, as told in the House of Commons Library's briefings."""
    clock("2017-06-09T09:00+01:00")
    history = str(seat_file("four-seats-history.csv"))
    for election, day in ELECTIONS.items():
        run_line(["seat", "import", history, "--election", election, "--date", day])
    for seat, election, held_by, lead, share in FACTS:
        shown = run_line(["seat", "show", seat, "--on", ELECTIONS[election], "--json"]).json()
        assert (shown["election"], shown["held_by"], shown["majority"]) == (election, held_by, lead)
        assert round(shown["majority_share"] * 100, 2) == share
    by_election = ["seat", "show", "Copeland", "--on", "2017-03-01", "--alliance", "Lab+LD+Green"]
    positive = run_line(by_election).out
    assert "14,368 (46.2 %)" in positive
    assert "620 ahead of Conservative (13,748)" in positive
    negative = run_line("seat show Carlisle --on 2017-05-16 --alliance Lab+LD+Green").out
    assert "562 short of Conservative (18,873)" in negative


@pytest.mark.parametrize("year", YEARS)
def test_the_marginal_seats_of_an_election_are_counted_as_published(
    database: str, seat_file: SeatFile, run_line: Run, year: int
) -> None:
    full, summary, rows, _, marginal = YEARS[year]
    for name, lines in ((full, rows), (summary, 650)):
        row = run_line(["seat", "import", str(seat_file(name)), "--election", f"{year} general", "--json"]).json()
        assert (row["rows"], row["skipped"], row["seats"], row["bad"]) == (lines, 0, 650, [])
    assert len(run_line("seat list --marginal 10 --json").json()) == marginal


def test_the_four_seats_of_the_carlisle_campaign_are_as_put_together_by_hand(
    sqlite: str, seat_file: SeatFile, run_line: Run
) -> None:
    for name in YEARS[2015][:2]:
        run_line(["seat", "import", str(seat_file(name)), "--election", "2015 general"])
    with seat_file("four-seats-2015.csv").open(encoding="utf-8", newline="") as f:
        by_hand = list(csv.DictReader(f))
    for code in {line["gss_code"] for line in by_hand}:
        shown = run_line(["seat", "show", code, "--json"]).json()
        wanted = [line for line in by_hand if line["gss_code"] == code]
        assert [(line["candidate"], line["party"], int(line["votes"]), float(line["share"])) for line in wanted] == [
            (row["name"], BY_HAND.get(row["party"], row["party"]), row["votes"], row["share"])
            for row in shown["results"]
        ]
        assert shown["electorate"] == int(wanted[0]["electorate"])


def test_the_file_put_together_by_hand_can_be_imported_itself(sqlite: str, seat_file: SeatFile, run_line: Run) -> None:
    run_line(["seat", "import", str(seat_file("four-seats-2015.csv")), "--election", "2015 general"])
    carlisle = run_line("seat show Carlisle --json").json()
    assert (carlisle["held_by"], carlisle["majority"], carlisle["electorate"]) == ("Conservative", 2774, 65827)


def test_seats_of_all_elections_stand_side_by_side(
    sqlite: str, seat_file: SeatFile, run_line: Run, clock: Callable[[str], None]
) -> None:
    for year in (2024, 2015, 2017):
        run_line(["seat", "import", str(seat_file(YEARS[year][0])), "--election", f"{year} general"])
    assert len(run_line("seat list --json").json()) == 650
    assert run_line("seat show Carlisle --json").json()["majority"] == 5200
    clock("2017-05-16T18:00+01:00")
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["majority"], shown["election"], shown["earlier"]) == (2774, "2015 general", [])
    assert run_line("seat show ynys-mon --json").json()["country"] == "Wales"
    assert len(run_line("seat list --marginal 10 --json").json()) == 125
