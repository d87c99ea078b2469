"""Refusals about times."""

from barnstorm.errors import Refused, WrongUse


class UnreadableTime(WrongUse):
    def __init__(self, text: str, why: str = "") -> None:
        because = f" ({why})" if why else ""
        super().__init__(
            f"“{text}” cannot be read as a date and time{because}.",
            'Write it like "Tue 16 May 2017 7.30pm", "16/05/2017 19:30", "tomorrow 7.30pm" or 2017-05-16T19:30.',
        )


class UnreadableSpan(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” cannot be read as a length of time.", "Write it like 2h, 90m or 1h30.")


class WrongWeekday(WrongUse):
    def __init__(self, text: str, day: str, really: str, said: str) -> None:
        super().__init__(
            f"“{text}” does not add up: {day} is a {really}, not a {said}.",
            "Correct the day or the date, or leave the weekday out.",
        )


class UnknownZone(WrongUse):
    def __init__(self, name: str, nearest: str = "") -> None:
        hint = f"Did you mean {nearest}?" if nearest else "Write it like Europe/London."
        super().__init__(f"“{name}” is not a time zone.", hint)


class NoSuchWallTime(Refused):
    """The clocks jump over it (spring)."""

    def __init__(self, wall: str, zone: str, before: str, after: str) -> None:
        super().__init__(
            f"{wall} does not exist in {zone}: the clocks go forward over it.",
            f"The nearest times that do are {before} and {after}.",
        )


class TwofoldWallTime(Refused):
    """The clocks pass it twice (autumn)."""

    def __init__(self, wall: str, zone: str, first: str, second: str) -> None:
        super().__init__(
            f"{wall} comes twice in {zone}: the clocks go back over it.",
            f"Say which: {first} or {second}.",
        )


class EndBeforeStart(Refused):
    def __init__(self, start: str, end: str) -> None:
        super().__init__(
            f"The end ({end}) is not after the start ({start}).",
            "Give an end after it, for example --end 9.30pm, or a length: --for 2h.",
        )


class TwoEnds(WrongUse):
    def __init__(self) -> None:
        super().__init__("Both an end and a length were given.", "Give one of them: --end 9.30pm or --for 2h.")
