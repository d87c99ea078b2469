"""The letters there are, and what their subjects say. Apart from their templates, because planning needs no more."""

from barnstorm.domain import spoken
from barnstorm.rows.invite import Occasion

SUBJECTS = {
    "invite": "Invitation",
    "update": "Changed",
    "cancel": "Cancelled",
    "dropped": "Taken off the list",
    "reminder": "Reminder",
}
KINDS = tuple(SUBJECTS)
"""Each has a template NAME.txt and NAME.html."""


def subject(kind: str, occasion: Occasion) -> str:
    """`Invitation: Carlisle barnstorm, Tuesday 16 May 2017, 7.30pm`."""
    clock = "" if occasion.all_day else f", {spoken.clock(occasion.starts_at)}"
    return f"{SUBJECTS[kind]}: {occasion.title}, {spoken.day(occasion.starts_at)}{clock}"
