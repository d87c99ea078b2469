"""What an event is, and what changes to it mean for those who hold an invitation."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum

from barnstorm.domain.names import slug
from barnstorm.errors.event import BadRef, NoCapacity


class Kind(StrEnum):
    """What people come together for. An action born at a barnstorm is an event like the barnstorm itself."""

    BARNSTORM = "barnstorm"
    PHONEBANK = "phonebank"
    CANVASS = "canvass"
    LEAFLETING = "leafleting"
    MEETING = "meeting"
    TRAINING = "training"
    OTHER = "other"


class Status(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


USUAL_LENGTH: dict[Kind, timedelta] = {
    Kind.CANVASS: timedelta(hours=3),
    Kind.LEAFLETING: timedelta(hours=3),
}
"""How long an event of a kind lasts when nobody said; two hours for the others, as the Carlisle night was."""

TWO_HOURS = timedelta(hours=2)


@dataclass(frozen=True)
class Appointment:
    """What a calendar shows of an event, and what its guests must hear of when it changes."""

    starts_at: datetime
    ends_at: datetime
    status: str
    venue_id: int | None
    all_day: bool = False


def usual_end(kind: Kind, start: datetime) -> datetime:
    return start + USUAL_LENGTH.get(kind, TWO_HOURS)


def bumps_sequence(before: Appointment, after: Appointment) -> bool:
    """Whether calendars need a higher SEQUENCE: any change of time, status or place (RFC 5546 2.1.4).

    A start moved under the same SEQUENCE is a "minor update" to Thunderbird, which then keeps the old answer.
    """
    return any(getattr(before, f.name) != getattr(after, f.name) for f in fields(Appointment))


def checked_capacity(capacity: int | None) -> int | None:
    if capacity is not None and capacity < 1:
        raise NoCapacity(capacity)
    return capacity


def checked_ref(ref: str) -> str:
    """A ref as it may be typed: small letters, digits, hyphens; not only digits (that is an id), not `next`."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", ref) or ref.isdecimal() or ref == "next":
        raise BadRef(ref)
    return ref


def ref_stem(place: str, kind: Kind, day: date) -> str:
    """`carlisle-2017-05-16` for a barnstorm, `carlisle-canvass-2017-05-20` for what is born at one.

    `place` is the seat, or a title that may name the kind itself: `Kendal barnstorm` is `kendal-2017-05-23`, and
    `Phone bank with Ann` is `phone-bank-with-ann-2017-05-18`.
    """
    words = [word for word in slug(place).split("-") if word]
    if kind is Kind.BARNSTORM:
        words = [word for word in words if word != kind]
    named = kind is Kind.BARNSTORM or kind in "".join(words)
    return "-".join(["-".join(words)[:40].strip("-"), *([] if named else [kind.value]), day.isoformat()]).strip("-")
