"""Refusals at the check-in screen."""

from barnstorm.errors import Refused, WorkLeft, WrongUse


class ChangedElsewhere(Refused):
    """A tick that was to be taken back has been changed on another laptop."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was changed on another laptop since; nothing was taken back.",
            "Look them up to see how they stand.",
        )


class NoScreen(WrongUse):
    """Sent into a pipe, run where nobody can type, or on a terminal that cannot move its cursor."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            "The check-in screen needs a terminal to show itself on and to be typed at.",
            f"Without one: barnstorm door check-in {ref} PERSON",
        )


class OutOfReach(WorkLeft):
    """The database did not answer; nothing was lost. `why` is in the database's own words, or empty."""

    def __init__(self, sentence: str = "The database cannot be reached.", why: str = "") -> None:
        super().__init__(sentence, "It is tried again every second.")
        self.why = why
