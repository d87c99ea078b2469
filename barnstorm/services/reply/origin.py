"""Which letter of ours a mail has to do with: by the token it carries, or the Message-ID it quotes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Event, Mail, Person
from barnstorm.domain.replies import spellings
from barnstorm.domain.tokens import Bearer, bearer
from barnstorm.mail.incoming import Incoming
from barnstorm.services.finding.person import has_email, person_now
from barnstorm.services.secret import secret_of


@dataclass(frozen=True)
class Origin:
    """The row ids of whom and what it is about; None where that is not known."""

    event_id: int | None = None
    person_id: int | None = None


def origin_of(session: Session, mail: Incoming) -> Origin | None:
    """None for a mail that has nothing to do with any letter of ours, as far as one can see from outside."""
    known = token_in(session, mail.subject, mail.recipients)
    if known is not None:
        return named_by(session, known)
    letter = letter_of(session, mail.refers_to)
    return Origin(letter.event_id, letter.person_id) if letter else None


def named_by(session: Session, token: Bearer) -> Origin:
    """Whom and what a token names, of those still here."""
    event, person = session.get(Event, token.event_id), still_known(session, token.person_id)
    return Origin(event.id if event else None, person.id if person else None)


def token_in(session: Session, *texts: str) -> Bearer | None:
    """The first token of ours in any of `texts`."""
    secret = secret_of(session)
    return next((found for text in texts if (found := bearer(secret, text)) is not None), None)


def letter_of(session: Session, message_ids: Iterable[str]) -> Mail | None:
    """The letter with one of these Message-IDs (in angle brackets): ours, or the one a provider put in its place."""
    known = list(dict.fromkeys(message_ids))[:50]
    if not known:
        return None
    bare = [text.strip("<>") for text in known]
    by_provider = [text.rpartition("@")[0] or text for text in bare]
    query = select(Mail).where(
        or_(
            col(Mail.message_id).in_([*known, *bare]),
            col(Mail.provider_id).in_([text for text in [*by_provider, *bare] if text]),
        )
    )
    return session.exec(query.order_by(col(Mail.id).desc()).limit(1)).first()


def still_known(session: Session, person_id: int) -> Person | None:
    """The person who had that number when a letter was written: they may be known as somebody else since, or nobody may
    know them any more (None).
    """
    person = person_now(session, person_id)
    return person if person is not None and person.name_folded else None


def people_at(session: Session, address: str) -> list[Person]:
    """Everybody on the lists who has, or had, that address."""
    keys = spellings(address)
    if not keys:
        return []
    query = select(Person).where(or_(*(has_email(key) for key in keys)))
    return list(session.exec(query.order_by(col(Person.id))))
