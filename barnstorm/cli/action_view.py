"""How actions and commitments look, and what is said of them."""

from datetime import datetime
from typing import TYPE_CHECKING

from barnstorm.cli.event_view import day
from barnstorm.domain.acquaintances import By
from barnstorm.output.columns import Column, evening, thousands
from barnstorm.rows.action import ActionRow, CommitmentRow

if TYPE_CHECKING:
    from barnstorm.services.action.commitments import Committed


def state(row: ActionRow) -> str | None:
    """What keeps people from it: `pending`, `refused`, `cancelled`."""
    if row.review in {"pending", "refused"}:
        return row.review
    return None if row.status == "scheduled" else row.status


def when(row: ActionRow) -> str:
    return day(row.starts_at) if row.all_day else evening(row.starts_at)


ACTIONS = [
    Column("code", "code", align="right", whole=True),
    Column("when", when, whole=True),
    Column("title", "title"),
    Column("kind", "kind", spare=True),
    Column("host", "host", spare=True),
    Column("venue", "venue", spare=True),
    Column("going", "going", show=thousands, align="right"),
    Column("of", "capacity", show=thousands, align="right"),
    Column("free", "free", show=thousands, align="right"),
    Column("waiting", lambda row: row.waitlisted or None, align="right"),
    Column("status", state),
]

COMMITMENTS = [
    Column("no.", "person_id", align="right"),
    Column("name", "name"),
    Column("code", "code", align="right", whole=True),
    Column("when", "starts_at", show=evening),
    Column("title", "title", spare=True),
    Column("answer", "answer"),
    Column("turn", "waitlist_position", align="right"),
    Column("waits because", "waits_because", spare=True),
]


def card(row: ActionRow) -> list[tuple[str, str]]:
    """One action on one screen."""
    room = f" of {row.capacity}, {row.free} free" if row.capacity is not None else ""
    waiting = f", {row.waitlisted} waiting" if row.waitlisted else ""
    return [
        ("code", row.code or ""),
        ("action", row.title),
        ("ref", row.event),
        ("when", _span(row)),
        ("venue", f"{row.venue or ''}{' (a home; its address comes with a place)' if row.private else ''}"),
        ("seat", row.seat or ""),
        ("kind", row.kind),
        ("host", row.host or ""),
        ("coming", f"{row.going}{room}{waiting}"),
        ("status", state(row) or ""),
        ("because", row.review_reason),
        ("born at", row.born_at),
    ]


def on_the_wall(row: ActionRow) -> str:
    """`3  Thu 18 May 18:30  Phone bank with Hannah (7 of 12)`."""
    room = "" if row.capacity is None else f" ({'full' if not row.free else f'{row.going} of {row.capacity}'})"
    off = f" [{state(row)}]" if state(row) else ""
    return f"{row.code or '–':>3}  {_short(row.starts_at)}  {row.title}{room}{off}"


def said(committed: "Committed") -> list[str]:
    """What the typist hears of a line: who, what, and what to look at."""
    known = {By.NEW: f", new (surname {committed.surname})", By.NAME: ", by name"}.get(committed.by, "")
    places = ", ".join(_place(row) for row in committed.rows)
    lines = [f"{committed.name}, no. {committed.person_id}{known}: {places}."]
    return [*lines, *committed.warnings]


def likenesses(committed: "Committed") -> list[str]:
    """Who else the line may be about."""
    return [
        f"Known: {one.name}, no. {one.person_id} ({one.known_by}): {', '.join(one.reasons)}." for one in committed.alike
    ]


def _place(row: CommitmentRow) -> str:
    what = f"{row.code or row.event} {_short(row.starts_at)}"
    if row.answer == "waitlisted":
        return f"{what} (full: waits, turn {row.waitlist_position})"
    return what if row.changed else f"{what} (had signed up before)"


def _short(moment: datetime) -> str:
    """`Thu 18 May 18:30`."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def _span(row: ActionRow) -> str:
    if row.all_day:
        return f"{day(row.starts_at)}, all day"
    end = f"{row.ends_at:%H:%M}" if row.starts_at.date() == row.ends_at.date() else evening(row.ends_at)
    return f"{evening(row.starts_at)} to {end} {row.starts_at:%Z}"
