"""Refusals about consent, erasure and how long things are kept."""

from collections.abc import Sequence
from datetime import datetime

from barnstorm.errors import NotFound, NotReady, Refused, WorkLeft, WrongUse, listed


class NoSuchOrganisation(NotFound):
    def __init__(self, text: str, nearest: Sequence[str]) -> None:
        hint = f"Nearest: {listed(nearest)}." if nearest else "See: barnstorm privacy consents"
        super().__init__(f"No organisation is called “{text}”.", hint)


class SlipOfAName(NotFound):
    def __init__(self, text: str, known: str) -> None:
        super().__init__(
            f"No organisation is called “{text}”, but one is called “{known}”.",
            "If another is meant, let it call an event first: barnstorm event edit EVENT --organisation NAME",
        )


class NoWording(WrongUse):
    """Consent to nothing in particular is none."""

    def __init__(self, latest: Sequence[str]) -> None:
        hint = (
            f"Use one again by its number: {'; '.join(latest)}."
            if latest
            else 'Give it word for word: --wording "I agree to hear from … by email."'
        )
        super().__init__("What they agreed to is missing.", hint)


class UnreadableWording(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not what somebody agreed to.",
            "Give the sentence word for word, or the number of one: barnstorm privacy wordings",
        )


class NoSuchWording(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__(f"There is no wording {number}.", "See: barnstorm privacy wordings")


class ConsentAhead(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} cannot have agreed on a day that is still to come.", "Give the day they did: --on yesterday"
        )


class WithdrawnSince(Refused):
    """A paper sheet from before, typed in after."""

    def __init__(self, name: str, since: datetime) -> None:
        super().__init__(
            f"{name} has withdrawn that since, on {since.day} {since:%b %Y}; nothing was written down.",
            "If they have agreed again after that, give that day with --on, or leave --on out for now.",
        )


class AlreadyErased(NotFound):
    """Only the number is left."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Person {number} was erased; nothing is held of them.", "See: barnstorm person list")


class FileNotCleaned(NotReady):
    """A file of rows that could not be imported may hold them, and nobody can tell, or take them out."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} holds people too, and cannot be looked into or changed: {why}. Nothing was erased.",
            "Make it writable, or delete it yourself, and run the same command again.",
        )


class NotScrubbed(WorkLeft):
    """The rows are gone; their bytes may still lie in free pages of the file."""

    def __init__(self) -> None:
        super().__init__(
            "It is erased, but another program holds the database open, and its file could not be rewritten: "
            "what was erased may still be found in its free pages.",
            "Close the other, then: barnstorm privacy scrub",
        )


class BadPeriod(WrongUse):
    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(
            f"--keep “{text}” cannot be read.", f"Write it like access=7d or phones=8w. Known: {listed(known, 'and')}."
        )
