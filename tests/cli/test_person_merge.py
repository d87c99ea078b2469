"""barnstorm person merge, unmerge: one person on the books twice."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import col, select

from barnstorm.app import App
from barnstorm.db.tables import Mail, Merge, Suppression
from barnstorm.domain.delivery import State

Run = Callable[..., Any]
Refused = Callable[..., str]
Stored = Callable[[Any], list[Any]]


def filled(run_line: Run, clock: Callable[[str], None]) -> Run:
    """Ann is on the list twice, with four of the five places; Carl waits for two."""
    clock("2017-05-01T12:00+01:00")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall --capacity 5')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org --party-size 2 --access "step-free"')
    clock("2017-05-02T12:00+01:00")
    run_line('rsvp add hall "Annie Bell" --email bell@example.org --phone 07700900123 --postcode CA38TP --party-size 2')
    run_line('rsvp add hall "Carl Dee" --email carl@example.org --party-size 2')
    return run_line


@pytest.fixture
def hall(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> Run:
    return filled(run_line, clock)


@pytest.fixture
def hall_on_both(database: str, run_line: Run, clock: Callable[[str], None]) -> Run:
    return filled(run_line, clock)


@pytest.fixture
def store() -> Iterator[App]:
    """The database that the command lines use."""
    app = App()
    yield app
    app.close()


@pytest.fixture
def stored(store: App) -> Stored:
    """What a query finds in the store now."""

    def rows(query: Any) -> list[Any]:
        with store.reading() as session:
            return list(session.exec(query))

    return rows


def answers(run_line: Run, event: str = "hall") -> dict[str, tuple[str, int]]:
    rows = run_line(f"rsvp list {event} --json").json()
    return {row["name"]: (row["answer"], row["party_size"]) for row in rows}


def test_a_place_that_comes_free_goes_to_who_waits(hall_on_both: Run) -> None:
    row = hall_on_both('person merge "Ann Bell" "Annie Bell" --json').json()
    assert (row["answers"], row["moved_up"], row["changed"]) == (1, ["Carl Dee"], True)
    assert answers(hall_on_both) == {"Ann Bell": ("going", 2), "Carl Dee": ("going", 2)}


def test_what_one_lacks_the_other_fills_in_and_the_rest_is_kept_beside(hall: Run) -> None:
    hall('person merge "Ann Bell" "Annie Bell"')
    card = hall("person show ann@example.org --json").json()
    assert (card["name"], card["email"], card["phone"], card["postcode"]) == (
        "Ann Bell", "ann@example.org", "+447700900123", "CA3 8TP"
    )  # fmt: skip
    assert {(one["kind"], one["value"]) for one in card["also"]} == {
        ("email", "bell@example.org"), ("name", "Annie Bell")
    }  # fmt: skip
    assert [(one["id"], one["name"]) for one in card["merged"]] == [(2, "Annie Bell")]
    assert [one["event"] for one in card["events"]] == ["hall"]


@pytest.mark.parametrize("text", ["bell@example.org", "Annie Bell", "annie", "2"])
def test_the_former_name_address_and_number_find_the_person(hall: Run, text: str) -> None:
    hall('person merge "Ann Bell" "Annie Bell"')
    assert hall(["person", "show", text, "--json"]).json()["name"] == "Ann Bell"
    assert hall(["rsvp", "change", "hall", text, "maybe", "--json"]).json()["name"] == "Ann Bell"


@pytest.mark.parametrize(("name", "email"), [("Annie Bell", "ann@example.org"), ("Ann Bell", "bell@example.org")])
def test_whoever_signs_up_under_the_other_address_is_known(hall: Run, name: str, email: str) -> None:
    hall('person merge "Ann Bell" "Annie Bell"')
    assert hall(["rsvp", "add", "hall", name, "--email", email, "--json"]).json()["name"] == "Ann Bell"
    assert len(hall("person list --json").json()) == 2


def test_merging_again_is_already_so(hall: Run) -> None:
    hall("person merge 1 2")
    again = hall("person merge 1 2 --json")
    assert again.json()["changed"] is False
    assert "nothing changed" in again.err


def test_a_dry_run_shows_the_same_and_changes_nothing(hall: Run) -> None:
    before = hall("person list --json").json()
    shown = hall("person merge 1 2 --dry-run --json").json()
    assert hall("person list --json").json() == before
    assert answers(hall)["Carl Dee"][0] == "waitlisted"
    assert hall("person merge 1 2 --json").json() == shown


def test_unmerge_gives_both_back_and_the_place_with_them(hall_on_both: Run) -> None:
    people, list_ = hall_on_both("person list --json").json(), hall_on_both("rsvp list hall --json").json()
    hall_on_both("person merge 1 2")
    told = hall_on_both("person unmerge 1 --json")
    assert told.json()["waits_again"] == ["Carl Dee"]
    assert hall_on_both("person list --json").json() == people
    assert hall_on_both("rsvp list hall --json").json() == list_


def test_merges_are_taken_back_one_by_one(hall_on_both: Run, refused: Refused) -> None:
    before = hall_on_both("person list --json").json()
    hall_on_both("person merge 2 3")
    hall_on_both("person merge 1 2")
    assert hall_on_both("person unmerge 1 --json").json()["dropped"] == "Annie Bell"
    assert [one["name"] for one in hall_on_both("person show 2 --json").json()["merged"]] == ["Carl Dee"]
    assert "barnstorm person show" in refused("person unmerge 1", 4)
    hall_on_both("person unmerge 2")
    assert hall_on_both("person list --json").json() == before


def test_what_was_changed_since_stays_and_is_told(hall: Run) -> None:
    hall("person merge 1 2")
    hall("rsvp change hall 1 declined")
    hall('person edit 1 --phone 07700900999 --note "rings back"')
    told = hall("person unmerge 1 --json").json()["stays"]
    assert told == [
        "The answer of Ann Bell to hall was changed since, and stays declined.",
        "Changed since, and stays as it is: phone of Ann Bell.",
    ]
    ann = hall("person show 1 --json").json()
    assert (ann["phone"], ann["notes"], ann["postcode"], ann["also"]) == ("+447700900999", "rings back", None, [])
    assert answers(hall)["Annie Bell"] == ("going", 2)


def test_who_was_told_of_a_place_keeps_it(hall: Run, clock: Callable[[str], None]) -> None:
    hall("person merge 1 2")
    clock("2017-05-03T12:00+01:00")
    hall("invite send hall --to carl@example.org --yes")
    told = hall("person unmerge 1 --json").json()
    assert told["stays"] == ["The answer of Carl Dee to hall has been told to them, and stays going."]
    assert answers(hall)["Carl Dee"] == ("going", 2)


def test_a_party_that_does_not_fit_is_told(hall: Run) -> None:
    hall("person merge 1 2")
    hall('rsvp add hall "Ann B" --party-size 4')
    told = hall('person merge "Ann Bell" "Ann B" --json').json()["notes"]
    assert told == ["A party of 4 was wanted at hall, and does not fit: they keep the 2 places they have."]


def test_nobody_gets_two_letters(hall: Run, stored: Stored) -> None:
    hall("reminder plan hall")
    hall("person merge 1 2")
    hall("reminder plan hall")
    letters = stored(select(Mail.kind, Mail.to_address, Mail.state).where(Mail.person_id == 1))
    waiting = sorted((kind, address) for kind, address, state in letters if state == State.QUEUED)
    assert waiting == [(kind, "ann@example.org") for kind in ("reminder-1d", "reminder-2h", "reminder-7d")]
    assert len(letters) == 6


def test_who_has_had_the_invitation_is_not_sent_another(hall: Run, stored: Stored) -> None:
    hall("invite send hall --to bell@example.org --yes")
    hall("person merge 1 2")
    hall("invite send hall --yes")
    sent = stored(select(Mail.to_address).where(Mail.kind == "invite", Mail.state == State.ACCEPTED))
    assert sorted(sent) == ["bell@example.org", "carl@example.org"]


def test_a_letter_only_the_other_was_to_get_is_aimed_anew(hall_on_both: Run, stored: Stored) -> None:
    hall_on_both('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    hall_on_both('rsvp add canvass "Annie Bell" --email bell@example.org')
    hall_on_both("reminder plan canvass")
    hall_on_both("person merge 1 2")
    letters = select(Mail.key, Mail.to_address, Mail.state).order_by(col(Mail.id))
    before = stored(letters)
    hall_on_both("reminder plan canvass")
    assert stored(letters) == before
    assert {address for _, address, _ in before} == {"ann@example.org"}


def test_a_consent_withdrawn_under_the_other_name_is_withdrawn(hall: Run, clock: Callable[[str], None]) -> None:
    for who in ("1", "2"):
        hall(f"person consent {who} --organisation Compass --channel email --source D1 --wording Yes")
    clock("2017-05-03T12:00+01:00")
    hall('person withdraw 2 --how "by mail"')
    hall("person merge 1 2")
    rows = hall("person consents 1 --json").json()
    assert [bool(row["withdrawn_at"]) for row in rows] == [True, True]


def test_a_wish_to_hear_no_more_at_one_address_is_told(hall: Run, store: App) -> None:
    with store.transaction() as session:
        session.add(Suppression(address_key="bell@example.org", reason="unsubscribed", since=store.now()))
    told = hall("person merge 1 2").err
    assert "They asked to hear no more at bell@example.org; ann@example.org is still written to." in told


def test_the_record_of_a_merge_taken_back_keeps_nothing(hall: Run, stored: Stored) -> None:
    hall("person merge 1 2")
    hall("person unmerge 1")
    assert stored(select(Merge.before)) == ["{}"]


def test_past_evenings_are_left_as_they_were(hall: Run, clock: Callable[[str], None]) -> None:
    clock("2017-06-01T12:00+01:00")
    assert hall("person merge 1 2 --json").json()["moved_up"] == []
    assert answers(hall)["Carl Dee"][0] == "waitlisted"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("person merge 1 nobody", "Nobody is called “nobody”."),
        ("person merge 1 9", "Nobody has the number 9."),
        ("person unmerge 9", "Nobody has the number 9."),
    ],
)
def test_who_is_not_there_cannot_be_merged(hall: Run, refused: Refused, line: str, said: str) -> None:
    assert said in refused(line, 3)


def test_who_was_erased_cannot_be_merged(hall: Run, refused: Refused) -> None:
    hall("person erase 2 --yes")
    assert "erased" in refused("person merge 1 2", 3)


def test_a_merge_is_told_in_words(hall: Run) -> None:
    ran = hall("person merge 1 2")
    assert ran.err.splitlines() == [
        "Annie Bell (2) is Ann Bell (1) from now on.",
        "Carl Dee moves up from the waiting list.",
        "  To take it back: barnstorm person unmerge 1",
    ]
    assert ran.out.splitlines() == [
        "kept      Ann Bell (1)",
        "dropped   Annie Bell (2)",
        "answers   1",
        "moved up  Carl Dee",
    ]
