"""A hundred thousand attendees into a database of a hundred thousand people, every check on, as a whole process:
against the least that could be done with the same file (`sqlite3 .import` into one bare table; COPY on PostgreSQL),
and against the tool people would reach for (`sqlite-utils insert`, which checks nothing).
"""

import csv
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

Command = Sequence[str]
Barnstorm = Callable[[str], Command]
Run = Callable[..., object]

ROWS = 100_000
KNOWN = 20_000
"""Of the file's rows, those of people on the books."""

LEAST = Path(__file__).with_name("bare_import.py")
MEGABYTES = 250
TIMES_ONE_BARE_TABLE = 24
"""By the clock. Most of it nobody could save: the same rows by plain SQL into our tables (bare_import.py), with their
indexes and keys and not one check, take some ten times as long as one bare table, and starting the program nearly three
more."""
TIMES_THE_LEAST = 2.5
"""The same against those, start and all checks included."""

HEADER = ["first_name", "last_name", "email", "phone", "postcode", "answer", "party_size", "access", "source", "notes"]
_GIVEN = ("Ann", "Bob", "Cy", "Dinah", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kay", "Lou", "Mo", "Nan", "Olive",
          "Pat", "Quinn", "Rob", "Sue", "Tom", "Una", "Viv", "Wes", "Xan")  # fmt: skip
_FAMILY = ("ash", "bell", "carr", "dale", "edge", "ford", "gill", "hall", "ing", "ker", "low", "moor", "nor", "oak",
           "penn", "ridge", "shaw", "thorn", "ward", "wick")  # fmt: skip
_ANSWERS = ("going", "maybe", "going", "declined", "")


def guest(n: int) -> list[str]:
    """The n-th of a crowd with as many namesakes, double names and gaps as a real one."""
    given = _GIVEN[n % 24] + (f"-{_GIVEN[n // 24 % 24]}" if n % 5 == 0 else "")
    family = (_FAMILY[n // 7 % 20] + _FAMILY[n // 140 % 20] + (_FAMILY[n // 2800 % 20] if n % 3 else "")).capitalize()
    email = f"{given}.{family}.{n}@example.org".lower()
    said = [_ANSWERS[n % 5], str(n % 3 + 1), "step-free" if n % 50 == 0 else "", "poster at the library"]
    return [given, family, email, f"07700 {n:06d}", f"CA{n % 9 + 1} {n % 9}TP", *said, "by bus" if n % 7 == 0 else ""]


def write(path: Path, first: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(HEADER)
        writer.writerows(guest(n) for n in range(first, first + ROWS))


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "guests.csv"
    write(path, ROWS - KNOWN)
    return path


@dataclass(frozen=True)
class Cost:
    """Of one process: what it kept the processors busy, what one waits for it (both in seconds), and its peak."""

    busy: float
    waited: float
    megabytes: float


def cost(command: Command) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    peak = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started, peak)


def usual(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(one.busy for one in costs),
        statistics.median(one.waited for one in costs),
        max(one.megabytes for one in costs),
    )


def people_on_the_books(tmp_path: Path, run_line: Run) -> None:
    """A hundred thousand of them, from another event; and `hall`, still empty."""
    write(tmp_path / "people.csv", 0)
    for ref, start in (("old", "1 Apr 2017 7.30pm"), ("hall", "16 May 2030 7.30pm")):
        run_line(["event", "create", "Barnstorm", "--start", start, "--ref", ref])
    run_line(["rsvp", "import", "old", str(tmp_path / "people.csv")])


def sqlite_utils() -> str:
    found = shutil.which("sqlite-utils") or os.environ.get("SQLITE_UTILS")
    if found is None:
        pytest.skip("sqlite-utils is not installed (it may also be named in SQLITE_UTILS)")
    return found


def test_a_hundred_thousand_attendees_against_the_least_that_could_be_done(
    sqlite: str,
    barnstorm: Barnstorm,
    guests: Path,
    tmp_path: Path,
    run_line: Run,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if shutil.which("sqlite3") is None:
        pytest.skip("the sqlite3 program is not installed")
    people_on_the_books(tmp_path, run_line)
    database = Path(sqlite.removeprefix("sqlite:///"))
    shutil.copy(database, tmp_path / "fresh.db")
    ours = (*barnstorm("rsvp import hall"), str(guests))
    bare = ("sqlite3", str(tmp_path / "bare.db"), ".mode csv", f".import {guests} guest")
    least = (sys.executable, str(LEAST), str(tmp_path / "least.db"), str(guests))
    runs: dict[str, list[Cost]] = {"first": [], "again": [], "bare": [], "least": []}
    for _ in range(3):
        (tmp_path / "bare.db").unlink(missing_ok=True)
        for copy in (database, tmp_path / "least.db"):
            shutil.copy(tmp_path / "fresh.db", copy)
        for name, command in (("first", ours), ("again", ours), ("bare", bare), ("least", least)):
            runs[name].append(cost(command))
    first, again, one_table, floor = (usual(runs[name]) for name in ("first", "again", "bare", "least"))
    with capsys.disabled():
        sys.stdout.write(
            f"\nrsvp import of {ROWS:,} rows / sqlite3 .import: {first.busy / one_table.busy:.1f} of the processors’ "
            f"time ({first.busy:.2f} s against {one_table.busy:.2f}), {first.waited / one_table.waited:.1f} of the "
            f"clock’s ({first.waited:.2f} s against {one_table.waited:.2f}); again {again.busy:.2f} and "
            f"{again.waited:.2f} s; {first.megabytes:.0f} MB\n"
            f"the same rows by plain SQL into our tables, unchecked / sqlite3 .import: "
            f"{floor.waited / one_table.waited:.1f}; rsvp import against that: {first.waited / floor.waited:.2f}\n"
        )
    assert max(first.megabytes, again.megabytes) <= MEGABYTES
    assert again.waited <= first.waited
    assert first.waited / one_table.waited <= TIMES_ONE_BARE_TABLE
    assert first.waited / floor.waited <= TIMES_THE_LEAST


def test_a_hundred_thousand_attendees_against_sqlite_utils(
    sqlite: str,
    barnstorm: Barnstorm,
    guests: Path,
    tmp_path: Path,
    run_line: Run,
    capsys: pytest.CaptureFixture[str],
) -> None:
    peer = (sqlite_utils(), "insert", str(tmp_path / "peer.db"), "guest", str(guests), "--csv")
    people_on_the_books(tmp_path, run_line)
    ours, theirs = cost((*barnstorm("rsvp import hall"), str(guests))), cost(peer)
    with capsys.disabled():
        sys.stdout.write(
            f"\nrsvp import of {ROWS:,} rows / sqlite-utils insert --csv: {ours.waited / theirs.waited:.2f} "
            f"({ours.waited:.2f} s against {theirs.waited:.2f}; busy {ours.busy:.2f} s against {theirs.busy:.2f})\n"
        )
    assert ours.waited < theirs.waited


def test_a_hundred_thousand_attendees_against_copy(
    postgres_url: str,
    barnstorm: Barnstorm,
    guests: Path,
    tmp_path: Path,
    run_line: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only reported: COPY goes to a bare table, whose like no rule of ours could be kept with."""
    import psycopg

    monkeypatch.setenv("BARNSTORM_DATABASE_URL", postgres_url)
    people_on_the_books(tmp_path, run_line)
    ours = (*barnstorm("rsvp import hall"), str(guests))
    first, again = cost(ours).waited, cost(ours).waited
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({', '.join(f'{name} text' for name in HEADER)})")
        started = time.perf_counter()
        with cursor.copy("COPY bare FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
            copy.write(guests.read_bytes())
        connection.commit()
        copied = time.perf_counter() - started
        cursor.execute("SELECT count(*) FROM bare")
        assert cursor.fetchone() == (ROWS,)
    with capsys.disabled():
        sys.stdout.write(
            f"\nrsvp import of {ROWS:,} rows on PostgreSQL / COPY: {first / copied:.1f} "
            f"({first:.2f} s against {copied:.2f} s; again {again:.2f} s)\n"
        )
