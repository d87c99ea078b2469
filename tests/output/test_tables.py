"""What people see: tables no wider than the terminal, lines for pipes, cells that no spreadsheet runs."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from barnstorm.output.columns import Column
from barnstorm.output.machine import safe_cell, write_csv, write_json, write_tsv
from barnstorm.output.table import write_card, write_table


@dataclass(frozen=True)
class Row:
    ref: str
    name: str
    heads: int | None = None


COLUMNS = [Column("ref", "ref", whole=True), Column("name", "name"), Column("heads", "heads", align="right")]


def drawn(rows: list[Row], width: int = 40) -> list[str]:
    out = io.StringIO()
    write_table(rows, COLUMNS, out, width)
    return out.getvalue().splitlines()


def test_what_is_typed_back_is_cut_last() -> None:
    header, rule, line = drawn([Row("carlisle-2017-05-16", "A very long name that has no room", 12)])
    assert line.startswith("carlisle-2017-05-16  A very lo")
    assert line.endswith("…     12")
    assert max(len(header), len(rule), len(line)) <= 40


def test_a_long_table_has_every_row() -> None:
    assert [line.split()[0] for line in drawn([Row(str(n), "x") for n in range(1234)])[2:]] == [
        str(n) for n in range(1234)
    ]


def test_a_column_that_nobody_filled_is_left_out() -> None:
    assert "heads" not in drawn([Row("a", "b")])[0]


def test_markup_is_printed_literally_and_escapes_are_shown() -> None:
    (*_, line) = drawn([Row("a", "[bold]x[/] \x1b[2J")])
    assert "[bold]x[/] \\x1b[2J" in line


@given(st.lists(st.builds(Row, st.text(max_size=30), st.text(max_size=60), st.integers(0, 99999)), max_size=5))
def test_no_line_is_wider_than_the_terminal(rows: list[Row]) -> None:
    assert all(cell_len(line) <= 40 for line in drawn(rows))


def test_wide_characters_keep_the_columns_straight() -> None:
    lines = drawn([Row("a", "王小明", 1), Row("b", "Ann", 22)])
    assert [cell_len(line) for line in lines[2:]] == [cell_len(lines[1])] * 2


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_csv_has_its_header_even_without_rows() -> None:
    out = io.StringIO()
    write_csv([], Row, out)
    assert out.getvalue() == "ref,name,heads\r\n"


@given(st.lists(st.builds(Row, st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))))
def test_csv_comes_back_as_it_went(rows: list[Row]) -> None:
    out = io.StringIO(newline="")
    write_csv(rows, Row, out)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert [[cell.removeprefix("'") for cell in line[:2]] for line in back[1:]] == [
        [row.ref.removeprefix("'"), row.name.removeprefix("'")] for row in rows
    ]


@given(st.lists(st.builds(Row, st.text(), st.text())))
def test_a_piped_row_is_one_line_with_one_tab_between_cells(rows: list[Row]) -> None:
    out = io.StringIO()
    write_tsv(rows, COLUMNS, out)
    lines = out.getvalue().split("\n")[:-1]
    assert len(lines) == len(rows)
    assert all(line.count("\t") == 2 for line in lines)


def test_json_has_iso_times_and_null_for_unknown() -> None:
    out = io.StringIO()
    write_json([{"at": datetime(2017, 5, 16, 18, 30, tzinfo=UTC), "what": None}], out)
    assert json.loads(out.getvalue()) == [{"at": "2017-05-16T18:30:00+00:00", "what": None}]


def test_a_card_leaves_out_what_is_not_known() -> None:
    out = io.StringIO()
    write_card([("event", "Carlisle barnstorm"), ("host", ""), ("about", "One\nTwo")], out)
    assert out.getvalue() == "event  Carlisle barnstorm\nabout  One\n       Two\n"


def test_a_spare_column_is_left_out_before_others_are_cut() -> None:
    columns = [COLUMNS[0], Column("name", "name"), Column("heads", "heads", spare=True)]
    rows = [Row("carlisle-2017-05-16", "Ann O'Brien-Hetherington", 12)]
    narrow, wide = io.StringIO(), io.StringIO()
    write_table(rows, columns, narrow, 46)
    write_table(rows, columns, wide, 80)
    assert narrow.getvalue().splitlines()[-1] == "carlisle-2017-05-16  Ann O'Brien-Hetherington"
    assert wide.getvalue().splitlines()[-1].endswith("  12")
