"""Refusals about what is printed for an evening."""

from barnstorm.errors import WrongUse


class OneDocumentAtATime(WrongUse):
    """Two documents were both to go to stdout."""

    def __init__(self) -> None:
        super().__init__(
            "Only one of --pdf, --html and --text can go to stdout.", "Name files for the others: --html door.html"
        )


class HtmlOnTerminal(WrongUse):
    def __init__(self) -> None:
        super().__init__("HTML on the terminal would be hard to read.", "Name a file: --html door.html")
