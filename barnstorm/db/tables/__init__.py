"""The tables, a file for each noun.

SQLModel classes with `table=True` are not validated when constructed: values are checked in `domain` before they come
here, and the store itself refuses the rest with NOT NULL, CHECK, UNIQUE and foreign keys.

Each file is imported when one of its classes is: a table costs three or four milliseconds to map, and a command that
lists events has no use for the outbox. Whoever writes loads them all (see `load_all`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from barnstorm.db.tables.campaign import Fact
    from barnstorm.db.tables.event import Event
    from barnstorm.db.tables.mail import Mail, MailAttempt
    from barnstorm.db.tables.organisation import EventOrganisation, Organisation
    from barnstorm.db.tables.person import Person
    from barnstorm.db.tables.postcode import PostcodePlace
    from barnstorm.db.tables.result import Candidacy, Contest, Election
    from barnstorm.db.tables.rsvp import Rsvp
    from barnstorm.db.tables.seat import Seat, SeatAlias, StandAside
    from barnstorm.db.tables.venue import Venue
    from barnstorm.db.tables.volunteer import Assignment, Role

_FILES = {
    "campaign": ("Fact",),
    "event": ("Event",),
    "mail": ("Mail", "MailAttempt"),
    "organisation": ("EventOrganisation", "Organisation"),
    "person": ("Person",),
    "postcode": ("PostcodePlace",),
    "result": ("Candidacy", "Contest", "Election"),
    "rsvp": ("Rsvp",),
    "seat": ("Seat", "SeatAlias", "StandAside"),
    "venue": ("Venue",),
    "volunteer": ("Assignment", "Role"),
}
_FILE_OF = {name: file for file, names in _FILES.items() for name in names}

__all__ = [
    "Assignment",
    "Candidacy",
    "Contest",
    "Election",
    "Event",
    "EventOrganisation",
    "Fact",
    "Mail",
    "MailAttempt",
    "Organisation",
    "Person",
    "PostcodePlace",
    "Role",
    "Rsvp",
    "Seat",
    "SeatAlias",
    "StandAside",
    "Venue",
]


def load_all() -> None:
    """Make every table known: before any is created, and before a flush, which sorts them by their foreign keys."""
    for file in _FILES:
        import_module(f"barnstorm.db.tables.{file}")


def __getattr__(name: str) -> Any:
    if name not in _FILE_OF:
        raise AttributeError(name)
    return getattr(import_module(f"barnstorm.db.tables.{_FILE_OF[name]}"), name)
