"""Erasing somebody who asks for it: gone from every row and file of ours, and not brought back by a later import."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from barnstorm.db.tables import Erased, Event, Mail, MailBytes, Person, Rsvp, SoftBounce, Suppression
from barnstorm.domain.erasure import digests
from barnstorm.domain.names import join_name
from barnstorm.errors.privacy import AlreadyErased
from barnstorm.rows.privacy import ErasureRow
from barnstorm.services.finding.person import find_person
from barnstorm.services.letter.sign_ups import listing
from barnstorm.services.outbox.frozen import thaw
from barnstorm.services.person.erased_files import clean_files, copies
from barnstorm.services.person.forgetting import forget
from barnstorm.services.person.mentions import mentions
from barnstorm.services.person.traces import Traces, traces_of
from barnstorm.services.rsvp.places_given_up import give_up, hold_coming
from barnstorm.services.secret import secret_of


def erase(session: Session, typed: str, now: datetime, *, dry_run: bool = False) -> ErasureRow:
    """Take away everything that tells who this person is, for good. What they did stays counted, without a name.

    Their places at what is to come go to those who wait. A keyed hash of each address and number is kept, so that a
    file does not bring them back; somebody who adds them by hand does.

    NoSuchPerson, SeveralPeople, AlreadyErased; FileNotCleaned, and nothing is erased. With `dry_run` the row is the
    same and nothing is changed. On SQLite the file must be scrubbed (db.scrub) once the transaction has ended.
    """
    person_id = find_person(session, typed).id or 0
    kept = session.begin_nested()
    row = _erase(session, person_id, now, dry_run=dry_run)
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    return row


def _erase(session: Session, person_id: int, now: datetime, *, dry_run: bool) -> ErasureRow:
    # Events before people, as everybody takes them: two who wait for one another would wait for ever.
    coming = hold_coming(session, person_id, now)
    person = session.get_one(Person, person_id, populate_existing=True, with_for_update=True)
    if not person.name_folded:
        raise AlreadyErased(person_id)
    name = join_name(person.given_name, person.family_name)
    traces = traces_of(session, person)
    hosted = session.exec(select(Event.ref).where(Event.host_id == person_id).order_by(col(Event.starts_at))).all()
    elsewhere, in_lists = copies(session, person_id), listing(session, person_id)
    given_up = give_up(session, person_id, coming, now)
    events = len(session.exec(select(Rsvp.id).where(Rsvp.person_id == person_id)).all())
    files = clean_files(session, person_id, traces, in_lists, dry_run=dry_run)
    _keep_out(session, traces, now)
    thaw(session, col(Mail.id).in_(in_lists))
    removed = forget(session, [person_id], now)
    _forget_addresses(session, traces)
    return ErasureRow(
        person_id=person_id,
        name=name,
        removed={table: rows for table, rows in removed.items() if rows},
        events=events,
        places_freed=given_up.events,
        moved_up=given_up.moved_up,
        hosted=tuple(hosted),
        invited_to=given_up.invited_to,
        files=tuple(files),
        left_in=tuple(mentions(session, traces.words)),
        copies=tuple(elsewhere),
    )


def _keep_out(session: Session, traces: Traces, now: datetime) -> None:
    secret = secret_of(session)
    for digest in sorted({one for contact in traces.contacts for one in digests(secret, contact, traces.shared)}):
        session.merge(Erased(digest=digest, erased_at=now))
    session.flush()


def _forget_addresses(session: Session, traces: Traces) -> None:
    """What is kept of an address and no person: only if nobody else has it."""
    own = traces.own_emails
    session.execute(delete(Suppression).where(col(Suppression.address_key).in_(own)))
    session.execute(delete(SoftBounce).where(col(SoftBounce.address_key).in_(own)))
    written = select(Mail.id, Mail.to_address).where(col(Mail.person_id).is_(None), Mail.to_address != "")
    theirs = [key for key, address in session.exec(written) if address.casefold() in own]
    session.execute(update(Mail).where(col(Mail.id).in_(theirs)).values(to_address=""))
    thaw(session, col(Mail.id).in_(theirs))
    # One letter may greet both who share an address; its bytes are made anew when it is sent.
    frozen = select(Mail.id, Mail.to_address).join(MailBytes, col(MailBytes.mail_id) == Mail.id)
    naming = [key for key, address in session.exec(frozen) if address.casefold() in traces.shared]
    thaw(session, col(Mail.id).in_(naming))
    session.expire_all()
