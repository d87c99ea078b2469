"""Which letters a version of an event makes, and the outbox brought to them.

One letter waits for a household at a time: planning a newer version calls the older ones off.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, PersonAlso, Rsvp, Venue
from barnstorm.domain.answers import Answer
from barnstorm.domain.delivery import WAITING
from barnstorm.domain.events import Status
from barnstorm.domain.letters import CANCEL, DROPPED, INVITE
from barnstorm.mail.subjects import subject
from barnstorm.services.invite.holdings import Holding, Holdings
from barnstorm.services.invite.keys import ADDRESS, UPDATE, key_of, mailbox_mark, people_of
from barnstorm.services.letter.households import households
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.outbox.planned import Wanted, call_off, of_event, put


def begins(event: Event) -> datetime:
    """Until when there is any use in inviting people: the start; of an all-day event, its end."""
    return event.ends_at if event.all_day else event.starts_at


def is_off(event: Event) -> bool:
    return event.status == Status.CANCELLED


def queue_version(
    session: Session, event: Event, people: Iterable[Person], held: Holdings, now: datetime
) -> list[Wanted]:
    """Queue this version of `event` for those of `people` who do not hold it: if it is called off, its cancellation.
    Letters that wait and say something older are called off. Returned are the letters that `people` are to get,
    whether queued now or before.
    """
    letters = _cancellations if is_off(event) else _invitations
    wanted = list(letters(session, event, people, held, now))
    known = of_event(session, event, INVITE, CANCEL)
    call_off(session, _superseded(event, known.values(), wanted), "There is a newer letter about it.")
    put(session, event, wanted, known, now)
    session.flush()
    return wanted


def queue_farewells(
    session: Session, event: Event, homes: Mapping[str, Collection[Person]], held: Holdings, now: datetime
) -> None:
    """Queue the cancellations that only those in `homes` (address -> people) get: the event goes on without them."""
    if not homes:
        return
    title = subject("dropped", occasion_of(session, event))
    letters = [_farewell(event, people, address, held, title, now) for address, people in homes.items()]
    gone = {person.uid for people in homes.values() for person in people}
    known = of_event(session, event, INVITE, DROPPED)
    unsent = [mail for mail in known.values() if mail.kind == INVITE and people_of(mail.key).issubset(gone)]
    call_off(session, unsent, "They are off the list.")
    put(session, event, letters, known, now)
    session.flush()


def waiting(session: Session, event: Event) -> set[str]:
    """The uids of those for whom an invitation, of whatever version, waits to be sent."""
    found = select(Mail.key).where(Mail.event_id == event.id, Mail.kind == INVITE, col(Mail.state).in_(WAITING))
    return {uid for key in session.exec(found) for uid in people_of(key)}


def _invitations(
    session: Session, event: Event, people: Iterable[Person], held: Holdings, now: datetime
) -> Iterator[Wanted]:
    occasion = occasion_of(session, event)
    placed = _with_a_place(session, event)
    others = _other_mailboxes(session, event, held)
    for address, together in households(people):
        has_a_place = any(person.id in placed for person in together)
        theirs = {person.uid: {address.casefold(), *others.get(person.id or 0, ())} for person in together}
        lacking = [
            person for person in together if not _has(held.of.get(person.uid), event, theirs[person.uid], has_a_place)
        ]
        if not lacking:
            continue
        uids = [person.uid for person in lacking]
        before = [held.of[uid] for uid in uids if uid in held.of]
        older = any(holding.version < event.sequence for holding in before)
        elsewhere = any(holding.mailbox != address.casefold() for holding in before)
        marks = [(UPDATE, older), (ADDRESS, has_a_place), (mailbox_mark(address), elsewhere)]
        yield Wanted(
            key=key_of(
                INVITE, event.uid, held.sequence(event, uids, address), uids, *(mark for mark, true in marks if true)
            ),
            kind=INVITE,
            person=lacking[0],
            address=address,
            subject=subject(UPDATE if older else INVITE, occasion),
            due_at=now,
            expires_at=begins(event),
        )


def _cancellations(
    session: Session, event: Event, people: Iterable[Person], held: Holdings, now: datetime
) -> Iterator[Wanted]:
    """Only who holds an invitation has something to be cancelled."""
    title = subject("cancel", occasion_of(session, event))
    for address, together in households(person for person in people if person.uid in held.of):
        uids = [person.uid for person in together]
        yield Wanted(
            key=key_of(CANCEL, event.uid, held.sequence(event, uids, address), uids),
            kind=CANCEL,
            person=together[0],
            address=address,
            subject=title,
            due_at=now,
            expires_at=event.ends_at,
        )


def _farewell(
    event: Event, leaving: Collection[Person], address: str, held: Holdings, title: str, now: datetime
) -> Wanted:
    uids = sorted(person.uid for person in leaving)
    return Wanted(
        key=key_of(DROPPED, event.uid, held.sequence(event, uids, address) + 1, uids),
        kind=DROPPED,
        person=min(leaving, key=lambda one: one.id or 0),
        address=address,
        subject=title,
        due_at=now,
        expires_at=event.ends_at,
    )


def _has(holding: Holding | None, event: Event, mailboxes: Collection[str], has_a_place: bool) -> bool:
    """Whether they hold this version at a mailbox of theirs; with the place's address if they may know it."""
    if holding is None or holding.mailbox not in mailboxes:
        return False
    return holding.version == event.sequence and (holding.address_told or not has_a_place)


def _other_mailboxes(session: Session, event: Event, held: Holdings) -> dict[int, set[str]]:
    """Of those who turned out to be two records of one, the addresses of the other record: theirs as much."""
    found: dict[int, set[str]] = {}
    if held.of:
        known = (
            select(PersonAlso.person_id, PersonAlso.value_key)
            .join(Rsvp, col(Rsvp.person_id) == PersonAlso.person_id)
            .where(PersonAlso.kind == "email", Rsvp.event_id == event.id)
        )
        for person_id, mailbox in session.exec(known):
            found.setdefault(person_id, set()).add(mailbox)
    return found


def _with_a_place(session: Session, event: Event) -> set[int]:
    """Of an event in somebody's home, the ids of those who are told its address; of any other, nobody's."""
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    if venue is None or not venue.private:
        return set()
    return set(session.exec(select(Rsvp.person_id).where(Rsvp.event_id == event.id, Rsvp.answer == Answer.GOING)))


def _superseded(event: Event, known: Iterable[Mail], wanted: Collection[Wanted]) -> list[Mail]:
    """Of the letters there are, those that should not be sent any more."""
    keys = {letter.key for letter in wanted}
    told = {uid for key in keys for uid in people_of(key)}
    return [mail for mail in known if mail.key not in keys and _outdated(event, mail, told)]


def _outdated(event: Event, mail: Mail, told: Collection[str]) -> bool:
    if mail.kind == DROPPED:
        return is_off(event) or not people_of(mail.key).isdisjoint(told)
    other = (mail.kind == CANCEL) != is_off(event) or mail.event_sequence != event.sequence
    return other or not people_of(mail.key).isdisjoint(told)
