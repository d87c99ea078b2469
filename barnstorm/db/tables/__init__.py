"""The tables, a file for each noun.

SQLModel classes with `table=True` are not validated when constructed: values are checked in `domain` before they come
here, and the store itself refuses the rest with NOT NULL, CHECK, UNIQUE and foreign keys.

Each file is imported when one of its classes is: a table costs three or four milliseconds to map, and a command that
lists events has no use for the outbox. Whoever writes loads what those point at too (see `load_targets`).
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from barnstorm.db.tables.call import Call
    from barnstorm.db.tables.campaign import Fact
    from barnstorm.db.tables.consent import Consent, Erased, Wording
    from barnstorm.db.tables.event import Event
    from barnstorm.db.tables.journal import Journal
    from barnstorm.db.tables.mail import Mail, MailAttempt, MailBytes
    from barnstorm.db.tables.organisation import EventOrganisation, Organisation
    from barnstorm.db.tables.person import Apart, Merge, Person, PersonAlso, PersonTag
    from barnstorm.db.tables.postcode import PostcodePlace
    from barnstorm.db.tables.reply import Mailbox, Reply
    from barnstorm.db.tables.result import Candidacy, Contest, Election
    from barnstorm.db.tables.rsvp import Rsvp
    from barnstorm.db.tables.seat import Seat, SeatAlias, StandAside
    from barnstorm.db.tables.sending import ReminderRule, SendingRate, SoftBounce, Suppression
    from barnstorm.db.tables.sheet import Sheet, SheetRow
    from barnstorm.db.tables.standing import Standing
    from barnstorm.db.tables.venue import Venue
    from barnstorm.db.tables.volunteer import Assignment, Role

_FILES = {
    "call": ("Call",),
    "campaign": ("Fact",),
    "consent": ("Consent", "Erased", "Wording"),
    "event": ("Event",),
    "journal": ("Journal",),
    "mail": ("Mail", "MailAttempt", "MailBytes"),
    "organisation": ("EventOrganisation", "Organisation"),
    "person": ("Apart", "Merge", "Person", "PersonAlso", "PersonTag"),
    "postcode": ("PostcodePlace",),
    "reply": ("Mailbox", "Reply"),
    "result": ("Candidacy", "Contest", "Election"),
    "rsvp": ("Rsvp",),
    "seat": ("Seat", "SeatAlias", "StandAside"),
    "sending": ("ReminderRule", "SendingRate", "SoftBounce", "Suppression"),
    "sheet": ("Sheet", "SheetRow"),
    "standing": ("Standing",),
    "venue": ("Venue",),
    "volunteer": ("Assignment", "Role"),
}
_FILE_OF = {name: file for file, names in _FILES.items() for name in names}
_FILE_OF_TABLE = {re.sub(r"(?<=.)(?=[A-Z])", "_", name).lower(): file for name, file in _FILE_OF.items()}

__all__ = [
    "Apart",
    "Assignment",
    "Call",
    "Candidacy",
    "Consent",
    "Contest",
    "Election",
    "Erased",
    "Event",
    "EventOrganisation",
    "Fact",
    "Journal",
    "Mail",
    "MailAttempt",
    "MailBytes",
    "Mailbox",
    "Merge",
    "Organisation",
    "Person",
    "PersonAlso",
    "PersonTag",
    "PostcodePlace",
    "ReminderRule",
    "Reply",
    "Role",
    "Rsvp",
    "Seat",
    "SeatAlias",
    "SendingRate",
    "Sheet",
    "SheetRow",
    "SoftBounce",
    "StandAside",
    "Standing",
    "Suppression",
    "Venue",
    "Wording",
]


def load_all() -> None:
    """Make every table known, before any is created."""
    for file in _FILES:
        import_module(f"barnstorm.db.tables.{file}")


def load_targets() -> None:
    """Make known whatever the tables known so far point at: a flush sorts them by their foreign keys."""
    from sqlmodel import SQLModel

    known = SQLModel.metadata.tables
    seen = -1
    while seen != len(known):
        seen = len(known)
        targets = {key.target_fullname.partition(".")[0] for table in known.values() for key in table.foreign_keys}
        for name in targets - known.keys():
            import_module(f"barnstorm.db.tables.{_FILE_OF_TABLE[name]}")


def __getattr__(name: str) -> Any:
    if name not in _FILE_OF:
        raise AttributeError(name)
    return getattr(import_module(f"barnstorm.db.tables.{_FILE_OF[name]}"), name)
