"""Somebody with a pile of sheets, typing line after line."""

from barnstorm.app import App
from barnstorm.cli.door_entry_view import COLUMNS, tell_help, tell_line, tell_refused, tell_start, tell_undone
from barnstorm.errors import BarnstormError
from barnstorm.errors.door_entry import BadEntryLines, NothingToUndo
from barnstorm.output.notes import can_ask
from barnstorm.output.show import Form, show_rows
from barnstorm.output.typed_lines import typed_lines
from barnstorm.rows.door_entry import TypedLine, TypedRow


def type_in(app: App, event: str, wanted: Form) -> None:
    """Take lines until stdin ends. At a terminal each is answered at once; from a pipe the rows are shown at the end,
    and BadEntryLines says how many lines were not taken whole.
    """
    typist = _Typist(app, event)
    interactive = can_ask()
    if interactive:
        tell_start(event)
    for number, text in typed_lines("> "):
        typist.take(number, text, "" if interactive else f"Line {number}: ")
    if not interactive or wanted is not Form.AUTO:
        show_rows(typist.rows, COLUMNS, TypedRow, wanted, empty="Nothing was typed in.")
    if typist.bad and not interactive:
        raise BadEntryLines(typist.bad, typist.lines)


class _Typist:
    """`done` are the lines taken, the last one last. `where` begins whatever is said of a line."""

    def __init__(self, app: App, event: str) -> None:
        self._app, self._event = app, event
        self.done: list[TypedLine] = []
        self.lines = self.bad = 0

    @property
    def rows(self) -> list[TypedRow]:
        return [row for line in self.done for row in line.rows]

    def take(self, number: int, text: str, where: str) -> None:
        if text in {"?", "help"}:
            tell_help()
            return
        try:
            if text.casefold() == "undo":
                self._undo(where)
            else:
                self.lines += 1
                self._enter(number, text, where)
        except BarnstormError as e:
            self.bad += 1
            tell_refused(e, where)

    def _enter(self, number: int, text: str, where: str) -> None:
        from barnstorm.services.door.entry import enter

        with self._app.transaction() as session:
            typed = enter(session, self._event, number, text, self._app.now())
        self.bad += bool(typed.wrong)
        tell_line(typed, where)
        if typed.rows:
            self.done.append(typed)

    def _undo(self, where: str) -> None:
        from barnstorm.services.door.entry_undo import undo

        if not self.done:
            raise NothingToUndo
        with self._app.transaction() as session:
            moved_up = undo(session, self._event, self.done[-1], self._app.now())
        tell_undone(self.done.pop(), moved_up, where)
