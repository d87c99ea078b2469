"""Taking messages to send: some at a time, each looked at once more before it leaves."""

import zlib
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Row, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import WAITING, Outcome, Scope, State, told
from barnstorm.errors import BarnstormError
from barnstorm.mail.interface import Outgoing, Result, Unsound
from barnstorm.mail.letter import Written
from barnstorm.rows.campaign import Campaign
from barnstorm.services.mail.suppressions import barred
from barnstorm.services.outbox.hand import Claim, Closed, Due, Held, Later, Told, Writer
from barnstorm.services.outbox.leases import LEASE
from barnstorm.services.outbox.order import Order, meant

_DUE = tuple(getattr(Mail, name) for name in Due._fields)
"""Columns and not rows of the ORM: it is asked for every letter, and what becomes of one is written down elsewhere."""


_SQUEEZED = (b"x\x01", b"x\x9c")
"""What zlib begins with, and no letter: there is no control character in the name of a header."""


class _Ready(NamedTuple):
    """It may go, under this subject."""

    message: Outgoing
    subject: str


_Fate = _Ready | Result | Closed | Later


def claim(
    session: Session, writer: Writer, campaign: Campaign, order: Order, owner: str, now: datetime, most: int
) -> Claim:
    """Take up to `most` messages that are due for `owner`. Two workers never take the same one."""
    mails = _due(session, order, campaign, now, most)
    writer.look_ahead(session, mails)
    taken, reasons = Claim(), barred(session, [(mail.to_address, mail.kind) for mail in mails])
    for mail, reason in zip(mails, reasons, strict=True):
        fate = Closed(State.SUPPRESSED, reason) if reason else _fate(session, writer, mail, campaign, now)
        _sort(session, taken, mail, fate, now)
    _lease(session, taken.held, owner, now)
    return taken


def close(mail: Mail, state: State, why: str) -> None:
    """It will not be sent."""
    mail.state, mail.detail, mail.frozen = state, told(why), None
    mail.lease_owner = mail.lease_until = None


def _due(session: Session, order: Order, campaign: Campaign, now: datetime, most: int) -> Sequence[Due]:
    """The `most` that are due longest, locked.

    Asked for state by state: so each comes off the index in its order. Asked for together, all that wait would be
    sorted anew for every batch.
    """
    due = [
        _known(row, campaign)
        for state in sorted(WAITING)
        for row in session.execute(
            select(*_DUE)
            .where(col(Mail.state) == state, col(Mail.due_at) <= now, *meant(order))
            .order_by(col(Mail.due_at), col(Mail.id))
            .limit(most)
            .with_for_update(skip_locked=True)
        )
    ]
    return sorted(due, key=attrgetter("due_at", "id"))[:most]


def _known(row: Row[Any], campaign: Campaign) -> Due:
    """With the Message-ID it has, or will have: that is written down with the intent to send it."""
    due = Due._make(row)
    return due if due.message_id else due._replace(message_id=_message_id(due, campaign))


def _message_id(mail: Due, campaign: Campaign) -> str:
    """The same for every attempt at the same message, and nobody's who does not know its key."""
    digest = sha256(mail.key.encode()).hexdigest()[:16]
    return f"<{mail.id}.{digest}@{campaign.domain}>"


def _sort(session: Session, taken: Claim, mail: Due, fate: _Fate, now: datetime) -> None:
    match fate:
        case _Ready(message, subject):
            taken.held[mail.id] = Held(mail, subject)
            taken.outgoing.append(message)
        case Result():
            taken.held[mail.id] = held = Held(mail, mail.subject)
            taken.unwritten.append(Told(held, fate, now))
        case Later(due_at, why) if mail.expires_at is None or due_at < mail.expires_at:
            _put_aside(session, taken, mail, due_at=due_at, detail=told(why))
        case Later(_, why):
            _close(session, taken, mail, State.EXPIRED, f"{why} Then it would come too late.")
        case Closed(state, why):
            _close(session, taken, mail, state, why)


def _close(session: Session, taken: Claim, mail: Due, state: State, why: str) -> None:
    _put_aside(session, taken, mail, state=state, detail=told(why), frozen=None, lease_owner=None, lease_until=None)


def _put_aside(session: Session, taken: Claim, mail: Due, **values: Any) -> None:
    session.connection().execute(update(Mail).where(col(Mail.id) == mail.id).values(values))
    taken.closed.append(mail.id)


def _lease(session: Session, ids: Collection[int], owner: str, now: datetime) -> None:
    """All in one statement."""
    if ids:
        leased = update(Mail).where(col(Mail.id).in_(ids))
        session.connection().execute(leased.values(state=State.CLAIMED, lease_owner=owner, lease_until=now + LEASE))


def _expired(mail: Due, now: datetime) -> Closed | None:
    late = mail.expires_at is not None and mail.expires_at <= now
    return Closed(State.EXPIRED, "It would have come too late.") if late else None


def _fate(session: Session, writer: Writer, mail: Due, campaign: Campaign, now: datetime) -> _Fate:
    """The message to send, or why it could not be written, or why it should not be sent."""
    try:
        reason = _expired(mail, now) or writer.why_not(session, mail, campaign, now)
        return reason or _ready(session, writer, mail, campaign, now)
    except SQLAlchemyError:
        raise
    except Unsound as e:
        return Result(mail.id, Outcome.REJECTED, Scope.MESSAGE, text=f"It cannot be sent: {e}.")
    except Exception as e:  # noqa: BLE001 - a message that cannot be written must not hold up those behind it
        why = e.sentence if isinstance(e, BarnstormError) else f"{type(e).__name__}: {e}"
        return Result(mail.id, Outcome.DEFERRED, Scope.MESSAGE, text=f"It could not be written: {why}")


def _thawed(frozen: bytes) -> bytes:
    """As they are; those of earlier versions of barnstorm were squeezed."""
    return zlib.decompress(frozen) if frozen.startswith(_SQUEEZED) else frozen


def _ready(session: Session, writer: Writer, mail: Due, campaign: Campaign, now: datetime) -> _Ready:
    """With the bytes of the first attempt if there was one, else written now."""
    if mail.frozen is None:
        written = writer.write(session, mail, campaign, now)
    else:
        written = Written(mail.subject, _thawed(mail.frozen))
    message = Outgoing(mail.id, campaign.address, mail.to_address, written.raw, mail.message_id)
    return _Ready(message, written.subject)
