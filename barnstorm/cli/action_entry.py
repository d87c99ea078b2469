"""barnstorm action entry"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from barnstorm.cli.action_view import COMMITMENTS, likenesses, on_the_wall, said
from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.domain.acquaintances import By
from barnstorm.errors import BarnstormError
from barnstorm.errors.action import LinesLeft, NotReadableText
from barnstorm.output.notes import can_ask, hint, note, refusal
from barnstorm.output.show import Form, show_rows
from barnstorm.output.typed_lines import typed_lines
from barnstorm.rows.action import CommitmentRow

if TYPE_CHECKING:
    from barnstorm.app import App
    from barnstorm.services.action.commitments import Committed
    from barnstorm.services.action.desk import Desk

_HELP = (
    "Bell Ann; 07700 900123; ann@example.org; CA3 8TP; 3,7   surname first",
    "17; 3,7   somebody's number for the name          5   the same person again",
    "undo      takes the last line back                done, or Ctrl-D, ends",
    "same      the last line is the person known       list   what is on the wall",
    "another   it is one more person of that name      ?      this",
)
_ENDS = frozenset({"done", "end", "quit", "exit"})


def entry(ctx: typer.Context, event: EventName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Type in from paper who signed up for what, line after line, or pipe it in.

    A line is Surname First; phone; email; postcode; codes. Each counts at once. At the terminal, undo takes the last
    line back, and ? is help.

    Example: barnstorm action entry next
    """
    from barnstorm.services.action.desk import Desk
    from barnstorm.services.event.listing import show as show_event

    app = app_of(ctx)
    with app.reading() as session:
        ref = show_event(session, event, app.now()).ref
    desk = Desk(app.transaction, ref, app.now)
    wanted, typing = form(as_json, as_csv), can_ask()
    if typing:
        _show_wall(app, ref)
        _show_help()
    lines = _type_in(app, desk, ref)
    if not typing or wanted is not Form.AUTO:  # who typed it has been told line by line
        show_rows(desk.rows, COMMITMENTS, CommitmentRow, wanted, empty="Nothing was entered.")
    if desk.left and not typing:
        raise LinesLeft(desk.left, lines)


def _type_in(app: "App", desk: "Desk", ref: str) -> int:
    """How many lines were typed."""
    typed = 0
    for number, text in _lines():
        if text.casefold() in _ENDS:
            break
        typed += 1
        try:
            _obey(app, desk, ref, text)
        except BarnstormError as e:
            if not can_ask():
                note(f"Line {number} is not in: {text}")
            refusal(e.sentence, e.hint)
            if desk.kept:
                hint("The rest of the line is kept: type its codes again.")
    return typed


def _lines() -> Iterator[tuple[int, str]]:
    """As `typed_lines`; NotReadableText says how many lines came before what is no text."""
    number = 0
    try:
        for number, text in typed_lines("Line: "):
            yield number, text
    except UnicodeDecodeError as e:
        raise NotReadableText(number) from e


def _obey(app: "App", desk: "Desk", ref: str, text: str) -> None:
    match text.casefold():
        case "undo":
            taken = desk.undo()
            note(f"Taken back: {taken.name}.")
            for line in (*taken.stays, *(f"{name} moves up from the waiting list." for name in taken.moved_up)):
                note(line)
        case "same":
            _tell(desk.same())
        case "another":
            _tell(desk.another())
        case "list":
            _show_wall(app, ref)
        case "help" | "?":
            _show_help()
        case _:
            _tell(desk.enter(text))


def _tell(committed: "Committed") -> None:
    for line in said(committed):
        note(line)
    for line in likenesses(committed):
        hint(f"{line} If it is the same person, type: same")
    if committed.by is By.NAME:
        hint("If it is one more of that name, type: another")


def _show_wall(app: "App", ref: str) -> None:
    from barnstorm.services.action.rows import listed

    with app.reading() as session:
        _, actions = listed(session, ref, app.now())
    for row in actions:
        note(on_the_wall(row))


def _show_help() -> None:
    for line in _HELP:
        hint(line)
