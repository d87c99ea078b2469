"""Which campaign a database is: how files made for another laptop are known again when they come back."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from barnstorm.db.tables import Fact
from barnstorm.domain.identity import new_uid

_NAME = "campaign"


def campaign_of(session: Session, now: datetime) -> str:
    """A UUIDv7, made when it is first needed, inside the caller's transaction (one that writes), and never changed.

    A backup that is restored is the same campaign.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Two organisers who need it at once must not make two of it. Readers of other facts do not wait.
        session.connection().execute(text("LOCK TABLE fact IN SHARE ROW EXCLUSIVE MODE"))
    known = session.get(Fact, _NAME)
    if known is None:
        known = Fact(name=_NAME, value=new_uid(now))
        session.add(known)
        session.flush()
    return known.value


def known_campaign(session: Session) -> str | None:
    """The same; None if nothing was ever made for another laptop. Reads only."""
    known = session.get(Fact, _NAME)
    return known.value if known else None


def set_campaign(session: Session, uid: str) -> None:
    """Make a new database a part of the campaign `uid`."""
    session.add(Fact(name=_NAME, value=uid))
    session.flush()
