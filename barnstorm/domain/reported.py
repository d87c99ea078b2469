"""What another system says of a person in a word or two, as our three facts: their answer, whether they came, whether
they confirmed that they would.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from barnstorm.domain.answers import Answer, read_answer
from barnstorm.errors.imports import UnknownPresence


class Status(NamedTuple):
    """`answer` is None for a walk-in, whom nobody had asked; `attended` is None where nothing is said of it."""

    answer: Answer | None
    attended: bool | None = None
    confirmed: bool = False


_MORE_THAN_AN_ANSWER: dict[str, Status] = {
    "confirmed": Status(Answer.GOING, confirmed=True),
    "conf twice": Status(Answer.GOING, confirmed=True),
    "conf thrice": Status(Answer.GOING, confirmed=True),
    "completed": Status(Answer.GOING, attended=True),
    "attended": Status(Answer.GOING, attended=True),
    "checked in": Status(Answer.GOING, attended=True),
    "no show": Status(Answer.GOING, attended=False),
    "noshow": Status(Answer.GOING, attended=False),
    "walk in": Status(None, attended=True),
    "walkin": Status(None, attended=True),
}
_YES = frozenset(
    {"yes", "y", "true", "t", "1", "x", "✓", "✔", "checked in", "attended", "came", "completed", "present"}
)
_NO = frozenset({"no", "n", "false", "f", "0", "not checked in", "no show", "noshow", "absent", "did not attend"})

_FIRST_YEAR = 1970
"""Of the years a time can lie in: others are slips, and some of them no instant in UTC."""


def read_status(text: str, theirs: Mapping[str, Answer] | None = None) -> Status:
    """One of our answers, or another system's status. `theirs` are words that mean something else in that system.

    UnknownAnswer.
    """
    words = _plain(text)
    if theirs and words in theirs:
        return Status(theirs[words])
    return _MORE_THAN_AN_ANSWER.get(words) or Status(read_answer(text))


def read_presence(text: str) -> tuple[bool | None, datetime | None]:
    """(whether they came, when). A time alone says that they came; without an offset it is naive, in nobody's zone.

    Empty says nothing. UnknownPresence for words that are neither yes nor no.
    """
    words = _plain(text)
    if not words:
        return None, None
    if words in _YES | _NO:
        return words in _YES, None
    moment = read_moment(text)
    if moment is None and not (words[0].isdecimal() and len(words) >= len("1/1/17")):
        raise UnknownPresence(text)
    return True, moment


def read_moment(text: str) -> datetime | None:
    """An ISO time, aware if it has an offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if _FIRST_YEAR <= moment.year < _FIRST_YEAR + 200 else None


def presence_after(held: bool | None, found: bool | None, *, over: bool) -> bool | None:
    """What holds after a file has said `found`. That somebody came is never turned back.

    Nobody has stayed away before the event is `over`: until then a "no" only means "not yet".
    """
    if found is None or held is True or (found is False and not over):
        return held
    return found if held is None else found or held


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
