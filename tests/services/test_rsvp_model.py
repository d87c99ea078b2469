"""Any sequence of commands keeps the promises about places: replayed on a real SQLite file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.domain.answers import Answer
from barnstorm.errors.rsvp import PartyDoesNotFit
from barnstorm.files.attendees.table import read_table
from barnstorm.services.event import events, listing
from barnstorm.services.rsvp import importing as rsvp_import
from barnstorm.services.rsvp import rsvps
from barnstorm.services.rsvp.lines import read_lines

NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
PARTY = st.integers(1, 4)
CAPACITY = st.integers(1, 8)
NAMES = st.integers(0, 7).map(lambda number: f"Guest {'abcdefgh'[number]}")


class Hall(RuleBasedStateMachine):
    """The clock stands still, so that turns must not come from it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.app = App(db=str(Path(self.folder.name) / "hall.db"))
        self.names: set[str] = set()
        self.capacity = 0
        self.crowd = 0

    @initialize(capacity=CAPACITY)
    def open(self, capacity: int) -> None:
        self.capacity = capacity
        start = NOW + timedelta(days=15)
        draft = events.Draft("B", start, start + timedelta(hours=2), ZoneInfo("UTC"), capacity=capacity, ref="hall")
        with self.app.transaction() as session:
            events.create(session, draft, NOW, None)

    @rule(name=NAMES, party_size=PARTY, answer=st.sampled_from(Answer))
    def add(self, name: str, party_size: int, answer: Answer) -> None:
        try:
            with self.app.transaction() as session:
                rsvps.add(session, "hall", read_contact(name), answer, NOW, rsvps.Particulars(party_size))
        except PartyDoesNotFit:
            return
        self.names.add(name)

    @precondition(lambda self: self.names)
    @rule(data=st.data(), answer=st.sampled_from(Answer), party_size=st.none() | PARTY)
    def change(self, data: st.DataObject, answer: Answer, party_size: int | None) -> None:
        name = data.draw(st.sampled_from(sorted(self.names)))
        try:
            with self.app.transaction() as session:
                rsvps.change(session, "hall", name, answer, NOW, party_size)
        except PartyDoesNotFit:
            return

    @rule(capacity=CAPACITY)
    def resize(self, capacity: int) -> None:
        self.capacity, self.crowd = capacity, self.heads()
        with self.app.transaction() as session:
            events.edit(session, "hall", events.Changes(capacity=capacity), NOW)

    @rule(lines=st.lists(st.tuples(NAMES, st.sampled_from(Answer), PARTY), min_size=1, max_size=5))
    def bring_in(self, lines: list[tuple[str, Answer, int]]) -> None:
        text = "\n".join(
            ["name,answer,party_size", *(f"{name},{answer.value},{heads}" for name, answer, heads in lines)]
        )
        read = read_lines(read_table(text.encode(), "x.csv"))
        with self.app.transaction() as session:
            result = rsvp_import.import_rsvps(session, "hall", read, NOW, "x")
        told = (result.created, result.updated, result.unchanged, result.skipped, result.errors)
        assert result.rows == sum(told)
        self.names |= {name for name, _, _ in lines}

    def heads(self) -> int:
        with self.app.reading() as session:
            return listing.show(session, "hall", NOW).going

    @invariant()
    def promises(self) -> None:
        if not self.capacity:
            return
        with self.app.reading() as session:
            _, rows = rsvps.listed(session, "hall", NOW)
        going = sum(row.party_size for row in rows if row.answer == Answer.GOING)
        waiting = [row for row in rows if row.answer == Answer.WAITLISTED]
        assert sorted(row.name for row in rows) == sorted(self.names), "somebody is lost"
        assert going <= max(self.capacity, self.crowd), "over capacity"
        assert not any(going + row.party_size <= self.capacity for row in waiting), "somebody waits who would fit"
        assert sorted(row.waitlist_position or 0 for row in waiting) == list(range(1, len(waiting) + 1))

    def teardown(self) -> None:
        self.app.close()
        self.folder.cleanup()


Hall.TestCase.settings = settings(
    max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestHall = Hall.TestCase
