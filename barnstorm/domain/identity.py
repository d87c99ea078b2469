"""Identities that hold beyond one database: UUIDv7 and the iCalendar UID."""

import secrets
from datetime import datetime
from uuid import UUID


def new_uid(now: datetime) -> str:
    """A UUIDv7 (RFC 9562 section 5.7): 48 bits of `now` in milliseconds, then chance.

    Ours because the libraries read the wall clock themselves, and `now` is a parameter everywhere here.
    """
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))


def new_uids(now: datetime, count: int) -> list[str]:
    """`count` UUIDv7 of one moment, in rising order: RFC 9562 section 6.2, the second method.

    They count up from one draw of chance, so that many rows made at once lie side by side in an index.
    """
    first = UUID(new_uid(now)).int
    room = (1 << 62) - count
    start = first & ~((1 << 62) - 1) | min(first & (1 << 62) - 1, room)
    whole, begin = str(UUID(int=start)), start & (1 << 48) - 1
    if begin + count <= 1 << 48:  # all of them differ in the last twelve digits alone, as nearly always
        return [f"{whole[:-12]}{value:012x}" for value in range(begin, begin + count)]
    return [str(UUID(int=value)) for value in range(start, start + count)]


def calendar_uid(uid: str, domain: str | None) -> str:
    """The UID an event has in everybody's calendar, for life (RFC 5545 3.8.4.7). Made once, stored, never derived."""
    return f"{uid}@{domain}" if domain else uid
