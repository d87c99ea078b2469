"""Invitations: one letter for each person and version of an event, and its cancellation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.calendar.invitation import Method
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.errors.invite import AnsweredOtherwise, EventIsOver, NoAddress, NothingToCancel, NotOnTheList
from barnstorm.errors.settings import SettingMissing
from barnstorm.mail.letter import carried
from barnstorm.mail.wording import subject
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import InviteFile, Mailbox
from barnstorm.rows.mail import MailRow
from barnstorm.services import outbox
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.letters import (
    ASKED,
    CANCEL,
    INVITE,
    calendar_for,
    holders,
    personal_calendar,
    rsvp_of,
)
from barnstorm.services.occasions import occasion_of
from barnstorm.services.planned import Wanted, call_off, of_event, put


@dataclass(frozen=True)
class Plan:
    """What `invite send` is about to do. `rows` are the letters of this version that wait to be sent."""

    event_id: int
    ref: str
    kind: str
    rows: list[MailRow]
    without_address: int
    never_invited: int
    """Of a cancelled event: people who were to come and hold no invitation that could be cancelled."""


def plan(session: Session, typed: str, to: Sequence[str], now: datetime, *, dry_run: bool = False) -> Plan:
    """Queue the invitation to this version of the event for everybody asked or coming who has not been sent it yet; if
    the event is cancelled, its cancellation for everybody who was sent an invitation. With `to`, for those people only.

    EventIsOver; and, for `to`, a refusal that names whom there is no letter for, and why.
    With `dry_run` the rows are the same and nothing is kept.
    """
    event = find_event_to_change(session, typed, now)
    cancelling = event.status == Status.CANCELLED
    _refuse_late(event, now, cancelling=cancelling)
    people = [find_person(session, text, event.id) for text in to]
    recipients = _holders_meant(session, event, people) if cancelling else _guests_meant(session, event, people)
    kept = session.begin_nested()
    rows = _queue(session, event, [p for p in recipients if carried(p.email or "")], now)
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    assert event.id is not None
    return Plan(
        event_id=event.id,
        ref=event.ref,
        kind=CANCEL if cancelling else INVITE,
        rows=rows,
        without_address=sum(not carried(person.email or "") for person in recipients),
        never_invited=_never_invited(session, event) if cancelling and not people else 0,
    )


def calendar_file(session: Session, typed: str, to: str | None, campaign: Campaign, now: datetime) -> InviteFile:
    """The event as an .ics: for anybody (PUBLISH), or as the invitation or cancellation of the person `to`."""
    event = find_event(session, typed, now)
    occasion = occasion_of(session, event)
    if to is None:
        data = calendar_for(occasion, Method.PUBLISH, campaign).to_nobody()
        return InviteFile(event.ref, Method.PUBLISH, data)
    _refuse_without_sender(campaign)
    person = find_person(session, to, event.id)
    _refuse_without_address(person)
    method = Method.CANCEL if occasion.cancelled else Method.REQUEST
    guest = Mailbox(_name(person), carried(person.email or ""))
    data = personal_calendar(occasion, method, campaign, guest, rsvp_of(session, event, person))
    return InviteFile(event.ref, method, data)


def _refuse_without_sender(campaign: Campaign) -> None:
    """An invitation without an organiser's address is one that nobody can answer (RFC 5546 3.2.2)."""
    if not carried(campaign.address):
        raise SettingMissing(
            "BARNSTORM_FROM",
            "an invitation needs a mailbox that answers go to",
            '"Carlisle Together <hello@example.org>"',
        )


def _refuse_late(event: Event, now: datetime, *, cancelling: bool) -> None:
    if cancelling and event.ends_at <= now:
        raise EventIsOver(event.ref, "its cancellation can be sent to nobody")
    if not cancelling and event.starts_at <= now:
        raise EventIsOver(event.ref, "nobody can be invited to it any more")


def _guests_meant(session: Session, event: Event, people: Sequence[Person]) -> list[Person]:
    for person in people:
        _refuse_stranger(session, event, person)
    listed = (
        select(Person)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(ASKED))
        .order_by(col(Person.id))
    )
    return list(people) or list(session.exec(listed))


def _refuse_stranger(session: Session, event: Event, person: Person) -> None:
    rsvp = rsvp_of(session, event, person)
    if rsvp is None or rsvp.answer is None:
        raise NotOnTheList(event.ref, _name(person))
    if rsvp.answer not in ASKED:
        raise AnsweredOtherwise(event.ref, _name(person), rsvp.answer)
    _refuse_without_address(person)


def _refuse_without_address(person: Person) -> None:
    if not carried(person.email or ""):
        raise NoAddress(_name(person))


def _holders_meant(session: Session, event: Event, people: Sequence[Person]) -> list[Person]:
    held = holders(session, event)
    for person in people:
        if person.id not in held:
            raise NothingToCancel(event.ref, _name(person))
    everybody = select(Person).where(col(Person.id).in_(held)).order_by(col(Person.id))
    return list(people) or list(session.exec(everybody))


def _queue(session: Session, event: Event, people: Iterable[Person], now: datetime) -> list[MailRow]:
    """What waits to be sent of this version, once the letters to `people` are queued and older versions called off."""
    kind = CANCEL if event.status == Status.CANCELLED else INVITE
    known = of_event(session, event, INVITE, CANCEL)
    superseded = [m for m in known.values() if m.kind != kind or m.event_sequence != event.sequence]
    call_off(session, superseded, "There is a newer version of the event.")
    earlier = holders(session, event, before=event.sequence) if event.sequence else set()
    occasion = occasion_of(session, event)
    wanted = [
        Wanted(
            key=f"{kind}:{event.uid}:{event.sequence}:{person.uid}",
            kind=kind,
            person=person,
            address=carried(person.email or ""),
            subject=subject("update" if kind == INVITE and person.id in earlier else kind, occasion),
            due_at=now,
            expires_at=event.ends_at if kind == CANCEL else event.starts_at,
        )
        for person in people
    ]
    put(session, event, wanted, known, now)
    session.flush()
    keys = {letter.key for letter in wanted}
    return [row for row in outbox.mail_rows(session, event_id=event.id, kinds=[kind]) if _waits(row, keys)]


def _waits(row: MailRow, keys: set[str]) -> bool:
    return row.key in keys and State(row.state) in WAITING


def _never_invited(session: Session, event: Event) -> int:
    held = holders(session, event)
    coming = select(Rsvp.person_id).where(
        Rsvp.event_id == event.id, col(Rsvp.answer).in_([Answer.GOING, Answer.MAYBE, Answer.WAITLISTED])
    )
    return sum(person_id not in held for person_id in session.exec(coming))


def _name(person: Person) -> str:
    return join_name(person.given_name, person.family_name)
