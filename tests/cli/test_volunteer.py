"""barnstorm volunteer …"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Journal

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]


@pytest.fixture
def night(clock: Clock, database: str, run_line: Run) -> None:
    clock("2017-05-09T10:00+01:00")
    run_line("event create 'Carlisle barnstorm' --ref hall --start 2017-05-16T19:30 --end 21:30 --capacity 60")
    for name in ("Ann Bell", "Bob Khan", "Zoe Young"):
        run_line(["rsvp", "add", "hall", name, "--phone", "07700900123"])


def people(run_line: Run, role: str, event: str = "hall") -> list[str]:
    rows = run_line(f"volunteer list {event} --json").json()
    return list(next(row["people"] for row in rows if row["role"] == role))


@pytest.mark.usefixtures("night")
def test_a_role_has_a_number_hours_and_a_brief_and_the_same_name_changes_it(run_line: Run) -> None:
    row = run_line("volunteer role hall Greeter --needed 2 --start 18:45 --brief 'Welcome people.' --json").json()
    assert row == {
        "event": "hall",
        "role": "Greeter",
        "needed": 2,
        "filled": 0,
        "confirmed": 0,
        "missing": 2,
        "starts_at": "2017-05-16T18:45:00+01:00",
        "ends_at": "2017-05-16T21:30:00+01:00",
        "brief": "Welcome people.",
        "people": [],
    }
    changed = run_line("volunteer role hall greeter --needed 3 --json").json()
    assert (changed["needed"], changed["brief"], changed["starts_at"]) == (3, "Welcome people.", row["starts_at"])


@pytest.mark.usefixtures("night")
def test_the_usual_roles_grow_with_the_room(run_line: Run) -> None:
    needed = {row["role"]: row["needed"] for row in run_line("volunteer role hall --preset 120 --json").json()}
    assert needed["Greeter"] == 2
    assert needed["Clipboard runner"] == 7
    assert needed["Chair"] == 1
    again = {row["role"]: row["needed"] for row in run_line("volunteer role hall --preset 30 --json").json()}
    assert (again["Greeter"], again["Clipboard runner"]) == (1, 2)


@pytest.mark.usefixtures("night")
def test_somebody_takes_a_role_confirms_it_and_gives_it_back(run_line: Run) -> None:
    run_line("volunteer role hall Greeter --needed 1")
    row = run_line("volunteer add hall ann --role greet --json").json()
    assert (row["name"], row["role"], row["phone"], row["confirmed_at"]) == (
        "Ann Bell",
        "Greeter",
        "+447700900123",
        None,
    )
    assert "already" in run_line("volunteer add hall ann --role Greeter").err
    confirmed = run_line("volunteer confirm hall ann --json").json()
    assert confirmed["confirmed_at"] == "2017-05-09T10:00:00+01:00"
    assert "volunteer suggest hall" in run_line("volunteer drop hall ann").err
    assert people(run_line, "Greeter") == []


@pytest.mark.usefixtures("night")
def test_nobody_is_in_two_places_at_once_unless_it_is_forced_and_then_it_is_written_down(
    run_line: Run, refused: Refused
) -> None:
    run_line("event create 'Phone bank' --ref bank --kind phonebank --start 2017-05-16T20:00")
    run_line("volunteer role hall Greeter")
    run_line("volunteer role bank Caller --needed 5")
    run_line("volunteer add hall ann --role Greeter")
    assert "Greeter at hall" in refused("volunteer add bank ann --role Caller", 4)
    run_line("volunteer add bank ann --role Caller --force")
    with closing(App()) as app, app.reading() as session:
        (line,) = session.exec(select(Journal)).all()
        assert (line.what, line.detail) == ("forced", "Caller besides Greeter at hall")


@pytest.mark.usefixtures("night")
def test_roles_one_after_the_other_do_not_clash(run_line: Run) -> None:
    run_line("volunteer role hall 'Setting up' --start 18:00 --end 19:00")
    run_line("volunteer role hall Greeter --start 19:00")
    run_line("volunteer add hall ann --role Setting")
    run_line("volunteer add hall ann --role Greeter")
    assert people(run_line, "Greeter") == people(run_line, "Setting up") == ["Ann Bell"]


@pytest.mark.usefixtures("night")
def test_who_hosts_elsewhere_then_is_booked(run_line: Run, refused: Refused) -> None:
    run_line(
        "event create 'Phone bank' --ref bank --kind phonebank --start 2017-05-16T20:00"
        " --host 'Hugh Host <h@example.org>'"
    )
    run_line("volunteer role hall Greeter")
    run_line("rsvp add hall 'Hugh Host' --email h@example.org")
    assert "host of bank" in refused("volunteer add hall 'Hugh Host' --role Greeter", 4)


@pytest.mark.usefixtures("night")
def test_a_helper_is_put_on_the_list_of_the_room(run_line: Run) -> None:
    run_line("event create Other --ref other --start 2017-05-20T10:00")
    run_line("volunteer role other Greeter")
    ran = run_line("volunteer add other ann --role Greeter")
    assert "Ann Bell is on the list of other now." in ran.err
    (row,) = run_line("rsvp list other --json").json()
    assert (row["answer"], row["source"]) == ("going", "volunteer")


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize("line", ["rsvp change hall ann declined", "rsvp called hall ann D"])
def test_who_does_not_come_is_said_to_have_a_role_still(run_line: Run, line: str) -> None:
    run_line("volunteer role hall 'Clipboard runner'")
    run_line("volunteer add hall ann --role Clip")
    said = run_line(line).err
    assert "They are still down as Clipboard runner. To take it back: barnstorm volunteer drop hall 1 --role" in said
    assert "still down" not in run_line("rsvp change hall bob declined").err


@pytest.mark.usefixtures("night")
def test_more_helpers_than_needed_are_told_of(run_line: Run) -> None:
    run_line("volunteer role hall Chair")
    run_line("volunteer add hall ann --role Chair")
    assert "Chair has 2 people now, and needs 1." in run_line("volunteer add hall bob --role Chair").err


@pytest.mark.usefixtures("night")
def test_two_people_exchange_roles_and_one_takes_over_from_another(run_line: Run) -> None:
    run_line("volunteer role hall Greeter")
    run_line("volunteer role hall Chair")
    run_line("volunteer add hall ann --role Greeter")
    run_line("volunteer add hall bob --role Chair")
    run_line("volunteer swap hall ann bob")
    assert (people(run_line, "Greeter"), people(run_line, "Chair")) == (["Bob Khan"], ["Ann Bell"])
    run_line("volunteer swap hall ann zoe")
    assert (people(run_line, "Greeter"), people(run_line, "Chair")) == (["Bob Khan"], ["Zoe Young"])


@pytest.mark.usefixtures("night")
def test_the_least_recently_asked_are_suggested_first_and_the_busy_are_not(run_line: Run, clock: Clock) -> None:
    run_line("volunteer role hall Greeter --needed 3")
    run_line("event create Earlier --ref earlier --start 2017-05-12T19:00")
    run_line("volunteer role earlier Chair --needed 3")
    run_line("volunteer add earlier zoe --role Chair")
    clock("2017-05-10T10:00+01:00")
    run_line("volunteer add earlier bob --role Chair")
    names = [row["name"] for row in run_line("volunteer suggest hall --role Greeter --json").json()]
    assert names == ["Ann Bell", "Zoe Young", "Bob Khan"]
    run_line("volunteer add hall zoe --role Greeter")
    run_line("event create Clash --ref clash --start 2017-05-16T20:00")
    run_line("volunteer role clash Chair")
    run_line("volunteer add clash ann --role Chair")
    assert [row["name"] for row in run_line("volunteer suggest hall --json").json()] == ["Bob Khan"]


@pytest.mark.usefixtures("night")
def test_the_gaps_of_all_events_ahead_are_on_one_list(run_line: Run, clock: Clock) -> None:
    run_line("volunteer role hall Greeter --needed 2")
    run_line("volunteer add hall ann --role Greeter")
    run_line("event create Sooner --ref sooner --start 2017-05-12T19:00")
    run_line("volunteer role sooner Chair")
    rows = run_line("volunteer gaps --json").json()
    assert [(row["event"], row["role"], row["missing"], row["days_to_go"]) for row in rows] == [
        ("sooner", "Chair", 1, 3),
        ("hall", "Greeter", 1, 7),
    ]
    clock("2017-05-17T10:00+01:00")
    assert run_line("volunteer gaps --json").json() == []


@pytest.mark.usefixtures("night")
def test_when_the_event_moves_its_roles_move_with_it(run_line: Run) -> None:
    run_line("volunteer role hall Greeter --start 18:45 --end 20:00")
    run_line("event move hall --start '17 May 2017 18:30'")
    (row,) = run_line("volunteer list hall --json").json()
    assert (row["starts_at"], row["ends_at"]) == ("2017-05-17T17:45:00+01:00", "2017-05-17T19:00:00+01:00")


@pytest.mark.usefixtures("night")
def test_a_role_somebody_has_is_not_removed(run_line: Run, refused: Refused) -> None:
    run_line("volunteer role hall Chair")
    run_line("volunteer add hall ann --role Chair")
    assert "Ann Bell took it on" in refused("volunteer role hall Chair --remove", 4)
    run_line("volunteer drop hall ann")
    run_line("volunteer role hall Chair --remove")
    assert run_line("volunteer list hall --json").json() == []


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("volunteer role hall", 2, "--preset"),
        ("volunteer role hall ...", 2, "is not the name of a role"),
        ("volunteer role hall Greeter --start 21:00 --end 20:00", 2, "end before it begins"),
        ("volunteer add hall ann --role Chairr", 3, "has no role “Chairr”"),
        ("volunteer drop hall ann", 3, "has no role at hall"),
    ],
)
def test_slips_are_told_with_what_to_type(refused: Refused, line: str, code: int, said: str) -> None:
    assert said in refused(line, code)


@pytest.mark.usefixtures("night")
def test_the_roster_is_printed_with_empty_lines_for_those_still_wanted(run_line: Run, tmp_path: Path) -> None:
    run_line("volunteer role hall --preset 120")
    run_line("volunteer add hall ann --role Greeter")
    run_line("volunteer confirm hall ann")
    assert [row["name"] for row in run_line("volunteer roster hall --json").json()] == ["Ann Bell"]
    pdf = tmp_path / "roster.pdf"
    run_line(["volunteer", "roster", "hall", "--pdf", str(pdf)])
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert "Greeter" in text
    assert "Bell" in text
    assert "confirmed" in text
    assert text.count("still wanted") >= 10


@pytest.mark.usefixtures("night")
def test_role_cards_are_printed_alone_and_beside_the_roster(run_line: Run, refused: Refused, tmp_path: Path) -> None:
    assert "hall has no roles yet" in refused("volunteer roster hall --cards cards.pdf", 4)
    assert not (tmp_path / "cards.pdf").exists()
    run_line("volunteer role hall Greeter --needed 2 --brief 'Tick people in.'")
    run_line("volunteer add hall ann --role Greeter")
    ran = run_line(["volunteer", "roster", "hall", "--cards", str(tmp_path / "cards.pdf")])
    assert ran.out == ""
    assert "cards.pdf, 1 page, 1 role." in ran.err
    (card,) = (page.extract_text() for page in pypdf.PdfReader(tmp_path / "cards.pdf").pages)
    for text in ("Greeter", "Tick people in.", "Ann Bell", "7.30pm to 9.30pm"):
        assert text in card
    both = ["--pdf", str(tmp_path / "roster.pdf"), "--cards", str(tmp_path / "cards.pdf")]
    assert "1 volunteer." in run_line(["volunteer", "roster", "hall", *both]).err


@pytest.mark.usefixtures("night")
def test_a_roster_and_cards_do_not_go_to_one_place(refused: Refused) -> None:
    assert "Only one of --pdf and --cards" in refused("volunteer roster hall --pdf - --cards -", 2)
    assert "Two documents" in refused("volunteer roster hall --pdf x --cards x", 2)
    assert "Only one" in refused("volunteer roster hall --cards - --json", 2)
