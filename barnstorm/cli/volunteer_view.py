"""How roles and volunteers look."""

from datetime import datetime

from barnstorm.output.columns import Column, evening
from barnstorm.rows.volunteer import HelperRow, RoleRow


def _hours(row: RoleRow | HelperRow) -> str:
    return f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}"


def _filled(row: RoleRow) -> str:
    return f"{row.filled} of {row.needed}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


ROLES = [
    Column("role", "role", whole=True),
    Column("filled", _filled),
    Column("when", _hours),
    Column("who", lambda row: ", ".join(row.people)),
    Column("brief", "brief", spare=True),
]
HELPERS = [
    Column("role", "role"),
    Column("no.", "person_id", align="right", spare=True),
    Column("name", "name"),
    Column("when", _hours),
    Column("phone", "phone"),
    Column("confirmed", "confirmed_at", show=_day),
    Column("here", "here"),
]
GAPS = [
    Column("event", "event", whole=True),
    Column("when", "event_starts_at", show=evening),
    Column("days", "days_to_go", align="right"),
    Column("role", "role"),
    Column("missing", "missing", align="right"),
    Column("of", "needed", align="right"),
]
SUGGESTIONS = [
    Column("no.", "person_id", align="right"),
    Column("name", "name"),
    Column("phone", "phone"),
    Column("email", "email", spare=True),
    Column("answer", "answer"),
    Column("last asked", "last_asked_at", show=_day),
    Column("helped", "helped", align="right"),
]


def role_card(row: RoleRow) -> list[tuple[str, str]]:
    return [
        ("role", row.role),
        ("event", row.event),
        ("filled", _filled(row)),
        ("when", _hours(row)),
        ("who", "\n".join(row.people)),
        ("brief", row.brief),
    ]


def helper_card(row: HelperRow) -> list[tuple[str, str]]:
    return [
        ("name", row.name),
        ("no.", str(row.person_id)),
        ("role", row.role),
        ("event", row.event),
        ("when", _hours(row)),
        ("confirmed", evening(row.confirmed_at) if row.confirmed_at else ""),
        ("phone", row.phone or ""),
        ("email", row.email or ""),
        ("brief", row.brief),
    ]
