"""What is said to somebody who types from paper: short, so that the eye can go back to the sheet."""

from barnstorm.domain.row_numbers import spoken
from barnstorm.errors import BarnstormError, listed
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.rows.door_entry import Typed, TypedLine, TypedRow

COLUMNS = [
    Column("line", "line", align="right"),
    Column("sheet", "sheet", whole=True),
    Column("row", "row", align="right", whole=True),
    Column("no.", "person_id", align="right"),
    Column("name", "name"),
    Column("what", "what", whole=True),
]

_NAMED = 4
"""Names that are said one by one; of more, the first and the last are enough to compare with the paper."""

_WORDS = {Typed.IN_ALREADY: "in already", Typed.MORE: "more of the party in"}


def tell_start(event: str) -> None:
    note("Type a sheet and its rows: D1 3-17 22   or a walk-in: W1 4 March Jo; 07700 900123")
    hint(f"undo takes the last line back, ? is help, Ctrl-D ends. What is still out: barnstorm door sheets {event}")


def tell_help() -> None:
    note("D1 3-17 22 25-31            rows with a tick; 22x2 if only two of that party came")
    note("W1 4 March Jo; 07700 900123; jo@example.org; CA3 8TP; A B text")
    hint("Surname first (Le Guin, Ursula if it has several words); then, in any order and as far as there is any,")
    hint("mobile, email, postcode, the letters ticked, and text for “text OK”. Without a row: the next free one.")
    note("undo                        takes the last line back; again, the one before it")


def tell_line(typed: TypedLine, where: str = "") -> None:
    for what in Typed:
        rows = [row for row in typed.rows if row.what is what]
        if rows:
            note(f"{where}{_walk_in(rows[0]) if rows[0].written else _ticked(rows)}")
    for sentence in typed.wrong:
        note(f"{where}{sentence}")
    for sentence in typed.notes:
        note(f"{where}{sentence}")


def tell_refused(refused: BarnstormError, where: str = "") -> None:
    note(f"{where}{refused.sentence}")
    if refused.hint:
        hint(refused.hint)


def tell_undone(line: TypedLine, moved_up: list[str], where: str = "") -> None:
    note(f"{where}Taken back: {line.text}")
    if any(row.agreed and not row.new_person for row in line.rows):
        hint("What they agreed to is kept; to withdraw it: barnstorm privacy withdraw")
    for name in moved_up:
        note(f"{name} moves up from the waiting list.")


def _ticked(rows: list[TypedRow]) -> str:
    state = _WORDS.get(rows[0].what, "in")
    if len(rows) <= _NAMED:
        names = ", ".join(f"{row.row} {row.name}{_party(row)}" for row in rows)
    else:
        names = f"{spoken([row.row for row in rows])}, {len(rows)} rows, {rows[0].name} to {rows[-1].name}"
    return f"{rows[0].sheet} {state}: {names}."


def _party(row: TypedRow) -> str:
    return f" with {row.heads} heads" if row.heads > 1 else ""


def _walk_in(row: TypedRow) -> str:
    known = "" if row.new_person else ", known before"
    agreed = f", agrees to {listed(row.agreed, 'and')}" if row.agreed else ""
    return f"{row.sheet} {row.row} {_WORDS.get(row.what, 'in')}: {row.name} (no. {row.person_id}{known}){agreed}."
