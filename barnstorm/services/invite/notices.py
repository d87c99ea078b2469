"""A change of time, place or status, and who hears of it: the update is queued in the transaction that makes it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.services.invite.holdings import holdings
from barnstorm.services.invite.invites import guests, holders
from barnstorm.services.invite.versions import begins, is_off, queue_version, waiting
from barnstorm.services.letter.audience import name_of
from barnstorm.services.letter.hearing import will_hear, will_not_hear
from barnstorm.services.letter.households import households
from barnstorm.services.volunteer.shift_notices import tell_of_shifts
from barnstorm.services.volunteer.shifts import duties_of


def tell_of_change(session: Session, event: Event, now: datetime, *, quiet: bool = False) -> list[str]:
    """Queue the newest version for those who hold an older one, or whose invitation was still waiting; `quiet`, only
    for the latter. What the organiser should know of it, in sentences.

    Volunteers hear of their shifts likewise. The event must be held (find_event_to_change) and have its new SEQUENCE.
    """
    shifts = tell_of_shifts(session, event, duties_of(session, event), now, quiet=quiet)
    if event.ends_at <= now or (begins(event) <= now and not is_off(event)):
        return shifts
    held = holdings(session, event)
    unsent = set() if is_off(event) else waiting(session, event)
    known = holders(session, event, held) if is_off(event) else guests(session, event, held)
    hearing = [person for person in known if person.uid in unsent or (person.uid in held.of and not quiet)]
    reached = [person for _, together in households(hearing) for person in together]
    queue_version(session, event, hearing, held, now)
    left_alone = sum(person.uid in held.of and person.uid not in unsent for person in known) if quiet else 0
    names = [name_of(person) for person in reached]
    return _queued(event, names) + _not_told(event, left_alone) + will_not_hear(len(hearing) - len(reached)) + shifts


def _queued(event: Event, names: Sequence[str]) -> list[str]:
    what = "A cancellation" if is_off(event) else "An update"
    return will_hear(what, names, ("person", "people"), f"barnstorm invite send {event.ref}")


def _not_told(event: Event, holding: int) -> list[str]:
    if not holding:
        return []
    people = "1 person holds" if holding == 1 else f"{holding} people hold"
    what = "an invitation" if is_off(event) else "an invitation to the old version"
    return [f"{people} {what}. To tell them: barnstorm invite send {event.ref}"]
