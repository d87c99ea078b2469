"""Each letter looked at once more at the moment it leaves.

What was planned days ago may be wrong by now: the event moved or cancelled, the answer changed, night fallen.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import UNDER_WAY, WAITING, State
from barnstorm.domain.events import Status
from barnstorm.domain.letters import CANCEL, DROPPED, INVITE, MISSED, REMINDER, SHIFT, SHIFT_OFF, THANKS, kind_of
from barnstorm.domain.quiet import Hours, morning_after
from barnstorm.mail.letter import carried
from barnstorm.rows.campaign import Campaign
from barnstorm.services.invite.holdings import HELD
from barnstorm.services.invite.versions import begins
from barnstorm.services.letter.audience import FOLLOWING, addressed, name_of
from barnstorm.services.letter.campaigning import agreeing
from barnstorm.services.letter.case import Case, Guard
from barnstorm.services.letter.facts import event_of, person_of
from barnstorm.services.outbox.hand import Closed, Later, Queued
from barnstorm.services.volunteer.shift_guards import as_planned, not_begun, still_off, still_theirs


def why_not(session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Closed | Later | None:
    """Why this letter must not leave any more, or not yet; None if it may."""
    event, person = event_of(session, mail), person_of(session, mail.person_id)
    if event is None or person is None:
        return Closed(State.CANCELLED, "Nobody knows any more whom or what it was about.")
    case = Case(session, mail, event, person, campaign, now)
    guards = GUARDS.get(kind_of(mail.kind).beginning, ())
    return next((reason for guard in guards if (reason := guard(case)) is not None), None)


def _unreachable(case: Case) -> Closed | None:
    address = carried(case.person.email or "")
    if address == case.mail.to_address:
        return None
    why = "Their email address has changed." if address else "They have no email address any more."
    return Closed(State.CANCELLED, why)


def _cancelled(case: Case) -> Closed | None:
    cancelled = case.event.status == Status.CANCELLED
    return Closed(State.CANCELLED, "The event is cancelled.") if cancelled else None


def _on_again(case: Case) -> Closed | None:
    cancelled = case.event.status == Status.CANCELLED
    return None if cancelled else Closed(State.CANCELLED, "The event is on again.")


def _changed(case: Case) -> Closed | None:
    changed = case.mail.event_sequence != case.event.sequence
    return Closed(State.CANCELLED, "The event was changed after this was planned.") if changed else None


def _moved(case: Case) -> Closed | None:
    moved = case.mail.event_starts_at != case.event.starts_at
    return Closed(State.CANCELLED, "The event was changed after this was planned.") if moved else None


def _begun(case: Case) -> Closed | None:
    return Closed(State.EXPIRED, "The event has begun.") if case.now >= begins(case.event) else None


def _for_nobody(case: Case) -> Closed | None:
    """None of those it was for should have it any more."""
    if addressed(case.session, case.mail, case.event, case.person):
        return None
    answer = case.rsvp.answer if case.rsvp else None
    return Closed(State.CANCELLED, f"Their answer is {answer} now." if answer else "They are no longer on the list.")


def _back_again(case: Case) -> Closed | None:
    at_home = addressed(case.session, case.mail, case.event, case.person)
    back = any(rsvp is not None and rsvp.answer in FOLLOWING for _, rsvp in at_home)
    return Closed(State.CANCELLED, "They are on the list again.") if back else None


def _in_anothers(case: Case) -> Closed | None:
    """Those who share an address are reminded in one letter: that of the first of them, if there is one."""
    first, _ = addressed(case.session, case.mail, case.event, case.person)[0]
    if first.id == case.person.id:
        return None
    theirs = select(Mail.id).where(
        Mail.event_id == case.event.id,
        Mail.person_id == first.id,
        Mail.kind == case.mail.kind,
        Mail.event_starts_at == case.mail.event_starts_at,
        col(Mail.state).in_(WAITING | UNDER_WAY | HELD),
    )
    if case.session.exec(theirs).first() is None:
        return None
    return Closed(State.SKIPPED, f"It is in the letter to {name_of(first)}, who has the same address.")


def _by_night(case: Case) -> Later | None:
    morning = _morning(case.now, case.campaign.quiet_hours, case.event.timezone)
    return Later(morning, "Not in the night.") if morning else None


@lru_cache(maxsize=8)
def _morning(now: datetime, hours: Hours | None, timezone: str) -> datetime | None:
    """The same for all letters that are taken at once."""
    return morning_after(now, hours, ZoneInfo(timezone))


def _unasked(case: Case) -> Closed | None:
    if case.person.id in agreeing(case.session, case.event.id or 0, case.person.id or 0):
        return None
    return Closed(State.SUPPRESSED, "They have not agreed to mail from those who called the event.")


def _absent(case: Case) -> Closed | None:
    there = case.rsvp is not None and case.rsvp.attended is True
    return None if there else Closed(State.CANCELLED, "They were not there after all.")


def _present(case: Case) -> Closed | None:
    there = case.rsvp is not None and case.rsvp.attended is True
    return Closed(State.CANCELLED, "They were there after all.") if there else None


GUARDS: dict[str, tuple[Guard, ...]] = {
    INVITE: (_unreachable, _cancelled, _changed, _begun, _for_nobody),
    DROPPED: (_unreachable, _cancelled, _back_again),
    CANCEL: (_unreachable, _on_again, _changed),
    REMINDER: (_unreachable, _cancelled, _moved, _begun, _for_nobody, _in_anothers, _by_night),
    SHIFT: (_unreachable, _cancelled, still_theirs, as_planned, not_begun),
    SHIFT_OFF: (_unreachable, still_off),
    THANKS: (_unreachable, _unasked, _absent, _by_night),
    MISSED: (_unreachable, _unasked, _present, _by_night),
}
"""What is looked at for a letter of each kind, in this order."""
