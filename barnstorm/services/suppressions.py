"""Addresses that nothing, or no campaigning, is sent to."""

from datetime import datetime

from sqlmodel import Session, select

from barnstorm.db.tables import Suppression
from barnstorm.domain.delivery import Reason


def suppress(
    session: Session, address: str, reason: Reason, now: datetime, *, detail: str = "", campaigning_only: bool = False
) -> bool:
    """From now on nothing is sent to `address`, or no campaigning. True if that is new.

    What is known of an address already is never weakened: a dead one stays dead when its owner unsubscribes.
    """
    known = _of(session, address)
    if known is None:
        session.add(
            Suppression(
                address_key=address.casefold(),
                reason=reason,
                campaigning_only=campaigning_only,
                detail=detail,
                since=now,
            )
        )
        session.flush()
        return True
    if campaigning_only or not known.campaigning_only:
        return False
    known.reason, known.campaigning_only, known.detail, known.since = reason, False, detail, now
    session.flush()
    return True


def unsuppress(session: Session, address: str) -> bool:
    """`address` may be written to again. False if it might be already."""
    known = _of(session, address)
    if known is None:
        return False
    session.delete(known)
    session.flush()
    return True


def suppressed(session: Session, address: str, *, campaigning: bool) -> str | None:
    """Why a letter must not go to `address`, in a word or two; None if it may."""
    known = _of(session, address)
    if known is None or (known.campaigning_only and not campaigning):
        return None
    return known.reason


def _of(session: Session, address: str) -> Suppression | None:
    return session.exec(select(Suppression).where(Suppression.address_key == address.casefold())).first()
