"""What this laptop knows of who is in (domain.presence), kept so that another's file can be put together with it.

The tick that counts stands in the RSVP. The journal has the rest: ticks beside it that another laptop made, and those
that were taken back.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.db.tables import Journal, Rsvp
from barnstorm.domain.presence import Presence, seen

TICKED, UNDONE = "ticked", "undone"
"""Lines of the journal about one tick: its instant, and of TICKED the heads."""


def inside_of(rsvp: Rsvp) -> int:
    """How many heads of a party are in."""
    if not rsvp.attended:
        return 0
    return rsvp.party_size if rsvp.heads_in is None else rsvp.heads_in


def presences(session: Session, event_id: int, person_id: int | None = None) -> dict[int, Presence]:
    """Person id -> what is known of them at the event: of everybody on its list, or of that one person."""
    people = [] if person_id is None else [person_id]
    lines = select(col(Journal.person_id), col(Journal.what), col(Journal.detail)).where(
        col(Journal.event_id) == event_id, col(Journal.what).in_((TICKED, UNDONE)), col(Journal.person_id).is_not(None)
    )
    rsvps = select(Rsvp).where(col(Rsvp.event_id) == event_id)
    if people:
        lines, rsvps = lines.where(col(Journal.person_id).in_(people)), rsvps.where(col(Rsvp.person_id).in_(people))
    others: dict[int, dict[datetime, int]] = defaultdict(dict)
    undone: dict[int, set[datetime]] = defaultdict(set)
    for person, what, detail in session.execute(lines):
        moment, _, heads = detail.partition(" ")
        if what == TICKED:
            others[person][_instant(moment)] = int(heads)
        else:
            undone[person].add(_instant(moment))
    return {
        rsvp.person_id: seen(
            rsvp.checked_in_at if rsvp.attended else None,
            inside_of(rsvp),
            others.get(rsvp.person_id, {}),
            undone.get(rsvp.person_id, ()),
        )
        for rsvp in session.execute(rsvps).scalars()
    }


def write(session: Session, rsvp: Rsvp, before: Presence, after: Presence, now: datetime) -> None:
    """Bring the RSVP and the journal from `before`, what was known of the party, to `after`, what is known now."""
    if after.came_at is None:
        if before.came_at is not None:
            rsvp.attended, rsvp.checked_in_at, rsvp.heads_in = None, None, None
    else:
        rsvp.attended, rsvp.checked_in_at = True, after.came_at
        rsvp.party_size = max(rsvp.party_size, after.inside)
        rsvp.heads_in = after.inside if after.inside < rsvp.party_size else None
    rsvp.updated_at = now
    beside = {moment: heads for moment, heads in after.standing.items() if moment != after.came_at}
    known = {moment for moment in before.standing if moment != before.came_at}
    _note(session, rsvp, TICKED, (f"{moment.isoformat()} {beside[moment]}" for moment in beside.keys() - known), now)
    _note(session, rsvp, UNDONE, (moment.isoformat() for moment in after.taken_back - before.taken_back), now)
    session.flush()


def take_back(session: Session, rsvp: Rsvp, now: datetime) -> None:
    """They are not in after all: every tick known here is taken back."""
    known = presences(session, rsvp.event_id, rsvp.person_id)[rsvp.person_id]
    write(session, rsvp, known, Presence(known.ticks, known.taken_back | known.standing.keys()), now)


def _note(session: Session, rsvp: Rsvp, what: str, details: Iterable[str], now: datetime) -> None:
    for detail in sorted(details):
        session.add(Journal(at=now, event_id=rsvp.event_id, person_id=rsvp.person_id, what=what, detail=detail))


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        msg = f"a tick without an offset: {text!r}"
        raise ValueError(msg)
    return moment
