"""What came of a meeting: its actions, what was born at these, and who came to them that no meeting above had seen."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from barnstorm.domain.yields import Outcome
from barnstorm.rows.report import TreeRow
from barnstorm.services.event.offspring import Born, Reply, family, outcome_of, replies
from barnstorm.services.finding.event import find_event


def tree(session: Session, typed: str, now: datetime) -> list[TreeRow]:
    """The event, then what was born at it, each followed by its own offspring. NoSuchEvent, SeveralEvents."""
    event = find_event(session, typed, now)
    assert event.id is not None  # it was found
    born = family(session, event.id)
    return rows_of(born, replies(session, [one.id for one in born]), now)


def rows_of(born: Sequence[Born], answers: Sequence[Reply], now: datetime) -> list[TreeRow]:
    """`born` as rows, in its order, with what `answers` say of each."""
    of_event: dict[int, list[Reply]] = defaultdict(list)
    for reply in answers:
        of_event[reply.event_id].append(reply)
    refs = {one.id: one.ref for one in born}
    known: dict[int | None, set[int]] = {}
    rows = []
    for one in born:
        theirs = {reply.person_id for reply in of_event[one.id] if reply.going or reply.attended}
        above = known.get(one.born_at_id, set())
        known[one.id] = above | theirs
        rows.append(_row(one, refs.get(one.born_at_id or 0), of_event[one.id], len(theirs - above), now))
    return rows


def _row(one: Born, born_at: str | None, answers: Sequence[Reply], newcomers: int, now: datetime) -> TreeRow:
    action = one.generation > 0
    outcomes = [outcome_of(one, reply, now) for reply in answers] if action else []
    return TreeRow(
        event=one.ref,
        born_at=born_at,
        generation=one.generation,
        code=one.code,
        title=one.title,
        kind=one.kind,
        status=one.status,
        starts_at=one.starts_at.astimezone(ZoneInfo(one.timezone)),
        host=one.host,
        capacity=one.capacity,
        going=sum(reply.going for reply in answers),
        came=sum(reply.inside for reply in answers),
        kept=outcomes.count(Outcome.KEPT),
        broken=outcomes.count(Outcome.BROKEN),
        newcomers=newcomers if action else 0,
    )
