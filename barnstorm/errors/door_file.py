"""Refusals about the list that a second laptop takes to the door."""

from barnstorm.errors import NotFound, NotReady, Refused, WrongUse
from barnstorm.errors.typed import typed


class NoSuchDoorFile(NotFound):
    def __init__(self, path: str) -> None:
        super().__init__(f"There is no file {path}.", "Check the path; - reads from stdin.")


class NotADoorFile(Refused):
    """It is something else: a whole campaign's database, a list of people, a photograph."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} is no list for the door: {why}.",
            "Merge the file that the other laptop worked on; it was made with: barnstorm door export EVENT -o FILE",
        )


class DoorFileDamaged(Refused):
    """It was one, and some of it is missing or wrong."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is cut short or damaged; nothing was taken from it.",
            "Copy it from the other laptop again, with barnstorm closed there.",
        )


class DoorFileUnreadable(NotReady):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be read: {why}.", "Copy it into a folder of your own and merge that.")


class DoorFileTooOld(NotReady):
    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was made by an older barnstorm.", f"Run: barnstorm --db {typed(path)} db upgrade")


class OtherCampaign(Refused):
    def __init__(self, path: str, ref: str) -> None:
        super().__init__(
            f"{path} is a list of another campaign (its event is {ref}).",
            "Merge it into the database it was exported from: barnstorm --db DATABASE door merge FILE",
        )


class EventNotHere(Refused):
    """The campaign is this one; the event was deleted, or an old backup was restored."""

    def __init__(self, path: str, ref: str) -> None:
        super().__init__(
            f"{path} is the list of {ref}, an event that is not in this database.",
            "See which are: barnstorm event list --all",
        )


class MergedIntoItself(WrongUse):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is the database in use: there is nothing to merge.",
            "On the campaign's own laptop, without --db: barnstorm door merge FILE",
        )


class DoorFileExists(Refused):
    """It may hold ticks that nobody has merged yet."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} exists already, and may hold ticks.",
            "Merge it first (barnstorm door merge FILE) and remove it, or name another file.",
        )


class DoorFileNotWritten(NotReady):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}.", "Name another file with -o, or - for stdout.")


class DoorFileOnTerminal(WrongUse):
    def __init__(self) -> None:
        super().__init__("A database on the terminal would be gibberish.", "Name a file: -o carlisle.door")
