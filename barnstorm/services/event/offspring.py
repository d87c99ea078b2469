"""What was born at an event: its actions, what was born at these, and who answered to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.actions import Review
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.yields import Outcome, outcome

_EVENT, _PERSON, _RSVP = (plain(model) for model in (Event, Person, Rsvp))


class Born(NamedTuple):
    """An event and how far it is from the one asked for. `starts_at` and `ends_at` are UTC."""

    id: int
    ref: str
    born_at_id: int | None
    generation: int
    code: str | None
    title: str
    kind: str
    status: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    capacity: int | None
    host_id: int | None
    host: str | None

    @property
    def called_off(self) -> bool:
        return self.status == Status.CANCELLED


class Reply(NamedTuple):
    """One person and one event. `inside` is how many of the party came in."""

    event_id: int
    person_id: int
    answer: Answer | None
    party_size: int
    attended: bool | None
    confirmed: bool
    source: str
    inside: int

    @property
    def going(self) -> int:
        """Heads."""
        return self.party_size if self.answer is Answer.GOING else 0


def family(session: Session, event_id: int, generations: int | None = None) -> list[Born]:
    """The event, its actions, theirs, and so on (or only so many `generations`): each after what it was born at, and
    those of one evening by their time. Offers that were refused are left out.
    """
    found = _events(session, [event_id], 0, by_parent=False)
    latest, seen = found, {event_id}
    while latest and latest[0].generation != generations:
        latest = _events(session, [one.id for one in latest], latest[0].generation + 1, by_parent=True)
        latest = [one for one in latest if one.id not in seen]  # a file made elsewhere may go round in a circle
        seen |= {one.id for one in latest}
        found = found + latest
    children: dict[int | None, list[Born]] = {}
    for one in found[1:]:
        children.setdefault(one.born_at_id, []).append(one)
    return _in_order(found[0], children)


def replies(session: Session, events: Collection[int]) -> list[Reply]:
    """Everybody on the lists of these events."""
    c = _RSVP.c
    query = select(
        c.event_id, c.person_id, c.answer, c.party_size, c.attended, c.confirmed_at, c.source, c.heads_in
    ).where(c.event_id.in_(events))
    return [
        Reply(
            line.event_id,
            line.person_id,
            Answer(line.answer) if line.answer else None,
            line.party_size,
            line.attended,
            line.confirmed_at is not None,
            line.source,
            (line.heads_in or line.party_size) if line.attended else 0,
        )
        for line in session.connection().execute(query.order_by(c.event_id, c.id))
    ]


def outcome_of(action: Born, reply: Reply, now: datetime) -> Outcome | None:
    """What became of a reply to an action; None if it was no commitment."""
    return outcome(reply.answer, reply.attended, ends_at=action.ends_at, now=now, called_off=action.called_off)


def _events(session: Session, ids: Collection[int], generation: int, *, by_parent: bool) -> list[Born]:
    c, p = _EVENT.c, _PERSON.c
    own = (c.id, c.ref, c.born_at_id, c.code, c.title, c.kind, c.status, c.starts_at, c.ends_at, c.timezone)
    query: Select[Any] = (
        select(*own, c.capacity, c.host_id, p.given_name, p.family_name)
        .select_from(_EVENT.outerjoin(_PERSON, c.host_id == p.id))
        .where((c.born_at_id if by_parent else c.id).in_(ids))
        .order_by(c.starts_at, c.id)
    )
    if by_parent:
        query = query.where(c.review.is_(None) | (c.review != Review.REFUSED))
    return [_born(line, generation) for line in session.connection().execute(query)]


def _born(line: Row[Any], generation: int) -> Born:
    facts = dict(line._mapping)  # noqa: SLF001 - SQLAlchemy's documented way from a row to its names
    host = join_name(facts.pop("given_name") or "", facts.pop("family_name") or "")
    return Born(**facts, generation=generation, host=host or None)


def _in_order(event: Born, children: dict[int | None, list[Born]]) -> list[Born]:
    return [event, *(one for child in children.get(event.id, ()) for one in _in_order(child, children))]
