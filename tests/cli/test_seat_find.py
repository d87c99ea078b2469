"""barnstorm seat find, and the seat of an event by its venue's postcode."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postcode_service import INVALID, NOT_FOUND, TERMINATED, PostcodeService, serving

Run = Callable[..., Any]
Refused = Callable[..., str]

HEADER = (
    "ONS ID,ONS region ID,Constituency name,County name,Region name,Country name,Constituency type,Party name,"
    "Party abbreviation,Electoral Commission party ID,MNIS party ID,Electoral Commission adjunct party ID,"
    "Candidate first name,Candidate surname,Candidate gender,Sitting MP,Former MP,Member MNIS ID,Votes,Share,Change"
)
SEAT = "E14001152,E12000002,Carlisle,Cumbria,North West,England,Borough"
RESULT_2024 = f"""{HEADER}
{SEAT},Labour,Lab,PP53,,,Julie,Minns,Female,No,No,,600,0.6,
{SEAT},Conservative,Con,PP52,,,John,Stevenson,Male,Yes,Yes,,400,0.4,
"""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostcodeService]:
    with serving() as running:
        monkeypatch.setenv("BARNSTORM_POSTCODES", running.url)
        running.knows("CA3 8TP")
        yield running


@pytest.fixture
def register(database: str, run_line: Run, tmp_path: Path) -> None:
    """The Carlisle of 2024, with a result made up."""
    path = tmp_path / "results-2024.csv"
    path.write_text(RESULT_2024, encoding="utf-8")
    run_line(["seat", "import", str(path), "--election", "2024 general"])


def test_the_answer_is_whole(
    register: None, service: PostcodeService, run_line: Run, clock: Callable[[str], None]
) -> None:
    clock("2027-05-01T12:00+01:00")
    assert run_line("seat find ca38tp --json").json() == {
        "postcode": "CA3 8TP",
        "seat": "Carlisle",
        "seat_code": "E14001152",
        "region": "North West",
        "country": "England",
        "boundaries": 2024,
        "in_register": True,
        "latitude": 54.897,
        "longitude": -2.941,
        "terminated_on": None,
        "looked_up_at": "2027-05-01T11:00:00+00:00",
        "venues": [],
    }
    said = run_line('seat find "CA3 8TP"')
    for fact in ("Carlisle (E14001152)", "of 2024", "North West, England", "1 May 2027"):
        assert fact in said.out
    assert "barnstorm seat show E14001152" in said.err
    assert run_line("seat find CA38TP --csv").out.splitlines()[0].startswith("postcode,seat,seat_code,")


def test_a_postcode_is_asked_for_once_and_again_if_wanted(
    database: str, service: PostcodeService, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_line("seat find CA38TP")
    run_line('seat find "ca3 8tp"')
    assert len(service.asked) == 1
    service.knows("CA3 8TP", ("E14001465", "Penrith and Solway", "North West", "England"))
    assert run_line("seat find CA38TP --again --json").json()["seat"] == "Penrith and Solway"
    monkeypatch.setenv("BARNSTORM_POSTCODES", "off")
    assert run_line("seat find CA38TP --json").json()["seat"] == "Penrith and Solway"


def test_a_seat_that_is_not_in_the_register_is_told(
    database: str, results: Callable[[], None], service: PostcodeService, run_line: Run
) -> None:
    results()
    said = run_line("seat find CA38TP --json")
    assert said.json()["in_register"] is False
    assert "not in the register" in said.err
    assert "barnstorm seat import" in said.err


def test_a_postcode_out_of_use_and_one_without_a_seat_are_answers(
    sqlite: str, service: PostcodeService, run_line: Run
) -> None:
    service.says("CA1 9ZZ", 404, NOT_FOUND | {"terminated": TERMINATED})
    service.knows("JE2 3AB", ("L99999999", "Channel Islands", None, "Channel Islands"))
    gone = run_line("seat find CA19ZZ")
    assert "out of use since March 2017" in gone.err
    assert run_line("seat find CA19ZZ --json").json()["terminated_on"] == "2017-03"
    jersey = run_line("seat find JE23AB --json")
    assert "in no Westminster seat" in jersey.err
    assert (jersey.json()["seat"], jersey.json()["seat_code"]) == (None, None)


def test_no_such_postcode_and_no_postcode_at_all(sqlite: str, service: PostcodeService, refused: Refused) -> None:
    assert "There is no postcode CA3 9ZZ" in refused("seat find CA39ZZ", 3)
    service.says("BFPO 57", 404, INVALID)
    assert "CA3 8TP" in refused('seat find "BFPO 57"', 2)
    asked = len(service.asked)
    refused("seat find Carlisle", 2)
    refused("seat find ../../admin", 2)
    assert len(service.asked) == asked


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (503, b"<html>", "does not answer now"),
        (429, b"", "asked too often"),
        (200, b"<html>log in</html>", "Does the wifi want a login first"),
    ],
)
def test_passing_trouble_is_work_left_and_names_the_way_by_hand(
    status: int, body: bytes, says: str, sqlite: str, service: PostcodeService, refused: Refused, run_line: Run
) -> None:
    service.says("CA3 8TP", status, body)
    said = refused("seat find CA38TP", 75)
    assert says in said
    assert "barnstorm event create --seat NAME" in said
    service.knows("CA3 8TP")
    run_line("seat find CA38TP")


def test_offline_is_work_left(sqlite: str, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_POSTCODES", "http://127.0.0.1:1")
    assert "127.0.0.1 cannot be reached" in refused("seat find CA38TP", 75)


def test_off_asks_nobody(sqlite: str, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_POSTCODES", "OFF")
    assert "BARNSTORM_POSTCODES is off" in refused("seat find CA38TP", 5)


@pytest.mark.parametrize(
    "value", ["postcodes.io", "ftp://api.postcodes.io", "https://", "https://x?key=1", "https://x:99999", "http://[::1"]
)
def test_a_service_that_is_no_url_is_refused(
    value: str, sqlite: str, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_POSTCODES", value)
    assert "BARNSTORM_POSTCODES" in refused("seat find CA38TP", 5)


def test_an_event_takes_the_seat_of_its_venue_without_asking(
    register: None, service: PostcodeService, run_line: Run
) -> None:
    line = 'event create Barnstorm --venue "Tullie House, Castle Street, Carlisle CA3 8TP" --start "{}" --json'
    assert run_line(line.format("20 May 2027 7pm")).json()["seat"] is None
    assert service.asked == []
    assert run_line("seat find CA38TP --json").json()["venues"] == ["Tullie House"]
    made = run_line(line.format("21 May 2027 7pm"))
    assert (made.json()["seat_code"], made.json()["ref"]) == ("E14001152", "carlisle-2027-05-21")
    assert "The seat is Carlisle, by the postcode of Tullie House." in made.err
    assert len(service.asked) == 1


def test_a_seat_that_was_named_and_an_event_of_older_boundaries_are_left_alone(
    register: None, results: Callable[[], None], service: PostcodeService, run_line: Run
) -> None:
    results()
    run_line('venue add "Tullie House" --postcode CA38TP')
    run_line("seat find CA38TP")
    create = ["event", "create", "B", "--venue", "Tullie House", "--json", "--start"]
    assert run_line([*create, "16 May 2017 7.30pm"]).json()["seat"] is None
    assert run_line([*create, "20 May 2027 7pm", "--seat", "E14000620"]).json()["seat_code"] == "E14000620"


def test_a_venue_that_moves_loses_the_seat_of_its_old_postcode(
    register: None, service: PostcodeService, run_line: Run
) -> None:
    run_line('venue add "Tullie House" --postcode CA38TP')
    run_line("seat find CA38TP")
    run_line('venue edit "Tullie House" --postcode LA94DL')
    assert run_line('event create B --venue "Tullie House" --start "20 May 2027 7pm" --json').json()["seat"] is None
