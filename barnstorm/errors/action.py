"""Refusals about actions offered in the room, and those who sign up for them."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, Refused, WrongUse, listed

_EXAMPLE = "Bell Ann; 07700 900123; ann@example.org; CA3 8TP; 3,7"


class NoSuchCode(NotFound):
    """One or several codes that are on no wall."""

    def __init__(self, codes: Sequence[str], ref: str, known: Sequence[str]) -> None:
        what = f"is no action {codes[0]}" if len(codes) == 1 else f"are no actions {listed(codes, joint='and')}"
        has = f"Its codes: {listed(known, joint='and')}." if known else "Nothing was offered there yet."
        super().__init__(f"There {what} at {ref}.", f"{has} See: barnstorm action list {ref}")


class NoCodes(WrongUse):
    def __init__(self, ref: str) -> None:
        super().__init__(
            "The codes are missing: nobody can tell what they signed up for.",
            f'Add those on the wall: barnstorm action commit {ref} "{_EXAMPLE}"',
        )


class ActionIsOff(Refused):
    """Somebody signs up for what was refused or called off."""

    def __init__(self, code: str, title: str, why: str, ref: str) -> None:
        super().__init__(
            f"Action {code}, “{title}”, is {why}; nobody can sign up for it.", f"See: barnstorm action list {ref}"
        )


class CalledOff(Refused):
    """An offer whose event was cancelled is not brought back by a review."""

    def __init__(self, code: str, title: str, ref: str) -> None:
        super().__init__(f"Action {code}, “{title}”, was cancelled.", f"Offer it again: barnstorm action offer {ref}")


class CodesAlone(WrongUse):
    """Codes without a name, and no line before them that they could belong to."""

    def __init__(self) -> None:
        super().__init__("These are codes, and nobody's.", f"The name comes first: {_EXAMPLE}")


class NameMissing(WrongUse):
    def __init__(self, text: str) -> None:
        said = f"“{text}” is not a name" if text else "The line has no name"
        super().__init__(f"{said}.", f"The name comes first, and ; between the fields: {_EXAMPLE}")


class UnreadableField(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is neither a telephone number, an email, a postcode nor codes.",
            f"Put ; between the fields: {_EXAMPLE}",
        )


class TwoOfOneKind(WrongUse):
    def __init__(self, kind: str, one: str, other: str) -> None:
        word = {"phone": "telephone numbers", "email": "emails", "postcode": "postcodes"}[kind]
        super().__init__(f"There are two {word}: “{one}” and “{other}”.", "Leave one of them out.")


class SeveralHere(WrongUse):
    """A line gave a name that several on tonight's list have, and nothing to tell them apart."""

    def __init__(self, name: str, ref: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"Several people on the list of {ref} are called “{name}”.",
            f"Type the number instead of the name: {listed(candidates)}.",
        )


class BeforeItsBarnstorm(Refused):
    def __init__(self, start: str, ref: str, begins: str) -> None:
        super().__init__(
            f"{start} is before {ref} begins ({begins}).",
            "An action comes after the meeting it was offered at; give its day, for example “Thu 18 May 6.30pm”.",
        )


class PrivateWhere(WrongUse):
    def __init__(self) -> None:
        super().__init__(
            "--private says that the venue is somebody's home, and no venue was given.",
            'Add it: --venue "Hannah’s, 3 Chatsworth Square, Carlisle CA1 1HB"',
        )


class TwoLimits(WrongUse):
    def __init__(self) -> None:
        super().__init__("Both --capacity and --no-limit were given.", "Give one of them.")


class NothingToUndo(Refused):
    def __init__(self) -> None:
        super().__init__("There is no line to take back.", "Only what was typed since this run began can be.")


class NobodyElse(Refused):
    """`same` was typed, and the last line was like nobody."""

    def __init__(self) -> None:
        super().__init__(
            "The last line was not like anybody else.",
            "Take it back with undo, and type it again with the person's number for the name: 17; 3,7",
        )


class NobodyTakenFor(Refused):
    """`another` was typed, and the last line had not been taken to be about somebody known by name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not taken for somebody known by that name.", "Take the line back with undo if it was wrong."
        )


class NotReadableText(WrongUse):
    def __init__(self, lines: int) -> None:
        super().__init__(
            "What comes in is not text in UTF-8.",
            f"The first {lines} lines are in. Save the rest as UTF-8, and enter it again."
            if lines
            else "Save it as UTF-8, and enter it again.",
        )


class LinesLeft(Refused):
    """Some lines of a file could not be entered; the others were."""

    def __init__(self, left: int, lines: int) -> None:
        some = "1 line was" if left == 1 else f"{left} lines were"
        super().__init__(
            f"{some} not entered, of {lines}.",
            "Correct and enter those again; the others are in, and stay as they are.",
        )


class OneOrBornAt(WrongUse):
    """`invite send` needs an event or a barnstorm, and just one of them."""

    def __init__(self) -> None:
        super().__init__(
            "Say for what: one EVENT, or --born-at EVENT for all the actions offered there.",
            "For example: barnstorm invite send next   or   barnstorm invite send --born-at next",
        )


class ToOneEvent(WrongUse):
    def __init__(self) -> None:
        super().__init__(
            "--to goes with one event, not with --born-at.", "For example: barnstorm invite send next/3 --to PERSON"
        )
