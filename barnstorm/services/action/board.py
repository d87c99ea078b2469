"""The room in numbers while hosts stand up and shifts fill, for a screen on the wall."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from barnstorm.domain.yields import hosts_hoped_for
from barnstorm.rows.board import Board, BoardLine
from barnstorm.services.event.offspring import Born, family, outcome_of, replies
from barnstorm.services.finding.event import find_event


def board(session: Session, typed: str, now: datetime, *, goal_hosts: int | None = None) -> Board:
    """As it is at `now`. Without a goal, a ninth of the room is hoped for as hosts (see forecast.HOSTS)."""
    event = find_event(session, typed, now)
    assert event.id is not None  # it was found
    born = family(session, event.id, generations=1)
    actions = {one.id: one for one in born[1:] if not one.called_off}
    answers = replies(session, [event.id, *actions])
    going = Counter[int]()
    for reply in answers:
        going[reply.event_id] += reply.going
    present = {reply.person_id for reply in answers if reply.event_id == event.id and reply.attended}
    took = {r.person_id for r in answers if r.event_id in actions and outcome_of(actions[r.event_id], r, now)}
    here = sum(reply.inside for reply in answers if reply.event_id == event.id)
    lines = [_line(action, going[action.id]) for action in actions.values()]
    return Board(
        event=event.ref,
        title=event.title,
        as_of=now.astimezone(ZoneInfo(event.timezone)),
        here=here,
        people_here=len(present),
        signed_up=len(took & present),
        hosts=len({action.host_id for action in actions.values()} - {None}),
        hosts_hoped_for=goal_hosts or hosts_hoped_for(here),
        **_places(lines),
        actions=tuple(lines),
    )


def _line(action: Born, going: int) -> BoardLine:
    return BoardLine(
        code=action.code,
        event=action.ref,
        title=action.title,
        starts_at=action.starts_at.astimezone(ZoneInfo(action.timezone)),
        going=going,
        places=action.capacity,
        empty=None if action.capacity is None else max(0, action.capacity - going),
    )


def _places(lines: Sequence[BoardLine]) -> dict[str, int]:
    return {
        "filled": sum(line.going for line in lines),
        "places": sum(line.places or 0 for line in lines),
        "empty": sum(line.empty or 0 for line in lines),
    }
