"""Everything that is held about somebody, for them to read: the answer to a subject access request.

Complete by construction: every row of every table that points at a person is in it, whatever tables there are.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Table, select
from sqlmodel import Session, SQLModel

from barnstorm.db.tables import MailBytes, Person, SoftBounce, Suppression, load_all
from barnstorm.domain.erasure import NAMELESS
from barnstorm.domain.names import join_name
from barnstorm.files.attendees.errors_without import rows_about
from barnstorm.services.finding.person import find_person
from barnstorm.services.outbox.books import tried
from barnstorm.services.person.rows import rows_about as rows_pointing_at
from barnstorm.services.person.traces import Traces, traces_of
from barnstorm.services.privacy import errors_files

Row = dict[str, Any]

SECTIONS = {
    "rsvp": "rsvps",
    "assignment": "roles",
    "mail": "letters",
    "consent": "consents",
    "call": "calls",
    "reply": "replies",
    "journal": "journal",
    "sheet_row": "paper",
    "event": "hosted",
    "merge": "merges",
    "person_also": "also_known_as",
    "person_tag": "tags",
    "apart": "not_the_same_as",
}
"""Table -> what its rows are called for a reader; one that is not here keeps its own name."""

_CALLED = {
    "event": "ref",
    "organisation": "name",
    "wording": "text",
    "role": "name",
    "sheet": "code",
    "venue": "name",
    "seat": "name",
}
"""Table -> the column a reader knows its rows by, told instead of a number."""

_PLUMBING = {"lease_owner", "lease_until", "value_key", "tag_folded", "name_folded", "sort_key", "email_key", "digest"}
"""Columns that say nothing of the person: keys and folded copies of what stands beside them, locks of the senders."""


def everything(session: Session, typed: str) -> Row:
    """All of it by kind, every kind present even when empty; times are UTC. NoSuchPerson, SeveralPeople.

    `files` are their rows in files of ours that could not be imported. FileNotCleaned if one of those cannot be read.
    """
    load_all()
    person = find_person(session, typed)
    traces = traces_of(session, person)
    held = rows_pointing_at(session, [person.id or 0])
    found: Row = {"person": _own(person), **{section: [] for section in SECTIONS.values()}}
    for table_name, rows in held.items():
        table = SQLModel.metadata.tables[table_name]
        found[SECTIONS.get(table_name, table_name)] = _readable(session, table, rows)
    _complete_letters(session, found["letters"], held.get("mail", []))
    for merge in found["merges"]:
        merge["before"] = json.loads(merge["before"])
    return {**found, **_about_addresses(session, traces), "files": _in_files(session, traces)}


def _own(person: Person) -> Row:
    row = {name: getattr(person, name) for name in Person.model_fields if name not in _PLUMBING}
    return {"name": join_name(person.given_name, person.family_name) or NAMELESS, **row}


def _readable(session: Session, table: Table, rows: Iterable[Row]) -> list[Row]:
    """The rows with the names of what they point at beside its numbers."""
    named = [(column, *target) for column in table.columns if (target := _target(column)) is not None]
    return [
        {
            **{name: value for name, value in row.items() if name not in _PLUMBING},
            **{
                column.name.removesuffix("_id"): _label(session, at, called, row[column.name])
                for column, at, called in named
            },
        }
        for row in rows
    ]


def _target(column: Column[Any]) -> tuple[Column[Any], Column[Any]] | None:
    """The key a foreign key points at, and the column that names its rows."""
    for foreign_key in column.foreign_keys:
        table = foreign_key.column.table
        if table.name in _CALLED:
            return foreign_key.column, table.c[_CALLED[table.name]]
    return None


def _label(session: Session, at: Column[Any], called: Column[Any], value: int | None) -> str | None:
    if value is None:
        return None
    label: str = session.execute(select(called).where(at == value)).scalar_one()
    return label


def _complete_letters(session: Session, letters: list[Row], rows: list[Row]) -> None:
    """Their attempts; and of the body, whether it is still held, which nobody could read anyhow: it is encoded."""
    for letter, row in zip(letters, rows, strict=True):
        every = tried().c
        attempts = select(every.at, every.backend, every.outcome, every.code, every.detail)
        theirs = attempts.where(every.mail_id == row["id"]).order_by(every.at, every.id)
        letter["tried"] = [dict(line) for line in session.execute(theirs).mappings()]
        letter["body_held"] = session.get(MailBytes, row["id"]) is not None


def _about_addresses(session: Session, traces: Traces) -> Row:
    """What is kept of their addresses, whoever else has them."""
    found = {}
    for section, model in (("suppressions", Suppression), ("soft_bounces", SoftBounce)):
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        query = select(table).where(table.c.address_key.in_(traces.emails))
        found[section] = [dict(row) for row in session.execute(query).mappings()]
    return found


def _in_files(session: Session, traces: Traces) -> list[Row]:
    return [
        {"file": str(path), "row": row}
        for path in errors_files.known(session)
        for row in rows_about(path, traces.are_in)
    ]
