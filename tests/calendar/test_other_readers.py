"""Our calendars and letters, given to programs that other people use. Each is tried where it is installed:
`apt install libical3 libkpimitinerary-bin khal`, `npm install ical.js` (with NODE_PATH set to its node_modules).
"""

import ctypes
import ctypes.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from barnstorm.calendar.attendee import calendar_name
from barnstorm.calendar.feed import feed
from barnstorm.calendar.invitation import Method, invitation
from barnstorm.domain.answers import Answer
from barnstorm.domain.text import one_line
from barnstorm.mail.wording import worded
from barnstorm.rows.invite import Mailbox, Occasion
from tests.occasions import CAMPAIGN, NASTY, ORGANISER, household, occasion

ITINERARY = Path("/usr/lib/x86_64-linux-gnu/libexec/kf5/kitinerary-extractor")
_LONDON, _CASABLANCA = ZoneInfo("Europe/London"), ZoneInfo("Africa/Casablanca")

TOLD: dict[str, Occasion] = {
    "an evening": occasion(),
    "past midnight and a change of clocks": occasion(
        starts_at=datetime(2017, 10, 28, 23, tzinfo=_LONDON), ends_at=datetime(2017, 10, 29, 2, 30, tzinfo=_LONDON)
    ),
    "in UTC": occasion(
        timezone="Africa/Casablanca",
        starts_at=datetime(2017, 6, 10, 20, tzinfo=_CASABLANCA),
        ends_at=datetime(2017, 6, 11, 0, 30, tzinfo=_CASABLANCA),
    ),
    "all day": occasion(
        all_day=True, starts_at=datetime(2017, 5, 20, tzinfo=_LONDON), ends_at=datetime(2017, 5, 22, tzinfo=_LONDON)
    ),
    "ten thousand characters": occasion(description="Tea; from, seven.\n" * 600),
}
GUESTS = [name for name in NASTY if one_line(name)]


def written(told: Occasion, method: Method = Method.REQUEST, name: str = "Ann Bell") -> bytes:
    made = invitation(told, method, told.description)
    if method is Method.PUBLISH:
        return made.to_nobody(ORGANISER)
    return made.to(Mailbox(name, "ann@example.org"), ORGANISER)


@pytest.fixture(scope="module")
def libical() -> ctypes.CDLL:
    found = ctypes.util.find_library("ical")
    if found is None:
        pytest.skip("libical is not installed")
    library = ctypes.CDLL(found)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    for function in ("icalrestriction_check", "icalcomponent_count_errors", "icalcomponent_as_ical_string"):
        getattr(library, function).argtypes = [ctypes.c_void_p]
    return library


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("which", TOLD)
def test_libical_finds_nothing_against_rfc_5545_and_5546(libical: ctypes.CDLL, which: str, method: Method) -> None:
    parsed = libical.icalparser_parse_string(written(TOLD[which], method))
    ok = libical.icalrestriction_check(parsed)
    assert ok, libical.icalcomponent_as_ical_string(parsed).decode()
    assert libical.icalcomponent_count_errors(parsed) == 0


def test_libical_finds_nothing_against_a_feed(libical: ctypes.CDLL) -> None:
    data = feed("Carlisle Together", [(told, told.description) for told in TOLD.values()], ORGANISER)
    parsed = libical.icalparser_parse_string(data)
    assert libical.icalrestriction_check(parsed)
    assert libical.icalcomponent_count_errors(parsed) == 0


@pytest.fixture(scope="module")
def ical_js(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], dict[str, str]]:
    """What ical.js, which Thunderbird reads calendars with, finds in the first event."""
    node = shutil.which("node")
    modules = [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    package = next((folder / "ical.js" for folder in modules if (folder / "ical.js").is_dir()), None)
    if node is None or package is None:
        pytest.skip("node and ical.js (in NODE_PATH) are not installed")
    entry = json.loads((package / "package.json").read_text(encoding="utf-8"))["main"]
    program = tmp_path_factory.mktemp("ical") / "read.mjs"
    program.write_text(_READ.replace("ICAL_JS", json.dumps((package / entry).resolve().as_uri())), encoding="utf-8")

    def read(data: bytes) -> dict[str, str]:
        ran = subprocess.run([node, str(program)], input=data, capture_output=True, check=True)
        found: dict[str, str] = json.loads(ran.stdout)
        return found

    return read


_READ = """
import ICAL from ICAL_JS;
import { readFileSync } from "node:fs";
const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const event = new ICAL.Event(root.getFirstSubcomponent("vevent"));
console.log(JSON.stringify({
  summary: event.summary,
  name: event.attendees[0].getParameter("cn"),
  start: event.startDate.toUnixTime().toString(),
  end: event.endDate.toUnixTime().toString(),
}));
"""


@pytest.mark.parametrize("which", [which for which in TOLD if which != "all day"])
def test_ical_js_finds_the_same_instants(ical_js: Callable[[bytes], dict[str, str]], which: str) -> None:
    told = TOLD[which]
    found = ical_js(written(told))
    assert found["start"] == f"{told.starts_at.timestamp():.0f}"
    assert found["end"] == f"{told.ends_at.timestamp():.0f}"


@pytest.mark.parametrize("name", GUESTS)
def test_ical_js_shows_every_name_as_it_is(ical_js: Callable[[bytes], dict[str, str]], name: str) -> None:
    found = ical_js(written(occasion(title=one_line(name)), name=name))
    assert found["summary"] == one_line(name)
    assert found["name"] == calendar_name(name)


@pytest.mark.parametrize("which", TOLD)
def test_khal_shows_the_event(which: str, tmp_path: Path) -> None:
    khal = shutil.which("khal")
    if khal is None:
        pytest.skip("khal is not installed")
    folder, config = tmp_path / "calendar", tmp_path / "khal.conf"
    folder.mkdir()
    config.write_text(f"[calendars]\n[[ours]]\npath = {folder}\n[locale]\nlocal_timezone = Europe/London\n")
    (tmp_path / "night.ics").write_bytes(written(TOLD[which]))
    line = [khal, "-c", str(config), "printics", str(tmp_path / "night.ics"), "--format", "{start-long} {title}"]
    ran = subprocess.run(line, capture_output=True, text=True, check=True)
    assert "Carlisle barnstorm" in ran.stdout


@pytest.mark.parametrize(
    ("kind", "answer", "status"),
    [
        ("invite", Answer.GOING, "ReservationConfirmed"),
        ("invite", Answer.INVITED, "ReservationPending"),
        ("cancel", Answer.GOING, "ReservationCancelled"),
    ],
)
def test_kde_itinerary_finds_the_reservation(kind: str, answer: Answer, status: str, tmp_path: Path) -> None:
    if not ITINERARY.is_file():
        pytest.skip("KDE Itinerary's extractor is not installed")
    page = tmp_path / "letter.html"
    told = occasion(title='Łukasz & "Zoë" </script> 🎉')
    page.write_text(worded(kind, told, CAMPAIGN, household(answer=answer)).html, encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run([str(ITINERARY), str(page)], capture_output=True, check=True, env=environment)
    (found,) = json.loads(ran.stdout)
    assert found["reservationStatus"] == f"http://schema.org/{status}"
    assert found["underName"]["name"] == "Ann Bell"
    assert found["reservationFor"]["name"] == told.title
    assert found["reservationFor"]["startDate"] == "2017-05-16T19:30:00+01:00"
    assert found["reservationFor"]["location"]["address"]["postalCode"] == "CA3 8TP"
