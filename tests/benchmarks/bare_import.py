"""The least that Python and SQLite need to put an attendee file into our tables: `python bare_import.py DATABASE FILE`.

Nothing is checked and nobody waits: names and addresses in small letters, one statement to find who is known, one for
the new people, one for the answers. A floor to measure the import against, and no way to do it.
"""

import csv
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

_COLUMNS = ("given", "family", "name", "sort", "email", "email_key", "phone", "postcode", "answer", "party", "access",
            "source", "notes")  # fmt: skip
_NOW = "2017-05-09 12:00:00.000000"

_KNOWN = """
    CREATE TEMP TABLE known AS
    SELECT line.n, person.id FROM line JOIN person USING (email_key) WHERE person.name_folded = line.name
    UNION
    SELECT line.n, person.id FROM line JOIN person USING (phone) WHERE person.name_folded = line.name
"""
_PEOPLE = f"""
    INSERT INTO person (id, uid, given_name, family_name, name_folded, sort_key, email, email_key, phone, postcode,
                        notes, created_at, updated_at)
    SELECT :last + n, printf('01a2077f-30c7-7023-95b7-%012x', n), given, family, name, sort, email, email_key, phone,
           postcode, '', '{_NOW}', '{_NOW}'
    FROM line WHERE n NOT IN (SELECT n FROM known)
"""  # noqa: S608 - a constant
_ANSWERS = f"""
    INSERT INTO rsvp (event_id, person_id, answer, party_size, confirmed_by, confirmed_how, source, access, notes,
                      created_at, updated_at)
    SELECT (SELECT max(id) FROM event), coalesce(known.id, :last + line.n), answer, party, '', '', source, access,
           notes, '{_NOW}', '{_NOW}'
    FROM line LEFT JOIN known USING (n)
"""  # noqa: S608 - a constant


def lines(path: Path) -> Iterator[tuple[str | int, ...]]:
    with path.open(encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        next(rows)
        for given, family, email, phone, postcode, answer, party, *more in rows:
            names = given, family, _folded(f"{given} {family}"), _folded(f"{family} {given}")
            number = "+44" + phone.replace(" ", "")[1:]
            yield *names, email, email.lower(), number, postcode, answer or "going", int(party), *more


def _folded(name: str) -> str:
    return name.lower().replace("-", " ")


def take(database: Path, path: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "cache_size=-64000", "temp_store=memory"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"CREATE TEMP TABLE line (n INTEGER PRIMARY KEY, {', '.join(_COLUMNS)})")
    places = ", ".join("?" * len(_COLUMNS))
    connection.executemany(f"INSERT INTO line ({', '.join(_COLUMNS)}) VALUES ({places})", lines(path))  # noqa: S608
    connection.execute(_KNOWN)
    connection.execute("CREATE INDEX temp.ix_known ON known (n)")
    last = connection.execute("SELECT max(id) FROM person").fetchone()[0]
    for statement in (_PEOPLE, _ANSWERS):
        connection.execute(statement, {"last": last})
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
