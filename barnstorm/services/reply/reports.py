"""Bounces and complaints: what becomes of the letter, and of the address it went to.

Anybody can write a report. It counts only if it names the Message-ID of a letter of ours, which nobody knows but the
servers it passed and the one who got it; and only for the address that letter was sent to.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Mail, SoftBounce
from barnstorm.domain.bounces import SOFT_LIMIT, SOFT_SPAN, Gravity, gravity
from barnstorm.domain.delivery import Reason, State
from barnstorm.domain.replies import What
from barnstorm.mail.incoming_reports import Failure, Report
from barnstorm.services.mail.suppressions import suppress
from barnstorm.services.reply.origin import letter_of, people_at
from barnstorm.services.reply.outcome import Finding
from barnstorm.services.reply.stops import stopped, withdraw_consents

_ARRIVED = (State.ACCEPTED, State.UNKNOWN)


def reported(session: Session, report: Report, now: datetime) -> Finding | None:
    """What a report comes to; None if it is about other people's letters."""
    letter = letter_of(session, report.message_ids)
    if letter is None:
        return _of_no_letter(session, report)
    about = Finding(What.BOUNCE, event_id=letter.event_id, person_id=letter.person_id)
    if report.complaint:
        return _complained(session, letter, report.complaint, about, now)
    failure = _failure(report, letter)
    if failure is None:
        return replace(about, detail="A report about somebody else than the letter went to.", for_a_human=True)
    return _bounced(session, letter, failure, about, now)


def _of_no_letter(session: Session, report: Report) -> Finding | None:
    """Somebody we write to is named, and no letter: that stops nothing, and somebody should know."""
    failed = [one for one in report.failures if gravity(one.action, one.status) is not Gravity.NONE]
    people = [person for one in failed for person in people_at(session, one.recipient)]
    if not people:
        return None
    return Finding(
        What.BOUNCE,
        f"A letter to them came back ({failed[0].status}), but none that was sent from here.",
        True,
        person_id=people[0].id,
    )


def _failure(report: Report, letter: Mail) -> Failure | None:
    """What the report says of the address the letter went to; a server may know it by another, if it names only one."""
    theirs = [one for one in report.failures if one.recipient == letter.to_address.casefold()]
    return next(iter(theirs), report.failures[0] if len(report.failures) == 1 else None)


def _bounced(session: Session, letter: Mail, failure: Failure, about: Finding, now: datetime) -> Finding:
    status = failure.status or "no code"
    weight = gravity(failure.action, failure.status)
    if weight is Gravity.NONE:
        return replace(about, what=What.IGNORED, detail=f"The server says: {_word(failure.action)} ({status}).")
    _mark(session, letter, f"It came back ({status}).")
    if weight is Gravity.HARD:
        suppress(session, letter.to_address, Reason.HARD, now, detail=status)
        return replace(about, detail=f"No such mailbox ({status}); nothing more is sent to that address.")
    count = _count_soft(session, letter, status, now)
    if count >= SOFT_LIMIT:
        suppress(session, letter.to_address, Reason.HARD, now, detail=f"{count} letters came back, the last: {status}")
        return replace(about, detail=f"{count} letters came back in {SOFT_SPAN.days} days; nothing more is sent there.")
    return replace(about, detail=f"It came back ({status}); later letters may arrive ({count} of {SOFT_LIMIT}).")


def _word(action: str) -> str:
    """Only words that reports have: the rest is a stranger's text."""
    return action if action in {"delayed", "delivered", "relayed", "expanded"} else "something else"


def _mark(session: Session, letter: Mail, detail: str) -> None:
    if letter.state in _ARRIVED:
        letter.state, letter.detail = State.BOUNCED, detail
        session.flush()


def _count_soft(session: Session, letter: Mail, status: str, now: datetime) -> int:
    """How many letters to that address have failed for passing reasons of late, this one included. Each counts once."""
    key = letter.to_address.casefold()
    recently = SoftBounce.address_key == key, col(SoftBounce.at) > now - SOFT_SPAN
    counted = set(session.exec(select(SoftBounce.mail_id).where(*recently)))
    if letter.id not in counted:
        session.add(SoftBounce(address_key=key, mail_id=letter.id, status=status, at=now))
        session.flush()
    return int(session.exec(select(func.count()).select_from(SoftBounce).where(*recently)).one())


def _complained(session: Session, letter: Mail, kind: str, about: Finding, now: datetime) -> Finding:
    if kind == "not-spam":
        return replace(about, what=What.IGNORED, detail="They told their provider that it was wanted.")
    if kind == "opt-out":
        return stopped(session, letter.to_address, letter.event_id, letter.person_id, now)
    ended = withdraw_consents(session, letter.to_address, now, how="complaint to their provider")
    suppress(session, letter.to_address, Reason.COMPLAINT, now)
    detail = "They told their provider that it was unwanted; nothing more is sent to that address."
    return replace(about, what=What.COMPLAINT, detail=f"{detail} {ended}".strip())
