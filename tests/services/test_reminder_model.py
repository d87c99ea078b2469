"""Reminders against a small model that knows no outbox: who should have been sent what, and never twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
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
from barnstorm.db.tables import Event, Mail, MailAttempt, Person, ReminderRule, Rsvp
from barnstorm.domain.reminders import read_rule
from barnstorm.mail.registry import backend_for
from barnstorm.services.letter import letters
from barnstorm.services.outbox import outbox
from barnstorm.services.reminder import reminders
from barnstorm.services.reminder import rules as reminder_rules
from tests.occasions import CAMPAIGN

ZONE = "Europe/London"
FIRST = datetime(2017, 3, 18, tzinfo=UTC)
"""Eight days before the clocks go forward."""

PEOPLE = ("ann", "bo")
ANSWERS = ("going", "maybe", "invited", "declined")
STARTS = [FIRST + timedelta(days=days, hours=0.5) for days in (8, 9, 10)]
"""Few, so that an event is often moved back. The clocks jump over the hour of the second on the day before it."""

USUAL = ("7d", "1d", "2h")
RULES = (USUAL, ("1d@18:00", "5h"), ("26h", "2d"), (), None)
"""None is the usual ones; an empty tuple no reminder at all."""

steps = st.one_of(
    st.tuples(st.sampled_from(["plan", "nothing", "nothing"]), st.none()),
    st.tuples(st.just("answer"), st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ANSWERS))),
    st.tuples(st.just("move"), st.sampled_from(STARTS)),
    st.tuples(st.just("address"), st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["new", None]))),
    st.tuples(st.just("rules"), st.sampled_from(RULES)),
    st.tuples(st.just("letter"), st.sampled_from(PEOPLE)),
)
pauses = st.sampled_from([0, 0.5, 3, 5, 12, 24]).map(lambda hours: timedelta(hours=hours))


@dataclass
class Model:
    """What was sent: person, start and kind. A send looks at the world as it is then, and at nothing else."""

    start: datetime
    answer: dict[str, tuple[str, datetime]]
    address: dict[str, str | None]
    rules: dict[str, datetime] = field(default_factory=lambda: dict.fromkeys(USUAL, FIRST))
    own_rules: bool = False
    sent: set[tuple[str, datetime, str]] = field(default_factory=set)
    letters: dict[str, datetime] = field(default_factory=dict)
    """Address -> when it was last written to."""

    def send(self, now: datetime) -> set[tuple[str, str | None, str]]:
        overdue = [(due, kind) for due, kind in self._dues() if due <= now]
        if not overdue or now >= self.start - timedelta(minutes=30) or _is_night(now):
            return set()
        due, kind = overdue[-1]
        going = {
            name: address
            for name, (answer, when) in self.answer.items()
            if answer in {"going", "maybe"} and when <= due and self.rules[kind] <= due
            if (address := self.address[name]) and now - self.letters.get(address, FIRST) >= timedelta(hours=4)
            if (name, self.start, kind) not in self.sent
        }
        self.sent |= {(name, self.start, kind) for name in going}
        self.letters |= dict.fromkeys(going.values(), now)
        return {(name, address, f"reminder-{kind}") for name, address in going.items()}

    def change_rules(self, rules: tuple[str, ...] | None, now: datetime) -> None:
        kept = self.rules if self.own_rules else {}
        self.own_rules = rules is not None
        self.rules = dict.fromkeys(USUAL, FIRST) if rules is None else {r: kept.get(r, now) for r in rules}

    def _dues(self) -> list[tuple[datetime, str]]:
        return sorted((self._by_day(self._due(rule)), rule) for rule in self.rules)

    def _due(self, rule: str) -> datetime:
        count, unit, hour = re.fullmatch(r"(\d+)([dh])(?:@(\d\d):00)?", rule).groups()  # type: ignore[union-attr]  # ours
        if unit == "h":
            return self.start - timedelta(hours=int(count))
        here = self.start.astimezone(tz.gettz(ZONE)).replace(fold=0) - timedelta(days=int(count))
        nominal: datetime = tz.resolve_imaginary(here.replace(hour=int(hour), minute=0) if hour else here)
        return nominal.astimezone(UTC)

    def _by_day(self, due: datetime) -> datetime:
        """The first full hour by day from then on; if that is too late, the last minute by day before."""
        morning = due
        while _is_night(morning):
            morning = morning.replace(minute=0) + timedelta(hours=1)
        if morning <= self.start - timedelta(minutes=30):
            return morning
        while _is_night(due):
            due -= timedelta(minutes=1)
        return due


def _is_night(moment: datetime) -> bool:
    return moment.astimezone(tz.gettz(ZONE)).hour in {21, 22, 23, *range(8)}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = open_engine(database_url(str(tmp_path_factory.mktemp("model") / "campaign.db")))
    # The power does not fail in this test, and waiting for the disk would be most of its time.
    listen(made, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    ensure_current(made)
    yield made
    made.dispose()


@settings(max_examples=60, deadline=None)
@given(
    script=st.lists(st.tuples(pauses, steps, st.booleans()), min_size=15, max_size=25),
    start=st.sampled_from(STARTS),
    days=st.integers(0, 8),
)
def test_every_send_sends_what_the_model_says(
    engine: Engine, script: list[tuple[timedelta, tuple[str, Any], bool]], start: datetime, days: int
) -> None:
    now, model = FIRST + timedelta(days=days), _opening(start)
    with writing(engine) as session:
        _fill(session, model)
    for pause, (what, value), send in script:
        now += pause
        with writing(engine) as session:
            _do(session, model, what, value, now)
        if send:
            expected = model.send(now)
            assert _sent(engine, now) == expected
            assert not expected or _sent(engine, now) == set()
    with writing(engine) as session:
        accepted = session.exec(select(Mail).where(Mail.state == "accepted", Mail.kind != "invite")).all()
        assert len({(m.kind, m.event_starts_at, m.person_id) for m in accepted}) == len(accepted) == len(model.sent)


def _sent(engine: Engine, now: datetime) -> set[tuple[str, str | None, str]]:
    with writing(engine) as session:
        reminders.plan(session, None, now, quiet=CAMPAIGN.quiet_hours)
    rows = outbox.drain(
        lambda: writing(engine), backend_for("null:"), letters, campaign=CAMPAIGN, now=lambda: now, kinds=["reminder-"]
    )
    return {(row.person or "", row.to, row.kind) for row in rows if row.state == "accepted"}


def _do(session: Session, model: Model, what: str, value: Any, now: datetime) -> None:
    event = session.exec(select(Event)).one()
    if what == "plan":
        reminders.plan(session, None, now, quiet=CAMPAIGN.quiet_hours)
    elif what == "rules":
        model.change_rules(value, now)
        read = None if value is None else [read_rule(rule) for rule in value]
        reminder_rules.change(session, "night", read, now, None)
    elif what == "letter":
        _write_to(session, model, event, value, now)
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
        name, other = value
        address = other and f"{name}.{other}@example.org"
        model.address[name] = address
        session.exec(select(Person).where(Person.uid == name)).one().email = address


def _write_to(session: Session, model: Model, event: Event, name: str, now: datetime) -> None:
    """Another letter about the event, sent just now."""
    address = model.address[name]
    if address is None:
        return
    model.letters[address] = now
    mail = Mail(key=token_hex(8), kind="invite", event_id=event.id, to_address=address, state="accepted", due_at=now)
    mail.created_at = now
    session.add(mail)
    session.flush()
    session.add(MailAttempt(mail_id=mail.id or 0, at=now, backend="null:", outcome="accepted"))


def _opening(start: datetime) -> Model:
    return Model(start, dict.fromkeys(PEOPLE, ("going", FIRST)), {name: f"{name}@example.org" for name in PEOPLE})


def _fill(session: Session, model: Model) -> None:
    """One event, and people who are going."""
    for table in (MailAttempt, Mail, Rsvp, ReminderRule, Event, Person):
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
