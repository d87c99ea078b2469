"""Refusals at the door and about its paper."""

from collections.abc import Sequence

from barnstorm.errors import Refused, WrongUse, listed


class SeveralOfThatName(WrongUse):
    """A walk-in gave a name only, and the list has several of it."""

    def __init__(self, name: str, ref: str, people: Sequence[int]) -> None:
        numbers = listed([str(number) for number in people])
        super().__init__(
            f"Several people on the list of {ref} are called “{name}” (numbers {numbers}).",
            f"To tick one of them: barnstorm door check-in {ref} NUMBER   If this is yet another, add --another.",
        )


class NoFolderForPaper(WrongUse):
    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The folder {folder} for the PDF does not exist.", f"Make it (mkdir -p '{folder}'), or name another file."
        )


class PaperNotWritten(WrongUse):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} could not be written: {why}.", "Name another file with --pdf.")


class PaperOnTerminal(WrongUse):
    def __init__(self) -> None:
        super().__init__(
            "A PDF on the terminal would be gibberish.", "Name a file, --pdf door.pdf, or send it on: --pdf - | lpr"
        )


class TwoAnswers(WrongUse):
    """A document, asked for by `option`, and rows were both to go to stdout."""

    def __init__(self, option: str = "pdf") -> None:
        super().__init__(
            f"Only one of --json, --csv and --{option} - can go to stdout.",
            f"Name a file for the document: --{option} door.{'txt' if option == 'text' else option}",
        )


class BadNumberOfDesks(WrongUse):
    def __init__(self, desks: int) -> None:
        super().__init__(f"The list cannot be split over {desks} desks.", "Give 1 to 26.")


class NotBegunYet(Refused):
    def __init__(self, ref: str) -> None:
        super().__init__(
            f"{ref} has not begun: nobody has stayed away from it yet.",
            f"See who is expected: barnstorm door list {ref}",
        )
