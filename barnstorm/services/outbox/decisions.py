"""What a person decides about messages: resolve an unknown one, try the waiting ones now."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.domain.delivery import WAITING, Decision, State
from barnstorm.errors.mail import NoSuchMail, NothingUnknown
from barnstorm.rows.mail import MailRow
from barnstorm.services.outbox.frozen import thaw
from barnstorm.services.outbox.order import Order, waiting, waits
from barnstorm.services.outbox.rows import row_of

_ALREADY = {Decision.DELIVERED: {State.ACCEPTED}, Decision.RESEND: WAITING, Decision.HOLD: frozenset[State]()}


def resolve(session: Session, number: int, decision: Decision, now: datetime) -> MailRow:
    """Settle an unknown message. Sent again it is the same message, under the same Message-ID.

    NoSuchMail; NothingUnknown, unless the decision has been carried out already.
    """
    mail = session.get(Mail, number, with_for_update=True)
    if mail is None:
        raise NoSuchMail(number)
    if State(mail.state) in _ALREADY[decision]:
        return row_of(session, number)
    if mail.state != State.UNKNOWN:
        raise NothingUnknown(number, mail.state)
    _carry_out(session, mail, decision, now)
    session.flush()
    return row_of(session, number)


def try_now(session: Session, order: Order, now: datetime) -> None:
    """What waits for another try need not wait any longer. What was never tried stays due when it was."""
    for mail in session.exec(waiting(order).where(waits(State.RETRY), Mail.due_at > now).with_for_update()):
        mail.due_at = now
    session.flush()


def _carry_out(session: Session, mail: Mail, decision: Decision, now: datetime) -> None:
    match decision:
        case Decision.DELIVERED:
            last = session.exec(select(func.max(MailAttempt.at)).where(col(MailAttempt.mail_id) == mail.id)).one()
            mail.state, mail.sent_at = State.ACCEPTED, last or now
            mail.lease_owner = mail.lease_until = None
            thaw(session, col(Mail.id) == mail.id)
            mail.detail = "Somebody found out that it was delivered."
        case Decision.RESEND:
            mail.state, mail.due_at = State.RETRY, now
            mail.lease_owner = mail.lease_until = None
            mail.detail = "Somebody decided to send it again."
        case Decision.HOLD:
            mail.detail = "Somebody decided not to send it again."
