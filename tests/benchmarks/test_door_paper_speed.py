"""What the printed list of a very large meeting costs, against drawing the same words with nothing around them."""

import io
import resource
import sys
import time
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.door import write_door_list
from barnstorm.paper.fonts import BOLD, REGULAR, load
from barnstorm.rows.door import DoorSheet
from tests.paper.sheets import SILENT, crowd, sheet_of

NAMES = 10_000


@pytest.fixture(scope="module")
def sheet() -> DoorSheet:
    return sheet_of(crowd(NAMES), desks=4)


def bare(sheet: DoorSheet) -> None:
    """A box, a number and two names a row: the least that any door list draws."""
    load(REGULAR)
    load(BOLD)
    canvas = Canvas(io.BytesIO())
    for at, row in enumerate(sheet.rows):
        y = 800 - at % 30 * 21
        canvas.rect(20, y, 12, 12)
        canvas.setFont(REGULAR, 8)
        canvas.drawRightString(60, y, str(row.person_id))
        canvas.setFont(BOLD, 11)
        canvas.drawString(70, y, row.family_name)
        canvas.setFont(REGULAR, 11)
        canvas.drawString(200, y, row.given_name)
        if at % 30 == 29:
            canvas.showPage()
    canvas.save()


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def test_ten_thousand_names_on_paper(sheet: DoorSheet, capsys: pytest.CaptureFixture[str]) -> None:
    bare_s = seconds(lambda: bare(sheet))
    ours_s = seconds(lambda: write_door_list(sheet, SILENT, io.BytesIO()))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    write_door_list(sheet, SILENT, io.BytesIO())
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    with capsys.disabled():
        sys.stdout.write(
            f"\ndoor list, 10,000 names / bare canvas: {ours_s / bare_s:.2f} ({ours_s:.2f} s, {grown_mb:.0f} MB)\n"
        )
    assert ours_s / bare_s <= 1.5
    assert grown_mb <= 50
