"""Putting the rows of a merge back: what nobody has touched since is as it was, the rest stays and is told."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, exists, insert, select, true, update
from sqlmodel import Session, SQLModel, col

from barnstorm.db.tables import Event, Mail, Person
from barnstorm.domain.answers import Answer
from barnstorm.domain.names import join_name
from barnstorm.services.person.record import Change, Record, Row, read, restored
from barnstorm.services.person.rows import POINTERS

_CALLED = {"given_name": "name", "family_name": "name", "phone_as_written": "phone", "notes": "note"}
"""Columns of a person -> what organisers call them."""

_HOUSEKEEPING = frozenset({"updated_at", "created_at", "name_folded", "sort_key", "email_key"})
"""Columns that nobody sets: that they differ is no news."""


@dataclass
class Undoing:
    """One merge on its way back."""

    session: Session
    record: Record
    merged_at: datetime
    stays: list[str] = field(default_factory=list)
    """What was changed since and is not as it was, in sentences."""
    waits_again: list[str] = field(default_factory=list)
    """Who had moved up because of the merge."""

    @property
    def _both(self) -> set[int]:
        return {self.record.kept_id, self.record.dropped_id}

    def run(self) -> None:
        changes = self.record.changes
        changed = [one for one in changes if one.was is not None and one.became is not None]
        for change in [one for one in changes if one.was is None]:
            self._take_away(change)
        # DROP's rows first: one of their letters may hold a key that one of KEEP's gets back.
        for change in sorted(changed, key=lambda one: not self._was_drops(one)):
            self._put_back(change)
        for change in [one for one in changes if one.became is None]:
            self._bring_back(change)
        self.session.expire_all()

    def _take_away(self, change: Change) -> None:
        table = _table(change.table)
        self.session.execute(delete(table).where(*_is(table, change.key)))

    def _put_back(self, change: Change) -> None:
        table = _table(change.table)
        now = read(self.session, table, change.key)
        if now is None:
            return
        was, became = restored(table, change.was or {}), restored(table, change.became or {})
        pointers = {name for name in was if f"{table.name}.{name}" in POINTERS}
        untouched = {name for name in was if now[name] == became[name]}
        touched = set(was) - untouched - pointers - _HOUSEKEEPING
        if touched or self._has_been_told(table, now):
            self._tell(table, {**now, **{name: was[name] for name in pointers & untouched}}, touched)
            untouched = _apart_from_facts(table, untouched, pointers)
        if untouched:
            values = {name: was[name] for name in untouched}
            self.session.execute(update(table).where(*_is(table, change.key)).values(**values))
            if (
                table.name == "rsvp"
                and now["person_id"] not in self._both
                and values.get("answer") == Answer.WAITLISTED
            ):
                self.waits_again.append(self._name(now["person_id"]))

    def _bring_back(self, change: Change) -> None:
        table = _table(change.table)
        row = restored(table, change.was or {})
        if not self._still_there(table, row):
            self.stays.append(f"What is gone meanwhile does not come back: a row of {table.name}.")
            return
        if "id" in row and read(self.session, table, {"id": row["id"]}):
            # SQLite gives its highest number out again once it is free; nothing points at these rows.
            del row["id"]
        self.session.execute(insert(table).values(**row))

    def _still_there(self, table: Table, row: Row) -> bool:
        """Whether everything that the row points at is."""
        targets = ((key.column, row[key.parent.name]) for key in table.foreign_keys)
        there = (exists(select(target).where(target == value)) for target, value in targets if value is not None)
        return bool(self.session.execute(select(and_(true(), *there))).scalar_one())

    def _has_been_told(self, table: Table, now: Row) -> bool:
        """Whether somebody else, who moved up because of the merge, has been written to about their place since."""
        if table.name != "rsvp" or now["person_id"] in self._both:
            return False
        letters = select(col(Mail.id)).where(
            col(Mail.event_id) == now["event_id"],
            col(Mail.person_id) == now["person_id"],
            col(Mail.created_at) > self.merged_at,
        )
        return self.session.execute(letters.limit(1)).first() is not None

    def _tell(self, table: Table, row: Row, touched: set[str]) -> None:
        match table.name:
            case "person":
                names = ", ".join(sorted({_CALLED.get(name, name) for name in touched}))
                self.stays.append(f"Changed since, and stays as it is: {names} of {self._name(row['id'])}.")
            case "rsvp":
                name, event = self._name(row["person_id"]), self.session.get_one(Event, row["event_id"])
                why = "was changed since" if touched else "has been told to them"
                self.stays.append(f"The answer of {name} to {event.ref} {why}, and stays {row['answer']}.")
            case "mail":
                name = self._name(self.record.kept_id)
                self.stays.append(f"A letter has gone meanwhile, and stays with {name}: {row['kind']}.")
            case _:
                self.stays.append(f"Changed since, and stays as it is: a row of {table.name}.")

    def _name(self, person_id: int) -> str:
        person = self.session.get_one(Person, person_id)
        return join_name(person.given_name, person.family_name)

    def _was_drops(self, change: Change) -> bool:
        """Whether the row was DROP's, the row of DROP among them."""
        pointing = {value for name, value in (change.was or {}).items() if f"{change.table}.{name}" in POINTERS}
        return self.record.dropped_id in pointing or (change.table, change.key) == (
            "person",
            {"id": self.record.dropped_id},
        )


def _apart_from_facts(table: Table, untouched: set[str], pointers: set[str]) -> set[str]:
    """What comes back of a row that was changed since: of a person whatever was not, of other rows whose they were.

    The facts of a row belong together; and a letter that has left stays with the one it went to.
    """
    if table.name == "person":
        return untouched
    return set() if table.name == "mail" else untouched & pointers


def _is(table: Table, key: Row) -> list[Any]:
    return [table.c[name] == value for name, value in key.items()]


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]
