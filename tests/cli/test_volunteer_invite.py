"""barnstorm volunteer invite: shifts in volunteers' calendars, kept up to date."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from barnstorm.app import App
from barnstorm.db.tables import Assignment, Role
from tests.postbag import Received, received

Run = Callable[..., Any]
Refused = Callable[..., str]
Post = Callable[..., list[Received]]
NIGHT = "carlisle-2017-05-16"
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _campaign(by_post: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_IMPRINT", "Promoted by A. Agent, 1 High Street, Carlisle")


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """What one volunteer was sent, in the order of its SEQUENCE."""

    def mine(name: str) -> list[Received]:
        letters = [letter for letter in received(tmp_path / "post") if letter.to == f"{name}@example.org"]
        return sorted(letters, key=lambda letter: int(letter.calendar["SEQUENCE"]))

    return mine


@pytest.fixture
def night(run_line: Run) -> str:
    """Ann and Bo greet from a quarter to seven, and Ann photographs the sheets; Di greets, and has no address."""
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}'
    )
    run_line(f'volunteer role {NIGHT} Greeter --needed 3 --start 18:45 --end 19:30 --brief "Welcome people by name."')
    run_line(f"volunteer role {NIGHT} Photographer --start 21:00")
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org')
    run_line(f'rsvp add {NIGHT} "Di Bell"')
    for name, role in (("Ann", "Greeter"), ("Bo", "Greeter"), ("Di", "Greeter"), ("Ann", "Photographer")):
        run_line(f"volunteer add {NIGHT} {name} --role {role} --force")
    return NIGHT


@pytest.fixture
def database_night(database: str, night: str) -> str:
    return night


@pytest.fixture
def sqlite_night(sqlite: str, night: str) -> str:
    return night


def sent(run_line: Run, options: str = "") -> list[tuple[str, str]]:
    rows = run_line(f"volunteer invite {NIGHT} {options} --json").json()
    return sorted((row["to"].partition("@")[0], row["kind"]) for row in rows)


def waiting(run_line: Run) -> list[tuple[str, str]]:
    rows = run_line("mail list --state queued --json").json()
    return sorted((row["to"].partition("@")[0], row["kind"]) for row in rows)


def told(letters: list[Received]) -> list[tuple[str, int]]:
    return [(letter.method, int(letter.calendar["SEQUENCE"])) for letter in letters]


def test_a_shift_is_an_entry_of_its_own_with_its_role_its_hours_and_its_brief(
    database_night: str, run_line: Run, post: Post
) -> None:
    ran = run_line(f"volunteer invite {NIGHT} --json")
    assert sorted(row["subject"] for row in ran.json()) == [
        "Your shift: Greeter, Carlisle barnstorm, Tuesday 16 May 2017, 6.45pm",
        "Your shift: Greeter, Carlisle barnstorm, Tuesday 16 May 2017, 6.45pm",
        "Your shift: Photographer, Carlisle barnstorm, Tuesday 16 May 2017, 9pm",
    ]
    assert "1 without an email address" in ran.err
    (letter,) = post("bo")
    entry = letter.calendar
    assert letter.method == "REQUEST"
    assert (entry["SUMMARY"], int(entry["SEQUENCE"])) == ("Greeter: Carlisle barnstorm", 0)
    assert entry["DTSTART"].dt == datetime(2017, 5, 16, 18, 45, tzinfo=LONDON)
    assert entry["DTEND"].dt == datetime(2017, 5, 16, 19, 30, tzinfo=LONDON)
    assert entry["LOCATION"] == "Tullie House, Castle Street, Carlisle, CA3 8TP"
    assert entry["DESCRIPTION"].startswith("Welcome people by name.")
    assert entry["ATTENDEE"] == "mailto:bo@example.org"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert entry["UID"].endswith("@together.example")
    uids = {str(one.calendar["UID"]) for name in ("ann", "bo") for one in post(name)}
    event = run_line(f"event show {NIGHT} --json").json()
    assert len(uids | {event["calendar_uid"]}) == 4, "each shift and the event have their own"


def test_a_letter_about_a_shift_can_be_used_without_its_calendar_part(
    sqlite_night: str, run_line: Run, post: Post
) -> None:
    run_line(f"volunteer invite {NIGHT}")
    (letter,) = post("bo")
    page = letter.message.get_body(("html",)).get_content()  # type: ignore[union-attr]  # it has one
    for words in (letter.text, page):
        for fact in (
            "Dear",
            "This is the shift you are down for:",
            "Greeter: Carlisle barnstorm",
            "Tuesday 16 May 2017, 6.45pm to 7.30pm",
            "The event itself: Tuesday 16 May 2017, 7.30pm to 9.30pm.",
            "Tullie House, Castle Street, Carlisle, CA3 8TP",
            "Welcome people by name.",
            "SHIFT%20no%20",
            "Promoted by A. Agent, 1 High Street, Carlisle",
        ):
            assert fact in words
        assert "RSVP" not in words, "a no to the shift is no no to the evening"


def test_nobody_is_sent_the_same_shift_twice(database_night: str, run_line: Run) -> None:
    assert sent(run_line) == [("ann", "shift"), ("ann", "shift"), ("bo", "shift")]
    assert sent(run_line) == []
    assert "anything new" in run_line(f"volunteer invite {NIGHT}").err


def test_only_those_named_are_sent_theirs_and_a_dry_run_changes_nothing(sqlite_night: str, run_line: Run) -> None:
    assert sent(run_line, "--to bo --dry-run") == [("bo", "shift")]
    assert waiting(run_line) == []
    assert sent(run_line, "--to bo") == [("bo", "shift")]
    assert sent(run_line) == [("ann", "shift"), ("ann", "shift")]


def test_who_has_no_shift_or_no_address_is_refused_by_name(sqlite_night: str, run_line: Run, refused: Refused) -> None:
    run_line(f'rsvp add {NIGHT} "Cy Bell" --email cy@example.org')
    assert "Cy Bell has no role" in refused(f"volunteer invite {NIGHT} --to cy", 3)
    assert "Di Bell has no email address" in refused(f"volunteer invite {NIGHT} --to di", 4)


def test_after_the_event_nobody_is_invited_to_a_shift(
    sqlite_night: str, clock: Callable[[str], None], refused: Refused
) -> None:
    clock("2017-05-16T22:00+01:00")
    assert "nobody can be invited" in refused(f"volunteer invite {NIGHT}", 4)


def test_other_hours_queue_the_update_and_several_edits_make_one_mail(
    database_night: str, run_line: Run, post: Post
) -> None:
    sent(run_line)
    changed = run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    assert (
        f"An update of the shift to 2 volunteers is queued; to send: barnstorm volunteer invite {NIGHT}" in changed.err
    )
    assert "It goes to Ann Bell, Bo Bell." in changed.err
    assert "1 should hear of it" not in changed.err
    run_line(f"volunteer role {NIGHT} Greeter --start 18:15 --brief 'Bring a torch.'")
    assert waiting(run_line) == [("ann", "shift"), ("bo", "shift")]
    assert sent(run_line) == [("ann", "shift"), ("bo", "shift")]
    first, newest = post("bo")
    assert (first.calendar["UID"], first.method) == (newest.calendar["UID"], newest.method)
    assert newest.calendar["DTSTART"].dt == datetime(2017, 5, 16, 18, 15, tzinfo=LONDON)
    assert newest.subject == "Shift changed: Greeter, Carlisle barnstorm, Tuesday 16 May 2017, 6.15pm"
    assert "The time or the place of your shift has changed." in newest.text
    assert "Bring a torch." in newest.calendar["DESCRIPTION"]
    assert told(post("bo")) == [("REQUEST", 0), ("REQUEST", 2)]


def test_more_helpers_or_another_brief_are_nobodys_news(sqlite_night: str, run_line: Run) -> None:
    sent(run_line)
    assert "queued" not in run_line(f"volunteer role {NIGHT} Greeter --needed 5 --brief 'Smile.'").err
    assert waiting(run_line) == []


def test_quietly_nothing_is_queued_and_how_to_tell_people_is_said(sqlite_night: str, run_line: Run) -> None:
    sent(run_line)
    ran = run_line(f"volunteer role {NIGHT} Greeter --start 18:30 --quiet")
    assert f"2 shifts stand in a calendar as before. To tell them: barnstorm volunteer invite {NIGHT}" in ran.err
    assert "1 shift stands" in run_line(f"volunteer drop {NIGHT} Ann --role Photo --quiet").err
    assert waiting(run_line) == []
    assert sent(run_line) == [("ann", "shift"), ("ann", "shift-off"), ("bo", "shift")]


@pytest.mark.parametrize(
    "change", ['move {} --start "Wed 17 May 2017 7pm"', 'edit {} --venue "Civic Centre, Rickergate, Carlisle CA3 8QG"']
)
def test_an_event_that_moves_takes_its_shifts_along(
    change: str, database_night: str, run_line: Run, post: Post
) -> None:
    sent(run_line)
    ran = run_line(f"event {change.format(NIGHT)}")
    assert "An update of the shift to 2 volunteers is queued" in ran.err
    assert waiting(run_line) == [("ann", "shift"), ("ann", "shift"), ("bo", "shift")]
    sent(run_line)
    first, newest = post("bo")
    assert int(newest.calendar["SEQUENCE"]) > int(first.calendar["SEQUENCE"])
    if change.startswith("move"):
        assert newest.calendar["DTSTART"].dt == datetime(2017, 5, 17, 18, 15, tzinfo=LONDON)
    else:
        assert newest.calendar["LOCATION"].startswith("Civic Centre")


def test_who_is_dropped_has_that_shift_taken_out_of_their_calendar_and_no_other(
    database_night: str, run_line: Run, post: Post
) -> None:
    sent(run_line)
    dropped = run_line(f"volunteer drop {NIGHT} Ann --role Greeter")
    assert "A cancellation of the shift to 1 volunteer is queued" in dropped.err
    assert sent(run_line) == [("ann", "shift-off")]
    letter = post("ann")[-1]
    assert (letter.method, int(letter.calendar["SEQUENCE"])) == ("CANCEL", 1)
    assert letter.calendar["STATUS"] == "CANCELLED"
    assert letter.calendar["SUMMARY"] == "Greeter: Carlisle barnstorm"
    assert letter.subject == "Shift cancelled: Greeter, Carlisle barnstorm, Tuesday 16 May 2017, 6.45pm"
    assert "You are no longer down for this shift:" in letter.text
    assert "SHIFT%20" not in letter.text
    assert sent(run_line) == []


def test_who_was_never_told_has_nothing_taken_back(sqlite_night: str, run_line: Run) -> None:
    assert "queued" not in run_line(f"volunteer drop {NIGHT} Bo").err
    assert ("bo", "shift") not in sent(run_line)


def test_who_takes_a_shift_on_again_before_the_cancellation_left_keeps_it(
    sqlite_night: str, run_line: Run, post: Post
) -> None:
    sent(run_line)
    run_line(f"volunteer drop {NIGHT} Bo")
    run_line(f"volunteer add {NIGHT} Bo --role Greeter")
    assert sent(run_line) == []
    assert told(post("bo")) == [("REQUEST", 0)]


def test_a_shift_given_again_stands_above_every_cancellation_before_it(
    database_night: str, run_line: Run, post: Post
) -> None:
    """Else the volunteer's calendar takes it for an old one, and shows nothing."""
    sent(run_line)
    for _ in range(2):
        run_line(f"volunteer drop {NIGHT} Bo")
        sent(run_line)
        run_line(f"volunteer add {NIGHT} Bo --role Greeter")
        assert sent(run_line) == [("bo", "shift")]
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    sent(run_line)
    methods, numbers = zip(*told(post("bo")), strict=True)
    assert methods == ("REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST", "REQUEST")
    assert list(numbers) == sorted(set(numbers)), "each above the one before"
    assert len({str(letter.calendar["UID"]) for letter in post("bo")}) == 1


def test_two_who_swap_each_lose_the_old_shift_and_get_the_new_one(
    database_night: str, run_line: Run, post: Post
) -> None:
    run_line(f"volunteer drop {NIGHT} Ann --role Greeter")
    sent(run_line)
    swapped = run_line(f"volunteer swap {NIGHT} Ann Bo")
    assert "A cancellation of the shift to 2 volunteers is queued" in swapped.err
    assert sent(run_line) == [("ann", "shift"), ("ann", "shift-off"), ("bo", "shift"), ("bo", "shift-off")]
    standing = {str(letter.calendar["UID"]): letter for letter in post("bo")}
    assert {(str(one.calendar["SUMMARY"]), one.method) for one in standing.values()} == {
        ("Greeter: Carlisle barnstorm", "CANCEL"),
        ("Photographer: Carlisle barnstorm", "REQUEST"),
    }


def test_a_cancelled_event_cancels_its_shifts(database_night: str, run_line: Run, post: Post) -> None:
    sent(run_line)
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    ran = run_line(f'event cancel {NIGHT} --reason "The hall is flooded"')
    assert "A cancellation of the shift to 2 volunteers is queued" in ran.err
    assert waiting(run_line) == [("ann", "shift-off"), ("ann", "shift-off"), ("bo", "shift-off")]
    sent(run_line)
    request, cancel = post("bo")
    assert (cancel.method, cancel.calendar["UID"]) == ("CANCEL", request.calendar["UID"])
    assert cancel.calendar["SEQUENCE"] > request.calendar["SEQUENCE"]
    assert "The event is cancelled, and with it your shift:" in cancel.text
    assert "Why: The hall is flooded" in cancel.text
    assert sent(run_line) == []


def test_a_couple_with_one_address_get_a_letter_each(sqlite_night: str, run_line: Run, post: Post) -> None:
    for name in ("Bob", "Carol"):
        run_line(f'rsvp add {NIGHT} "{name} Nixon" --email nixons@example.org')
        run_line(f"volunteer add {NIGHT} {name} --role Greeter")
    run_line(f"volunteer invite {NIGHT}")
    letters = post("nixons")
    assert sorted(letter.text.splitlines()[0] for letter in letters) == ["Dear Bob,", "Dear Carol,"]
    assert len({str(letter.calendar["UID"]) for letter in letters}) == 2


def test_who_changes_their_address_gets_the_shift_there(sqlite_night: str, run_line: Run) -> None:
    sent(run_line)
    run_line("person edit Bo --email bo2@example.org")
    assert sent(run_line) == [("bo2", "shift")]


def test_a_role_is_not_removed_while_a_calendar_holds_it(sqlite_night: str, run_line: Run, refused: Refused) -> None:
    sent(run_line)
    run_line(f"volunteer drop {NIGHT} Ann --role Photographer")
    assert "stands in the calendar of Ann Bell" in refused(f"volunteer role {NIGHT} Photographer --remove", 4)
    sent(run_line)
    run_line(f"volunteer role {NIGHT} Photographer --remove")


def test_nothing_goes_to_an_address_that_is_not_to_be_written_to(sqlite_night: str, run_line: Run) -> None:
    run_line("mail suppress bo@example.org")
    run_line(f"volunteer invite {NIGHT}")
    states = {row["to"]: row["state"] for row in run_line("mail list --json").json()}
    assert states == {"ann@example.org": "accepted", "bo@example.org": "suppressed"}


def test_a_shift_that_has_begun_when_its_letter_leaves_is_not_announced(
    sqlite_night: str, run_line: Run, clock: Callable[[str], None]
) -> None:
    sent(run_line)
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    clock("2017-05-16T18:40+01:00")
    run_line("mail retry")
    assert waiting(run_line) == []
    assert {row["state"] for row in run_line("mail list --json").json()} == {"accepted", "expired"}


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        ({"dropped_at": datetime(2017, 5, 10, 11, tzinfo=LONDON)}, "They do not do it any more."),
        ({"uid": None}, "The role is not there any more."),
    ],
)
def test_a_shift_that_is_not_theirs_any_more_is_not_announced(
    meanwhile: dict[str, Any], why: str, sqlite_night: str, run_line: Run
) -> None:
    """As a file from another laptop or an erasure leaves it: without a word to the letters that wait."""
    sent(run_line)
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    with closing(App()) as app, app.transaction() as session:
        session.execute(update(Assignment).values(**meanwhile))
    run_line("mail retry")
    assert [row["detail"] for row in run_line("mail list --state cancelled --json").json()] == [why, why]


def test_a_shift_is_not_taken_back_from_who_has_it_again(sqlite_night: str, run_line: Run) -> None:
    sent(run_line)
    run_line(f"volunteer drop {NIGHT} Bo")
    with closing(App()) as app, app.transaction() as session:
        session.execute(update(Assignment).values(dropped_at=None))
    run_line("mail retry")
    (row,) = run_line("mail list --state cancelled --json").json()
    assert row["detail"] == "They do it again."


def test_a_letter_about_hours_that_changed_again_is_not_sent(sqlite_night: str, run_line: Run) -> None:
    sent(run_line)
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    with closing(App()) as app, app.transaction() as session:
        session.execute(update(Role).values(sequence=5))
    run_line("mail retry")
    details = {row["detail"] for row in run_line("mail list --state cancelled --json").json()}
    assert details == {"The shift was changed after this was planned."}


@pytest.mark.parametrize(
    ("kind", "says"), [("shift", "This is the shift you are down for:"), ("shift-off", "no longer down for this shift")]
)
def test_a_letter_about_a_shift_can_be_looked_at_first(
    kind: str, says: str, sqlite_night: str, run_line: Run, refused: Refused
) -> None:
    shown = run_line(f"mail preview {kind} {NIGHT} --to Bo").out
    assert "To: Bo Bell <bo@example.org>" in shown
    assert says in shown
    assert waiting(run_line) == []
    run_line(f'rsvp add {NIGHT} "Cy Bell"')
    assert "Cy Bell has no role" in refused(f"mail preview {kind} {NIGHT} --to Cy", 3)


def test_a_preview_needs_a_role_and_no_volunteer(sqlite: str, run_line: Run, refused: Refused) -> None:
    run_line(f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}')
    assert "has no roles yet" in refused(f"mail preview shift {NIGHT}", 3)
    run_line(f"volunteer role {NIGHT} Greeter")
    assert "To: Ann Example" in run_line(f"mail preview shift {NIGHT}").out


def test_a_template_of_ones_own_is_used(
    sqlite_night: str, run_line: Run, post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(tmp_path))
    (tmp_path / "shift.txt").write_text("Ey up {{ name }}! No: {{ answers.no }}\n", encoding="utf-8")
    run_line(f"volunteer invite {NIGHT}")
    assert post("bo")[0].text.startswith("Ey up Bo! No: mailto:")


def test_a_mistake_in_a_template_keeps_every_letter_back(
    sqlite_night: str, run_line: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(tmp_path))
    (tmp_path / "shift.txt").write_text("Ey up {{ name }}!\n{{ nobody }}\n", encoding="utf-8")
    assert f"{tmp_path}/shift.txt, line 2, cannot be used" in refused(f"volunteer invite {NIGHT}", 5)
    assert run_line("mail list --json").json() == []


def test_a_letter_about_a_shift_that_is_gone_stops_nothing_with_templates_of_ones_own(
    sqlite_night: str, run_line: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent(run_line)
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    with closing(App()) as app, app.transaction() as session:
        session.execute(update(Assignment).values(uid=None))
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(tmp_path))
    run_line("mail retry")
    assert waiting(run_line) == []
