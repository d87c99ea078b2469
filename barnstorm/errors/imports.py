"""Refusals about other systems' attendee files."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, NotReady, Refused, WrongUse, listed
from barnstorm.errors.typed import typed

_AS_CSV = "Save it as CSV (UTF-8) or as an Excel workbook (XLSX), and import that."


class NoSuchFile(NotFound):
    def __init__(self, path: str) -> None:
        super().__init__(f"There is no file {path}.", "Check the path; - reads from stdin.")


class UnreadableFile(NotReady):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be read: {why}.", "Name a CSV file or Excel workbook that you may read.")


class NoAttendeeFile(Refused):
    """Something else was renamed, or saved as the wrong thing."""

    def __init__(self, path: str, what: str, hint: str = _AS_CSV) -> None:
        super().__init__(f"{path} is no list of people that can be read: {what}.", hint)


class NobodyInFile(Refused):
    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} holds nobody: {what}.", "A first line of column names, then a line for each person.")


class NoColumnKnown(Refused):
    """None of the columns, or not the one that matters."""

    def __init__(self, path: str, missing: str, seen: Sequence[str], known: Sequence[str]) -> None:
        there = ", ".join(f"“{name}”" for name in seen[:12])
        super().__init__(
            f"{path} has no column {missing}; its first line says {there}{'…' if len(seen) > 12 else ''}.",  # noqa: PLR2004 - a line's worth
            f"Columns are {listed(known, joint='and')}. To say which is which: --map {typed(f'{_example(seen)}=name')}",
        )


class TooManyCells(WrongUse):
    """A line of a file; told with its number, not by itself."""

    def __init__(self, cells: int, columns: int) -> None:
        super().__init__(f"It has {cells} cells, and the first line {columns} (is there a comma inside a cell?).")


class UnclosedQuote(WrongUse):
    """A line of a file; told with its number, not by itself."""

    def __init__(self, column: str) -> None:
        super().__init__(f"There is a line break inside its {column} (is a quotation mark missing?).")


class UnknownPresence(WrongUse):
    """A line of a file; told with its number, not by itself."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” does not say whether they came.", "Write yes, no, or the time they came.")


class NoSuchProfile(WrongUse):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"“{name}” is not a system we know the files of.",
            f"Known are {listed(known, joint='and')}; most files need no --profile at all.",
        )


class NoSuchLayout(WrongUse):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"“{name}” is not a system we write files for.",
            f"Known are {listed(known, joint='and')}; without --for the columns are our own.",
        )


class ExportNotWritten(NotReady):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}.", "Name another file with -o, or - for stdout.")


class BadMapping(WrongUse):
    def __init__(self, text: str, why: str, hint: str) -> None:
        super().__init__(f"--map “{text}” cannot be used: {why}.", hint)


class ErrorsWouldOverwrite(WrongUse):
    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is the file that is imported.", "Name another file with --errors.")


class ErrorsNotWritten(NotReady):
    """The good rows are in; only the list of bad ones is not."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"The bad rows could not be written to {path}: {why}. The good rows are in.",
            "Import the file again with --errors FILE; what is in already stays as it is.",
        )


class BadRows(Refused):
    """Some rows could not be taken. The others are in."""

    def __init__(self, bad: int, rows: int, errors_file: str | None, ref: str, *, dry_run: bool = False) -> None:
        others = "" if bad == rows else ("; the others could" if dry_run else "; the others are in")
        if dry_run:
            hint = "Correct them in the file first, or import it and correct only those in its errors file."
        elif errors_file:
            hint = f"Correct them in {errors_file}, then: barnstorm rsvp import {ref} {errors_file}"
        else:
            hint = "To keep them for correcting: --errors FILE"
        super().__init__(f"{bad} of {rows} rows cannot be taken{others}.", hint)


def _example(seen: Sequence[str]) -> str:
    return seen[0] if seen else "Their column"
