"""Invitations: one letter for each household and version of an event, and its cancellation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.letters import CANCEL, INVITE
from barnstorm.errors.invite import AnsweredOtherwise, EventIsOver, NoAddress, NothingToCancel, NotOnTheList
from barnstorm.mail.letter import carried
from barnstorm.rows.mail import MailRow
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.invite.holdings import Holdings, holdings
from barnstorm.services.invite.versions import begins, is_off, queue_version
from barnstorm.services.letter.audience import ASKED, FOLLOWING, name_of
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.mail.rehearsals import put_back
from barnstorm.services.outbox import outbox


@dataclass(frozen=True)
class Plan:
    """What `invite send` is about to do. `rows` are the letters that wait to be sent.

    `keys` are theirs if only some people were asked for, else None: then whatever waits for the event goes too.
    """

    event_id: int
    ref: str
    kind: str
    rows: list[MailRow]
    keys: frozenset[str] | None
    without_address: int
    never_invited: int
    """Of a cancelled event: people who were to come and hold no invitation that could be cancelled."""


def plan(
    session: Session, typed: str, to: Sequence[str], now: datetime, *, leaves: bool = False, dry_run: bool = False
) -> Plan:
    """Queue the invitation to this version of the event for everybody asked or coming who has not been sent it yet; if
    the event is cancelled, its cancellation for everybody who was sent an invitation. With `to`, for those people only,
    and whoever shares their address.

    `leaves`: mail is sent for real now, and what was only rehearsed counts as not sent. With `dry_run` the rows are
    the same and nothing is kept. EventIsOver; and, for `to`, a refusal that names whom there is no letter for, and why.
    """
    event = find_event_to_change(session, typed, now)
    assert event.id is not None
    _refuse_late(event, now)
    kept = session.begin_nested()
    if leaves:
        put_back(session, [event.id], (INVITE, CANCEL), now)
    people = [find_person(session, text, event.id) for text in to]
    held = holdings(session, event)
    meant = holders(session, event, held) if is_off(event) else guests(session, event, held)
    if people:
        meant = _chosen(session, event, meant, people)
    wanted = queue_version(session, event, meant, held, now)
    keys = frozenset(letter.key for letter in wanted) if people else None
    rows = [row for row in outbox.mail_rows(session, event_id=event.id, kinds=[INVITE, CANCEL]) if _goes(row, keys)]
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    return Plan(
        event_id=event.id,
        ref=event.ref,
        kind=CANCEL if is_off(event) else INVITE,
        rows=rows,
        keys=keys,
        without_address=sum(not carried(person.email or "") for person in meant),
        never_invited=_never_invited(session, event, held) if is_off(event) and not people else 0,
    )


def guests(session: Session, event: Event, held: Holdings) -> list[Person]:
    """Everybody asked or coming, and of those who wait for a place whoever holds an invitation."""
    return [person for person, answer in _following(session, event) if answer in ASKED or person.uid in held.of]


def holders(session: Session, event: Event, held: Holdings) -> list[Person]:
    """Everybody who holds an invitation, on the list or not."""
    written = select(Mail.person_id).where(Mail.event_id == event.id)
    listed = select(Rsvp.person_id).where(Rsvp.event_id == event.id)
    either = select(Person).where(col(Person.id).in_(listed.union(written))).order_by(col(Person.id))
    return [person for person in session.exec(either) if person.uid in held.of]


def _following(session: Session, event: Event) -> Sequence[tuple[Person, str | None]]:
    listed = (
        select(Person, Rsvp.answer)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(FOLLOWING))
        .order_by(col(Person.id))
    )
    return session.exec(listed).all()


def _chosen(session: Session, event: Event, meant: Sequence[Person], people: Sequence[Person]) -> list[Person]:
    """Those of `meant` who were named, and those who share an address with one: they get one letter."""
    addresses = set()
    for person in people:
        if not any(one.id == person.id for one in meant):
            _refuse(session, event, person)
        if not carried(person.email or ""):
            raise NoAddress(name_of(person))
        addresses.add(carried(person.email or ""))
    return [one for one in meant if carried(one.email or "") in addresses]


def _refuse(session: Session, event: Event, person: Person) -> None:
    if is_off(event):
        raise NothingToCancel(event.ref, name_of(person))
    rsvp = rsvp_of(session, event, person)
    if rsvp is None or rsvp.answer is None:
        raise NotOnTheList(event.ref, name_of(person))
    raise AnsweredOtherwise(event.ref, name_of(person), rsvp.answer)


def _refuse_late(event: Event, now: datetime) -> None:
    if is_off(event) and event.ends_at <= now:
        raise EventIsOver(event.ref, "its cancellation can be sent to nobody")
    if not is_off(event) and begins(event) <= now:
        raise EventIsOver(event.ref, "nobody can be invited to it any more")


def _goes(row: MailRow, keys: frozenset[str] | None) -> bool:
    return State(row.state) in WAITING and (keys is None or row.key in keys)


def _never_invited(session: Session, event: Event, held: Holdings) -> int:
    coming = (Answer.GOING, Answer.MAYBE, Answer.WAITLISTED)
    return sum(answer in coming and person.uid not in held.of for person, answer in _following(session, event))
