"""Attendee files as other systems write them."""

import io
import stat
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from barnstorm.errors import BarnstormError
from barnstorm.errors.imports import BadMapping, NoAttendeeFile, NobodyInFile, NoColumnKnown, NoSuchProfile
from barnstorm.files.attendees.columns import OURS, matched, read_mappings
from barnstorm.files.attendees.errors_file import write_errors
from barnstorm.files.attendees.profiles import PROFILES, profile
from barnstorm.files.attendees.table import read_table
from barnstorm.files.attendees.text_file import Line

FILES = Path(__file__).parent / "attendees"


def lines_of(content: bytes) -> list[list[str]]:
    return [line.cells for line in read_table(content, "x.csv").lines]


@pytest.mark.parametrize(
    ("file", "system", "ours"),
    [
        ("eventbrite-uk", "eventbrite", "first_name last_name email party_size answer postcode"),
        ("eventbrite-us", "eventbrite", "first_name last_name email party_size answer postcode"),
        ("eventbrite-buyer", "eventbrite", "first_name last_name email party_size"),
        ("luma", "luma", "name first_name last_name email phone answer checked_in_at source"),
        ("meetup", "meetup", "name answer guests"),
        ("van", "van", "name phone answer source"),
        ("action-network", "actionnetwork", "first_name last_name email phone postcode"),
        ("mobilize", "mobilize", "first_name last_name email phone postcode"),
        ("mobilize-participations", "mobilize", "first_name last_name email phone postcode answer attended"),
        ("nationbuilder", "nationbuilder", "first_name last_name email phone postcode"),
        ("pretix", "pretix", "name first_name last_name email checked_in_at"),
        ("spoke", None, "first_name last_name phone postcode"),
        ("ground-control", None, "first_name last_name email phone postcode"),
    ],
)
def test_a_system_is_known_by_its_header_and_its_columns_are_understood(
    file: str, system: str | None, ours: str
) -> None:
    table = read_table((FILES / f"{file}.csv").read_bytes(), file)
    assert (table.profile.name if table.profile else None) == system
    assert set(table.columns) == set(ours.split())


def test_whoever_bought_the_ticket_is_not_the_guest() -> None:
    table = read_table((FILES / "eventbrite-buyer.csv").read_bytes(), "x")
    assert [table.header[at] for at in table.columns["email"]] == ["Email"]


def test_a_profile_knows_its_systems_columns_and_does_not_need_them_all() -> None:
    table = read_table(b"name,phone,cell_phone,status\nAnn,1,2,Scheduled\n", "x.csv", system=profile("VAN"))
    assert table.columns == {"name": [0], "phone": [2, 1], "answer": [3]}


@given(st.permutations((FILES / "luma.csv").read_text("utf-8-sig").splitlines()[0].split(",")))
def test_the_order_of_columns_means_nothing(header: list[str]) -> None:
    table = read_table(f"{','.join(header)}\n{',' * (len(header) - 1)}x\n".encode(), "x.csv")
    assert table.profile is PROFILES["luma"]
    assert {ours: header[places[0]] for ours, places in table.columns.items()}["answer"] == "approval_status"


def test_every_profile_means_columns_of_ours() -> None:
    assert {ours for one in PROFILES.values() for ours in one.columns.values()} <= set(OURS)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoSuchProfile) as refused:
        profile("facebook")
    assert "eventbrite" in refused.value.hint


def test_columns_come_in_any_order_and_case() -> None:
    assert matched(["EMAIL", " Last Name ", "FIRST_NAME"]) == {"email": [0], "last_name": [1], "first_name": [2]}


def test_our_own_name_wins_over_another_systems() -> None:
    assert matched(["Status", "Answer"])["answer"] == [1]


def test_what_was_said_wins_over_both() -> None:
    assert matched(["Answer", "Kommt"], read_mappings(["Kommt=answer"]))["answer"] == [1]


@pytest.mark.parametrize("text", ["Kommt", "=answer", "Kommt=nonsense", "Kommt="])
def test_a_mapping_names_their_column_and_ours(text: str) -> None:
    with pytest.raises(BadMapping):
        read_mappings([text])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_out(delimiter: str, ends: str) -> None:
    rows = [["name", "email"], ["Bell, Ann", "ann@example.org"]]
    text = ends.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert lines_of(text.encode()) == [["Bell, Ann", "ann@example.org"]]


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
    assert ([line.cells for line in table.lines], table.encoding) == ([["Zoë"]], encoding)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    table = read_table(b'\nname,notes\n\nAnn,"two\nlines"\n,,,\nBob,x\n', "x.csv")
    assert [line.number for line in table.lines] == [4, 7]


def test_a_spreadsheets_first_line_about_its_delimiter_is_no_header() -> None:
    assert read_table(b"sep=;\r\nname;email\r\nAnn;a@b.org\r\n", "x.csv").header == ["name", "email"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"PK\x03\x04rest", NoAttendeeFile),
        (b"\xd0\xcf\x11\xe0rest", NoAttendeeFile),
        (b"%PDF-1.7", NoAttendeeFile),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", NoAttendeeFile),
        (b'[{"name": "Ann"}]', NoAttendeeFile),
        (b"name\nA\x00nn", NoAttendeeFile),
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
        assert list(table.lines) == list(table.lines)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.text("'=+-@x\t", max_size=4)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_an_errors_file_gives_back_the_cells_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("errors") / "bad.csv"
    table = read_table(b"name,notes,Extra Thing\nx,y,z\n", "x.csv")
    lines = [Line(number, ["Ann", *cells]) for number, cells in enumerate(rows, 2)]
    write_errors(
        path, replace(table, read=lambda: iter([Line(1, table.header), *lines])), [(n, "why") for n, _ in lines]
    )
    back = read_table(path.read_bytes(), str(path))
    assert [line.cells[1:3] for line in back.lines] == [list(cells[:2]) for cells in rows]


def test_an_errors_file_is_its_owners_alone_and_runs_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.touch(0o644)
    table = read_table(b"name,notes\n=1+1,@x\n", "x.csv")
    write_errors(path, table, [(2, "why")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8-sig") == "name,notes,line,reason\n'=1+1,'@x,2,why\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.csv", "home"]


def as_workbook(*lines: list[Any], titles: int = 0) -> bytes:
    book = Workbook()
    book.create_sheet("Read me", 0).append(["This sheet explains the others."])
    sheet = book["Sheet"]
    for _ in range(titles):
        sheet.append(["Carlisle barnstorm"])
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_where_its_names_are() -> None:
    content = as_workbook(
        ["Name", "Phone", "When"], ["Ann Bell", 7700900123, date(2017, 5, 16)], [None, None], titles=2
    )
    table = read_table(content, "guests.xlsx")
    assert [(line.number, line.cells) for line in table.lines] == [
        (4, ["Ann Bell", "7700900123", "2017-05-16T00:00:00"])
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (as_workbook(["Name"], ["Ann"])[:700], "broken or cut short"),
        (as_workbook(), "“This sheet explains the others.”"),
        (as_workbook(["Name", "Phone"]), "only the line of column names"),
    ],
)
def test_a_workbook_without_people_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(BarnstormError) as refused:
        list(read_table(content, "guests.xlsx").lines)
    assert says in refused.value.sentence


def test_an_archive_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("guests.csv", "name\nAnn\n")
    with pytest.raises(NoAttendeeFile) as refused:
        read_table(out.getvalue(), "guests.zip")
    assert "no Excel workbook" in refused.value.sentence
    assert "Unpack it" in refused.value.hint
