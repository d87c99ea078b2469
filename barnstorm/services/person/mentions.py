"""Where somebody is named in other people's words: told when they are erased, and never changed."""

from collections.abc import Collection

from sqlalchemy import Table, or_, select
from sqlmodel import Session, SQLModel

from barnstorm.db.tables import load_all

FREE_TEXT = (
    *("event.title", "event.description", "event.cancelled_reason", "event.review_reason", "venue.name"),
    *("venue.address", "venue.access", "role.name", "role.brief", "person.notes", "person_tag.tag", "rsvp.notes"),
    *("rsvp.source", "rsvp.access", "rsvp.confirmed_by", "rsvp.confirmed_how", "call.note", "call.caller"),
    *("consent.source", "consent.withdrawn_how", "journal.detail", "reply.detail", "mail.subject", "mail.detail"),
    *("suppression.detail", "organisation.name", "wording.text"),
)
"""`table.column` that people write into as they like."""


def mentions(session: Session, words: Collection[str]) -> list[str]:
    """`event carlisle-2017-05-16: title`, …: where one of `words` stands, whatever its case."""
    load_all()
    return [found for name in FREE_TEXT for found in _in_column(session, name, words)] if words else []


def _in_column(session: Session, name: str, words: Collection[str]) -> list[str]:
    table_name, column_name = name.split(".")
    table = SQLModel.metadata.tables[table_name]
    column = table.c[column_name]
    said = or_(*(column.icontains(word, autoescape=True) for word in words))
    called = _called(table)
    rows = session.execute(select(table.c[called]).where(said).order_by(*table.primary_key)).scalars()
    return [f"{table_name.replace('_', ' ')} {row}: {column_name.replace('_', ' ')}" for row in rows]


def _called(table: Table) -> str:
    """The column by which a person would look the row up."""
    return next(name for name in ("ref", "id", "person_id", "name") if name in table.c)
