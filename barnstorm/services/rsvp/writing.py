"""A batch of an import, worked out, into the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, bindparam, update
from sqlmodel import Session, SQLModel, col

from barnstorm.db.bulk import insert_rows, next_ids
from barnstorm.db.tables import Person, PersonAlso, Rsvp
from barnstorm.domain.identity import new_uids
from barnstorm.services.rsvp.lines import sort_key
from barnstorm.services.rsvp.plan import Known
from barnstorm.services.rsvp.room import Held

_PERSON = ("id", "uid", "given_name", "family_name", "name_folded", "sort_key", "email", "email_key", "phone",
           "phone_as_written", "postcode")  # fmt: skip
_RSVP = ("id", "person_id", "answer", "party_size", "attended", "checked_in_at", "confirmed_at", "waitlisted_at",
         "access", "source", "notes")  # fmt: skip
_MAY_CHANGE = ("answer", "party_size", "attended", "checked_in_at", "confirmed_at", "waitlisted_at", "access",
               "source", "notes")  # fmt: skip


@dataclass(frozen=True)
class Writer:
    """`source` is noted of those who are new to the list and came with none."""

    session: Session
    event_id: int
    now: datetime
    source: str

    def write(self, people: Sequence[Known], moved_up: Iterable[Held]) -> None:
        """All that a batch changes: the people its lines named, and those who moved up because of them."""
        self._insert_people([person for person in people if person.id is None])
        self._complete_people([person for person in people if person.added])
        self._add_addresses([person for person in people if person.also])
        held = [(person, person.held) for person in people if person.held is not None]
        self._insert_rsvps([(person, rsvp) for person, rsvp in held if rsvp.id is None])
        changed = (rsvp for rsvp in [*(rsvp for _, rsvp in held), *moved_up] if rsvp.changed)
        self._update_rsvps(list(dict.fromkeys(changed)))

    def _insert_people(self, newcomers: Sequence[Known]) -> None:
        ids = next_ids(self.session, _table(Person), len(newcomers)) if newcomers else ()
        rows = []
        for person, person_id, uid in zip(newcomers, ids, new_uids(self.now, len(newcomers)), strict=True):
            person.id = person_id
            one = person.contact
            rows.append(
                (person_id, uid, one.given_name, one.family_name, person.names[0],
                 sort_key(one.given_name, one.family_name), one.email, one.email_key, one.phone, one.phone_as_written,
                 one.postcode)
            )  # fmt: skip
        same = {"notes": "", "created_at": self.now, "updated_at": self.now}
        insert_rows(self.session, _table(Person), _PERSON, rows, same)

    def _complete_people(self, people: Sequence[Known]) -> None:
        """Fill in what was missing: one statement for each set of columns."""
        ordered = sorted(people, key=_columns)
        for names, some in groupby(ordered, key=_columns):
            rows = [{"key": one.id, **{f"new_{name}": value for name, value in one.added}} for one in some]
            self.session.connection().execute(_setting(Person, names, self.now), rows)

    def _add_addresses(self, people: Sequence[Known]) -> None:
        rows = [(person.id, kind, value, value.casefold()) for person in people for kind, value in person.also]
        insert_rows(self.session, _table(PersonAlso), ("person_id", "kind", "value", "value_key"), rows)

    def _insert_rsvps(self, new: Sequence[tuple[Known, Held]]) -> None:
        """`answered_at` stays empty: a file has spoken for them, and their own word will count for more."""
        ids = next_ids(self.session, _table(Rsvp), len(new)) if new else ()
        rows = []
        for (person, held), rsvp_id in zip(new, ids, strict=True):
            held.id, held.changed = rsvp_id, False
            rows.append(
                (rsvp_id, person.id, held.answer and held.answer.value, held.party_size, held.attended,
                 held.checked_in_at, held.confirmed_at, held.waitlisted_at, held.access, held.source or self.source,
                 held.notes)
            )  # fmt: skip
        same = {
            "event_id": self.event_id,
            "confirmed_by": "",
            "confirmed_how": "",
            "created_at": self.now,
            "updated_at": self.now,
        }
        insert_rows(self.session, _table(Rsvp), _RSVP, rows, same)

    def _update_rsvps(self, changed: Sequence[Held]) -> None:
        rows = [{"key": held.id, **{f"new_{name}": getattr(held, name) for name in _MAY_CHANGE}} for held in changed]
        if rows:
            self.session.connection().execute(_setting(Rsvp, _MAY_CHANGE, self.now), rows)
        lost = [{"key": held.id} for held in changed if held.place_lost]
        if lost:
            unconfirmed = update(Rsvp).where(col(Rsvp.id) == bindparam("key")).values(confirmed_by="", confirmed_how="")
            self.session.connection().execute(unconfirmed, lost)
        for held in changed:
            held.changed = held.place_lost = False


def _columns(person: Known) -> list[str]:
    return sorted(name for name, _ in person.added)


def _table(kind: type[SQLModel]) -> Table:
    table: Table = kind.__table__  # type: ignore[attr-defined]  # SQLModel does not declare what it makes
    return table


def _setting(kind: type[Any], names: Iterable[str], now: datetime) -> Any:
    """An UPDATE of one row by `key`, the new value of each column from `new_<name>`."""
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return update(kind).where(kind.id == bindparam("key")).values(updated_at=now, **new)
