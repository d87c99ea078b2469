"""Taking messages to send: a few at a time, each looked at once more before it leaves."""

import zlib
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from sqlalchemy import or_
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import WAITING, Outcome, Scope, State, told
from barnstorm.errors import BarnstormError
from barnstorm.mail.interface import Outgoing, Result, Unsound
from barnstorm.mail.letter import Written
from barnstorm.rows.campaign import Campaign
from barnstorm.services.outbox_leases import LEASE

BATCH = 20
"""Few enough that what is written is fresh when it leaves."""


class Writer(Protocol):
    """Who knows what stands in a message, and whether it still should be sent."""

    def why_not(self, session: Session, mail: Mail, now: datetime) -> tuple[State, str] | None:
        """None if `mail` may go now; else the state to close it in (cancelled, suppressed, expired, skipped) and why.

        Asked at the last moment: the event may have moved, the person may have said no since it was queued.
        """
        ...

    def write(self, session: Session, mail: Mail, campaign: Campaign, now: datetime) -> Written:
        """The message. `mail.message_id` is set. Asked as late as possible, so that it says what is true now."""
        ...


@dataclass(frozen=True)
class Order:
    """What is to be sent: of one event, or of kinds that begin so; None is all."""

    event_id: int | None = None
    kinds: tuple[str, ...] | None = None


@dataclass
class Claim:
    """What was taken. `closed` are not to be sent any more, `unwritten` could not be written."""

    outgoing: list[Outgoing] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    unwritten: list[Result] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.outgoing or self.closed or self.unwritten)


def claim(
    session: Session, writer: Writer, campaign: Campaign, order: Order, owner: str, now: datetime, most: int
) -> Claim:
    """Take up to `most` messages that are due for `owner`. Two workers never take the same one."""
    taken = Claim()
    for mail in session.exec(_due(order, now).limit(most).with_for_update(skip_locked=True)).all():
        mail.state, mail.lease_owner, mail.lease_until = State.CLAIMED, owner, now + LEASE
        mail.message_id = mail.message_id or message_id(mail, campaign)
        ready = _ready(session, writer, mail, campaign, now)
        if isinstance(ready, Outgoing):
            taken.outgoing.append(ready)
        elif isinstance(ready, Result):
            taken.unwritten.append(ready)
        else:
            close(mail, *ready)
            taken.closed.append(mail.id or 0)
    session.flush()
    return taken


def close(mail: Mail, state: State, why: str) -> None:
    """It will not be sent."""
    mail.state, mail.detail, mail.frozen = state, told(why), None
    mail.lease_owner = mail.lease_until = None


def message_id(mail: Mail, campaign: Campaign) -> str:
    """The same for every attempt at the same message, and nobody's who does not know its key."""
    digest = sha256(mail.key.encode()).hexdigest()[:16]
    return f"<{mail.id}.{digest}@{campaign.domain}>"


def waiting(order: Order) -> SelectOfScalar[Mail]:
    """What `order` means, of all that waits."""
    query = select(Mail).where(col(Mail.state).in_(WAITING))
    if order.event_id is not None:
        query = query.where(Mail.event_id == order.event_id)
    if order.kinds is not None:
        query = query.where(or_(*(col(Mail.kind).startswith(kind, autoescape=True) for kind in order.kinds)))
    return query


def _due(order: Order, now: datetime) -> SelectOfScalar[Mail]:
    return waiting(order).where(Mail.due_at <= now).order_by(col(Mail.due_at), col(Mail.id))


def _expired(mail: Mail, now: datetime) -> tuple[State, str] | None:
    late = mail.expires_at is not None and mail.expires_at <= now
    return (State.EXPIRED, "It would have come too late.") if late else None


def _ready(
    session: Session, writer: Writer, mail: Mail, campaign: Campaign, now: datetime
) -> Outgoing | Result | tuple[State, str]:
    """The message to send, or why it could not be written, or why it should not be sent."""
    try:
        reason = _expired(mail, now) or writer.why_not(session, mail, now)
        return reason or _outgoing(session, writer, mail, campaign, now)
    except SQLAlchemyError:
        raise
    except Unsound as e:
        return Result(mail.id or 0, Outcome.REJECTED, Scope.MESSAGE, text=f"It cannot be sent: {e}.")
    except Exception as e:  # noqa: BLE001 - a message that cannot be written must not hold up those behind it
        why = e.sentence if isinstance(e, BarnstormError) else f"{type(e).__name__}: {e}"
        return Result(mail.id or 0, Outcome.DEFERRED, Scope.MESSAGE, text=f"It could not be written: {why}")


def _outgoing(session: Session, writer: Writer, mail: Mail, campaign: Campaign, now: datetime) -> Outgoing:
    """With the bytes of the first attempt if there was one, else written now."""
    if mail.frozen is None:
        written = writer.write(session, mail, campaign, now)
        mail.subject, raw = written.subject, written.raw
    else:
        raw = zlib.decompress(mail.frozen)
    return Outgoing(mail.id or 0, campaign.address, mail.to_address, raw, mail.message_id or "")
