"""Result files as Excel workbooks."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from barnstorm.errors import BarnstormError
from barnstorm.errors.results import ColumnMissing, NotResults, UnknownHeader
from barnstorm.files.seats import CandidateFile, read_results
from barnstorm.files.seats.workbook import workbook_grids
from tests.result_files import (
    BARROW,
    CARLISLE,
    SPACED,
    UNDERSCORED,
    SeatResult,
    by_candidate,
    by_constituency,
    workbook,
)

WITHOUT_COUNTY = SPACED.replace("County name,", "")


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("header", [WITHOUT_COUNTY, UNDERSCORED], ids=["2024", "2015"])
def test_a_workbook_reads_as_the_csv_of_the_same_figures(header: str) -> None:
    text = by_candidate(CARLISLE, BARROW, header=header, end="\n")
    from_csv, from_workbook = read_results(b"title\nnote\n" + text), read_results(workbook(text))
    assert isinstance(from_workbook, CandidateFile)
    assert (from_workbook.rows, from_workbook.left_out, from_workbook.bad) == (12, 0, ())
    assert from_workbook == from_csv


def test_the_sheet_is_found_by_its_header_whatever_it_is_called() -> None:
    assert len(read_results(workbook(by_candidate(CARLISLE), sheet="Tabelle 2", above=())).seats) == 1


def test_a_by_constituency_sheet_has_electorates() -> None:
    assert read_results(workbook(by_constituency(CARLISLE, BARROW))) == read_results(
        b"title\nnote\n" + by_constituency(CARLISLE, BARROW)
    )


def test_a_fault_is_told_by_its_line_in_the_sheet() -> None:
    wrong = SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE.stood, printed={"Sherriff": "16909"})
    (bad,) = read_results(workbook(by_candidate(wrong))).bad
    assert bad.line == 4
    assert "Sherriff (Labour) has 16,909" in bad.reason


def test_a_sheet_that_states_its_size_wrongly_is_read_whole() -> None:
    parts = parts_of(workbook(by_candidate(CARLISLE)))
    for name, data in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = data.replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    assert len(read_results(packed(parts)).seats) == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda whole: whole[: len(whole) // 2], "broken or cut short"),
        (lambda _: packed({"results.csv": by_candidate(CARLISLE)}), "a zip archive and no Excel workbook"),
        (lambda whole: packed(parts_of(whole) | {"xl/workbook.xml": b"<workbook"}), "that is broken"),
        (lambda whole: packed(parts_of(whole) | {"xl/worksheets/sheet2.xml": b"<x></y>"}), "that is broken"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(spoil: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(NotResults) as refusal:
        read_results(spoil(workbook(by_candidate(CARLISLE))))
    assert said in refusal.value.sentence
    assert refusal.value.hint


def test_a_workbook_that_unfolds_to_very_much_is_not_unpacked() -> None:
    bomb = packed(parts_of(workbook(by_candidate(CARLISLE))) | {"xl/media/a.bin": bytes(3 * 1024**2)})
    assert len(bomb) < 20_000
    with pytest.raises(NotResults, match="larger than 2 MB"):
        workbook_grids(bomb, unpacked=2 * 1024**2)


FAR = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'


@pytest.mark.parametrize("line", ['<row r="1048576"/>', FAR.format(4, "XFD")])
def test_a_cell_that_claims_to_be_far_away_costs_nothing(line: str) -> None:
    assert len(read_results(with_sheet(line)).seats) == 1


@pytest.mark.parametrize("number", [100_001, 99_999_999_999])
def test_a_line_that_claims_to_be_far_away_costs_nothing(number: int) -> None:
    try:
        assert len(read_results(with_sheet(FAR.format(number, "A"))).seats) == 1
    except NotResults as refusal:
        assert "more than 100,000 lines" in refusal.sentence


def with_sheet(line: str) -> bytes:
    """A workbook of results whose first sheet has nothing but that line."""
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{line}'
    parts = parts_of(workbook(by_candidate(CARLISLE)))
    parts["xl/worksheets/sheet1.xml"] = f"{sheet}</sheetData></worksheet>".encode()
    return packed(parts)


def test_an_empty_workbook_and_an_unknown_header_are_told_apart() -> None:
    out = io.BytesIO()
    Workbook().save(out)
    with pytest.raises(NotResults, match="without anything"):
        read_results(out.getvalue())
    with pytest.raises(UnknownHeader, match="name, email"):
        read_results(workbook(b"name,email,telephone\nAnn,ann@example.org,1\n"))
    with pytest.raises(ColumnMissing, match="“votes”"):
        read_results(workbook(by_candidate(CARLISLE).replace(b"votes", b"vts")))


@given(st.binary(max_size=60), st.integers(min_value=0, max_value=8000))
def test_any_spoilt_workbook_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = workbook(by_candidate(CARLISLE))
    try:
        read_results(whole[:at] + noise + whole[at + len(noise) :])
    except BarnstormError as refusal:
        assert refusal.hint
