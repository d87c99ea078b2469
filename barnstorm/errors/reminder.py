"""Refusals about reminders and their rules."""

from barnstorm.errors import Refused, WrongUse


class EventOrKind(WrongUse):
    def __init__(self) -> None:
        super().__init__(
            "Rules are for one event or for one kind of them.",
            "For example: barnstorm reminder rules next, or barnstorm reminder rules --kind phonebank",
        )


class OneWayOfRules(WrongUse):
    def __init__(self) -> None:
        super().__init__("--at, --none and --usual say different things.", "Give one of them.")


class NotOverYet(Refused):
    def __init__(self, ref: str) -> None:
        super().__init__(f"{ref} is not over yet; nobody can be thanked for it.", f"See: barnstorm event show {ref}")


class TooLongAgo(Refused):
    def __init__(self, ref: str, days: int) -> None:
        super().__init__(f"{ref} was more than {days} days ago.", "Thanks that late are better given by telephone.")
