"""After an event: thanks to those who came, and a word to those who said they would and did not."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.events import Status
from barnstorm.domain.letters import MISSED, THANKS
from barnstorm.errors.event import EventCancelled
from barnstorm.errors.reminder import NotOverYet, TooLongAgo
from barnstorm.mail.afterwards import SUBJECTS
from barnstorm.mail.letter import carried
from barnstorm.mail.wording import Wording
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.mail import MailRow
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.letter.campaigning import agreeing
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.mail.after_letters import draft
from barnstorm.services.mail.rehearsals import put_back
from barnstorm.services.outbox import outbox
from barnstorm.services.outbox.order import Order, waiting
from barnstorm.services.outbox.planned import Wanted, of_event, put

KINDS = (THANKS, MISSED)

FRESH = timedelta(days=14)
"""Later than this nobody thanks for an evening."""


@dataclass(frozen=True)
class Plan:
    """What is about to be sent. `rows` hold those who get nothing too, and why; `due` those that wait to go; `drafts`
    is one of each kind, as its first reader would get it.
    """

    event_id: int
    rows: list[MailRow]
    due: list[MailRow]
    drafts: list[Wording]


def plan(
    session: Session,
    typed: str,
    campaign: Campaign,
    now: datetime,
    *,
    kinds: Sequence[str] = KINDS,
    people: Collection[int] | None = None,
    leaves: bool = False,
    dry_run: bool = False,
) -> Plan:
    """Queue a letter to everybody who came, and to everybody noted as not having come; each gets one, once.

    Only letters of these `kinds`, and with `people` only to those of these ids. NotOverYet, TooLongAgo, EventCancelled.
    `leaves`: what was only rehearsed counts as not sent. With `dry_run` the rows are the same and nothing is kept.
    """
    event = find_event_to_change(session, typed, now)
    _refuse_unfit(event, now)
    assert event.id is not None
    kept = session.begin_nested()
    if leaves:
        put_back(session, [event.id], kinds, now)
    wanted = (
        letter
        for letter in _wanted(session, event)
        if letter.kind in kinds and (people is None or letter.person.id in people)
    )
    put(session, event, wanted, of_event(session, event, *kinds), now)
    session.flush()
    rows = outbox.mail_rows(session, event_id=event.id, kinds=kinds)
    due = [row for row in rows if State(row.state) in WAITING]
    drafts = _drafts(session, event, kinds, campaign, now)
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    return Plan(event.id, rows, due, drafts)


def _refuse_unfit(event: Event, now: datetime) -> None:
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody came or stayed away")
    if now < event.ends_at:
        raise NotOverYet(event.ref)
    if now >= event.ends_at + FRESH:
        raise TooLongAgo(event.ref, FRESH.days)


def _wanted(session: Session, event: Event) -> Iterator[Wanted]:
    agreed = agreeing(session, event.id or 0)
    title = occasion_of(session, event).title
    for kind, person in _readers(session, event):
        address = carried(person.email or "")
        skipped = "" if address else "No email address."
        if person.id not in agreed:
            skipped = "They have not agreed to mail from those who called the event."
        yield Wanted(
            key=f"{kind}:{event.uid}:{person.uid}",
            kind=kind,
            person=person,
            address=address,
            subject=f"{SUBJECTS[kind]}: {title}",
            due_at=event.ends_at,
            expires_at=event.ends_at + FRESH,
            state=State.SKIPPED if skipped else State.QUEUED,
            detail=skipped,
        )


def _readers(session: Session, event: Event) -> Iterator[tuple[str, Person]]:
    """Who came gets thanks; who is noted as not having come is missed. Of the others nobody knows."""
    noted = (
        select(Rsvp.attended, Person)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.attended).is_not(None))
        .order_by(col(Person.id))
    )
    for attended, person in session.exec(noted):
        yield (THANKS if attended else MISSED), person


def _drafts(session: Session, event: Event, kinds: Sequence[str], campaign: Campaign, now: datetime) -> list[Wording]:
    """Of each kind that waits, the first."""
    queued = waiting(Order(event.id, tuple(kinds))).order_by(col(Mail.id).desc())
    first = {mail.kind: mail for mail in session.exec(queued)}
    return [
        draft(session, kind, event, session.get_one(Person, mail.person_id), mail.to_address, campaign, now)
        for kind, mail in sorted(first.items(), reverse=True)
    ]
