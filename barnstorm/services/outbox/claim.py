"""Taking messages to send: some at a time, each looked at once more before it leaves."""

import zlib
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import WAITING, Outcome, Scope, State, told
from barnstorm.errors import BarnstormError
from barnstorm.mail.interface import Outgoing, Result, Unsound
from barnstorm.rows.campaign import Campaign
from barnstorm.services.mail.suppressions import barred
from barnstorm.services.outbox.hand import Claim, Closed, Held, Later, Told, Writer
from barnstorm.services.outbox.leases import LEASE
from barnstorm.services.outbox.order import Order, meant


def claim(
    session: Session, writer: Writer, campaign: Campaign, order: Order, owner: str, now: datetime, most: int
) -> Claim:
    """Take up to `most` messages that are due for `owner`. Two workers never take the same one."""
    mails = _due(session, order, now, most)
    for mail in mails:
        # Not a change to be flushed: it is written down with the intent, one statement for a message and not two.
        set_committed_value(mail, "message_id", mail.message_id or message_id(mail, campaign))
    writer.look_ahead(session, mails)
    taken, reasons = Claim(), barred(session, [(mail.to_address, mail.kind) for mail in mails])
    for mail, reason in zip(mails, reasons, strict=True):
        fate = Closed(State.SUPPRESSED, reason) if reason else _ready(session, writer, mail, campaign, now)
        _sort(taken, mail, fate, now)
    _lease(session, taken.held, owner, now)
    return taken


def close(mail: Mail, state: State, why: str) -> None:
    """It will not be sent."""
    mail.state, mail.detail, mail.frozen = state, told(why), None
    mail.lease_owner = mail.lease_until = None


def message_id(mail: Mail, campaign: Campaign) -> str:
    """The same for every attempt at the same message, and nobody's who does not know its key."""
    digest = sha256(mail.key.encode()).hexdigest()[:16]
    return f"<{mail.id}.{digest}@{campaign.domain}>"


def _due(session: Session, order: Order, now: datetime, most: int) -> Sequence[Mail]:
    """The `most` that are due longest, locked.

    Asked for state by state: so each comes off the index in its order. Asked for together, all that wait would be
    sorted anew for every batch.
    """
    due = [
        (due_at, number or 0)
        for state in sorted(WAITING)
        for due_at, number in session.exec(
            select(Mail.due_at, Mail.id)
            .where(Mail.state == state, Mail.due_at <= now, *meant(order))
            .order_by(col(Mail.due_at), col(Mail.id))
            .limit(most)
            .with_for_update(skip_locked=True)
        )
    ]
    if not due:
        return []
    chosen = [number for _, number in sorted(due)[:most]]
    return session.exec(select(Mail).where(col(Mail.id).in_(chosen)).order_by(col(Mail.due_at), col(Mail.id))).all()


def _sort(taken: Claim, mail: Mail, fate: Outgoing | Result | Closed | Later, now: datetime) -> None:
    if isinstance(fate, Later) and (mail.expires_at is None or fate.due_at < mail.expires_at):
        mail.due_at, mail.detail = fate.due_at, told(fate.why)
        taken.closed.append(mail.id or 0)
    elif isinstance(fate, Later):
        close(mail, State.EXPIRED, f"{fate.why} Then it would come too late.")
        taken.closed.append(mail.id or 0)
    elif isinstance(fate, Closed):
        close(mail, *fate)
        taken.closed.append(mail.id or 0)
    else:
        held = _held(mail)
        taken.held[held.id] = held
        if isinstance(fate, Outgoing):
            taken.outgoing.append(fate)
        else:
            taken.unwritten.append(Told(held, fate, now))


def _held(mail: Mail) -> Held:
    return Held(
        id=mail.id or 0,
        kind=mail.kind,
        to_address=mail.to_address,
        message_id=mail.message_id or "",
        subject=mail.subject,
        attempts=mail.attempts,
        due_at=mail.due_at,
        expires_at=mail.expires_at,
        event_starts_at=mail.event_starts_at,
    )


def _lease(session: Session, ids: Collection[int], owner: str, now: datetime) -> None:
    """All in one statement; what was closed is written down by the flush before it."""
    session.flush()
    if ids:
        leased = update(Mail).where(col(Mail.id).in_(ids))
        session.connection().execute(leased.values(state=State.CLAIMED, lease_owner=owner, lease_until=now + LEASE))


def _expired(mail: Mail, now: datetime) -> Closed | None:
    late = mail.expires_at is not None and mail.expires_at <= now
    return Closed(State.EXPIRED, "It would have come too late.") if late else None


def _ready(
    session: Session, writer: Writer, mail: Mail, campaign: Campaign, now: datetime
) -> Outgoing | Result | Closed | Later:
    """The message to send, or why it could not be written, or why it should not be sent."""
    try:
        reason = _expired(mail, now) or writer.why_not(session, mail, campaign, now)
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
        set_committed_value(mail, "subject", written.subject)
        raw = written.raw
    else:
        raw = zlib.decompress(mail.frozen)
    return Outgoing(mail.id or 0, campaign.address, mail.to_address, raw, mail.message_id or "")
