"""Refusals about calls."""

from collections.abc import Sequence

from barnstorm.errors import Refused, WrongUse, listed
from barnstorm.errors.typed import typed


class UnknownOutcome(WrongUse):
    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(f"“{text}” is not what can come of a call.", f"Give one of {listed(known)}.")


class NoOutcome(WrongUse):
    """A person was named, and not what came of the call."""

    def __init__(self, person: str, ref: str) -> None:
        super().__init__(
            f"What came of the call to “{person}” is missing.",
            f"For example: barnstorm rsvp called {ref} {typed(person)} C",
        )


class UnreadableCallLine(WrongUse):
    """A line from a call sheet without a number and a code."""

    def __init__(self, line: str) -> None:
        super().__init__(f"“{line}” is not a number and what came of the call.", "Write lines such as: 12 C")


class NobodyToCall(Refused):
    """A call is noted for somebody who does not come anyway."""

    def __init__(self, name: str, ref: str, answer: str) -> None:
        super().__init__(
            f"{name} is not among those who are rung about {ref} (answer: {answer}).",
            f"See who is: barnstorm rsvp calls {ref} --pass 1",
        )


class BadCallLines(Refused):
    """Some lines typed from a call sheet could not be taken. The others are in."""

    def __init__(self, bad: int, lines: int) -> None:
        super().__init__(
            f"{bad} of {lines} lines cannot be taken; the others are in.", "Type those again: NUMBER CODE on each line."
        )
