"""Who holds a message, and what becomes of it when they are gone."""

import os
import secrets
import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, update
from sqlmodel import Session, col, select

from barnstorm.db.pen import Form, Page
from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.domain.delivery import UNDER_WAY, Outcome, State
from barnstorm.domain.letters import worth_repeating
from barnstorm.services.outbox.books import UNBOOKED, book_rows
from barnstorm.services.outbox.frozen import keep, thaw_untried

LEASE = timedelta(minutes=15)
"""Longer than the longest wait for one answer (the final dot's ten minutes); renewed between messages."""

_PROCESS = secrets.token_hex(4)
"""Tells this process from a dead one that had its number."""

ENDED = "The run that was sending it ended before the answer came."


def new_owner() -> str:
    """A name for one worker: `host/process/chance/chance`."""
    return f"{socket.gethostname()}/{os.getpid()}/{_PROCESS}/{secrets.token_hex(4)}"


def is_gone(owner: str) -> bool:
    """Whether the worker of that name has certainly ended. A worker on another machine is never certain."""
    host, process, chance, _ = [*owner.split("/"), "", "", "", ""][:4]
    if host != socket.gethostname() or not process.isdecimal():
        return False
    if int(process) == os.getpid():
        return chance != _PROCESS
    if os.name != "posix":
        return False  # os.kill would end it there
    with suppress(PermissionError):
        try:
            os.kill(int(process), 0)
        except (ProcessLookupError, OverflowError):
            return True
    return False


def why_again(
    kind: str, starts_at: datetime | None, attempted_at: datetime, now: datetime, remembers: timedelta | None
) -> str:
    """Why a message that may have arrived is sent again all the same; empty if a person must decide.

    `remembers`: for so long after an attempt the server knows a message again, and does not deliver it twice.
    """
    if remembers is not None and now - attempted_at < remembers:
        return "Sent again: the server would know it if it had taken it."
    if worth_repeating(kind, starts_at, now):
        return "Sent again, and may arrive twice: there is no time to ask."
    return ""


def settle_abandoned(
    session: Session, now: datetime, backend: str = "", remembers: timedelta | None = None
) -> list[int]:
    """Give back what dead or silent workers had claimed; what they were sending becomes unknown. Returns the unknown.

    What may safely or should be sent again (`why_again`) waits for that instead: `backend` is the one that `remembers`.
    What had left is brought into the books.

    A silent worker (a laptop that slept past its lease) finds out before it sends: its claim is no longer its own.
    """
    is_open = col(Mail.state).in_(UNDER_WAY) | UNBOOKED
    held = select(Mail).where(col(Mail.lease_owner).is_not(None), is_open).with_for_update(skip_locked=True)
    abandoned = [mail for mail in session.exec(held) if _is_over(mail, now)]
    book_rows(session, [mail for mail in abandoned if mail.sent_at is not None])
    return _released(session, abandoned, now, backend, remembers)


def let_go(session: Session, owner: str, now: datetime, backend: str, remembers: timedelta | None = None) -> None:
    """At the end of a worker, however it ends: as `settle_abandoned`, for what it still holds itself."""
    held = select(Mail).where(Mail.lease_owner == owner, col(Mail.state).in_(UNDER_WAY))
    _released(session, session.exec(held).all(), now, backend, remembers)


def _is_over(mail: Mail, now: datetime) -> bool:
    return mail.lease_until is None or mail.lease_until <= now or is_gone(mail.lease_owner or "")


def _released(
    session: Session, mails: Sequence[Mail], now: datetime, backend: str, remembers: timedelta | None
) -> list[int]:
    """The ids of those that are unknown from now on."""
    sending = [mail for mail in mails if mail.state == State.SENDING]
    claimed = [mail for mail in mails if mail.state == State.CLAIMED]
    unknown = [
        mail.id or 0
        for mail in sending
        if _to_unknown(session, mail, now, remembers if mail.backend == backend else None)
    ]
    for mail in claimed:
        _give_back(mail)
    session.flush()
    keep(session, [mail.id or 0 for mail in sending])
    thaw_untried(session, [mail.id or 0 for mail in claimed])
    return unknown


_RENEW = Form(
    update(Mail)
    .where(col(Mail.lease_owner) == bindparam("owner"))
    .where(or_(*(col(Mail.state) == state for state in sorted(UNDER_WAY))))
    .values(lease_until=bindparam("until"))
)


def renew(page: Page, owner: str, now: datetime) -> None:
    """For a worker that is still at it: what it holds stays its own for another LEASE."""
    page.write(_RENEW, {"owner": owner, "until": now + LEASE})


def _to_unknown(session: Session, mail: Mail, now: datetime, remembers: timedelta | None) -> bool:
    """False if it is to be sent again at once instead."""
    mail.attempts += 1
    session.add(MailAttempt(mail_id=mail.id or 0, at=now, backend=mail.backend, outcome=Outcome.UNKNOWN, detail=ENDED))
    intended_at = mail.lease_until - LEASE if mail.lease_until else now
    if why := why_again(mail.kind, mail.event_starts_at, intended_at, now, remembers):
        mail.state, mail.due_at, mail.detail = State.RETRY, now, why
        mail.lease_owner = mail.lease_until = None
        return False
    # The owner stays written down: should it live after all, it may still tell how the message fared.
    mail.state, mail.detail = State.UNKNOWN, ENDED
    return True


def _give_back(mail: Mail) -> None:
    if mail.attempts:
        mail.state = State.RETRY
    else:
        mail.state, mail.backend = State.QUEUED, ""
    mail.lease_owner = mail.lease_until = None
