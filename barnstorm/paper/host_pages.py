"""A host's sheet cut into pages, and what they say of the action, the same on every kind of paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from barnstorm.domain.spoken import days, span
from barnstorm.rows.sheet import HostedAction, HostRoom, HostSheet

LABELS = ("Host", "Mobile", "Email", "What", "When", "Where", "Places")


@dataclass(frozen=True)
class HostRow:
    """A numbered row. `lead` is the surname, or the only name; both are empty where somebody is to write."""

    number: int
    lead: str
    second: str


@dataclass(frozen=True)
class HostPage:
    """One of a sheet's pages: the first has the details of the action above its rows."""

    sheet: HostSheet
    number: int
    of: int
    rows: tuple[HostRow, ...]

    @property
    def code(self) -> str:
        """The one on the wall; empty for a new host."""
        return (self.sheet.action.code or "").upper() if self.sheet.action else ""

    @property
    def details(self) -> dict[str, str]:
        """Label -> what is known; empty where it is to be written."""
        known = _known(self.sheet.action) if self.sheet.action else {}
        return {label: known.get(label, "") for label in LABELS}

    @property
    def whose(self) -> str:
        """`Host: Hannah Routledge · Phone bank`; `Host:` if that is to be written."""
        action = self.sheet.action
        return "Host:" if action is None or not action.host else f"Host: {action.host} · {action.title}"


def host_pages(sheet: HostSheet, room: HostRoom) -> Iterator[HostPage]:
    """All rows of the sheet, on as many pages as they take."""
    start, of = 0, room.pages(sheet.rows)
    for number in range(1, of + 1):
        end = min(start + (room.first if number == 1 else room.more), sheet.rows)
        yield HostPage(sheet, number, of, tuple(_row(sheet, row) for row in range(start + 1, end + 1)))
        start = end


def _row(sheet: HostSheet, number: int) -> HostRow:
    if number > len(sheet.lines):
        return HostRow(number, "", "")
    line = sheet.lines[number - 1]
    return HostRow(number, line.family_name or line.given_name, line.given_name if line.family_name else "")


def _known(action: HostedAction) -> dict[str, str]:
    when = (days if action.all_day else span)(action.starts_at, action.ends_at)
    return {
        "Host": action.host or "",
        "What": f"CANCELLED: {action.title}" if action.cancelled else action.title,
        "When": when,
        "Where": action.where,
        "Places": str(action.capacity or ""),
    }
