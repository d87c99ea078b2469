"""Addresses that nothing, or no campaigning, is sent to."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from barnstorm.db.among import among
from barnstorm.db.pen import Form, Page
from barnstorm.db.tables import Suppression
from barnstorm.db.types import UtcDateTime
from barnstorm.domain.delivery import Reason
from barnstorm.domain.letters import Kind, kind_of
from barnstorm.rows.mail import SuppressionRow

REASONS = {
    Reason.HARD: "The address does not work.",
    Reason.COMPLAINT: "They complained of an earlier mail.",
    Reason.UNSUBSCRIBED: "They asked for no more mail.",
    Reason.BY_HAND: "Somebody put the address on the list of those not to write to.",
}
"""Why a letter was not sent, in the words of `mail list`."""

_DEAD = Form(
    text(
        "INSERT INTO suppression (address_key, reason, campaigning_only, detail, since)"
        " VALUES (:key, :reason, :all, :detail, :now) ON CONFLICT (address_key) DO UPDATE"
        " SET reason = excluded.reason, campaigning_only = excluded.campaigning_only,"
        " detail = excluded.detail, since = excluded.since WHERE suppression.campaigning_only"
    ).bindparams(bindparam("now", type_=UtcDateTime))
)


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


def suppress_dead(page: Page, address: str, now: datetime, detail: str) -> None:
    """As `suppress`, while mail is being sent: a server has said that the address does not work."""
    page.write(
        _DEAD, {"key": address.casefold(), "reason": Reason.HARD.value, "all": False, "detail": detail, "now": now}
    )


def unsuppress(session: Session, address: str) -> bool:
    """`address` may be written to again. False if it might be already."""
    known = _of(session, address)
    if known is None:
        return False
    session.delete(known)
    session.flush()
    return True


def rows(session: Session, zone: ZoneInfo) -> list[SuppressionRow]:
    """Every address on the list, by its letters; times in `zone`."""
    listed = session.exec(select(Suppression).order_by(col(Suppression.address_key))).all()
    return [
        SuppressionRow(row.address_key, row.reason, row.campaigning_only, row.detail, row.since.astimezone(zone))
        for row in listed
    ]


def suppressed(session: Session, address: str, *, campaigning: bool) -> str | None:
    """Why a letter must not go to `address`, in a word or two; None if it may."""
    known = _of(session, address)
    if known is None or (known.campaigning_only and not campaigning):
        return None
    return known.reason


def barred(session: Session, letters: Sequence[tuple[str, str]]) -> list[str]:
    """For each letter, (address, kind), why it must not go there, as a sentence; empty if it may."""
    keys = {address.casefold() for address, _ in letters}
    listed = select(Suppression).where(among(session, col(Suppression.address_key), "keys"))
    found = session.exec(listed, params={"keys": sorted(keys)}) if keys else ()
    known = {row.address_key: row for row in found}
    return [_why(known.get(address.casefold()), kind_of(kind)) for address, kind in letters]


def _why(known: Suppression | None, kind: Kind) -> str:
    if known is None or not kind.guarded or (known.campaigning_only and not kind.campaigns):
        return ""
    return REASONS[Reason(known.reason)]


def _of(session: Session, address: str) -> Suppression | None:
    return session.exec(select(Suppression).where(Suppression.address_key == address.casefold())).first()
