"""The page that a campaign manager reads, read back."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from barnstorm.paper.page import Paper
from barnstorm.paper.report import allotted, write_report
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.report import CommitmentCount, EventReport, StageRow, TreeRow, YieldRow
from tests.paper.sheets import SILENT, START, event_row

LOUD = Campaign("Carlisle Together", "", "", "Promoted by A. Agent, 1 High Street, Carlisle. " * 30, "We keep it safe.")
STEPS = ("invited", "going", "confirmed", "came", "others_came", "hosts", "committed", "kept")


def report(*, actions: int = 3, sources: int = 2, organisations: int = 0, **facts: Any) -> EventReport:
    return EventReport(
        event="carlisle-2017-05-16",
        meeting=event_row(attended=12_345, **facts),
        as_of=datetime(2017, 5, 19, 9, tzinfo=UTC),
        stages=tuple(StageRow(step, 40, 50, "invited", 0.8) for step in STEPS),
        commitments=CommitmentCount(20, 10, 5, 0, 5, 0, 0, 0, 0),
        groups=tuple(
            [part("all", "")]
            + [part("source", f"source {n}") for n in range(sources)]
            + [part("organisation", f"organisation {n}") for n in range(organisations)]
        ),
        actions=tuple(action(n) for n in range(actions + 1)),
    )


def part(by: str, group: str) -> YieldRow:
    return YieldRow("carlisle-2017-05-16", by, group, 40, 30, 10, 20, 2, 3, 15, 10, 8)


def action(number: int, title: str = "Phone bank with Hannah") -> TreeRow:
    generation = min(number, 1 + number % 3)
    return TreeRow(
        *(f"action-{number}", None, generation, str(number), f"{title} {number}", "phonebank", "scheduled", START),
        *("Hannah Routledge", 8, 7, 6, 5, 1, 2),
    )


def read(row: EventReport, campaign: Campaign = SILENT, paper: Paper = Paper.A4) -> str:
    out = io.BytesIO()
    assert write_report(row, campaign, out, paper=paper) == 1
    (page,) = PdfReader(out).pages
    return str(page.extract_text())


def test_it_holds_the_steps_the_actions_and_the_parts() -> None:
    text = read(report(organisations=1))
    for words in ("12345", "80% of 50 invited", "offered to host", "1  Phone bank with Hannah 1, Tue 16 May 7.30pm"):
        assert words in text
    assert "source 1" in text
    assert "organisation 0" in text
    assert "Routledge" not in text


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("campaign", [SILENT, LOUD], ids=["silent", "loud"])
def test_however_much_there_is_it_stays_on_its_page(paper: Paper, campaign: Campaign) -> None:
    """And says where the rest is."""
    text = read(report(actions=60, sources=30, organisations=30), campaign, paper)
    assert "more: barnstorm report tree carlisle-2017-05-16" in text
    assert "more: barnstorm report event carlisle-2017-05-16 --csv" in text
    assert "Elsewhere: about half" in text
    assert "We keep it safe." not in text, "that is for those who write on a sheet"


def test_what_nobody_knows_the_source_of_makes_no_table() -> None:
    text = read(report(actions=0, sources=0))
    assert "By source" not in text
    assert "What was born there" not in text


@given(st.integers(0, 60), st.lists(st.integers(0, 60), max_size=4))
def test_tables_share_the_room_and_none_takes_more_than_it_needs(room: int, wanted: list[int]) -> None:
    given_lines = allotted(room, wanted)
    assert sum(given_lines) <= room
    assert all(0 <= lines <= want for lines, want in zip(given_lines, wanted, strict=True))
    assert sum(wanted) > room or given_lines == wanted
