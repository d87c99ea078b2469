"""Reminders against a small model that knows no outbox: who should have been sent what, and never twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dateutil import tz  # type: ignore[import-untyped]  # its stubs are a package of their own
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlalchemy.event import listen
from sqlmodel import Session, col, select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.schema import ensure_current
from barnstorm.db.session import writing
from barnstorm.db.tables import Event, Mail, MailAttempt, Person, Rsvp
from barnstorm.mail.registry import backend_for
from barnstorm.services import letters, outbox, reminders
from tests.occasions import CAMPAIGN

ZONE = "Europe/London"
FIRST = datetime(2017, 3, 18, tzinfo=UTC)
"""Eight days before the clocks go forward."""

PEOPLE = ("ann", "bo")
ANSWERS = ("going", "maybe", "invited", "declined")
STARTS = [FIRST + timedelta(days=days, hours=0.5) for days in (8, 9, 10)]
"""Few, so that an event is often moved back. The clocks jump over the hour of the second on the day before it."""

steps = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0.5, 12, 24, 72]).map(lambda h: timedelta(hours=h))),
    st.tuples(st.just("send"), st.none()),
    st.tuples(st.just("plan"), st.none()),
    st.tuples(st.just("answer"), st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ANSWERS))),
    st.tuples(st.just("move"), st.sampled_from(STARTS)),
    st.tuples(st.just("address"), st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["new@example.org", None]))),
)


@dataclass
class Model:
    """What was sent: person, start and kind. A send looks at the world as it is then, and at nothing else."""

    start: datetime
    answer: dict[str, tuple[str, datetime]]
    address: dict[str, str | None]
    sent: set[tuple[str, datetime, str]] = field(default_factory=set)

    def send(self, now: datetime) -> set[tuple[str, str | None, str]]:
        dues = {"7d": self._days_before(7), "1d": self._days_before(1), "2h": self.start - timedelta(hours=2)}
        overdue = [(due, kind) for kind, due in dues.items() if due <= now]
        if not overdue or now >= self.start - timedelta(minutes=30):
            return set()
        due, kind = max(overdue)
        going = {
            name
            for name, (answer, when) in self.answer.items()
            if answer in {"going", "maybe"} and when <= due and self.address[name]
        }
        new = {(name, self.start, kind) for name in going} - self.sent
        self.sent |= new
        return {(name, self.address[name], f"reminder-{kind}") for name, _, kind in new}

    def _days_before(self, days: int) -> datetime:
        here = self.start.astimezone(tz.gettz(ZONE))
        nominal: datetime = tz.resolve_imaginary(here.replace(fold=0) - timedelta(days=days))
        return nominal.astimezone(UTC)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = open_engine(database_url(str(tmp_path_factory.mktemp("model") / "campaign.db")))
    # The power does not fail in this test, and waiting for the disk would be most of its time.
    listen(made, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    ensure_current(made)
    yield made
    made.dispose()


@settings(max_examples=50, deadline=None)
@given(script=st.lists(steps, min_size=6, max_size=25), start=st.sampled_from(STARTS))
def test_every_send_sends_what_the_model_says(engine: Engine, script: list[tuple[str, Any]], start: datetime) -> None:
    now, model = FIRST, _opening(start)
    with writing(engine) as session:
        _fill(session, model)
    for what, value in [*script, ("send", None)]:
        if what == "wait":
            now += value
            continue
        with writing(engine) as session:
            _do(session, model, what, value, now)
        if what == "send":
            assert _sent(engine, now) == model.send(now)
            assert _sent(engine, now) == set()
    with writing(engine) as session:
        accepted = session.exec(select(Mail).where(Mail.state == "accepted")).all()
        assert len({(m.kind, m.event_starts_at, m.person_id) for m in accepted}) == len(accepted) == len(model.sent)


def _sent(engine: Engine, now: datetime) -> set[tuple[str, str | None, str]]:
    with writing(engine) as session:
        reminders.plan(session, None, now)
    rows = outbox.drain(
        lambda: writing(engine), backend_for("null:"), letters, campaign=CAMPAIGN, now=lambda: now, kinds=["reminder-"]
    )
    return {(row.person or "", row.to, row.kind) for row in rows if row.state == "accepted"}


def _do(session: Session, model: Model, what: str, value: Any, now: datetime) -> None:
    event = session.exec(select(Event)).one()
    if what == "plan":
        reminders.plan(session, None, now)
    elif what == "move":
        model.start = value
        event.starts_at, event.ends_at = value, value + timedelta(hours=2)
        event.sequence += 1
    elif what == "answer":
        name, answer = value
        model.answer[name] = (answer, now)
        rsvp = session.exec(select(Rsvp).join(Person, col(Person.id) == Rsvp.person_id).where(Person.uid == name)).one()
        rsvp.answer, rsvp.answered_at = answer, now
    elif what == "address":
        name, address = value
        model.address[name] = address
        session.exec(select(Person).where(Person.uid == name)).one().email = address


def _opening(start: datetime) -> Model:
    return Model(start, dict.fromkeys(PEOPLE, ("going", FIRST)), {name: f"{name}@example.org" for name in PEOPLE})


def _fill(session: Session, model: Model) -> None:
    """One event, and people who are going."""
    for table in (MailAttempt, Mail, Rsvp, Event, Person):
        session.execute(delete(table))
    event = Event(
        uid="night",
        ref="night",
        title="Night",
        kind="barnstorm",
        starts_at=model.start,
        ends_at=model.start + timedelta(hours=2),
        timezone=ZONE,
        calendar_uid="night@example.org",
        revised_at=FIRST,
        created_at=FIRST,
    )
    people = [
        Person(
            uid=name,
            family_name=name,
            name_folded=name,
            sort_key=name,
            email=f"{name}@example.org",
            created_at=FIRST,
            updated_at=FIRST,
        )
        for name in PEOPLE
    ]
    session.add_all([event, *people])
    session.flush()
    for made in people:
        assert event.id is not None
        assert made.id is not None
        rsvp = Rsvp(event_id=event.id, person_id=made.id, created_at=FIRST, updated_at=FIRST)
        rsvp.answer, rsvp.answered_at = model.answer[made.uid]
        session.add(rsvp)
