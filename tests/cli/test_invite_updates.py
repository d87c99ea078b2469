"""What happens to invitations when the event changes, people drop out, and couples share an address."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.postbag import Received, received

Run = Callable[..., Any]
Post = Callable[[], list[Received]]
NIGHT = "carlisle-2017-05-16"

pytestmark = pytest.mark.usefixtures("by_post")


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return lambda: received(tmp_path / "post")


@pytest.fixture
def night(run_line: Run) -> str:
    """The Carlisle night: Ann is going, Bo asked; Di has said no."""
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}'
    )
    for name, answer in (("Ann", "going"), ("Bo", "invited"), ("Di", "declined")):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer {answer}')
    return NIGHT


@pytest.fixture
def database_night(database: str, night: str) -> str:
    return night


@pytest.fixture
def sqlite_night(sqlite: str, night: str) -> str:
    return night


def sent(run_line: Run, line: str = f"invite send {NIGHT}") -> list[tuple[str, str]]:
    return [(row["to"].partition("@")[0], row["kind"]) for row in run_line(f"{line} --json").json()]


def waiting(run_line: Run) -> list[tuple[str, str]]:
    rows = run_line("mail list --state queued --json").json()
    return [(row["to"].partition("@")[0], row["kind"]) for row in rows]


def sequences(post: list[Received], to: str) -> list[tuple[str, int]]:
    """(METHOD, SEQUENCE) of the letters to one mailbox, in the order of their SEQUENCE."""
    mine = [letter for letter in post if letter.to == f"{to}@example.org"]
    return sorted(((letter.method, int(letter.calendar["SEQUENCE"])) for letter in mine), key=lambda one: one[1])


@pytest.mark.parametrize(
    "change", ['move {} --start "Wed 17 May 2017 7pm"', 'edit {} --venue "Civic Centre, Rickergate, Carlisle CA3 8QG"']
)
def test_another_time_or_place_queues_the_update_for_those_who_hold_an_invitation(
    change: str, database_night: str, run_line: Run
) -> None:
    run_line(f"invite send {NIGHT}")
    run_line(f'rsvp add {NIGHT} "Fay Bell" --email fay@example.org')
    changed = run_line(f"event {change.format(NIGHT)}")
    assert f"An update to 2 people is queued; to send: barnstorm invite send {NIGHT}" in changed.err
    assert "It goes to Ann Bell, Bo Bell." in changed.err
    assert waiting(run_line) == [("ann", "invite"), ("bo", "invite")]
    assert run_line("mail list --state queued --json").json()[0]["subject"].startswith("Changed:")


def test_a_long_list_of_those_who_hear_of_it_is_cut(sqlite_night: str, run_line: Run) -> None:
    for number in range(6):
        run_line(f'rsvp add {NIGHT} "Guest{number} Hill" --email guest{number}@example.org')
    run_line(f"invite send {NIGHT}")
    err = run_line(f'event cancel {NIGHT} --reason "The hall is flooded"').err
    assert "A cancellation to 8 people is queued" in err
    assert "It goes to Ann Bell, Bo Bell, Guest0 Hill, Guest1 Hill, Guest2 Hill and 3 more." in err


def test_quietly_nothing_is_queued_and_how_to_tell_people_is_said(database_night: str, run_line: Run) -> None:
    run_line(f"invite send {NIGHT}")
    moved = run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm" --quiet')
    assert f"2 people hold an invitation to the old version. To tell them: barnstorm invite send {NIGHT}" in moved.err
    assert waiting(run_line) == []
    assert sent(run_line) == [("ann", "invite"), ("bo", "invite")]
    cancelled = run_line(f'event cancel {NIGHT} --reason "The hall is flooded" --quiet')
    assert "2 people hold an invitation. To tell them" in cancelled.err
    assert waiting(run_line) == []


def test_a_change_of_words_is_nobodys_news(sqlite_night: str, run_line: Run) -> None:
    run_line(f"invite send {NIGHT}")
    assert "queued" not in run_line(f'event edit {NIGHT} --title "Carlisle barnstorms" --description "Tea"').err
    assert waiting(run_line) == []


def test_several_edits_in_a_row_make_one_mail_with_the_last_of_them(
    database_night: str, run_line: Run, post: Post
) -> None:
    run_line(f"invite send {NIGHT}")
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm"')
    run_line(f'event edit {NIGHT} --venue "Civic Centre, Rickergate, Carlisle CA3 8QG"')
    run_line(f'event move {NIGHT} --start "Thu 18 May 2017 7pm"')
    assert waiting(run_line) == [("ann", "invite"), ("bo", "invite")]
    sent(run_line)
    assert sequences(post(), "ann") == [("REQUEST", 0), ("REQUEST", 3)]
    newest = next(letter for letter in post() if letter.to == "ann@example.org" and letter.calendar["SEQUENCE"] == 3)
    assert "Thursday 18 May 2017" in newest.text
    assert "Civic Centre" in newest.text


def test_a_quiet_edit_is_told_by_an_update_that_waits_already(sqlite_night: str, run_line: Run, post: Post) -> None:
    run_line(f"invite send {NIGHT}")
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm"')
    run_line(f'event edit {NIGHT} --venue "Civic Centre, Rickergate, Carlisle CA3 8QG" --quiet')
    run_line("mail retry")
    assert sequences(post(), "ann") == [("REQUEST", 0), ("REQUEST", 2)]


def test_a_venue_that_moves_takes_its_events_along(sqlite_night: str, run_line: Run) -> None:
    run_line(f"invite send {NIGHT}")
    edited = run_line('venue edit "Tullie House" --address "Abbey Street, Carlisle"')
    assert f"An update to 2 people is queued; to send: barnstorm invite send {NIGHT}" in edited.err
    assert "queued" not in run_line('venue edit "Tullie House" --capacity 200').err


def test_who_is_off_the_list_has_their_own_invitation_taken_back(
    database_night: str, run_line: Run, post: Post
) -> None:
    run_line(f"invite send {NIGHT}")
    changed = run_line(f"rsvp change {NIGHT} Ann cancelled")
    assert "its cancellation is queued" in changed.err
    assert sent(run_line) == [("ann", "cancel-one")]
    assert sequences(post(), "ann") == [("REQUEST", 0), ("CANCEL", 1)]
    letter = next(letter for letter in post() if letter.method == "CANCEL")
    assert letter.calendar["STATUS"] == "CANCELLED"
    assert letter.calendar["ATTENDEE"] == "mailto:ann@example.org"
    assert letter.subject == "Taken off the list: Carlisle barnstorm, Tuesday 16 May 2017, 7.30pm"
    assert "You are not on the list for this any more" in letter.text
    assert sequences(post(), "bo") == [("REQUEST", 0)], "the event goes on for the others"
    assert sent(run_line) == []


def test_who_was_never_invited_has_nothing_taken_back(sqlite_night: str, run_line: Run) -> None:
    assert "queued" not in run_line(f"rsvp change {NIGHT} Ann declined").err
    assert waiting(run_line) == []


def test_who_comes_back_before_the_cancellation_left_keeps_their_invitation(
    sqlite_night: str, run_line: Run, post: Post
) -> None:
    run_line(f"invite send {NIGHT}")
    run_line(f"rsvp change {NIGHT} Ann cancelled")
    run_line(f"rsvp change {NIGHT} Ann going")
    run_line("mail retry")
    assert sequences(post(), "ann") == [("REQUEST", 0)]
    assert run_line("mail list --json").json()[-1]["detail"] == "They are on the list again."


def test_a_new_invitation_stands_above_every_cancellation_before_it(
    database_night: str, run_line: Run, post: Post
) -> None:
    """Else the guest's calendar takes it for an old one, and shows nothing."""
    run_line(f"invite send {NIGHT}")
    for _ in range(2):
        run_line(f"rsvp change {NIGHT} Ann cancelled")
        sent(run_line)
        run_line(f"rsvp change {NIGHT} Ann going")
        assert sent(run_line) == [("ann", "invite")]
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm"')
    sent(run_line)
    run_line(f'event cancel {NIGHT} --reason "The hall is flooded"')
    sent(run_line)
    methods, numbers = zip(*sequences(post(), "ann"), strict=True)
    assert methods == ("REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST", "REQUEST", "CANCEL")
    assert list(numbers) == sorted(set(numbers)), "each above the one before"
    assert sequences(post(), "bo") == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]


def test_who_waits_for_a_place_hears_of_the_change_if_they_hold_an_invitation(
    sqlite_night: str, run_line: Run, post: Post
) -> None:
    run_line(f"event edit {NIGHT} --capacity 1")
    run_line(f"invite send {NIGHT}")
    run_line(f"rsvp change {NIGHT} Bo going")
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm"')
    assert sent(run_line) == [("ann", "invite"), ("bo", "invite")]
    newest = [letter for letter in post() if letter.to == "bo@example.org"][-1]
    assert "You are on the waiting list." in newest.text


def test_a_corrected_address_gets_the_invitation_that_went_to_the_wrong_one(
    sqlite_night: str, run_line: Run, post: Post
) -> None:
    sent(run_line)
    run_line("person edit 'Ann Bell' --email ann.bell@example.org")
    assert sent(run_line) == [("ann.bell", "invite")]
    assert sent(run_line) == []
    run_line("person edit 'Ann Bell' --email ann@example.org")
    assert sent(run_line) == [("ann", "invite")]
    assert {letter.subject.partition(":")[0] for letter in post()} == {"Invitation"}


@pytest.fixture
def couple(night: str, run_line: Run) -> None:
    for name in ("Bob", "Carol"):
        run_line(f'rsvp add {NIGHT} "{name} Nixon" --email nixons@example.org --answer invited')


def test_those_who_share_an_address_get_one_letter_that_names_both(
    database: str, couple: None, run_line: Run, post: Post
) -> None:
    assert sent(run_line) == [("ann", "invite"), ("bo", "invite"), ("nixons", "invite")]
    (letter,) = [letter for letter in post() if letter.to == "nixons@example.org"]
    assert letter.message["To"].addresses[0].display_name == "Bob Nixon and Carol Nixon"
    assert letter.calendar["ATTENDEE"].params["CN"] == "Bob Nixon and Carol Nixon"
    assert letter.text.startswith("Dear Bob and Carol,")
    assert [row["person"] for row in run_line("mail list --json").json()] == ["Ann Bell", "Bo Bell", "Bob Nixon"]
    assert sent(run_line) == []


@pytest.mark.parametrize(("goes", "stays"), [("Bob", "Carol"), ("Carol", "Bob")])
def test_if_one_of_a_couple_drops_out_the_other_keeps_theirs_and_hears_of_changes(
    goes: str, stays: str, sqlite: str, couple: None, run_line: Run, post: Post, clock: Callable[[str], None]
) -> None:
    sent(run_line)
    run_line(f"rsvp change {NIGHT} {goes} cancelled")
    assert waiting(run_line) == [], "a cancellation would take it from the calendar they share"
    run_line(f"rsvp change {NIGHT} {stays} going")
    moved = run_line(f'event move {NIGHT} --start "Thu 18 May 2017 7pm"')
    assert f"{stays} Nixon" in moved.err
    assert ("nixons", "invite") in sent(run_line)
    clock("2017-05-17T19:30+01:00")
    assert [row for row in sent(run_line, f"reminder send {NIGHT}") if row[0] == "nixons"] == [
        ("nixons", "reminder-1d")
    ]
    ours = [letter for letter in post() if letter.to == "nixons@example.org"]
    assert {letter.text.partition(",")[0] for letter in ours} == {"Dear Bob and Carol", f"Dear {stays}"}
    run_line(f"rsvp change {NIGHT} {stays} cancelled")
    sent(run_line)
    assert sequences([letter for letter in post() if letter.calendar], "nixons") == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]


def test_a_couple_is_reminded_in_one_letter(database: str, couple: None, run_line: Run, post: Post) -> None:
    for name in ("Bob", "Carol"):
        run_line(f"rsvp change {NIGHT} {name} going")
    monday = "2017-05-15T19:30+01:00"
    run_line("reminder plan")
    with pytest.MonkeyPatch.context() as later:
        later.setenv("BARNSTORM_NOW", monday)
        run_line("reminder send")
    (letter,) = [letter for letter in post() if letter.to == "nixons@example.org"]
    assert letter.text.startswith("Dear Bob and Carol,")
    assert letter.message["To"].addresses[0].display_name == "Bob Nixon and Carol Nixon"


def test_who_joins_an_address_later_gets_a_letter_of_their_own(sqlite: str, couple: None, run_line: Run) -> None:
    sent(run_line)
    run_line(f'rsvp add {NIGHT} "Dan Nixon" --email nixons@example.org --answer invited')
    assert sent(run_line) == [("nixons", "invite")]
    assert run_line("mail list --json").json()[-1]["person"] == "Dan Nixon"
    assert sent(run_line) == []


def test_naming_one_of_a_couple_means_their_letter_and_no_others(sqlite: str, couple: None, run_line: Run) -> None:
    assert sent(run_line, f"invite send {NIGHT} --to Carol") == [("nixons", "invite")]
    assert run_line("mail list --json").json()[0]["person"] == "Bob Nixon"
    assert len(sent(run_line)) == 2
    run_line(f'event move {NIGHT} --start "Wed 17 May 2017 7pm"')
    assert sent(run_line, f"invite send {NIGHT} --to Bo@example.org") == [("bo", "invite")]
    assert waiting(run_line) == [("ann", "invite"), ("nixons", "invite")]


@pytest.fixture
def home(night: str, run_line: Run) -> None:
    run_line('venue edit "Tullie House" --name "Ann’s kitchen" --private')


def test_the_address_of_a_home_comes_with_a_place(database: str, home: None, run_line: Run, post: Post) -> None:
    sent(run_line)
    letters = {letter.to.partition("@")[0]: letter for letter in post()}
    assert letters["ann"].calendar["LOCATION"] == "Ann’s kitchen, Castle Street, Carlisle, CA3 8TP"
    assert letters["bo"].calendar["LOCATION"] == "Ann’s kitchen (the address comes with your place)"
    assert "Castle Street" not in letters["bo"].message.as_string() + letters["bo"].text
    run_line(f"rsvp change {NIGHT} Bo going")
    assert sent(run_line) == [("bo", "invite")]
    told = [letter for letter in post() if letter.to == "bo@example.org"][-1]
    assert "Castle Street" in told.calendar["LOCATION"]
    assert told.calendar["DTSTAMP"].dt >= letters["bo"].calendar["DTSTAMP"].dt
    assert sent(run_line) == []


def test_with_a_plus_in_the_mailbox_calendars_answer_to_one_of_the_guests_own(
    sqlite_night: str, run_line: Run, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_PLUS", "yes")
    monkeypatch.setenv("BARNSTORM_UNSUBSCRIBE", "https://together.example/stop?t={token}")
    sent(run_line)
    ann, bo = post()
    organisers = {str(letter.calendar["ORGANIZER"]) for letter in (ann, bo)}
    assert len(organisers) == 2
    (reply_to,) = ann.message["Reply-To"].addresses
    assert str(ann.calendar["ORGANIZER"]) == f"mailto:{reply_to.addr_spec}"
    token = reply_to.username.partition("+")[2]
    assert ann.message["From"].addresses[0].addr_spec == "hello@together.example"
    assert ann.message["List-Unsubscribe"] == (
        f"<https://together.example/stop?t={token}>, <mailto:{reply_to.addr_spec}?subject=STOP%20{token}>"
    )
    assert ann.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mistake_in_an_own_template_stops_everything_before_the_first_letter(
    sqlite_night: str, run_line: Run, refused: Run, post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "invite.html").write_text("<p>Hello\n{{ nobody }}\n", encoding="utf-8")
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(folder))
    assert "invite.html, line 2, cannot be used" in refused(f"invite send {NIGHT}", 5)
    assert post() == []
    assert run_line("mail list --json").json() == []
