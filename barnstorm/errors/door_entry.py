"""Refusals about sheets that come back, and what is typed from them."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, Refused, WrongUse, listed


class UnreadableLine(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is neither rows of a sheet nor somebody’s line.",
            "Write D1 3-17 22 for ticks, and W1 or W: before a name; ? is help, Ctrl-D ends.",
        )


class UnreadableField(WrongUse):
    """A part of somebody's line that looks like nothing that is on the sheet."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is no number, email, postcode or letter from the sheet.", "Correct it, or leave it out."
        )


class NoSheets(NotFound):
    """Nothing was printed that could come back."""

    def __init__(self, ref: str, what: str) -> None:
        super().__init__(
            f"No {what} has been printed for {ref}.", f"To print them: barnstorm door list {ref} --pdf door.pdf"
        )


class NoSuchSheet(NotFound):
    def __init__(self, code: str, ref: str, known: Sequence[str]) -> None:
        super().__init__(f"{ref} has no sheet {code}.", f"It has {listed(known, 'and')}: barnstorm door sheets {ref}")


class WhichSheet(WrongUse):
    """The code was left out, and more than one sheet can be meant."""

    def __init__(self, known: Sequence[str], example: str) -> None:
        super().__init__(
            f"Which sheet? {listed(known, 'and')} are out.", f"Begin the line with its code, as in: {example}"
        )


class NotThatSheet(WrongUse):
    """A name on a list of ticks, or ticks on a sheet that people write on."""

    def __init__(self, code: str, kind: str, example: str) -> None:
        super().__init__(f"{code} is a {kind} sheet.", f"A line of it reads: {example}")


class TypedElsewhere(WrongUse):
    def __init__(self, code: str, kind: str, ref: str) -> None:
        super().__init__(f"{code} is a {kind} sheet.", f"It is typed in with: barnstorm action entry {ref}")


class NoRows(WrongUse):
    def __init__(self, code: str) -> None:
        super().__init__(f"Which rows of {code}?", f"For example: {code} 3-17 22")


class NoSuchRow(WrongUse):
    def __init__(self, row: int, code: str, last: int) -> None:
        super().__init__(f"Row {row} is not on {code}: its rows are 1 to {last}.", "Look at the number on the paper.")


class RowTyped(Refused):
    def __init__(self, row: int, code: str, name: str) -> None:
        super().__init__(
            f"Row {row} of {code} has been typed in already: {name}.",
            "If that was a slip, type the line again with the right row.",
        )


class SheetFull(Refused):
    def __init__(self, code: str, ref: str) -> None:
        super().__init__(
            f"All rows of {code} have been typed in.", f'Somebody in the margin: barnstorm door walk-in {ref} "NAME"'
        )


class NoSuchLetter(WrongUse):
    """A tick under an organisation that is not on the sheet."""

    def __init__(self, letter: str, known: Sequence[str]) -> None:
        there = f"The sheet has {listed(known, 'and')}." if known else "No organisation calls this event."
        super().__init__(f"There is no column {letter}.", f"{there} Type only the letters that are ticked.")


class NothingToUndo(WrongUse):
    def __init__(self) -> None:
        super().__init__("There is no line to take back.", "A line from before: barnstorm door undo EVENT PERSON")


class BadEntryLines(Refused):
    """Some of what was typed could not be taken. The rest is in."""

    def __init__(self, bad: int, lines: int) -> None:
        others = "" if bad == lines else "; the rest is in"
        super().__init__(
            f"{bad} of {lines} lines could not be taken, or not whole{others}.",
            "Correct what is named above and type only that again.",
        )


class BadCount(WrongUse):
    def __init__(self, option: str, text: str) -> None:
        super().__init__(f"{option} “{text}” cannot be read.", f"Write the sheet and a number: {option} D1=17")


class MoreThanPrinted(Refused):
    def __init__(self, code: str, count: int, printed: int) -> None:
        super().__init__(
            f"{code} has {printed} rows, not {count}.", f"Count the rows with a tick or a name: --rows {code}=N"
        )


class MoreIllegibleThanUsed(Refused):
    def __init__(self, code: str, illegible: int, used: int) -> None:
        super().__init__(
            f"{illegible} rows of {code} cannot be illegible: {used} were used.",
            f"Correct the one or the other: --rows {code}=N --illegible {code}=N",
        )
