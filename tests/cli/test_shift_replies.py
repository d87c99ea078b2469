"""Volunteers' answers about their shifts, as they come back by mail."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.incoming_mails import attendee, calendar, mail
from tests.postbag import Received, received

Run = Callable[..., Any]
Reads = Callable[..., dict[str, Any]]
NIGHT = "carlisle-2017-05-16"

pytestmark = pytest.mark.usefixtures("by_post")


@pytest.fixture
def shift(run_line: Run, clock: Callable[[str], None], tmp_path: Path) -> Received:
    """Ann greets and holds the invitation to it; Bo is on the list. It is the evening of 11 May."""
    run_line(f'event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}')
    run_line(f"volunteer role {NIGHT} Greeter --start 18:45")
    for name in ("Ann", "Bo"):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org')
    run_line(f"volunteer add {NIGHT} Ann --role Greeter")
    run_line(f"volunteer invite {NIGHT}")
    clock("2017-05-11T18:00+01:00")
    (letter,) = received(tmp_path / "post")
    return letter


@pytest.fixture
def database_shift(database: str, shift: Received) -> Received:
    return shift


@pytest.fixture
def sqlite_shift(sqlite: str, shift: Received) -> Received:
    return shift


@pytest.fixture
def reads(run_line: Run, tmp_path: Path) -> Reads:
    """Save the one mail, read it, and give its row."""

    def read(content: bytes) -> dict[str, Any]:
        path = tmp_path / "mail.eml"
        path.write_bytes(content)
        (row,) = run_line(f"invite replies {path} --json").json()
        found: dict[str, Any] = row
        return found

    return read


def button(letter: Received, partstat: str, address: str = "ann@example.org", **blanks: Any) -> bytes:
    """The answer of a calendar program, sent from the mailbox it names."""
    text = calendar(uid=letter.calendar["UID"], attendee=attendee(partstat, address), **blanks)
    return mail("apple-accepted.eml", calendar=text, from_=address)


def link(letter: Received, said: str) -> str:
    found = re.search(rf"subject=(SHIFT%20{said}\S+)", letter.text)
    assert found, letter.text
    return found[1].replace("%20", " ")


def confirmed(run_line: Run) -> dict[str, bool]:
    """Who has the role, and whether they have confirmed it."""
    rows = run_line(f"volunteer roster {NIGHT} --json").json()
    return {row["given_name"]: row["confirmed_at"] is not None for row in rows}


def going(run_line: Run) -> list[str]:
    return [row["given_name"] for row in run_line(f"rsvp list {NIGHT} --answer going --json").json()]


def test_a_yes_in_a_calendar_confirms_the_shift(database_shift: Received, reads: Reads, run_line: Run) -> None:
    row = reads(button(database_shift, "ACCEPTED"))
    assert (row["what"], row["person"], row["event"], row["for_a_human"]) == ("answer", "Ann Bell", NIGHT, False)
    assert row["detail"] == "Confirms the shift. (Greeter)"
    assert confirmed(run_line) == {"Ann": True}


def test_a_no_in_a_calendar_gives_the_shift_back_and_somebody_looks(
    database_shift: Received, reads: Reads, run_line: Run
) -> None:
    row = reads(button(database_shift, "DECLINED"))
    assert (row["what"], row["person"], row["for_a_human"]) == ("answer", "Ann Bell", True)
    assert "find somebody else" in row["detail"]
    assert confirmed(run_line) == {}
    assert "Ann" in going(run_line), "a no to the shift is no no to the evening"


@pytest.mark.parametrize(("said", "left"), [("yes", {"Ann": True}), ("no", {})])
def test_a_link_answers_about_the_shift_alone(
    said: str, left: dict[str, bool], database_shift: Received, reads: Reads, run_line: Run
) -> None:
    row = reads(mail("letter.eml", subject=link(database_shift, said)))
    assert (row["what"], row["person"], row["for_a_human"]) == ("answer", "Ann Bell", said == "no")
    assert confirmed(run_line) == left
    assert "Ann" in going(run_line)
    queued = [row["kind"] for row in run_line("mail list --state queued --json").json()]
    assert queued == ([] if said == "yes" else ["shift-off"]), "no calendar has heard of a link"


def test_nobody_answers_for_anothers_shift(sqlite_shift: Received, reads: Reads, run_line: Run) -> None:
    assert reads(button(sqlite_shift, "DECLINED", "bo@example.org"))["what"] == "held"
    assert reads(button(sqlite_shift, "DECLINED", "stranger@example.org"))["what"] == "guest"
    forged = link(sqlite_shift, "no").replace("no 1", "no 2")
    assert reads(mail("letter.eml", subject=forged))["what"] == "held"
    assert confirmed(run_line) == {"Ann": False}


@pytest.mark.parametrize("partstat", ["TENTATIVE", "DELEGATED"])
def test_who_says_maybe_or_sends_somebody_else_is_asked_by_a_person(
    partstat: str, sqlite_shift: Received, reads: Reads, run_line: Run
) -> None:
    row = reads(button(sqlite_shift, partstat))
    assert (row["what"], row["for_a_human"]) == ("held", True)
    assert confirmed(run_line) == {"Ann": False}


def test_an_answer_to_the_old_hours_changes_nothing(sqlite_shift: Received, reads: Reads, run_line: Run) -> None:
    run_line(f"volunteer role {NIGHT} Greeter --start 18:30")
    row = reads(button(sqlite_shift, "DECLINED"))
    assert (row["what"], row["for_a_human"]) == ("stale", False)
    assert reads(mail("letter.eml", subject=link(sqlite_shift, "no")))["what"] == "stale"
    assert confirmed(run_line) == {"Ann": False}
    run_line(f"volunteer invite {NIGHT}")
    assert reads(button(sqlite_shift, "ACCEPTED", sequence=1, stamp="20170511T171000Z"))["what"] == "answer"


def test_the_last_answer_counts_in_whatever_order_they_are_read(
    sqlite_shift: Received, reads: Reads, run_line: Run
) -> None:
    assert reads(button(sqlite_shift, "ACCEPTED", stamp="20170511T100000Z"))["what"] == "answer"
    assert reads(button(sqlite_shift, "DECLINED", stamp="20170511T090000Z"))["what"] == "overtaken"
    assert confirmed(run_line) == {"Ann": True}
    assert reads(button(sqlite_shift, "DECLINED", stamp="20170511T110000Z"))["what"] == "answer"
    assert reads(button(sqlite_shift, "ACCEPTED", stamp="20170511T103000Z"))["what"] == "overtaken"
    assert confirmed(run_line) == {}


def test_an_old_button_gives_nobody_a_shift_back_they_were_dropped_from(
    sqlite_shift: Received, reads: Reads, run_line: Run
) -> None:
    run_line(f"volunteer drop {NIGHT} Ann")
    run_line(f"volunteer invite {NIGHT}")
    row = reads(button(sqlite_shift, "ACCEPTED", stamp="20170511T171000Z"))
    assert (row["what"], row["for_a_human"]) == ("held", True)
    assert "say yes now" in row["detail"]
    assert reads(button(sqlite_shift, "DECLINED", stamp="20170511T171100Z"))["what"] == "ignored"
    assert confirmed(run_line) == {}


def test_after_a_cancellation_an_answer_comes_too_late(sqlite_shift: Received, reads: Reads, run_line: Run) -> None:
    run_line(f'event cancel {NIGHT} --reason "The hall is flooded"')
    assert reads(button(sqlite_shift, "ACCEPTED"))["what"] == "late"


def test_of_two_who_share_an_address_the_shift_itself_says_whose_it_is(
    sqlite_shift: Received, reads: Reads, run_line: Run, tmp_path: Path
) -> None:
    for name in ("Bob", "Carol"):
        run_line(f'rsvp add {NIGHT} "{name} Nixon" --email nixons@example.org')
        run_line(f"volunteer add {NIGHT} {name} --role Greeter")
    run_line(f"volunteer invite {NIGHT}")
    carols = next(letter for letter in received(tmp_path / "post") if letter.text.startswith("Dear Carol"))
    row = reads(button(carols, "ACCEPTED", "nixons@example.org", stamp="20170511T171000Z"))
    assert (row["what"], row["person"]) == ("answer", "Carol Nixon")
    assert confirmed(run_line) == {"Ann": False, "Bob": False, "Carol": True}
