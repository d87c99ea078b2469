"""barnstorm person duplicates, apart."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def books(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> Run:
    clock("2017-05-01T12:00+01:00")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    for line in (
        'hall "Bob Bell" --email bells@example.org --postcode CA38TP',
        'hall "Liz Bell" --email bells@example.org --postcode CA38TP',
        'hall "Elizabeth Bell" --phone 07700900123 --postcode CA38TP',
        'canvass "Elizabeth Bell" --phone 07700900123',
        'hall "Zoë Müller" --email zoe@example.org',
        'canvass "Muller, Zoe" --phone 07700900124',
    ):
        run_line(f"rsvp add {line}")
    return run_line


def test_pairs_come_with_their_reasons_the_surest_first(books: Run) -> None:
    rows = books("person duplicates --json").json()
    assert [(row["score"], row["one"], row["other"], row["reasons"]) for row in rows] == [
        (55, "Elizabeth Bell", "Liz Bell", ["a short form of the name", "same postcode"]),
        (50, "Zoë Müller", "Zoe Muller", ["same name"]),
    ]
    assert (rows[0]["one_events"], rows[0]["other_events"]) == (2, 1)


def test_the_keys_are_a_promise(books: Run) -> None:
    row = books("person duplicates --json").json()[0]
    assert list(row) == [
        "score", "one_id", "one", "one_email", "one_phone", "one_postcode", "one_events",
        "other_id", "other", "other_email", "other_phone", "other_postcode", "other_events", "reasons",
    ]  # fmt: skip
    assert books("person duplicates --csv").out.splitlines()[0] == ",".join(row)


def test_the_next_step_is_offered_for_the_surest(books: Run) -> None:
    ran = books("person duplicates --limit 1")
    assert len(ran.out.splitlines()) == 1
    assert ran.err.splitlines() == [
        "1 more pair.",
        "  If two are one: barnstorm person merge 3 2   (it can be undone)",
        "  If they are not: barnstorm person apart 3 2",
    ]


def test_those_found_to_be_two_do_not_come_back(books: Run) -> None:
    row = books("person apart 3 liz --json").json()
    assert (row["one"], row["other"], row["apart"], row["changed"]) == ("Liz Bell", "Elizabeth Bell", True, True)
    assert len(books("person duplicates --json").json()) == 1
    assert "nothing changed" in books("person apart 2 3").err
    books("person apart 2 3 --undo")
    assert len(books("person duplicates --json").json()) == 2


def test_a_merged_pair_does_not_come_back(books: Run) -> None:
    books("person merge 3 2")
    assert [row["one"] for row in books("person duplicates --json").json()] == ["Zoë Müller"]


def test_who_is_not_one_of_them_is_not_the_other_either(books: Run) -> None:
    books('rsvp add hall "Liz Bell" --phone 07700900199 --postcode CA38TP')
    books("person apart 2 3")
    books("person merge 6 2")
    assert [row["reasons"] for row in books("person duplicates --json").json()] == [["same name"]]


def test_one_cannot_be_apart_from_oneself(books: Run, refused: Refused) -> None:
    assert "both Liz Bell" in refused("person apart 2 liz", 2)


def test_taking_it_back_by_merging_is_told(books: Run) -> None:
    books("person apart 2 3")
    assert "said not to be the same; that is taken back" in books("person merge 3 2").err


def test_pairs_are_found_and_set_apart_alike_on_both_databases(database: str, run_line: Run) -> None:
    assert run_line("person duplicates --json").json() == []
    run_line('event create Barnstorm --start "16 May 2017 7.30pm" --ref hall')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('rsvp add hall "Bell, Anne" --email ann@example.org')
    (row,) = run_line("person duplicates --json").json()
    assert (row["score"], row["reasons"]) == (75, ["a letter apart", "same email"])
    run_line("person apart 1 2")
    assert run_line("person duplicates --json").json() == []
