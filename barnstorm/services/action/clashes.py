"""What somebody cannot do at the same time. They are told, not refused: they may mean to leave the one early."""

from collections.abc import Sequence
from itertools import combinations

from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.spans import Span
from barnstorm.domain.volunteers import Booked, clashes
from barnstorm.services.volunteer.volunteers import booked


def clashes_of(session: Session, person: Person, actions: Sequence[Event]) -> list[str]:
    """What overlaps with these actions, of all that they are going to, host or have a role at; each a sentence."""
    elsewhere = _going(session, person, actions)
    told = {event.ref for event in (*actions, *elsewhere)}
    others = [Booked(_called(event, actions[0].born_at_id), _span(event)) for event in elsewhere]
    # A role at what they go to anyway, or host, is in no other place; its name ends with the ref.
    others += [one for _, one in booked(session, person) if one.what.rpartition(" ")[2] not in told]
    found = [(action, one.what) for action in actions for one in clashes(_span(action), others)]
    among = [(one, _called(other)) for one, other in combinations(actions, 2) if _span(one).overlaps(_span(other))]
    return [f"{_called(action)} and {other} are at the same time." for action, other in (*found, *among)]


def _span(event: Event) -> Span:
    return Span(event.starts_at, event.ends_at)


def _called(event: Event, born_at_id: int | None = None) -> str:
    """`3 (Phone bank with Hannah)`; a ref for what was offered on another night."""
    known = event.code and born_at_id in {None, event.born_at_id}
    return f"{event.code} ({event.title})" if known else event.ref


def _going(session: Session, person: Person, actions: Sequence[Event]) -> Sequence[Event]:
    """The other events they have a place at, or wait for one, that overlap with one of `actions`."""
    meanwhile = [(Event.starts_at < action.ends_at) & (Event.ends_at > action.starts_at) for action in actions]
    query = (
        select(Event)
        .join(Rsvp, col(Rsvp.event_id) == Event.id)
        .where(
            Rsvp.person_id == person.id,
            col(Rsvp.answer).in_([Answer.GOING, Answer.WAITLISTED]),
            Event.status == Status.SCHEDULED,
            col(Event.id).not_in([action.id for action in actions]),
            or_(*meanwhile),
        )
    )
    return session.exec(query.order_by(col(Event.starts_at), col(Event.id))).all()
