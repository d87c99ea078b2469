"""Any evening keeps its promises: offers, lines, slips taken back, refusals, in any order."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Kind
from barnstorm.errors import BarnstormError
from barnstorm.errors.action import ActionIsOff, SeveralHere
from barnstorm.rows.action import ActionRow
from barnstorm.services.action import actions
from barnstorm.services.action import review as action_review
from barnstorm.services.action import rows as action_rows
from barnstorm.services.action.commitments import Committed
from barnstorm.services.action.desk import Desk
from barnstorm.services.action.offer_host import HostText
from barnstorm.services.event import events
from barnstorm.services.rsvp import rsvps

START = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
NOW = START + timedelta(hours=1)
"""Only the desks' clock goes on, by a second for every line."""
SURNAMES = st.sampled_from(["Ash", "Birch", "Cedar"])
EXTRA = st.sampled_from(["", "", "; 07700 900123", "; 07700 900124", "; CA3 8TP"])


class Evening(RuleBasedStateMachine):
    """Lines are typed at two desks, which take back only their own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.app = App(db=str(Path(self.folder.name) / "evening.db"))
        self.seconds = count()
        self.desks = [Desk(self.app.transaction, "hall", self.now) for _ in range(2)]
        self.given: list[str] = []
        """Codes, as they were called out."""
        self.entered: list[set[tuple[int, str]]] = [set(), set()]
        """Who signed up for what at each desk: the lines that were not taken back."""

    def now(self) -> datetime:
        return NOW + timedelta(seconds=next(self.seconds))

    @initialize(guests=st.lists(SURNAMES, max_size=3))
    def begin(self, guests: list[str]) -> None:
        with self.app.transaction() as session:
            draft = events.Draft("B", START, START + timedelta(hours=2), ZoneInfo("UTC"), ref="hall")
            events.create(session, draft, NOW, None)
            for surname in guests:
                rsvps.add(session, "hall", read_contact(f"Jo {surname}"), Answer.GOING, NOW)

    @rule(surname=SURNAMES, hours=st.integers(24, 30), capacity=st.none() | st.integers(1, 3))
    def offer(self, surname: str, hours: int, capacity: int | None) -> None:
        start = START + timedelta(hours=hours)
        offered = actions.Offer(Kind.MEETING, start, start + timedelta(hours=2), capacity=capacity)
        with self.app.transaction() as session:
            made = actions.offer(session, "hall", HostText(f"Host {surname}"), offered, NOW, None)
        if made.made:
            assert made.action.code not in self.given, "a code is given twice"
            self.given.append(made.action.code or "")

    @precondition(lambda self: self.given)
    @rule(data=st.data(), surname=SURNAMES, extra=EXTRA, desk=st.integers(0, 1))
    def sign_up(self, data: st.DataObject, surname: str, extra: str, desk: int) -> None:
        codes = data.draw(st.lists(st.sampled_from(self.given), min_size=1, max_size=3, unique=True))
        before = self.everything()
        try:
            committed = self.desks[desk].enter(f"{surname} Jo{extra}; {','.join(codes)}")
        except (ActionIsOff, SeveralHere):
            assert self.everything() == before, "something of a refused line is in"
            return
        self.took(desk, committed)
        assert {row.code for row in committed.rows} == set(codes)

    @rule(surname=SURNAMES, extra=EXTRA)
    def slip(self, surname: str, extra: str) -> None:
        """A line and its undo, with nothing between them, leave no trace."""
        if not self.given:
            return
        before, desk = self.everything(), Desk(self.app.transaction, "hall", self.now)
        try:
            desk.enter(f"{surname} Jo{extra}; {','.join(self.given)}")
        except (ActionIsOff, SeveralHere):
            return
        taken = desk.undo()
        assert (taken.stays, taken.moved_up) == ((), ())
        assert self.everything() == before

    @rule(desk=st.integers(0, 1))
    def undo(self, desk: int) -> None:
        try:
            self.desks[desk].undo()
        except BarnstormError:
            return
        self.entered[desk] = {(row.person_id, row.event) for row in self.desks[desk].rows}

    @rule(desk=st.integers(0, 1), word=st.sampled_from(["same", "another"]))
    def correct(self, desk: int, word: str) -> None:
        before = self.everything()
        try:
            getattr(self.desks[desk], word)()
        except BarnstormError:
            assert self.everything() == before
        self.entered[desk] = {(row.person_id, row.event) for row in self.desks[desk].rows}

    @precondition(lambda self: self.given)
    @rule(data=st.data(), approved=st.booleans())
    def review(self, data: st.DataObject, approved: bool) -> None:
        code = data.draw(st.sampled_from(self.given))
        with self.app.transaction() as session:
            if approved:
                action_review.approve(session, "hall", code, NOW)
            else:
                action_review.refuse(session, "hall", code, "", NOW)

    @precondition(lambda self: self.given)
    @rule(data=st.data(), capacity=st.integers(1, 4))
    def resize(self, data: st.DataObject, capacity: int) -> None:
        code = data.draw(st.sampled_from(self.given))
        row = next(row for row in self.rows() if row.code == code)
        if row.going <= capacity:
            with self.app.transaction() as session:
                events.edit(session, row.event, events.Changes(capacity=capacity), NOW)

    def took(self, desk: int, committed: Committed) -> None:
        self.entered[desk] |= {(row.person_id, row.event) for row in committed.rows}

    def rows(self) -> list[ActionRow]:
        with self.app.reading() as session:
            return action_rows.listed(session, "hall", NOW)[1]

    def everything(self) -> Any:
        """All that is stored of people and their answers, apart from when it was touched."""
        with self.app.reading() as session:
            tables = [plain(model) for model in (Person, Rsvp)]
            return [
                sorted(
                    tuple((key, value) for key, value in row.items() if key != "updated_at")
                    for row in session.execute(select(table)).mappings()
                )
                for table in tables
            ]

    @invariant()
    def everybody_entered_is_somewhere(self) -> None:
        with self.app.reading() as session:
            event, rsvp = plain(Event), plain(Rsvp)
            query = select(rsvp.c.person_id, event.c.ref, rsvp.c.answer).join(event, rsvp.c.event_id == event.c.id)
            answers = {(person_id, ref): answer for person_id, ref, answer in session.execute(query)}
        for entered in self.entered:
            for key in entered:
                assert answers.get(key) in {Answer.GOING, Answer.WAITLISTED}, "a commitment is lost"

    @invariant()
    def no_action_is_overfull_and_nobody_waits_who_would_fit(self) -> None:
        for row in self.rows():
            assert row.capacity is None or row.going <= row.capacity
            assert not (row.waitlisted and row.free)

    @invariant()
    def every_code_is_still_on_the_wall_once(self) -> None:
        assert sorted(row.code or "" for row in self.rows()) == sorted(self.given)

    def teardown(self) -> None:
        self.app.close()
        self.folder.cleanup()


Evening.TestCase.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestEvening = Evening.TestCase
