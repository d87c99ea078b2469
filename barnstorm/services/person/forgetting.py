"""What becomes of each row about a person when nobody may know any more whom it was about.

What was counted stays counted: an answer, a presence, a call, a letter. The person's own row stays too, without
anything in it, and keeps its number for good: letters carry it, and a token in an old one must never mean somebody
else.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, delete, literal, select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Mail, MailAttempt, Merge, Person
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.identity import new_uid
from barnstorm.services.outbox.books import book_for
from barnstorm.services.outbox.frozen import thaw
from barnstorm.services.person.rows import pointer

_AT_ONCE = 500
"""SQLite takes a limited number of parameters."""


class Fate(StrEnum):
    """What becomes of a row that points at somebody forgotten."""

    KEPT = "kept"
    """It stays, and points at nobody in particular: it is counted."""
    CUT = "cut"
    """It stays, and points at nobody at all."""
    REMOVED = "removed"


@dataclass(frozen=True)
class Forgetting:
    fate: Fate
    emptied: Mapping[str, Any] = field(default_factory=dict)
    """Columns that may tell who it was -> what they hold afterwards."""


FATES: dict[str, Forgetting] = {
    "rsvp.person_id": Forgetting(
        Fate.KEPT, {"access": "", "notes": "", "source": "", "confirmed_by": "", "confirmed_how": ""}
    ),
    "assignment.person_id": Forgetting(Fate.KEPT, {"uid": None}),
    "call.person_id": Forgetting(Fate.KEPT, {"note": ""}),
    "mail.person_id": Forgetting(
        Fate.KEPT,
        {"to_address": "", "subject": "", "detail": "", "provider_id": "", "message_id": None},
    ),
    "reply.person_id": Forgetting(Fate.CUT, {"detail": ""}),
    "journal.person_id": Forgetting(Fate.CUT),
    "sheet_row.person_id": Forgetting(Fate.CUT),
    "event.host_id": Forgetting(Fate.CUT),
    "consent.person_id": Forgetting(Fate.REMOVED),
    "merge.kept_id": Forgetting(Fate.REMOVED),
    "person_also.person_id": Forgetting(Fate.REMOVED),
    "person_tag.person_id": Forgetting(Fate.REMOVED),
    "apart.one_id": Forgetting(Fate.REMOVED),
    "apart.other_id": Forgetting(Fate.REMOVED),
}
"""`table.column` that points at a person -> what becomes of its rows. A test holds this against the schema."""


NOBODY: dict[str, Any] = {
    "given_name": "",
    "family_name": "",
    "name_folded": "",
    "sort_key": "",
    "email": None,
    "email_key": None,
    "phone": None,
    "phone_as_written": None,
    "postcode": None,
    "notes": "",
}
"""What a person's own row holds afterwards; the uid, which files of other laptops know, is a new one."""


def forget(session: Session, person_ids: Collection[int], now: datetime) -> dict[str, int]:
    """Take away whatever tells who these people were. How many rows of each table were changed or removed."""
    touched: dict[str, int] = {}
    for ids in _parts(sorted(person_ids)):
        _stop_letters(session, ids)
        session.execute(delete(Merge).where(col(Merge.dropped_id).in_(ids), col(Merge.undone_at).is_not(None)))
        for name, forgetting in FATES.items():
            table = name.partition(".")[0]
            touched[table] = touched.get(table, 0) + _apply(session, name, forgetting, ids)
        _blank(session, ids, now)
    session.expire_all()
    return touched


def _stop_letters(session: Session, ids: Sequence[int]) -> None:
    """What waits for them is not sent, and their letters lose what would name them. One that is just being handed over
    is left to its sender, who writes down what became of it.
    """
    theirs = col(Mail.person_id).in_(ids)
    book_for(session, theirs)
    stopped = theirs & col(Mail.state).in_([*WAITING, State.CLAIMED])
    session.execute(update(Mail).where(stopped).values(state=State.CANCELLED, lease_owner=None, lease_until=None))
    session.execute(update(Mail).where(theirs).values(key=literal("erased:") + cast(col(Mail.id), String)))
    thaw(session, theirs)
    letters = select(col(Mail.id)).where(theirs)
    session.execute(update(MailAttempt).where(col(MailAttempt.mail_id).in_(letters)).values(detail=""))


def _apply(session: Session, name: str, forgetting: Forgetting, ids: Sequence[int]) -> int:
    table, column = pointer(name)
    about: ColumnElement[bool] = column.in_(ids)
    if forgetting.fate is Fate.REMOVED:
        return session.connection().execute(delete(table).where(about)).rowcount
    values = {**forgetting.emptied, **({column.name: None} if forgetting.fate is Fate.CUT else {})}
    if not values:
        return 0
    return session.connection().execute(update(table).where(about).values(values)).rowcount


def _blank(session: Session, ids: Sequence[int], now: datetime) -> None:
    statement = (
        update(Person).where(col(Person.id) == bindparam("key")).values(uid=bindparam("new"), updated_at=now, **NOBODY)
    )
    session.connection().execute(statement, [{"key": key, "new": new_uid(now)} for key in ids])


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
