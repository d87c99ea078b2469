"""No-shows get another chance: a letter with the nearest open action, and a list to ring them by."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Call, Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.calls import Outcome
from barnstorm.domain.delivery import WAITING
from barnstorm.domain.events import Status
from barnstorm.domain.letters import MISSED
from barnstorm.domain.names import join_name
from barnstorm.mail.wording import Wording
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.mail import MailRow
from barnstorm.rows.reshift import ReshiftRow
from barnstorm.services.action.nearest_action import nearest_open, places_left
from barnstorm.services.event.offspring import family
from barnstorm.services.finding.event import find_event
from barnstorm.services.mail import after_event

KINDS = (MISSED,)


@dataclass(frozen=True)
class Reshift:
    """`rows` are all no-shows, each once, with the action they missed last; `due` the letters that wait to go, `draft`
    one of them as its reader would get it. `unticked` are the refs of actions that are over and how many at each have
    no tick: nobody knows yet whether they came.
    """

    event: str
    rows: list[ReshiftRow]
    due: list[MailRow]
    draft: Wording | None
    unticked: dict[str, int]


def plan(
    session: Session, typed: str, campaign: Campaign, now: datetime, *, leaves: bool = False, dry_run: bool = False
) -> Reshift:
    """Queue the letters; each no-show of an action gets one, once. With `dry_run` the rows are the same and nothing is
    kept. `leaves`: what was only rehearsed counts as not sent.

    Of an event that is no action, everything born at it is looked through. Letters go as long as `mail thank` sends
    them, and to those who agreed to them.
    """
    event = find_event(session, typed, now)
    over = _over(session, event, now)
    missed = _missed(session, over)
    kept = session.begin_nested()
    mails: list[MailRow] = []
    drafts: list[Wording] = []
    for action in over:
        people = {person.id or 0 for person, latest in missed.values() if latest is action}
        if people and now < action.ends_at + after_event.FRESH:
            planned = after_event.plan(session, action.ref, campaign, now, kinds=KINDS, people=people, leaves=leaves)
            mails += planned.rows
            drafts += planned.drafts
    due = [mail for mail in mails if mail.state in WAITING]
    rows = _rows(session, missed.values(), {mail.key: mail for mail in mails}, now)
    unticked = _unticked(session, over)
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    return Reshift(event.ref, rows, due, drafts[0] if drafts else None, unticked)


Missed = tuple[Person, Event]
"""A no-show, and the action they missed last."""


def _over(session: Session, event: Event, now: datetime) -> list[Event]:
    """The actions that are over and were held, the earliest first."""
    assert event.id is not None  # it was found
    ids = [event.id] if event.born_at_id else [one.id for one in family(session, event.id)[1:]]
    held = select(Event).where(col(Event.id).in_(ids), Event.status == Status.SCHEDULED, Event.ends_at <= now)
    return list(session.exec(held.order_by(col(Event.starts_at), col(Event.id))))


def _missed(session: Session, over: Iterable[Event]) -> dict[int, Missed]:
    """Person id -> who, and what they missed. Those who were erased since are nobody to ask."""
    events = {event.id: event for event in over}
    noted = (
        select(Rsvp.event_id, Person)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id).in_(events), col(Rsvp.attended).is_(False), Rsvp.answer == Answer.GOING)
        .order_by(col(Person.sort_key), col(Person.id))
    )
    found: dict[int, Missed] = {}
    for event_id, person in session.exec(noted):
        event, known = events[event_id], found.get(person.id or 0)
        if person.name_folded and (known is None or known[1].starts_at < event.starts_at):
            found[person.id or 0] = (person, event)
    return found


def _rows(
    session: Session, missed: Collection[Missed], mails: Mapping[str, MailRow], now: datetime
) -> list[ReshiftRow]:
    silent = _not_to_be_rung(session, [person.id or 0 for person, _ in missed])
    return [
        _row(session, person, event, mails.get(f"{MISSED}:{event.uid}:{person.uid}"), now, rung=person.id not in silent)
        for person, event in missed
    ]


def _row(
    session: Session, person: Person, event: Event, mail: MailRow | None, now: datetime, *, rung: bool
) -> ReshiftRow:
    nearest = nearest_open(session, event, person, now)
    return ReshiftRow(
        person_id=person.id or 0,
        name=join_name(person.given_name, person.family_name),
        phone=person.phone if rung else None,
        email=person.email,
        missed=event.ref,
        missed_title=event.title,
        missed_at=_local(event),
        next=nearest.ref if nearest else None,
        next_code=nearest.code if nearest else None,
        next_title=nearest.title if nearest else None,
        next_starts_at=_local(nearest) if nearest else None,
        next_free=places_left(session, nearest) if nearest else None,
        letter=mail.state if mail else "none",
        why=mail.detail if mail else "It was too long ago.",
    )


def _local(event: Event) -> datetime:
    return event.starts_at.astimezone(ZoneInfo(event.timezone))


def _not_to_be_rung(session: Session, people: Collection[int]) -> set[int]:
    asked = select(Call.person_id).where(col(Call.person_id).in_(people), Call.outcome == Outcome.DO_NOT_CALL)
    return set(session.exec(asked))


def _unticked(session: Session, over: Iterable[Event]) -> dict[str, int]:
    refs = {event.id: event.ref for event in over}
    without = (
        select(Rsvp.event_id, func.count())
        .where(col(Rsvp.event_id).in_(refs), Rsvp.answer == Answer.GOING, col(Rsvp.attended).is_(None))
        .group_by(col(Rsvp.event_id))
    )
    found = dict(session.exec(without).all())
    return {ref: found[number] for number, ref in refs.items() if number in found}
