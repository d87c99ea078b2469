"""What a calendar sends back: METHOD:REPLY and METHOD:COUNTER (RFC 5546), as clients write them, not as they should.

Only the lines that matter are read, and only of the first event. Outlook leaves ORGANIZER out, Google answers in
parameters of its own, time zones and the rest may be broken: none of that keeps an answer from being heard.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from icalendar.parser import Contentline, Contentlines

from barnstorm.domain.text import one_line, paragraphs

_LONGEST_COMMENT = 1000
_MOST_GUESTS = 1000
_YEARS = range(1990, 2200)
_WANTED = frozenset({"ATTENDEE", "COMMENT", "DTSTAMP", "DTSTART", "ORGANIZER", "SEQUENCE", "UID", "X-RESPONSE-COMMENT"})


@dataclass(frozen=True)
class Attendee:
    """Who answers. Addresses are bare; what is not said is empty, or None for the guests."""

    address: str
    name: str = ""
    partstat: str = ""
    """In capitals: `ACCEPTED`, …"""
    sent_by: str = ""
    """Who answers for them."""
    delegated_to: str = ""
    delegated_from: str = ""
    guests: int | None = None
    """How many they bring besides themselves."""
    comment: str = ""


@dataclass(frozen=True)
class CalendarReply:
    """`method` is in capitals, whatever it is; the caller looks whether it is one for an organiser."""

    method: str
    uid: str
    sequence: int = 0
    stamp: datetime | None = None
    """When it was given (UTC)."""
    attendees: tuple[Attendee, ...] = ()
    comment: str = ""
    organiser: str = ""
    starts_at: datetime | None = None
    """The start it speaks of (aware): in a COUNTER the one proposed. None if its zone is none we know."""


class NotACalendar(ValueError):
    """No event in it, or one without a UID."""


@dataclass
class _Lines:
    method: str = ""
    event: list[tuple[str, dict[str, str], str]] = field(default_factory=list)

    def of(self, name: str) -> list[str]:
        return [value for known, _, value in self.event if known == name]

    def first(self, name: str) -> str:
        return next(iter(self.of(name)), "")


def read_reply(text: str, method: str = "") -> CalendarReply:
    """The reply in `text`; `method` is that of its MIME header, for bodies without one. NotACalendar."""
    lines = _lines(text)
    uid = _plain(lines.first("UID"))
    if not uid:
        raise NotACalendar
    comments = [*lines.of("COMMENT"), *lines.of("X-RESPONSE-COMMENT")]
    return CalendarReply(
        method=_plain(lines.method or method).upper(),
        uid=uid,
        sequence=_number(lines.first("SEQUENCE")) or 0,
        stamp=_stamp(lines.first("DTSTAMP")),
        attendees=tuple(_attendee(params, value) for name, params, value in lines.event if name == "ATTENDEE"),
        comment=_said(next(filter(None, comments), "")),
        organiser=_address(lines.first("ORGANIZER")),
        starts_at=_start(lines),
    )


def _lines(text: str) -> _Lines:
    """The METHOD, and what is wanted of the first VEVENT: not what is inside its alarms."""
    found, inside = _Lines(), 0
    for name, params, value in _parsed(text):
        if name == "METHOD" and not found.method:
            found.method = value
        elif name in {"BEGIN", "END"} and (inside or value.strip().upper() == "VEVENT"):
            inside += 1 if name == "BEGIN" else -1
            if not inside:
                break
        elif inside == 1 and name in _WANTED:
            found.event.append((name, params, value))
    return found


def _parsed(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Name, parameters (their names in capitals) and raw value of each line that is one."""
    lines: list[Contentline] = Contentlines.from_ical(text.replace("\r\n", "\n").replace("\r", "\n"))  # type: ignore[no-untyped-call]  # the library's
    for line in lines:
        try:
            name, params, value = line.raw_parts() if ";" in line else _simple(line)
        except ValueError:
            continue
        yield name.upper(), {key.upper(): _one(given) for key, given in params.items()}, value


def _simple(line: str) -> tuple[str, dict[str, str], str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise ValueError
    return name.strip(), {}, value


def _one(given: str | list[str]) -> str:
    return given if isinstance(given, str) else next(iter(given), "")


def _attendee(params: dict[str, str], value: str) -> Attendee:
    return Attendee(
        address=_address(value),
        name=one_line(params.get("CN", "")),
        partstat=_plain(params.get("PARTSTAT", "")).upper(),
        sent_by=_address(params.get("SENT-BY", "")),
        delegated_to=_address(params.get("DELEGATED-TO", "")),
        delegated_from=_address(params.get("DELEGATED-FROM", "")),
        guests=_guests(params.get("X-NUM-GUESTS", "")),
        comment=_said(params.get("X-RESPONSE-COMMENT", "")),
    )


def _address(value: str) -> str:
    """The address of `MAILTO:ann%40x@example.org`, in any case and with or without its scheme."""
    return _plain(unquote(re.sub(r"^\s*mailto:", "", value, flags=re.IGNORECASE), errors="replace")).strip("<>")


def _said(text: str) -> str:
    unescaped = re.sub(r"\\([nN,;\\])", lambda found: "\n" if found[1] in "nN" else found[1], text)
    return paragraphs(unescaped)[:_LONGEST_COMMENT].strip()


def _plain(text: str) -> str:
    return one_line(text)


def _number(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None


def _guests(text: str) -> int | None:
    """None for nonsense too: what a slip of the finger says is not believed."""
    number = _number(text)
    return number if number is not None and number < _MOST_GUESTS else None


def _stamp(text: str) -> datetime | None:
    """DTSTAMP must be in UTC; where it does not say so it is taken to be. None for a year that no answer is of."""
    found = _moment(text)
    return found.replace(tzinfo=UTC) if found and found.year in _YEARS else None


def _start(lines: _Lines) -> datetime | None:
    for name, params, value in lines.event:
        found = _moment(value) if name == "DTSTART" else None
        if found is None:
            continue
        try:
            return found.replace(tzinfo=UTC if value.strip().upper().endswith("Z") else ZoneInfo(params["TZID"]))
        except (KeyError, ValueError, OSError):
            return None
    return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip().upper().removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its callers know the zone
    except ValueError:
        return None
