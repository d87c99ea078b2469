"""barnstorm person edit, tag."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def books(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> Run:
    clock("2017-05-01T12:00+01:00")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org --phone 07700900123 --postcode CA38TP')
    run_line('rsvp add hall "Bob Carr" --email bob@example.org')
    return run_line


@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        ('--name "Carr, Zoë"', "name", "Zoë Carr"),
        ("--email ann.bell@Example.org", "email", "ann.bell@example.org"),
        ('--phone "07700 900999"', "phone", "+447700900999"),
        ("--postcode ca11aa", "postcode", "CA1 1AA"),
        ('--note "rings after six"', "notes", "rings after six"),
        ('--email ""', "email", None),
        ('--phone " "', "phone", None),
        ('--postcode ""', "postcode", None),
        ('--note ""', "notes", ""),
    ],
)
def test_each_fact_is_corrected_or_taken_away(books: Run, options: str, key: str, value: str | None) -> None:
    before = books("person show 1 --json").json()
    after = books(f"person edit 1 {options} --json").json()
    assert after[key] == value
    differing = {each for each in before if before[each] != after[each]}
    assert differing <= {key, "given_name", "family_name"}


def test_a_new_name_is_found_and_sorted_by(books: Run) -> None:
    books('person edit 1 --name "Ann Zuckmayer"')
    assert [row["name"] for row in books("person list --json").json()] == ["Bob Carr", "Ann Zuckmayer"]
    assert books("person show zuck --json").json()["id"] == 1


def test_an_extension_is_kept_as_it_was_written(books: Run) -> None:
    row = books('person edit 1 --phone "01228 625600 ext 12" --json').json()
    assert (row["phone"], row["phone_as_written"]) == ("+441228625600", "01228 625600 ext 12")
    assert books('person edit 1 --phone "" --json').json()["phone_as_written"] is None


def test_a_number_nobody_can_read_is_shown_and_flagged(books: Run, tmp_path: Any) -> None:
    file = tmp_path / "guests.csv"
    file.write_text("name,phone\nDora Eve,ask at work\n", encoding="utf-8")
    books(["rsvp", "import", "hall", str(file)])
    assert "ask at work (no number barnstorm can read)" in books("person show dora").out
    assert "ask at work?" in books("person list").out


def test_the_same_again_changes_nothing(books: Run) -> None:
    assert "nothing changed" in books("person edit 1 --email ann@example.org").err


def test_who_comes_to_look_like_another_is_told_how_to_merge(books: Run) -> None:
    told = books('person edit 2 --name "Ann Bell" --phone 07700900123').err
    assert "Ann Bell, no. 1, has the same name and a common address or number." in told
    assert "barnstorm person merge 2 1" in told
    books("person apart 1 2")
    assert "merge" not in books('person edit 2 --note "cousin"').err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("1", 2, "Nothing to change was given."),
        ("1 --email nonsense", 2, "“nonsense” is not an email address"),
        ("1 --phone nonsense", 2, "“nonsense” is not a telephone number"),
        ("1 --postcode nonsense", 2, "“nonsense” is not a postcode"),
        ('1 --name ""', 2, "There is no name."),
        ("nobody --note x", 3, "Nobody is called “nobody”."),
        ("999 --note x", 3, "Nobody has the number 999."),
    ],
)
def test_what_makes_no_sense_is_refused(books: Run, refused: Refused, options: str, code: int, said: str) -> None:
    assert said in refused(f"person edit {options}", code)


def test_control_characters_do_not_get_in(books: Run) -> None:
    row = books(["person", "edit", "1", "--name", "Ann\x1b[2J Bell\u202e", "--note", "one\x07\ntwo", "--json"]).json()
    assert (row["name"], row["notes"]) == ("Ann[2J Bell", "one\ntwo")


def test_a_tag_is_put_on_once_and_found_by_in_any_case(books: Run) -> None:
    assert books('person tag ann driver "First Aid" --json').json()["tags"] == ["driver", "First Aid"]
    assert books("person tag bob DRIVER --json").json()["tags"] == ["driver"]
    assert "nothing changed" in books("person tag ann Driver").err
    assert [row["name"] for row in books("person list --tag Driver --json").json()] == ["Ann Bell", "Bob Carr"]
    assert [row["name"] for row in books("person list --tag driver --tag 'first aid' --json").json()] == ["Ann Bell"]


def test_a_tag_is_taken_off(books: Run) -> None:
    books("person tag ann driver clerk")
    ran = books("person tag ann --remove DRIVER --json")
    assert ran.json()["tags"] == ["clerk"]
    assert ran.err == "Took “driver” off Ann Bell.\n"
    assert "nothing changed" in books("person tag ann --remove driver").err


def test_a_tag_nobody_has_names_those_in_use(books: Run) -> None:
    books("person tag ann driver")
    ran = books("person list --tag divers")
    assert (ran.out, ran.err) == ("", "Nobody has the tag “divers”.\n  Tags in use: driver.\n")


@pytest.mark.parametrize(
    ("tag", "said"), [("", "There is no tag."), ("!!", "“!!” is not a tag."), ("x" * 41, "too long for a tag")]
)
def test_what_is_no_tag_is_refused(books: Run, refused: Refused, tag: str, said: str) -> None:
    assert said in refused(["person", "tag", "ann", tag], 2)


def test_editing_and_tagging_go_alike_on_both_databases(database: str, run_line: Run) -> None:
    run_line('event create Barnstorm --start "16 May 2017 7.30pm" --ref hall')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('person edit ann --name "Zoë Müller" --email zoe@example.org')
    run_line("person tag ZOE driver")
    (row,) = run_line("person list --tag DRIVER --json").json()
    assert (row["name"], row["email"], row["tags"], row["events"]) == ("Zoë Müller", "zoe@example.org", ["driver"], 1)
