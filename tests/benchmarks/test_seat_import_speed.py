"""What importing and listing the seats of the country costs, against the least that could be done."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Command = Sequence[str]
Barnstorm = Callable[[str], Command]
SeatFile = Callable[[str], Path]

YEARS = {
    2015: "hoc-ge2015-results-full.csv",
    2017: "HoC-GE2017-results-by-candidate.csv",
    2024: "HoC-GE2024-results-by-candidate.csv",
}
FOUR = YEARS | {2019: YEARS[2017]}
"""The file of 2019 is not among those beside the checkout; that of 2017 has the same seats and as many candidates."""

BARE: Command = (sys.executable, "-c", "import csv, sqlite3")
INSERT = """
import csv, sqlite3, sys
with open(sys.argv[1], encoding="utf-8", newline="") as f, sqlite3.connect(sys.argv[2]) as db:
    lines = csv.reader(f)
    header = next(lines)
    db.execute("DROP TABLE IF EXISTS result")
    db.execute("CREATE TABLE result (" + ", ".join(f'"{title}"' for title in header) + ")")
    db.executemany("INSERT INTO result VALUES (" + ", ".join("?" * len(header)) + ")", lines)
"""
"""csv and executemany: one bare table, nothing checked."""


def milliseconds(command: Command) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    return (time.perf_counter() - started) * 1000


def test_importing_650_seats_against_csv_and_executemany(
    seat_file: SeatFile,
    tmp_path: Path,
    floor: Command,
    barnstorm: Barnstorm,
    sqlite: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At most four times as long beyond the imports, with every sum checked and the start of the program included.

    What it takes beyond a command that finds nothing to do is printed beside it.
    """
    path = str(seat_file(YEARS[2024]))
    idle = barnstorm(f"--db {tmp_path / 'idle.db'} seat list")
    for first in (idle, barnstorm("seat list")):
        milliseconds(first)
    runs: dict[str, list[float]] = {"ours": [], "idle": [], "floor": [], "peer": [], "bare": []}
    for year in range(2101, 2110):
        ours = (*barnstorm("seat import"), path, "--election", f"{year} general", "--date", f"{year}-05-01")
        peer = (sys.executable, "-c", INSERT, path, str(tmp_path / "peer.db"))
        for name, command in (("ours", ours), ("idle", idle), ("floor", floor), ("peer", peer), ("bare", BARE)):
            runs[name].append(milliseconds(command))
    ms = {name: statistics.median(times) for name, times in runs.items()}
    peer_ms = ms["peer"] - ms["bare"]
    own, beyond_imports = (ms["ours"] - ms["idle"]) / peer_ms, (ms["ours"] - ms["floor"]) / peer_ms
    told = ", ".join(f"{name} {value:.0f} ms" for name, value in ms.items())
    with capsys.disabled():
        sys.stdout.write(
            f"\nseat import of 650 seats / csv + executemany: {own:.2f} beyond an idle command, "
            f"{beyond_imports:.2f} beyond the imports ({told})\n"
        )
    assert beyond_imports <= 4


def test_listing_marginal_seats_against_importing_the_orm(
    seat_file: SeatFile,
    barnstorm: Barnstorm,
    floor: Command,
    sqlite: str,
    ratio: Callable[..., float],
    run_line: Callable[..., Any],
) -> None:
    for year, name in FOUR.items():
        run_line(["seat", "import", str(seat_file(name)), "--election", f"{year} general"])
    what = "seat list --marginal 10 of four elections / import typer, sqlmodel"
    assert ratio(what, barnstorm("seat list --marginal 10"), floor) <= 1.35
