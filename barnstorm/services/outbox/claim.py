"""Taking messages to send: some at a time, each looked at once more before it leaves."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from barnstorm.db.pen import Form, page
from barnstorm.db.tables import Mail, MailBytes
from barnstorm.domain.delivery import WAITING, Outcome, Scope, State, told
from barnstorm.errors import BarnstormError
from barnstorm.mail.interface import Outgoing, Result, Unsound
from barnstorm.mail.letter import Written
from barnstorm.rows.campaign import Campaign
from barnstorm.services.mail.suppressions import barred
from barnstorm.services.outbox.frozen import thaw
from barnstorm.services.outbox.hand import Claim, Closed, Due, Holder, Later, Told, Writer
from barnstorm.services.outbox.leases import LEASE
from barnstorm.services.outbox.order import Order, meant, waits

_DUE = (*(getattr(Mail, name) for name in Due._fields[:-1]), col(MailBytes.raw))
"""Columns and not rows of the ORM: it is asked for every letter, and what becomes of one is written down elsewhere."""

_TAKE = Form(
    update(Mail)
    .where(col(Mail.id) == bindparam("number"))
    .values(
        state=State.CLAIMED.value,
        lease_owner=bindparam("owner"),
        lease_until=bindparam("until"),
        backend=bindparam("through"),
        message_id=bindparam("named"),
        subject=bindparam("says"),
        sent_at=None,
    )
)
"""All that will be known of a message before there is an answer: what is written between two messages is little."""

_FREEZE = Form(insert(MailBytes).inline(), "mail_id", "raw", "handed_over")

_SQUEEZED = (b"x\x01", b"x\x9c")
"""What zlib begins with, and no letter: there is no control character in the name of a header."""


class _Ready(NamedTuple):
    """It may go, under this subject."""

    message: Outgoing
    subject: str


_Fate = _Ready | Result | Closed | Later


def claim(
    session: Session,
    writer: Writer,
    campaign: Campaign,
    order: Order,
    holder: Holder,
    now: datetime,
    most: int,
) -> Claim:
    """Take up to `most` messages that are due for `holder`. Two workers never take the same one."""
    mails = _due(session, order, campaign, now, most)
    writer.look_ahead(session, mails)
    taken, reasons = Claim(), barred(session, [(mail.to_address, mail.kind) for mail in mails])
    for mail, reason in zip(mails, reasons, strict=True):
        fate = Closed(State.SUPPRESSED, reason) if reason else _fate(session, writer, mail, campaign, now)
        _sort(session, taken, mail, fate, now)
    _hold(session, taken, holder, now)
    return taken


def close(session: Session, mail: Mail, state: State, why: str) -> None:
    """It will not be sent."""
    mail.state, mail.detail = state, told(why)
    mail.lease_owner = mail.lease_until = None
    thaw(session, col(Mail.id) == mail.id)


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
            .outerjoin(MailBytes, col(MailBytes.mail_id) == Mail.id)
            .where(waits(state), col(Mail.due_at) <= now, *meant(order))
            .order_by(col(Mail.due_at), col(Mail.id))
            .limit(most)
            .with_for_update(skip_locked=True, of=Mail)
        )
    ]
    return sorted(due, key=attrgetter("due_at", "id"))[:most]


def _known(row: Row[Any], campaign: Campaign) -> Due:
    """With the Message-ID it has, or will have: that is written down when it is taken."""
    due = Due._make(row)
    return due if due.message_id else due._replace(message_id=_message_id(due, campaign))


def _message_id(mail: Due, campaign: Campaign) -> str:
    """The same for every attempt at the same message, and nobody's who does not know its key."""
    digest = sha256(mail.key.encode()).hexdigest()[:16]
    return f"<{mail.id}.{digest}@{campaign.domain}>"


def _sort(session: Session, taken: Claim, mail: Due, fate: _Fate, now: datetime) -> None:
    match fate:
        case _Ready(message, subject):
            taken.held[mail.id] = mail._replace(subject=subject)
            taken.outgoing.append(message)
        case Result():
            taken.held[mail.id] = mail
            taken.unwritten.append(Told(mail, fate, now, intended=False))
        case Later(due_at, why) if mail.expires_at is None or due_at < mail.expires_at:
            _put_aside(session, taken, mail, due_at=due_at, detail=told(why))
        case Later(_, why):
            _close(session, taken, mail, State.EXPIRED, f"{why} Then it would come too late.")
        case Closed(state, why):
            _close(session, taken, mail, state, why)


def _close(session: Session, taken: Claim, mail: Due, state: State, why: str) -> None:
    if mail.frozen is not None:
        thaw(session, col(Mail.id) == mail.id)
    _put_aside(session, taken, mail, state=state, detail=told(why))


def _put_aside(session: Session, taken: Claim, mail: Due, **values: Any) -> None:
    session.connection().execute(update(Mail).where(col(Mail.id) == mail.id).values(values))
    taken.closed.append(mail.id)


def _hold(session: Session, taken: Claim, holder: Holder, now: datetime) -> None:
    """All in two statements."""
    untried = [message for message in taken.outgoing if taken.held[message.id].frozen is None]
    with page(session) as sheet:
        sheet.write_each(
            _TAKE,
            {"owner": holder.owner, "until": now + LEASE, "through": holder.backend},
            [{"number": mail.id, "named": mail.message_id, "says": mail.subject} for mail in taken.held.values()],
        )
        sheet.write_each(
            _FREEZE, {"handed_over": False}, [{"mail_id": message.id, "raw": message.raw} for message in untried]
        )


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
