"""Refusals about what is printed for an evening."""

from barnstorm.errors import Refused, WrongUse
from barnstorm.errors.typed import typed


class OneDocumentAtATime(WrongUse):
    """Several documents were to go to stdout."""

    def __init__(self, options: str = "--pdf, --html and --text", example: str = "--html door.html") -> None:
        super().__init__(f"Only one of {options} can go to stdout.", f"Name files for the others: {example}")


class OneFileForTwo(WrongUse):
    """Two documents were to be written to the same file."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Two documents cannot both be {typed(path)}.", "Give each its own file.")


class HtmlOnTerminal(WrongUse):
    def __init__(self) -> None:
        super().__init__("HTML on the terminal would be hard to read.", "Name a file: --html door.html")


class NoCards(Refused):
    """There are no roles to print cards for."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"{ref} has no roles yet, so there are no cards.",
            f"To make the usual ones for 120 people: barnstorm volunteer role {ref} --preset 120",
        )
