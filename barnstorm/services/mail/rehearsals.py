"""Letters that went no further than this machine: into a Maildir, onto a screen.

Whoever tries the sending first with BARNSTORM_MAIL as it is by default rehearses it. Once mail leaves for real, what
was only rehearsed has not been sent.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, col

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import State
from barnstorm.services.outbox.books import book_for

LOCAL = ("maildir:", "mbox:", "console:", "null:")
"""How the names of backends begin through which nothing leaves."""


def rehearsed() -> ColumnElement[bool]:
    """The condition that a message was taken, but did not leave."""
    local = or_(*(col(Mail.backend).startswith(name) for name in LOCAL))
    return (col(Mail.state) == State.ACCEPTED) & local


def put_back(session: Session, events: Collection[int], kinds: Collection[str], now: datetime) -> None:
    """Rehearsed letters about these events, of kinds that begin so, wait again to be sent, if they still have a use.

    What is planned next may call them off. What was tried stays in the record of attempts.
    """
    alike = or_(*(col(Mail.kind).startswith(kind) for kind in kinds))
    useful = or_(col(Mail.expires_at).is_(None), col(Mail.expires_at) > now)
    these = rehearsed(), col(Mail.event_id).in_(events), alike, useful
    book_for(session, *these)
    session.execute(
        update(Mail)
        .where(*these)
        .values(state=State.QUEUED, attempts=0, sent_at=None, backend="", provider_id="", detail="")
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
