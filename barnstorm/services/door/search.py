"""Who the person in front of the greeter may be: the list, held in memory, and everybody else who is known."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.db.tables import Person, PersonAlso
from barnstorm.domain.answers import Answer
from barnstorm.domain.searching import Entry, Index, read_query
from barnstorm.rows.door_desk import Counts, DeskList, DeskRow, KnownRow, Marker

OFFERED = 5
"""Of those who are known and not on the list, so many are offered."""

FEWEST_LETTERS = 3
"""Letters and digits from which people are sought who are not on the list."""


class Roster:
    """The event's list as this laptop knows it."""

    def __init__(self, listed: DeskList) -> None:
        self.helpers = listed.helpers
        self.marker: Marker = listed.marker
        self._rows = {row.person_id: row for row in listed.rows}
        self._order = [(row.sort_key, row.person_id) for row in listed.rows]
        self._index = Index(entry for row in listed.rows for entry in entries_of(row))
        self._called = Counter(row.names[0] for row in listed.rows)
        self._sums: Counter[str] = Counter()
        for row in listed.rows:
            self._sums.update(_share(row))

    def __contains__(self, person_id: int) -> bool:
        return person_id in self._rows

    def __getitem__(self, person_id: int) -> DeskRow:
        return self._rows[person_id]

    def put(self, row: DeskRow) -> bool:
        """The row as it is now; whether they are new to the list."""
        before = self._rows.get(row.person_id)
        new = before is None
        if before is not None:
            self._sums.subtract(_share(before))
        self._sums.update(_share(row))
        self._rows[row.person_id] = row
        if new:
            insort(self._order, (row.sort_key, row.person_id))
            self._called[row.names[0]] += 1
            for entry in entries_of(row):
                self._index.add(entry)
        return new

    def take(self, changes: DeskList) -> bool:
        """What another laptop has done; whether anybody is new to the list."""
        self.helpers, self.marker = changes.helpers, changes.marker
        return sum(self.put(row) for row in changes.rows) > 0

    @property
    def agrees(self) -> bool:
        """Whether this copy adds up to what the store said of its own when the last changes were read."""
        sums, marker = self._sums, self.marker
        ours = len(self._rows), sums["inside"], sums["heads"], sums["who"]
        return ours == (marker.rows, marker.inside, marker.heads, marker.who)

    def find(self, typed: str) -> list[int]:
        """The ids of those it may be: the likeliest first, and of equals those who are not in yet, by surname.

        Everybody, by surname, while nothing has been typed.
        """
        query = read_query(typed)
        if query.is_empty:
            return [person_id for _, person_id in self._order]
        found = self._index.find(query)
        return sorted(found, key=lambda key: (found[key], self._is_in(key), self._rows[key].sort_key, key))

    def namesakes(self, name_folded: str) -> int:
        """How many on the list have that name."""
        return self._called[name_folded]

    def counts(self) -> Counts:
        sums = self._sums
        in_now = sum(1 for helper in self.helpers if helper in self._rows and self._rows[helper].inside)
        return Counts(sums["inside"], sums["expected"], sums["walk-ins"], len(self.helpers), in_now)

    def _is_in(self, person_id: int) -> bool:
        row = self._rows[person_id]
        return row.inside >= row.party_size


class Acquaintances:
    """Everybody the campaign knows, read once."""

    def __init__(self, known: Sequence[KnownRow]) -> None:
        self._rows = {row.person_id: row for row in known}
        self._index = Index((entry for row in known for entry in entries_of(row)), enough=1)

    def find(self, typed: str, without: Roster) -> list[KnownRow]:
        """The few likeliest who are not on the list."""
        query = read_query(typed)
        if sum(map(len, (*query.words, query.digits))) < FEWEST_LETTERS:
            return []
        found = {key: cost for key, cost in self._index.find(query).items() if key not in without}
        likeliest = sorted(found, key=lambda key: (found[key], self._rows[key].names[0], key))
        return [self._rows[key] for key in likeliest[:OFFERED]]


def known_people(session: Session) -> list[KnownRow]:
    """Everybody who has not been erased or turned out to be somebody else."""
    also: dict[int, tuple[str, ...]] = {}
    others = select(col(PersonAlso.person_id), col(PersonAlso.value_key)).where(col(PersonAlso.kind) == "name")
    for person_id, name in session.execute(others):
        also[person_id] = (*also.get(person_id, ()), name)
    shown = (
        *(col(Person.id), col(Person.given_name), col(Person.family_name), col(Person.name_folded)),
        *(col(Person.phone), col(Person.postcode)),
    )
    return [
        KnownRow(key, given, family, (name, *also.get(key, ())), phone, postcode)
        for key, given, family, name, phone, postcode in session.execute(
            select(*shown).where(col(Person.name_folded) != "")
        )
    ]


def _share(row: DeskRow) -> dict[str, int]:
    """What a row adds to the sums of the list."""
    return {
        "inside": row.inside,
        "heads": row.party_size,
        "who": row.inside * row.person_id,
        "expected": row.party_size if row.answer == Answer.GOING else 0,
        "walk-ins": row.inside if row.answer is None else 0,
    }


def entries_of(row: DeskRow | KnownRow) -> Iterable[Entry]:
    digits = row.phone.removeprefix("+") if row.phone else ""
    return [Entry(row.person_id, tuple(name.split()), digits) for name in row.names]
