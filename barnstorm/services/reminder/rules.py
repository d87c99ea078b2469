"""When people are reminded: by the rules of the event, else of its kind, else the usual ones."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from barnstorm.db.tables import Event, ReminderRule
from barnstorm.domain.events import Kind
from barnstorm.domain.quiet import Hours
from barnstorm.domain.reminders import DEFAULT, Night, Rule, due_at, read_rule, windows
from barnstorm.rows.reminder import RuleRow
from barnstorm.services.finding.event import find_event, find_event_to_change

NONE = "none"
"""Stands alone in the store: no reminder at all."""

_USUAL = {read_rule(text): None for text in DEFAULT}


def rules_of(session: Session, event: Event) -> dict[Rule, datetime | None]:
    """The rules in force for `event`, each with when it was made; None if it always was."""
    for mine in (ReminderRule.event_id == event.id, ReminderRule.kind == event.kind):
        if rows := session.exec(select(ReminderRule).where(mine)).all():
            return {read_rule(row.at): row.created_at for row in rows if row.at != NONE}
    return dict(_USUAL)


def show(session: Session, typed: str, now: datetime, quiet: Hours | None) -> list[RuleRow]:
    """The reminders of one event, the first first, and where each rule comes from."""
    return _event_rows(session, find_event(session, typed, now), quiet)


def show_kind(session: Session, kind: Kind, zone: ZoneInfo) -> list[RuleRow]:
    """The rules for events of a kind that have none of their own; times in `zone`."""
    rows = session.exec(select(ReminderRule).where(ReminderRule.kind == kind)).all()
    rules: list[tuple[str, str, datetime | None]] = [(row.at, kind.value, row.created_at) for row in rows]
    rules = rules or [(at, "usual", None) for at in DEFAULT]
    return [
        RuleRow(at=at, due_at=None, source=source, since=_local(since, zone))
        for at, source, since in sorted(rules, key=lambda rule: _before(rule[0]))
    ]


def change(
    session: Session, typed: str, rules: Sequence[Rule] | None, now: datetime, quiet: Hours | None
) -> list[RuleRow]:
    """From now on `rules` hold for that event alone: none is no reminder at all; None is its kind's again."""
    event = find_event_to_change(session, typed, now)
    known = session.exec(select(ReminderRule).where(ReminderRule.event_id == event.id)).all()
    _bring(session, known, rules, ReminderRule(event_id=event.id, at="", created_at=now))
    return _event_rows(session, event, quiet)


def change_kind(
    session: Session, kind: Kind, rules: Sequence[Rule] | None, now: datetime, zone: ZoneInfo
) -> list[RuleRow]:
    """From now on `rules` hold for every event of that kind without its own; None is the usual ones again."""
    known = session.exec(select(ReminderRule).where(ReminderRule.kind == kind)).all()
    _bring(session, known, rules, ReminderRule(kind=kind, at="", created_at=now))
    return show_kind(session, kind, zone)


def _bring(session: Session, known: Sequence[ReminderRule], rules: Sequence[Rule] | None, like: ReminderRule) -> None:
    """To what is wanted. A rule that was there before keeps its age: what it would have sent is sent."""
    wanted = set() if rules is None else {rule.name for rule in rules} or {NONE}
    for row in known:
        if row.at not in wanted:
            session.delete(row)
    session.flush()
    for at in sorted(wanted - {row.at for row in known}):
        session.add(ReminderRule(event_id=like.event_id, kind=like.kind, at=at, created_at=like.created_at))
    session.flush()


def _event_rows(session: Session, event: Event, quiet: Hours | None) -> list[RuleRow]:
    zone = ZoneInfo(event.timezone)
    rules, source = rules_of(session, event), _source(session, event)
    since = {rule.name: made for rule, made in rules.items()}
    if not rules:
        return [RuleRow(at=NONE, due_at=None, source=source, since=None)]
    return [
        RuleRow(
            at=window.rule, due_at=window.due.astimezone(zone), source=source, since=_local(since[window.rule], zone)
        )
        for window in windows(rules, event.starts_at, Night(quiet, zone))
    ]


def _source(session: Session, event: Event) -> str:
    own = select(ReminderRule.id).where(ReminderRule.event_id == event.id).limit(1)
    if session.exec(own).first() is not None:
        return "event"
    of_kind = select(ReminderRule.id).where(ReminderRule.kind == event.kind).limit(1)
    return event.kind if session.exec(of_kind).first() is not None else "usual"


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None


def _before(at: str) -> datetime:
    """A moment to sort by: that of the reminder, were the event at noon of a day far from any change of clocks."""
    noon = datetime(2000, 1, 15, 12, tzinfo=UTC)
    return noon if at == NONE else due_at(read_rule(at), noon, ZoneInfo("UTC"))
