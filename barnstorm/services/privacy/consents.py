"""Who agreed to hear from whom. A ledger: rows are only added, and withdrawn once.

An RSVP is no consent, and neither is an import: nothing but these functions writes here.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from barnstorm.db.tables import Consent, Person, Wording
from barnstorm.domain.consents import Channel, checked_given
from barnstorm.domain.names import join_name
from barnstorm.domain.text import one_line
from barnstorm.errors.privacy import NoSuchWording, NoWording
from barnstorm.rows.privacy import ConsentRow, Given
from barnstorm.services.finding.organisation import find_organisation, known_or_new
from barnstorm.services.finding.person import find_person
from barnstorm.services.mail.suppressions import suppressed
from barnstorm.services.privacy.consent_rows import rows_of, wordings

_LIVE = col(Consent.withdrawn_at).is_(None)


def consented(session: Session, person_id: int, organisation_id: int, channel: Channel) -> bool:
    """Whether that person agrees, now, to hear from that organisation by that channel."""
    query = select(Consent.id).where(
        Consent.person_id == person_id, Consent.organisation_id == organisation_id, Consent.channel == channel, _LIVE
    )
    return session.exec(query.limit(1)).first() is not None


def agreed(session: Session, organisation: str, channel: Channel | None) -> set[int]:
    """The ids of all who agree, now, to hear from `organisation` (its name in any spelling) by `channel`, or, if that
    is None, by any. NoSuchOrganisation.
    """
    query = select(Consent.person_id).where(
        Consent.organisation_id == find_organisation(session, organisation).id, _LIVE
    )
    if channel is not None:
        query = query.where(Consent.channel == channel)
    return set(session.exec(query))


def give(
    session: Session,
    person: str,
    organisations: Sequence[str],
    channels: Sequence[Channel],
    wording: int | str | None,
    source: str,
    given_at: datetime,
    now: datetime,
) -> Given:
    """Write down that `person` agreed, at `given_at`, to hear from each of `organisations` by each of `channels`.

    `wording` is the number of one used before, or a new one. What holds already in the same words stays as it is.
    NoSuchPerson, SeveralPeople, UnreadableOrganisation, NoWording, NoSuchWording, ConsentAhead, WithdrawnSince.
    """
    found = _held(session, person)
    wording_id = _wording(session, wording, now)
    callers = [known_or_new(session, name) for name in organisations]
    pairs = dict.fromkeys((caller.id or 0, channel) for caller, _ in callers for channel in channels)
    written = [_write(session, found, pair, wording_id, one_line(source), (given_at, now)) for pair in pairs]
    session.flush()
    rows = rows_of(session, col(Consent.id).in_([consent.id for consent, _ in written]))
    return Given(
        tuple(rows),
        unchanged=sum(not new for _, new in written),
        new_organisations=tuple(caller.name for caller, new in callers if new),
        suppressed=_why_silent(session, found, channels),
    )


def withdraw(
    session: Session,
    person_id: int,
    now: datetime,
    *,
    how: str,
    organisation_id: int | None = None,
    channel: Channel | None = None,
) -> list[int]:
    """From `now` on that person agrees no more: to anything, or only not to that organisation or that channel.

    The ids of the consents that ended; none if none was held.
    """
    query = select(Consent).where(Consent.person_id == person_id, _LIVE).with_for_update()
    if organisation_id is not None:
        query = query.where(Consent.organisation_id == organisation_id)
    if channel is not None:
        query = query.where(Consent.channel == channel)
    ended = session.exec(query).all()
    for consent in ended:
        # A clock that was put back must not make an end before the beginning.
        consent.withdrawn_at, consent.withdrawn_how = max(now, consent.given_at), one_line(how)
    session.flush()
    return [consent.id for consent in ended if consent.id is not None]


def take_back(
    session: Session,
    person: str,
    organisations: Sequence[str],
    channels: Sequence[Channel],
    how: str,
    now: datetime,
) -> tuple[str, list[ConsentRow]]:
    """As `withdraw`, in the words of the command line; none of `organisations` or `channels` means all of them.

    Their name, and the consents that ended. NoSuchPerson, SeveralPeople, NoSuchOrganisation.
    """
    found = _held(session, person)
    callers: list[int | None] = [find_organisation(session, name).id for name in organisations]
    ended = [
        consent_id
        for organisation_id in callers or [None]
        for channel in channels or (None,)
        for consent_id in withdraw(
            session, found.id or 0, now, how=how, organisation_id=organisation_id, channel=channel
        )
    ]
    return _name(found), rows_of(session, col(Consent.id).in_(ended))


def _held(session: Session, text: str) -> Person:
    """The person, held: two who write down the same sheet at once must not give two rows."""
    person = find_person(session, text)
    session.refresh(person, with_for_update=True)
    return person


def _name(person: Person) -> str:
    return join_name(person.given_name, person.family_name)


def _wording(session: Session, wording: int | str | None, now: datetime) -> int:
    if wording is None:
        raise NoWording([f"{row.id} “{row.text}”" for row in wordings(session)[:3]])
    if isinstance(wording, int):
        if session.get(Wording, wording) is None:
            raise NoSuchWording(wording)
        return wording
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(
        insert(Wording).values(text=wording, first_used_at=now).on_conflict_do_nothing(index_elements=["text"])
    )
    return session.exec(select(Wording.id).where(Wording.text == wording)).one() or 0


def _write(
    session: Session,
    person: Person,
    pair: tuple[int, Channel],
    wording_id: int,
    source: str,
    times: tuple[datetime, datetime],
) -> tuple[Consent, bool]:
    """The consent to one organisation by one channel, and whether it is new. `times` are when given, and now."""
    organisation_id, channel = pair
    given_at, now = times
    earlier = session.exec(
        select(Consent).where(
            Consent.person_id == person.id, Consent.organisation_id == organisation_id, Consent.channel == channel
        )
    ).all()
    for consent in earlier:
        if consent.withdrawn_at is None and consent.wording_id == wording_id:
            return consent, False
    withdrawals = (consent.withdrawn_at for consent in earlier if consent.withdrawn_at is not None)
    checked_given(given_at, withdrawals, now, _name(person))
    assert person.id is not None
    consent = Consent(
        person_id=person.id,
        organisation_id=organisation_id,
        channel=channel.value,
        wording_id=wording_id,
        source=source,
        given_at=given_at,
        recorded_at=now,
    )
    session.add(consent)
    session.flush()
    return consent, True


def _why_silent(session: Session, person: Person, channels: Sequence[Channel]) -> str | None:
    """Why nothing reaches them by email although they agree to it."""
    if Channel.EMAIL not in channels or not person.email:
        return None
    return suppressed(session, person.email, campaigning=True)
