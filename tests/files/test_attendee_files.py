"""Attendee files as other systems write them."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.errors.imports import BadMapping, NobodyInFile, NoColumnKnown, NoSuchProfile, NotACsv
from barnstorm.files.attendees.columns import OURS, matched, read_mappings
from barnstorm.files.attendees.errors_file import write_errors
from barnstorm.files.attendees.profiles import PROFILES, profile
from barnstorm.files.attendees.table import read_table

EVENTBRITE_UK = (
    "Order no.,Order Date,First Name,Surname,Email,Quantity,Ticket Type,Order Type,Total Paid,Eventbrite Fees,"
    "Eventbrite Payment Processing,Attendee Status,Home Address 1,Home Address 2,Home City,County of Residence,"
    "Home Postcode,Home Country"
)
EVENTBRITE_BUYER = (
    "Order No.,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Order Type,Total Paid,Event Name,"
    "Buyer First Name,Buyer Last Name,Buyer Email"
)
LUMA = (
    "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,custom_source,"
    "qr_code_url,amount,ticket_name"
)
VAN = "vanid,event,date,time,name,phone,cell_phone,role,status,recruited_by,signup_date"
ACTION_NETWORK = "uuid,first_name,last_name,email,can2_phone,can2_user_address,zip_code,can2_user_tags"
MOBILIZE = "first name,last name,email,zip,phone,event id,event name,event type,start"
SPOKE = "firstName,lastName,cell,zipcode,external_id"
PRETIX = "Order code,Attendee name,Product,Price,Checked in,E-mail"


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        (EVENTBRITE_UK, {"first_name", "last_name", "email", "party_size", "answer", "postcode"}),
        (EVENTBRITE_BUYER, {"first_name", "last_name", "email", "party_size"}),
        (LUMA, {"name", "first_name", "last_name", "email", "phone", "answer", "source"}),
        (VAN, {"name", "phone", "answer", "source"}),
        (ACTION_NETWORK, {"first_name", "last_name", "email", "phone", "postcode"}),
        (MOBILIZE, {"first_name", "last_name", "email", "phone", "postcode"}),
        (SPOKE, {"first_name", "last_name", "phone", "postcode"}),
        (PRETIX, {"name", "email"}),
    ],
    ids=["eventbrite-uk", "eventbrite-buyer", "luma", "van", "action-network", "mobilize", "spoke", "pretix"],
)
def test_other_systems_headers_are_understood(header: str, ours: set[str]) -> None:
    assert set(matched(header.split(","))) == ours


def test_whoever_bought_the_ticket_is_not_the_guest() -> None:
    columns = matched(EVENTBRITE_BUYER.split(","))
    assert EVENTBRITE_BUYER.split(",")[columns["email"]] == "Email"


def test_a_profile_knows_its_systems_columns_and_does_not_need_them_all() -> None:
    table = read_table(b"name,phone,cell_phone,status\nAnn,1,2,Scheduled\n", "x.csv", usual=profile("VAN"))
    assert table.columns == {"name": 0, "phone": 2, "answer": 3}


def test_every_profile_means_columns_of_ours() -> None:
    assert {ours for columns in PROFILES.values() for ours in columns.values()} <= set(OURS)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoSuchProfile) as refused:
        profile("facebook")
    assert "eventbrite" in refused.value.hint


def test_columns_come_in_any_order_and_case() -> None:
    assert matched(["EMAIL", " Last Name ", "FIRST_NAME"]) == {"email": 0, "last_name": 1, "first_name": 2}


def test_our_own_name_wins_over_another_systems() -> None:
    assert matched(["Status", "Answer"])["answer"] == 1


def test_what_was_said_wins_over_both() -> None:
    assert matched(["Answer", "Kommt"], read_mappings(["Kommt=answer"]))["answer"] == 1


@pytest.mark.parametrize("text", ["Kommt", "=answer", "Kommt=nonsense", "Kommt="])
def test_a_mapping_names_their_column_and_ours(text: str) -> None:
    with pytest.raises(BadMapping):
        read_mappings([text])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_out(delimiter: str, ends: str) -> None:
    rows = [["name", "email"], ["Bell, Ann", "ann@example.org"]]
    text = ends.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_table(text.encode(), "x.csv")
    assert [line.cells for line in table.lines] == [["Bell, Ann", "ann@example.org"]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("name\nZoë\n".encode(), "UTF-8"),
        ("name\nZoë\n".encode("utf-8-sig"), "UTF-8"),
        ("name\nZoë\n".encode("cp1252"), "Windows-1252"),
        ("name\nZoë\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_encodings_are_found_out(content: bytes, encoding: str) -> None:
    table = read_table(content, "x.csv")
    assert (table.lines[0].cells, table.encoding) == (["Zoë"], encoding)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    table = read_table(b'\nname,notes\n\nAnn,"two\nlines"\n,,,\nBob,x\n', "x.csv")
    assert [line.number for line in table.lines] == [4, 7]


def test_a_spreadsheets_first_line_about_its_delimiter_is_no_header() -> None:
    assert read_table(b"sep=;\r\nname;email\r\nAnn;a@b.org\r\n", "x.csv").header == ["name", "email"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"PK\x03\x04rest", NotACsv),
        (b"\xd0\xcf\x11\xe0rest", NotACsv),
        (b"%PDF-1.7", NotACsv),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", NotACsv),
        (b'[{"name": "Ann"}]', NotACsv),
        (b"name\nA\x00nn", NotACsv),
        (b"", NobodyInFile),
        (b"\xef\xbb\xbf", NobodyInFile),
        (b"\n\n", NobodyInFile),
        (b"name,email\n", NobodyInFile),
        (b"name,email\n,\n", NobodyInFile),
        (b"foo,bar\n1,2\n", NoColumnKnown),
        (b"email,zip\na@b.org,1\n", NoColumnKnown),
    ],
)
def test_what_is_no_attendee_file_is_refused(content: bytes, refusal: type[BarnstormError]) -> None:
    with pytest.raises(refusal) as refused:
        read_table(content, "x.csv")
    assert refused.value.hint


def test_a_file_without_our_columns_is_told_those_it_has_and_those_we_know() -> None:
    with pytest.raises(NoColumnKnown) as refused:
        read_table(b"foo,bar\n1,2\n", "x.csv")
    assert "“foo”, “bar”" in refused.value.sentence
    assert all(name in refused.value.hint for name in OURS)


def test_a_mapping_of_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoColumnKnown):
        read_table(b"name\nAnn\n", "x.csv", read_mappings(["Handy=phone"]))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read_table(content, "x.csv")
    except BarnstormError as e:
        assert e.hint
    else:
        assert table.columns


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.text("'=+-@x\t", max_size=4)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_an_errors_file_gives_back_the_cells_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("errors") / "bad.csv"
    table = read_table(b"name,notes,Extra Thing\nx,y,z\n", "x.csv")
    lines = [table.lines[0]._replace(number=n, cells=["Ann", *cells]) for n, cells in enumerate(rows, 2)]
    again = type(table)(**{**vars(table), "lines": lines})
    write_errors(path, again, [(line.number, "why") for line in lines])
    back = read_table(path.read_bytes(), str(path))
    expected = [cells for _, *cells in (line.cells for line in lines)]
    assert [line.cells[1:3] for line in back.lines] == [cells[:2] for cells in expected]


def test_an_errors_file_is_its_owners_alone_and_runs_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.touch(0o644)
    table = read_table(b"name,notes\n=1+1,@x\n", "x.csv")
    write_errors(path, table, [(2, "why")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8-sig") == "name,notes,line,reason\n'=1+1,'@x,2,why\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.csv", "home"]
