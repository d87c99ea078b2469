"""barnstorm door pack"""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from barnstorm.app import App
from barnstorm.services.finding.event import find_event

Run = Callable[..., Any]
Refused = Callable[..., str]

NIGHT = "carlisle"
HALL = "Tullie House, Castle Street, Carlisle CA3 8TP"


@pytest.fixture(autouse=True)
def the_week_before(clock: Callable[[str], None]) -> None:
    clock("2017-05-12T10:00+01:00")


@pytest.fixture
def night(run_line: Run) -> Callable[..., None]:
    """The Carlisle night with these people on its list, called by two organisations."""

    def makes(*people: str) -> None:
        run_line(
            f"event create 'Carlisle barnstorm' --ref {NIGHT} --venue '{HALL}' --start 2017-05-16T19:30 --end 21:30"
            " --organisation Compass --organisation 'Carlisle Green Party'"
        )
        for person in people:
            run_line(["rsvp", "add", NIGHT, person])

    return makes


@pytest.fixture
def offers(run_line: Run) -> Callable[..., None]:
    """An action born at the night: `offers("A canvass", "Hannah Routledge", "7", "--venue", "…")`."""

    def makes(title: str, host: str, code: str, *more: str, review: str | None = None) -> None:
        ref = title.lower().replace(" ", "-")
        options = ["--ref", ref, "--kind", "canvass", "--start", "2017-05-20T10:00", "--host", host, *more]
        run_line(["event", "create", title, "--born-at", NIGHT, *options])
        app = App()
        with app.transaction() as session:
            event = find_event(session, ref, app.now())
            event.code, event.review = code, review
        app.close()

    return makes


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages]


def only(found: list[str], what: str) -> list[str]:
    """The pages of one part of the pack: what they are of stands first on each."""
    return [page for page in found if page.startswith(what)]


def test_the_pack_holds_every_paper_of_the_evening(
    database: str, night: Callable[..., None], offers: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Ann Adams", "Bob Bell", "Sue Smith", "Tom Taylor")
    offers("Canvass in Denton Holme", "Hannah Routledge", "7")
    run_line(f"volunteer role {NIGHT} Greeter --needed 2 --brief 'Tick people in.'")
    run_line(f"volunteer add {NIGHT} 'Ann Adams' --role Greeter")
    ran = run_line(f"door pack {NIGHT} --desks 2 --pdf pack.pdf --host-sheets 1")
    assert ran.out == ""
    assert "9 pages: sheets D1, D2, W1, W2, H1, H2." in ran.err
    found = pages(tmp_path / "pack.pdf")
    kinds = [page.splitlines()[0] for page in found]
    assert kinds == [
        "Summary, for the organiser",
        "On the wall",
        *("Door list", "Walk-ins", "Door list", "Walk-ins"),
        "Greeter",
        *("Host sheet", "Host sheet"),
    ]
    assert all("Carlisle barnstorm" in page for page in found)
    assert all("16 May 2017" in page for page in found)


def test_a_need_is_on_the_greeters_copy_and_nowhere_else(
    sqlite: str, night: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Bob Bell")
    run_line(["rsvp", "add", NIGHT, "Ann Adams", "--access", "Hearing loop, front row"])
    ran = run_line(f"door pack {NIGHT} --desks 1 --pdf pack.pdf")
    assert "1 told us of a need" in ran.err
    found = pages(tmp_path / "pack.pdf")
    assert [page.splitlines()[0] for page in found if "◆" in page] == [
        "Greeter’s copy: keep it in your hand, not on the table"
    ]
    (needs,) = (page for page in found if "Hearing loop" in page)
    assert needs.startswith("Access needs")
    assert "D1 · 1" in needs
    assert "Bell" not in needs
    (copy,) = only(found, "Greeter’s copy")
    assert copy.index("◆") < copy.index("Adams") < copy.index("Bell")
    assert "1 told us what they need" in only(found, "Summary")[0]


def test_without_needs_there_is_no_greeters_copy(
    sqlite: str, night: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Bob Bell")
    run_line(f"door pack {NIGHT} --pdf pack.pdf")
    found = pages(tmp_path / "pack.pdf")
    assert only(found, "Greeter’s copy") == only(found, "Access needs") == []


def test_the_wall_names_no_home_and_no_surname(
    sqlite: str, night: Callable[..., None], offers: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night()
    run_line(
        ["venue", "add", "Hannah’s kitchen", "--address", "12 Acacia Avenue", "--postcode", "CA1 1AA", "--private"]
    )
    offers("Phone bank", "Hannah Routledge", "7", "--venue", "Hannah’s kitchen")
    offers("Canvass", "Imran Qureshi", "8", "--venue", HALL)
    run_line(f"door pack {NIGHT} --pdf pack.pdf")
    found = pages(tmp_path / "pack.pdf")
    (wall,) = only(found, "On the wall")
    for text in ("7", "Phone bank", "Hannah’s kitchen", "with Hannah", "8", "with Imran", "Castle Street"):
        assert text in wall
    assert not re.search("Routledge|Qureshi", wall)
    for page in found:
        assert not re.search("Acacia|CA1 1AA", page)


def test_offers_that_nobody_has_approved_are_not_on_the_wall_and_told(
    sqlite: str, night: Callable[..., None], offers: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night()
    offers("Rude action", "Jo March", "7", review="pending")
    offers("Refused action", "Jo March", "8", review="refused")
    ran = run_line(f"door pack {NIGHT} --pdf pack.pdf")
    assert "Not on the wall" in ran.err
    found = pages(tmp_path / "pack.pdf")
    assert not re.search("Rude action|Refused action", only(found, "On the wall")[0])
    assert not any("Refused action" in page for page in found)


def test_a_host_sheet_has_who_signed_up_and_whose_it_is_on_every_page(
    sqlite: str, night: Callable[..., None], offers: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night()
    offers("Canvass", "Hannah Routledge", "7", "--capacity", "40")
    run_line(["rsvp", "add", "canvass", "Zoe Young"])
    run_line(f"door pack {NIGHT} --pdf pack.pdf --host-sheets 0")
    sheets = only(pages(tmp_path / "pack.pdf"), "Host sheet")
    assert len(sheets) == 2
    for number, page in enumerate(sheets, 1):
        for text in ("Hannah Routledge", "7", f"Sheet H1 · Page {number}/2", "Write the host’s name on every page"):
            assert text in page
    assert "Saturday 20 May 2017" in sheets[0]
    assert "Young" in sheets[0]
    rows = [int(line) for page in sheets for line in page.splitlines() if line.isdecimal() and line not in {"7", "40"}]
    assert set(range(1, 41)) - {7, 40} <= set(rows)


def test_printed_again_the_sheets_keep_their_codes_until_the_list_changes(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Adams")

    def codes() -> list[str]:
        row = run_line(f"door pack {NIGHT} --pdf pack.pdf --host-sheets 2 --json").json()
        return [sheet["sheet"] for sheet in row["sheets"]]

    assert codes() == codes() == ["D1", "W1", "H1", "H2"]
    run_line(["rsvp", "add", NIGHT, "Bob Bell"])
    assert codes() == ["D2", "W1", "H1", "H2"]


def test_looking_ahead_prints_nothing_and_registers_nothing(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Adams", "Bob Bell")
    ran = run_line(f"door pack {NIGHT}")
    assert re.search(r"expect +1 \(0 to 2\)", ran.out)
    assert "To print it: barnstorm door pack carlisle" in ran.err
    assert run_line(f"door pack {NIGHT} --json").json()["sheets"] == []
    assert {row["sheet"] for row in run_line(f"door list {NIGHT} --json").json()} == {None}


def test_the_forecast_is_the_campaigns_own_once_an_evening_is_closed(
    database: str, night: Callable[..., None], run_line: Run, clock: Callable[[str], None]
) -> None:
    night(*(f"Person{letter} Smith{letter}" for letter in "abcdefghij"))
    run_line("event create Kendal --ref kendal --start 2017-04-20T19:30")
    for name in ("Ann Adams", "Bob Bell", "Cat Cole", "Dan Deere"):
        run_line(["rsvp", "add", "kendal", name])
    clock("2017-04-20T19:30+01:00")
    for name in ("Ann Adams", "Bob Bell", "Cat Cole"):
        run_line(["door", "check-in", "kendal", name])
    clock("2017-05-12T10:00+01:00")
    assert run_line(f"door pack {NIGHT} --json").json()["evenings"] == 0
    run_line("door close kendal --yes")
    row = run_line(f"door pack {NIGHT} --json").json()
    keys = ("evenings", "show_rate", "going", "expected_low", "expected", "expected_high")
    assert [row[key] for key in keys] == [1, 0.75, 10, 6, 8, 9]


def test_the_json_is_one_object_with_these_keys(sqlite: str, night: Callable[..., None], run_line: Run) -> None:
    night("Ann Adams")
    row = run_line(f"door pack {NIGHT} --pdf pack.pdf --json").json()
    assert list(row) == [
        *("event", "title", "going", "maybe", "waitlisted", "venue_capacity", "expected", "expected_low"),
        *("expected_high", "show_rate", "evenings", "desks", "tables", "chairs", "pens", "host_sheets", "needs"),
        *("helpers", "sheets"),
    ]
    assert list(row["sheets"][0]) == ["sheet", "kind", "of", "rows", "pages"]


def test_helpers_are_counted_against_what_the_room_wants(
    sqlite: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Adams")
    run_line(f"volunteer role {NIGHT} greeter --needed 1")
    run_line(f"volunteer role {NIGHT} 'Tea urn' --needed 3")
    run_line(f"volunteer add {NIGHT} 'Ann Adams' --role greeter")
    helpers = {row["role"]: row for row in run_line(f"door pack {NIGHT} --json").json()["helpers"]}
    assert helpers["Greeter"] == {"role": "Greeter", "wanted": 1, "found": 1}
    assert helpers["Clipboard runner"]["found"] == 0
    assert helpers["Tea urn"] == {"role": "Tea urn", "wanted": 3, "found": 0}


def test_letter_paper_and_a_cancelled_event(
    sqlite: str, night: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Ann Adams")
    run_line(f"volunteer role {NIGHT} Greeter")
    run_line(f"event cancel {NIGHT} --reason 'The hall is flooded'")
    ran = run_line(f"door pack {NIGHT} --pdf pack.pdf --paper letter")
    assert f"{NIGHT} is cancelled." in ran.err
    reader = pypdf.PdfReader(tmp_path / "pack.pdf")
    assert {tuple(sorted(map(float, page.mediabox[2:]))) for page in reader.pages} == {(612.0, 792.0)}
    assert all("CANCELLED" in page.extract_text() for page in reader.pages)


def test_a_pdf_and_json_do_not_go_to_stdout_together(sqlite: str, night: Callable[..., None], refused: Refused) -> None:
    night()
    assert "Only one" in refused(f"door pack {NIGHT} --pdf - --json", 2)


def test_every_form_at_once_registers_the_sheets_once(
    database: str, night: Callable[..., None], offers: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Ann Adams", "नेहा शर्मा")
    offers("Canvass", "Hannah Routledge", "7")
    ran = run_line(f"door pack {NIGHT} --pdf pack.pdf --html pack.html --text pack.txt --host-sheets 1")
    assert ran.out == ""
    for name in ("pack.pdf", "pack.html", "pack.txt"):
        assert re.search(rf"Wrote {name}, \d+ pages: sheets D1, W1, H1, H2\.", ran.err)
    html, text = ((tmp_path / name).read_text(encoding="utf-8") for name in ("pack.html", "pack.txt"))
    for written in (html, text):
        for said in ("Sheet D1", "Sheet W1", "Sheet H1", "Sheet H2", "शर्मा", "Hannah Routledge"):
            assert said in written
    assert {row["sheet"] for row in run_line(f"door sheets {NIGHT} --json").json()} == {"D1", "W1", "H1", "H2"}


def test_the_sheets_have_the_same_codes_and_rows_in_whichever_form_they_are_printed(
    sqlite: str, night: Callable[..., None], offers: Callable[..., None], run_line: Run
) -> None:
    night("Ann Adams", "Bob Bell")
    offers("Canvass", "Hannah Routledge", "7", "--capacity", "40")

    def sheets(form: str) -> list[tuple[str, int]]:
        row = run_line(f"door pack {NIGHT} --{form} pack.{form} --host-sheets 1 --json").json()
        return [(sheet["sheet"], sheet["rows"]) for sheet in row["sheets"]]

    assert sheets("text") == sheets("html") == sheets("pdf")
    assert {row["sheet"] for row in run_line(f"door sheets {NIGHT} --json").json()} == {"D1", "W1", "H1", "H2"}


def test_the_pages_kept_are_those_of_the_form_that_was_printed(
    sqlite: str, night: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Ann Adams")
    row = run_line(f"door pack {NIGHT} --text pack.txt --host-sheets 0 --json").json()
    (walk_ins,) = (sheet for sheet in row["sheets"] if sheet["kind"] == "walk-in")
    printed = (tmp_path / "pack.txt").read_text(encoding="utf-8").count(f"Sheet {walk_ins['sheet']}, page")
    assert walk_ins["pages"] == printed
    (kept,) = (one for one in run_line(f"door sheets {NIGHT} --json").json() if one["sheet"] == walk_ins["sheet"])
    assert kept["pages"] == printed


def test_a_dash_sends_the_text_to_stdout(sqlite: str, night: Callable[..., None], run_line: Run) -> None:
    night("Ann Adams")
    assert run_line(f"door pack {NIGHT} --text -").out.startswith("Summary, for the organiser")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--pdf - --html -", "Only one of --pdf, --html and --text"),
        ("--text - --json", "Only one"),
        ("--html - --csv", "Only one"),
        ("--html pack --text pack", "Two documents cannot both be pack"),
    ],
)
def test_two_answers_in_one_place_are_refused_and_nothing_is_registered(
    sqlite: str, night: Callable[..., None], run_line: Run, refused: Refused, line: str, said: str
) -> None:
    night("Ann Adams")
    assert said in refused(f"door pack {NIGHT} {line}", 2)
    assert run_line(f"door sheets {NIGHT} --json").json() == []


def test_too_many_desks_are_refused_and_an_unknown_event_too(
    sqlite: str, night: Callable[..., None], refused: Refused
) -> None:
    night()
    assert "99 desks" in refused(f"door pack {NIGHT} --desks 99 --pdf pack.pdf", 2)
    assert "0 desks" in refused(f"door pack {NIGHT} --desks 0", 2)
    refused("door pack nowhere --pdf pack.pdf", 3)


# The door list for other printers


def test_html_and_text_carry_the_sheet_and_its_rows(
    database: str, night: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night("Zoe Young", "नेहा शर्मा")
    ran = run_line(f"door list {NIGHT} --html door.html --text door.txt --json")
    assert [(row["sheet"], row["row"]) for row in json.loads(ran.out)] == [("D1", 1), ("D1", 2)]
    html, text = ((tmp_path / name).read_text(encoding="utf-8") for name in ("door.html", "door.txt"))
    for written in (html, text):
        assert "Sheet D1" in written
        assert "Sheet W1" in written
        assert "शर्मा" in written
        assert "To type the ticks: barnstorm door entry carlisle" in written


def test_two_documents_do_not_go_to_stdout_together(sqlite: str, night: Callable[..., None], refused: Refused) -> None:
    night("Ann Adams")
    assert "--html" in refused(f"door list {NIGHT} --text - --html -", 2)
    assert "--csv and --text - can go" in refused(f"door list {NIGHT} --text - --csv", 2)
