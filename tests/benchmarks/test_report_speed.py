"""What the map of a whole campaign costs, against the bare SQL that any answer to it must run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, text

from barnstorm.app import App
from barnstorm.db.bulk import insert_rows
from barnstorm.db.plain import plain
from barnstorm.db.tables import Candidacy, Contest, Election, Event, Person, Rsvp, Seat

Command = Sequence[str]
SEATS, EVENTS, PEOPLE, LISTED = 650, 2_000, 20_000, 100
"""`LISTED` people are on the list of each event: 200,000 answers."""
NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
RUNS = 7

BARE = """
import sys
url = sys.argv[1]
if url.startswith("sqlite"):
    import sqlite3
    db = sqlite3.connect(url.removeprefix("sqlite:///"))
else:
    import psycopg
    db = psycopg.connect(url.replace("+psycopg", ""))
cursor = db.cursor()
for question in (
    "SELECT seat.id, seat.name, seat.code, seat.region, seat.country, seat.aim, seat.cluster,"
    " contest.valid_votes, contest.electorate, candidacy.party, candidacy.votes"
    " FROM seat JOIN contest ON contest.seat_id = seat.id"
    " JOIN candidacy ON candidacy.contest_id = contest.id AND candidacy.place <= 2 ORDER BY seat.id, candidacy.place",
    "SELECT id, seat_id, ref, kind, host_id, starts_at, ends_at, timezone, capacity FROM event"
    " WHERE status = 'scheduled' AND seat_id IS NOT NULL ORDER BY starts_at, id",
    "SELECT rsvp.event_id, sum(rsvp.party_size) FROM event JOIN rsvp ON rsvp.event_id = event.id"
    " WHERE event.status = 'scheduled' AND event.seat_id IS NOT NULL AND event.kind <> 'barnstorm'"
    " AND rsvp.answer = 'going' GROUP BY rsvp.event_id",
):
    cursor.execute(question)
    cursor.fetchall()
"""
"""The three questions that the report cannot do without, with nothing made of what they give."""


@pytest.fixture
def campaign(database: str) -> str:
    app = App()
    with app.transaction() as session:
        _fill(session)
        if not database.startswith("sqlite"):
            session.execute(text("ANALYZE"))
    app.close()
    return database


def _fill(session: Session) -> None:
    some = range(1, SEATS + 1)
    names = ("id", "code", "name", "name_folded", "region", "country", "aim", "cluster")
    aims = ("win", "hold", None, None)
    seats = ((n, f"E14{n:06}", f"Seat {n}", f"seat {n}", "North", "England", aims[n % 4], None) for n in some)
    insert_rows(session, plain(Seat), names, seats)
    election = [(1, "2015 general", "general", date(2015, 5, 7))]
    insert_rows(session, plain(Election), ("id", "name", "kind", "polling_day"), election)
    contest = {"election_id": 1, "valid_votes": 45_000, "electorate": 70_000, "source": "made up", "notional": False}
    insert_rows(session, plain(Contest), ("id", "seat_id"), ((n, n) for n in some), contest)
    of = ("contest_id", "place", "party", "party_code", "votes", "elected")
    parties = (("Labour", "Lab"), ("Conservative", "Con"), ("Green", "Green"), ("UKIP", "UKIP"), ("Liberal", "LD"))
    insert_rows(
        session,
        plain(Candidacy),
        of,
        ((n, p, *party, 20_000 - p * 1_000 - n, p == 1) for n in some for p, party in enumerate(parties, 1)),
        {"given_name": "A", "family_name": "B"},
    )
    _fill_lists(session)


def _fill_lists(session: Session) -> None:
    made = {"created_at": NOW, "updated_at": NOW}
    people = ((n, f"p{n}", "Ann", f"Bell {n}", f"ann bell {n}", f"bell {n} ann") for n in range(1, PEOPLE + 1))
    of_person = ("id", "uid", "given_name", "family_name", "name_folded", "sort_key")
    insert_rows(session, plain(Person), of_person, people, {"notes": "", **made})
    of_event = ("id", "uid", "ref", "title", "kind", "seat_id", "host_id", "starts_at", "ends_at", "capacity")
    same = {"status": "scheduled", "description": "", "timezone": "Europe/London", "all_day": False, "sequence": 0}
    same |= {"revised_at": NOW, "cancelled_reason": "", "review_reason": "", "created_at": NOW}
    insert_rows(session, plain(Event), (*of_event, "calendar_uid"), _events(), same)
    empty = dict.fromkeys(("confirmed_by", "confirmed_how", "source", "access", "notes"), "")
    of_answer = ("event_id", "person_id", "answer", "party_size")
    insert_rows(session, plain(Rsvp), of_answer, _answers(), {**empty, **made})


def _events() -> Iterator[tuple[object, ...]]:
    for n in range(1, EVENTS + 1):
        start = NOW + timedelta(days=n % 60 - 20, minutes=n)
        kind = "barnstorm" if n % 10 == 0 else "phonebank"
        facts = (n, f"e{n}", f"event-{n}", f"Event {n}", kind, n % SEATS + 1, n % PEOPLE + 1)
        yield (*facts, start, start + timedelta(hours=2), 150, f"{n}@example.org")


def _answers() -> Iterator[tuple[int, int, str, int]]:
    answers = ("going", "going", "maybe", "invited", "declined")
    for event in range(1, EVENTS + 1):
        for n in range(LISTED):
            yield event, (event * 37 + n) % PEOPLE + 1, answers[n % 5], 1 + n % 3


def milliseconds(command: Command) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def test_the_map_of_the_campaign_against_its_bare_sql(
    campaign: str,
    barnstorm: Callable[[str], Command],
    floor: Command,
    clock: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At most one and a half times what the questions take by themselves together with the imports."""
    clock("2017-05-01T12:00+00:00")
    commands = {
        "ours": barnstorm("report seats --csv"),
        "bare": (sys.executable, "-c", BARE, campaign),
        "floor": floor,
        "start": (sys.executable, "-c", "pass"),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            times[name].append(milliseconds(command))
    ms = {name: statistics.median(measured) for name, measured in times.items()}
    ratio = ms["ours"] / (ms["bare"] - ms["start"] + ms["floor"])
    told = ", ".join(f"{name} {value:.0f} ms" for name, value in ms.items())
    with capsys.disabled():
        sys.stdout.write(f"\nreport seats / its bare SQL and the imports: {ratio:.2f} ({told})\n")
    assert ratio <= 1.5
