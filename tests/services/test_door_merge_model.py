"""Laptops at one door, doing whatever greeters do: the merged list is the same in whichever order files come home."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.errors import BarnstormError
from barnstorm.services.door.arrivals import check_in, undo, walk_in
from barnstorm.services.door.export import export
from barnstorm.services.door.file import read_door_file
from barnstorm.services.door.merge import merge
from barnstorm.services.event.events import Draft, create
from barnstorm.services.rsvp.rsvps import add

NOW = datetime(2017, 5, 16, 18, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
NAMES = ("Ann Bell", "Bob Khan")
MAIN, *OTHERS = ("main.db", "one.door", "two.door")


@dataclass(frozen=True)
class Did:
    """Something done at one laptop."""

    laptop: str
    what: str
    name: str

    def do(self, session: Session, now: datetime) -> None:
        match self.what:
            case "tick":
                check_in(session, "hall", self.name, now)
            case "undo":
                undo(session, "hall", self.name, now)
            case _:
                walk_in(session, "hall", read_contact(f"Eve {self.laptop.split('.')[0]}"), now)


DEEDS = st.lists(
    st.builds(
        Did,
        st.sampled_from([MAIN, *OTHERS]),
        st.sampled_from(["tick", "tick", "undo", "walk-in"]),
        st.sampled_from(NAMES),
    ),
    max_size=9,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three laptops before the doors open: Ann is in already, as all of them know."""
    with closing(App(db=str(tmp_path / MAIN))) as app:
        with app.transaction() as session:
            starts = NOW + timedelta(hours=1)
            create(session, Draft("Hall", starts, starts + timedelta(hours=2), ZoneInfo("UTC"), ref="hall"), NOW, None)
            for name in NAMES:
                add(session, "hall", read_contact(name), Answer.GOING, NOW)
            check_in(session, "hall", NAMES[0], NOW)
        for name in OTHERS:
            with app.transaction() as session:
                export(session, "hall", tmp_path / name, NOW)
    return tmp_path


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS, st.data())
def test_the_order_of_the_files_and_repeating_them_does_not_matter(
    folder: Path, deeds: Sequence[Did], data: st.DataObject
) -> None:
    evening = folder / "evening"
    shutil.rmtree(evening, ignore_errors=True)
    evening.mkdir()
    for name in (MAIN, *OTHERS):
        shutil.copy(folder / name, evening / name)
    for minute, did in enumerate(deeds, 1):
        act(evening / did.laptop, did, NOW + timedelta(minutes=minute))
    shutil.copy(evening / MAIN, evening / "again.db")
    merged = home(evening / MAIN, [evening / name for name in OTHERS])
    other_order = data.draw(st.permutations([*OTHERS, *OTHERS]))
    assert home(evening / "again.db", [evening / name for name in other_order]) == merged
    assert {name for name, moment in merged.items() if moment} == expected(deeds)


def act(laptop: Path, did: Did, now: datetime) -> None:
    with closing(App(db=str(laptop))) as app, app.transaction() as session:
        try:
            did.do(session, now)
        except BarnstormError as e:
            assert e.hint


def home(database: Path, files: Sequence[Path]) -> dict[str, datetime | None]:
    """Name -> when they came, once the files are merged."""
    with closing(App(db=str(database))) as app:
        for file in files:
            with app.transaction() as session:
                merge(session, read_door_file(file, file.name), LATER)
        with app.reading() as session:
            query = select(Person.given_name, Person.family_name, Rsvp.checked_in_at).join(
                Rsvp, col(Rsvp.person_id) == Person.id
            )
            return {f"{given} {family}": moment for given, family, moment in session.exec(query)}


def expected(deeds: Sequence[Did]) -> set[str]:
    """Who is in: whoever some laptop let in and did not take back itself; Ann, known to all from the start, is in
    unless somebody took her back.
    """
    known = {laptop: {NAMES[0]: "base"} for laptop in (MAIN, *OTHERS)}
    taken_back = False
    for did in deeds:
        if did.what == "walk-in":
            known[did.laptop][f"Eve {did.laptop.split('.')[0]}"] = "own"
        elif did.what == "tick":
            known[did.laptop].setdefault(did.name, "own")
        elif known[did.laptop].pop(did.name, None) == "base":
            taken_back = True
    return {name for ticks in known.values() for name, tick in ticks.items() if tick == "own" or not taken_back}
