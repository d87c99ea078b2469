"""The list in memory: who is found, in which order, and what the room adds up to."""

from dataclasses import replace
from datetime import UTC, datetime

from barnstorm.domain.names import fold, split_name, surname_key
from barnstorm.rows.door_desk import Counts, DeskList, DeskRow, KnownRow, Marker
from barnstorm.services.door.search import Acquaintances, Roster

NOW = datetime(2017, 5, 16, 18, tzinfo=UTC)
NOTHING = Marker(None, 0, 0, 0, 0)


def row(person_id: int, name: str, answer: str | None = "going", size: int = 1, inside: int = 0) -> DeskRow:
    given, family = split_name(name)
    return DeskRow(
        person_id=person_id,
        given_name=given,
        family_name=family,
        names=(fold(name),),
        sort_key=surname_key(given, family),
        phone=None,
        postcode=None,
        answer=answer,
        party_size=size,
        inside=inside,
        checked_in_at=NOW if inside else None,
        access="",
    )


def roster(*rows: DeskRow, helpers: frozenset[int] = frozenset()) -> Roster:
    ordered = sorted(rows, key=lambda one: (one.sort_key, one.person_id))
    return Roster(DeskList(tuple(ordered), helpers, NOTHING))


def test_nothing_typed_is_everybody_by_surname() -> None:
    listed = roster(row(1, "Zoe Adams"), row(2, "Ann Bell"))
    assert listed.find("") == [1, 2]
    assert listed.put(row(3, "Bob Aaron"))
    assert listed.find(" ") == [3, 1, 2]


def test_of_equals_those_who_are_not_in_come_first() -> None:
    listed = roster(row(1, "Ann Smith", inside=1), row(2, "Bob Smith"), row(3, "Cy Smith", size=2, inside=1))
    assert listed.find("smith") == [2, 3, 1]


def test_a_row_that_changes_is_found_where_it_was() -> None:
    listed = roster(row(1, "Ann Smith"))
    assert not listed.put(row(1, "Ann Smith", inside=1))
    assert listed[1].inside == 1
    assert listed.find("ann") == [1]
    assert listed.namesakes("ann smith") == 1


def test_the_room_adds_up_in_heads() -> None:
    listed = roster(
        row(1, "Ann Bell", size=3, inside=2),
        row(2, "Bob Khan", "declined", inside=1),
        row(3, "Jo March", None, size=2, inside=2),
        row(4, "Di Tait", size=2),
        row(5, "Undone", None),
        helpers=frozenset({1, 4, 99}),
    )
    assert listed.counts() == Counts(here=5, expected=5, walk_ins=2, helpers=3, helpers_here=1)


def test_a_copy_that_does_not_add_up_says_so() -> None:
    ann, bob = row(1, "Ann Bell"), row(2, "Bob Khan")
    listed = roster(ann, bob)
    assert listed.take(DeskList((replace(ann, inside=1),), frozenset(), Marker(NOW, 2, 1, 2, 1))) is False
    assert listed.agrees
    listed.take(DeskList((), frozenset(), Marker(NOW, 2, 1, 2, 2)))
    assert not listed.agrees


def test_only_those_who_are_not_on_the_list_are_offered_and_few_of_them() -> None:
    everybody = Acquaintances([KnownRow(n, "Ann", f"Bell{n}", (f"ann bell{n}",), None, None) for n in range(20)])
    offered = everybody.find("ann", without=roster(row(0, "Ann Bell0")))
    assert [known.person_id for known in offered] == [1, 10, 11, 12, 13]


def test_two_letters_are_too_few_to_look_among_everybody() -> None:
    everybody = Acquaintances([KnownRow(1, "Ann", "Bell", ("ann bell",), None, None)])
    assert everybody.find("an", without=roster()) == []
    assert everybody.find("a b", without=roster()) == []
