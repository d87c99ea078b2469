"""Who holds a message, and what becomes of it when they are gone."""

import os
import secrets
import socket
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, update
from sqlmodel import Session, col, select

from barnstorm.db.pen import Form, Page
from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.domain.delivery import UNDER_WAY, Outcome, State
from barnstorm.domain.letters import worth_repeating

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

    A silent worker (a laptop that slept past its lease) finds out before it sends: its claim is no longer its own.
    """
    held = select(Mail).where(col(Mail.state).in_(UNDER_WAY)).with_for_update(skip_locked=True)
    unknown = []
    for mail in session.exec(held).all():
        if mail.lease_until is not None and mail.lease_until > now and not is_gone(mail.lease_owner or ""):
            continue
        if mail.state == State.SENDING:
            known_again = remembers if mail.backend == backend else None
            unknown += [mail.id or 0] if _to_unknown(session, mail, now, known_again) else []
        else:
            _give_back(mail)
    session.flush()
    return unknown


def let_go(session: Session, owner: str, now: datetime, remembers: timedelta | None = None) -> None:
    """At the end of a worker, however it ends: as `settle_abandoned`, for what it still holds itself."""
    for mail in session.exec(select(Mail).where(Mail.lease_owner == owner, col(Mail.state).in_(UNDER_WAY))).all():
        if mail.state == State.SENDING:
            _to_unknown(session, mail, now, remembers)
        else:
            _give_back(mail)
    session.flush()


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
    mail.state = State.RETRY if mail.attempts else State.QUEUED
    mail.lease_owner = mail.lease_until = None
