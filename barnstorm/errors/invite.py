"""Refusals about invitations and reminders."""

from pathlib import PurePath

from barnstorm.errors import NotReady, Refused, WrongUse
from barnstorm.errors.typed import typed


class EventIsOver(Refused):
    def __init__(self, ref: str, what: str) -> None:
        super().__init__(f"{ref} has begun or is over; {what}.", f"See: barnstorm event show {ref}")


class NotOnTheList(Refused):
    """Only those who were asked, or have said they may come, are invited."""

    def __init__(self, ref: str, name: str) -> None:
        super().__init__(
            f"{name} is not on the list of {ref}.",
            f"Add them first: barnstorm rsvp add {ref} {typed(name)} --answer invited",
        )


class AnsweredOtherwise(Refused):
    def __init__(self, ref: str, name: str, answer: str) -> None:
        super().__init__(
            f"{name} is {answer} for {ref}, so no invitation goes to them.",
            f"If they come after all: barnstorm rsvp change {ref} {typed(name)} going",
        )


class NoAddress(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has no email address that mail can be sent to.",
            f"Add one: barnstorm person edit {typed(name)} --email ADDRESS",
        )


class NothingToCancel(Refused):
    def __init__(self, ref: str, name: str) -> None:
        super().__init__(
            f"{name} was never sent an invitation to {ref}, so there is none to cancel.",
            f"See: barnstorm mail list {ref}",
        )


class UnreadableReminder(WrongUse):
    def __init__(self, text: str, why: str = "") -> None:
        because = f" ({why})" if why else ""
        super().__init__(
            f"“{text}” cannot be read as the time of a reminder{because}.",
            "Write it like 7d, 1d, 2h or 45m before the start.",
        )


class MayNotWriteFile(Refused):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}.", "Name another with -o, or - for stdout.")


class FolderWanted(WrongUse):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Everybody’s invitations are a file each, and “{name}” is no folder.",
            "Name one with a slash at its end: barnstorm invite write EVENT --all -o invitations/",
        )


class OneOrAll(WrongUse):
    def __init__(self) -> None:
        super().__init__("--to is for one person and --all for everybody.", "Give one of them, or neither.")


class BadTemplate(NotReady):
    """One of the campaign's own templates is at fault. Nothing was sent of a letter that needed it."""

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f"{path}, line {line}" if line else path
        super().__init__(
            f"The template {where}, cannot be used: {why.rstrip('.')}.",
            f"Correct it, then look at it: barnstorm mail preview {_letter(path)} EVENT",
        )


def _letter(path: str) -> str:
    """The letter to look at: that of the template, or one that the others are parts of."""
    name = PurePath(path).stem
    return name if name in _LETTERS else "invite"


_LETTERS = {"update", "cancel", "dropped", "reminder", "shift", "shift-off", "thanks", "missed"}


class NoTemplateFolder(NotReady):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"The folder {path} of the setting BARNSTORM_TEMPLATES is not there.",
            "Correct the setting, or leave it out for our own templates.",
        )
