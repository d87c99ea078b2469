"""Refusals about people and what they wrote."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, Refused, WorkLeft, WrongUse, listed
from barnstorm.errors.typed import typed


class NoSuchPerson(NotFound):
    def __init__(self, text: str, nearest: Sequence[str]) -> None:
        hint = f"Nearest: {listed(nearest)}." if nearest else "See: barnstorm person list"
        number = text.strip()
        unknown = f"Nobody has the number {number}." if number.isdecimal() else f"Nobody is called “{text}”."
        super().__init__(unknown, hint)


class SeveralPeople(WrongUse):
    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        super().__init__(f"“{text}” fits several people.", f"Say which by number: {listed(candidates)}.")


class UnreadableName(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a name." if text.strip() else "There is no name.",
            "Give a name with at least one letter in it.",
        )


class NameTooLong(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:40]}…” is too long for a name ({len(text)} characters).", "Shorten it.")


class UnreadableEmail(WrongUse):
    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"“{text}” is not an email address: {why}", "Correct it, or leave it out.")


class UnreadablePhone(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a telephone number.", "Write it like 07700 900123 or +44 7700 900123, or leave it out."
        )


class UnreadablePostcode(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not a postcode.", "Write it like CA3 8TP, or leave it out.")


class UnreadableTag(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a tag." if text.strip() else "There is no tag.",
            "A tag is a word or a few: driver, first aid.",
        )


class TagTooLong(WrongUse):
    def __init__(self, text: str, longest: int) -> None:
        super().__init__(
            f"“{text[:40]}…” is too long for a tag ({len(text)} characters, at most {longest}).",
            "What takes more words is a note: barnstorm person edit PERSON --note TEXT",
        )


class SamePerson(WrongUse):
    """Two different people were needed, and both names are one's."""

    def __init__(self, one: str, other: str, name: str, person_id: int) -> None:
        super().__init__(
            f"“{one}” and “{other}” are both {name}, no. {person_id}.", "See who else there is: barnstorm person list"
        )


class NothingToUnmerge(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Nobody was merged into {name}.", f"See who was merged into whom: barnstorm person show {typed(name)}"
        )


class ChangedMeanwhile(WorkLeft):
    """Another organiser merged, or signed up, one of these people at this very moment."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else is changing the same people at this moment; nothing was changed here.",
            "Look again, then repeat it: barnstorm person duplicates",
        )
