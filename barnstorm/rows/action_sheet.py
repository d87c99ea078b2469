"""The paper of actions as it is shown: what is printed for them, and what is still to be typed in."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.door import DoorSheet
from barnstorm.rows.sheet import HostSheets, PrintedSheet


@dataclass(frozen=True)
class DueSheet:
    """A sheet that is out, or has rows left to type in. `event` is the action it is for, of a blank one the meeting.

    Times are in that event's zone; `due_at` is when everything on it should be typed in, `hours_left` until then,
    below 0 if it is late. `used` and `outstanding` rows are None until somebody has counted them.
    """

    sheet: str
    kind: str
    event: str
    code: str | None
    title: str
    starts_at: datetime
    printed: int
    used: int | None
    entered: int
    illegible: int
    outstanding: int | None
    photographed: bool
    came_back_at: datetime | None
    due_at: datetime
    hours_left: int


@dataclass(frozen=True)
class ActionPaper:
    """The host sheets of a meeting, and a sign-in list for each of its actions with `lines` to write on."""

    hosts: HostSheets
    sign_ins: tuple[DoorSheet, ...]
    lines: int
    sheets: tuple[PrintedSheet, ...]
