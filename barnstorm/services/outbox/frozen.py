"""What messages say, kept while they may still be sent: a retry sends the same bytes."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Mail, MailBytes


def thaw(session: Session, *of: ColumnElement[bool]) -> None:
    """What these messages say is forgotten: should they be sent (again), they are written anew."""
    theirs = col(MailBytes.mail_id).in_(select(col(Mail.id)).where(*of))
    session.execute(delete(MailBytes).where(theirs), execution_options={"synchronize_session": False})


def thaw_untried(session: Session, ids: Collection[int]) -> None:
    """Of these, what no server has had."""
    untried = col(MailBytes.mail_id).in_(ids), col(MailBytes.handed_over).is_(False)
    session.execute(delete(MailBytes).where(*untried), execution_options={"synchronize_session": False})


def keep(session: Session, ids: Collection[int]) -> None:
    """A server may have had these: they stay as they are."""
    handed_over = update(MailBytes).where(col(MailBytes.mail_id).in_(ids)).values(handed_over=True)
    session.execute(handed_over, execution_options={"synchronize_session": False})
