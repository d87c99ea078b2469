"""Refusals about seats and their results."""

from collections.abc import Sequence
from datetime import date

from barnstorm.errors import NotFound, Refused, WrongUse, listed
from barnstorm.errors.typed import typed


class NoSuchSeat(NotFound):
    def __init__(self, text: str, nearest: Sequence[str], *, any_seats: bool) -> None:
        if nearest:
            hint = f"Nearest: {listed(nearest)}."
        elif any_seats:
            hint = "See: barnstorm seat list"
        else:
            hint = "There are no seats yet. Import a result file: barnstorm seat import FILE"
        super().__init__(f"No seat is called “{text}”.", hint)


class NoSuchRegion(NotFound):
    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(f"No seat is in “{text}”.", f"Regions: {listed(known, joint='and')}.")


class NoSuchElection(NotFound):
    def __init__(self, text: str, known: Sequence[str]) -> None:
        hint = f"Imported so far: {listed(known, joint='and')}." if known else "See: barnstorm seat import --help"
        super().__init__(f"No results of the election “{text}” are here.", hint)


class NoSuchStandAside(NotFound):
    def __init__(self, party: str, seat: str, election: str, known: Sequence[str]) -> None:
        super().__init__(
            f"It is not on record that “{party}” stood aside in {seat} at the {election}.",
            f"On record {'is' if len(known) == 1 else 'are'}: {listed(known, joint='and')}."
            if known
            else f"See: barnstorm seat show {typed(seat)}",
        )


class NoSuchAlias(NotFound):
    def __init__(self, name: str, seat: str, known: Sequence[str]) -> None:
        super().__init__(
            f"“{name}” is no other name of {seat}.",
            f"Its other names: {listed(known, joint='and')}." if known else "It has none.",
        )


class AliasTaken(Refused):
    def __init__(self, alias: str, seat: str, code: str) -> None:
        super().__init__(f"“{alias}” means {seat} ({code}) already.", f"See: barnstorm seat show {code}")


class UnreadableAlias(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” cannot be a seat’s other name.", 'Give a name with a letter in it, for example "Barrow".'
        )


class UnreadableParty(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not a party’s name.", 'Write it like "Green" or "Liberal Democrat".')


class NoAlliance(WrongUse):
    """Parties that cannot be added together."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"“{text}” is not an alliance: {why}.", 'Write it like --alliance "Lab+LD+Green".')


class MarginTooWide(WrongUse):
    def __init__(self, percent: float) -> None:
        super().__init__(
            f"A majority of less than {percent:g} % of the votes cannot be.",
            "Give a number above 0, up to 100: --marginal 10",
        )


class UnreadableElection(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not an election’s name.",
            'Write it like "2015 general" or "2017 Copeland by-election".',
        )


class PollingDayUnknown(WrongUse):
    def __init__(self, name: str) -> None:
        super().__init__(f"The polling day of “{name}” is not known.", "Add it, for example --date 2017-02-23.")


class ElectionNameless(WrongUse):
    """Nothing, or only a day that is no general election's, says which election it is."""

    def __init__(self, day: date | None) -> None:
        of_day = f"No general election was held on {spoken(day)}; which one it was" if day else "Which election it was"
        super().__init__(
            f"{of_day} is not said, and a file’s name is no proof of it.",
            'Add --election "2015 general", or for example --election "2017 Copeland by-election" --date 2017-02-23.',
        )


class ElectionMisdated(WrongUse):
    def __init__(self, name: str, day: date, really: date | None) -> None:
        hint = f"Its polling day was {spoken(really)}: leave out --date." if really else "Correct the name or the date."
        super().__init__(f"“{name}” was not held on {spoken(day)}.", hint)


class ElectionDayTaken(Refused):
    """The name, or the day of a general election, belongs to another election in the database."""

    def __init__(self, name: str, known: str, day: date) -> None:
        super().__init__(
            f"“{name}” does not fit: “{known}” was held on {spoken(day)}.",
            f"For that one, write: --election {typed(known)}",
        )


def spoken(day: date) -> str:
    """`7 May 2015`"""
    return f"{day.day} {day:%B %Y}"
