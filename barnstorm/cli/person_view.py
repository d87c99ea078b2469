"""How people are shown."""

from barnstorm.output.columns import Column, evening
from barnstorm.rows.person import Invitation, KnownBy, PersonCard

COLUMNS = [
    Column("no.", "id", align="right"),
    Column("name", "name"),
    Column("email", "email"),
    Column("phone", lambda row: row.phone or (f"{row.phone_as_written}?" if row.phone_as_written else None)),
    Column("postcode", "postcode"),
    Column("tags", "tags", spare=True),
    Column("events", "events", align="right"),
    Column("came to", "attended", align="right", spare=True),
]


def card(row: PersonCard) -> list[tuple[str, str]]:
    unread = f"{row.phone_as_written} (no number barnstorm can read)" if row.phone_as_written and not row.phone else ""
    return [
        ("name", row.name),
        ("no.", str(row.id)),
        ("email", row.email or ""),
        ("phone", row.phone or unread),
        ("phone as written", row.phone_as_written or "" if row.phone else ""),
        ("postcode", row.postcode or ""),
        ("tags", ", ".join(row.tags)),
        ("note", row.notes),
        ("also known by", "\n".join(_known_by(one) for one in row.also)),
        ("merged", "\n".join(f"{one.name}, who was no. {one.id}" for one in row.merged)),
        ("events", "\n".join(_event(event) for event in row.events)),
    ]


def _known_by(one: KnownBy) -> str:
    return f"the name {one.value}" if one.kind == "name" else one.value


def _event(event: Invitation) -> str:
    came = "" if event.attended is None else f", {'came' if event.attended else 'did not come'}"
    return f"{evening(event.starts_at)}  {event.title} ({event.event}): {event.answer or 'not asked'}{came}"
