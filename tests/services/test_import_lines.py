"""Lines of a file -> people and their answers."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.answers import Answer
from barnstorm.domain.names import fold, surname_key
from barnstorm.files.attendees.profiles import profile
from barnstorm.files.attendees.table import read_table
from barnstorm.rows.imports import LineRow
from barnstorm.services.rsvp.lines import Attendee, Read, name_key, read_lines, sort_key
from barnstorm.services.rsvp.tickets import Joined, one_line_a_party

FILES = Path(__file__).parents[1] / "files" / "attendees"
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def lines(text: str, system: str | None = None) -> list[Read]:
    return list(read_lines(read_table(text.encode(), "x.csv", system=profile(system) if system else None)))


def attendees(text: str, system: str | None = None) -> list[Attendee]:
    read = lines(text, system)
    assert not [one for one in read if isinstance(one, LineRow)], read
    return [one for one in read if isinstance(one, Attendee)]


def of_file(name: str) -> dict[str, Attendee]:
    table = read_table((FILES / f"{name}.csv").read_bytes(), name)
    return {one.contact.name: one for one in read_lines(table) if isinstance(one, Attendee)}


@given(TEXT, TEXT)
def test_a_name_folded_in_parts_is_the_name_folded(given_name: str, family: str) -> None:
    assert name_key(given_name, family) == fold(f"{given_name} {family}")
    assert sort_key(given_name, family) == surname_key(given_name, family)


@given(st.lists(st.lists(TEXT, max_size=6), min_size=1, max_size=5))
def test_every_line_is_somebody_or_is_told_why_not(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["name", "email", "phone", "postcode", "answer", "attended"], ["Ann"], *rows])
    for one in read_lines(read_table(out.getvalue().encode(), "x.csv")):
        assert one.reason if isinstance(one, LineRow) else one.contact.name


@pytest.mark.parametrize(
    ("header", "line", "name"),
    [
        ("name", "Ann Bell", ("Ann", "Bell")),
        ("name", '"Bell, Ann"', ("Ann", "Bell")),
        ("first_name", "Ann Bell", ("Ann", "Bell")),
        ("first_name,last_name", "Ann,", ("Ann", "")),
        ("first_name,last_name", ",Bell", ("", "Bell")),
        ("name,last_name", "Ann,Bell", ("Ann", "Bell")),
        ("name,last_name", "Ann Bell,Bell", ("Ann", "Bell")),
        ("name,first_name,last_name", "Ann Bell,,", ("Ann", "Bell")),
        ("name,first_name,last_name", "A. Bell,Ann,Bell", ("Ann", "Bell")),
        ("first_name,last_name", " Zoë\u200b ,O’Hara-Løw", ("Zoë", "O’Hara-Løw")),
    ],
)
def test_names_come_whole_or_in_parts(header: str, line: str, name: tuple[str, str]) -> None:
    one = attendees(f"{header},email\n{line},\n")[0].contact
    assert (one.given_name, one.family_name) == name


@pytest.mark.parametrize(
    ("written", "number", "kept"),
    [
        ("7700900123", "+447700900123", None),
        ("4.4770090012E+11", "+447700900120", None),
        ("447700900123.0", "+447700900123", None),
        ("07700 900123 ext 4", "+447700900123", "07700 900123 ext 4"),
        ("4.48E+11", None, "4.48E+11"),
        ("'+447700900123", "+447700900123", None),
    ],
)
def test_numbers_that_a_spreadsheet_has_spoilt_are_mended_or_kept(
    written: str, number: str | None, kept: str | None
) -> None:
    one = attendees(f"name,phone\nAnn,{written}\n")[0].contact
    assert (one.phone, one.phone_as_written) == (number, kept)


def test_whoever_has_no_mobile_is_rung_on_the_other_number() -> None:
    van = of_file("van")
    assert van["Ann Bell"].contact.phone == "+447700900123"
    assert van["Bob Low"].contact.phone == "+441228555002"


def test_guests_are_besides_the_named_one_and_a_quantity_is_everybody() -> None:
    assert [one.party_size for one in attendees("name,guests\nAnn,2\nBob,0\nCy,\n")] == [3, 1, None]
    assert [one.party_size for one in attendees("name,quantity\nAnn,2\n")] == [2]
    assert [one.party_size for one in attendees("name,party_size\nAnn,2\n")] == [2]


def test_vans_statuses_are_three_facts() -> None:
    told = {name: (one.answer, one.attended, one.confirmed) for name, one in of_file("van").items()}
    assert told == {
        "Ann Bell": (Answer.GOING, True, False),
        "Bob Low": (Answer.GOING, False, False),
        "Cy Old": (Answer.GOING, None, True),
        "Di Ash": (None, True, False),
        "Ed Ash": (Answer.INVITED, None, False),
        "Flo Ash": (Answer.CANCELLED, None, False),
        "Gus Ash": (Answer.GOING, None, False),
        "Hal Ash": (Answer.MAYBE, None, False),
    }


def test_lumas_words_mean_what_luma_means() -> None:
    told = {name: (one.answer, one.attended) for name, one in of_file("luma").items()}
    assert told == {
        "Zoë Müller": (Answer.GOING, True),
        "Ann Bell": (Answer.WAITLISTED, None),
        "Bob Low": (Answer.CANCELLED, None),
    }


def test_a_column_of_presences_counts_before_the_status() -> None:
    read = attendees("name,status,attended\nAnn,REGISTERED,true\nBob,Completed,false\nCy,CONFIRMED,\n", "mobilize")
    assert [(one.answer, one.attended, one.confirmed) for one in read] == [
        (Answer.GOING, True, False),
        (Answer.GOING, False, False),
        (Answer.GOING, None, True),
    ]


def test_an_american_zip_gets_its_zeros_back_where_there_are_any() -> None:
    assert of_file("mobilize")["Ann Bell"].notes == "ZIP code: 01234"
    assert attendees("name,zip\nAnn,1234\n")[0].notes == "Postcode as written: 1234"


def in_parties(name: str) -> list[Any]:
    table = read_table((FILES / f"{name}.csv").read_bytes(), name)
    read: Callable[[], Iterator[Read]] = lambda: read_lines(table)  # noqa: E731 - named for its type
    return list(one_line_a_party(read))


def test_a_persons_tickets_are_one_party_on_their_first_line() -> None:
    first, second, *rest = in_parties("eventbrite-uk")
    assert (first.contact.name, first.party_size, second) == ("Ann O’Hara", 3, Joined(3, 2))
    assert [type(one) for one in rest] == [Attendee, Attendee, LineRow]


def test_a_ticket_handed_back_is_no_head_and_another_name_is_another_party() -> None:
    ann, second, third, bob = in_parties("eventbrite-us")
    assert (ann.answer, ann.party_size, second, third) == (Answer.GOING, 2, Joined(3, 2), Joined(4, 2))
    assert (bob.contact.name, bob.party_size) == ("Bob Bell", 1)


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["Attending", "Refunded", "Checked In"]), st.integers(1, 3))
    )
)
def test_no_ticket_is_counted_twice_and_none_is_lost(tickets: list[tuple[str, str, int]]) -> None:
    header = "Order #,Ticket Type,First Name,Last Name,Quantity,Attendee Status"
    text = "\n".join(
        [header, "1,x,Zoe,Z,1,Attending", *(f"1,x,{name},Z,{heads},{status}" for name, status, heads in tickets)]
    )
    table = read_table(text.encode(), "x.csv")
    parties = {
        one.contact.given_name: one for one in one_line_a_party(lambda: read_lines(table)) if isinstance(one, Attendee)
    }
    for name in {name for name, _, _ in tickets}:
        kept = sum(heads for one, status, heads in tickets if one == name and status != "Refunded")
        given_back = sum(heads for one, _, heads in tickets if one == name)
        assert parties[name].party_size == (kept or given_back)
        assert parties[name].answer is (Answer.GOING if kept else Answer.CANCELLED)
