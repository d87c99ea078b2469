"""One seat's result as a file tells it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class ReadCandidate(NamedTuple):
    """`elected` as the file says it, else who is alone in front; nobody if first place is shared."""

    given_name: str
    family_name: str
    party: str
    party_code: str
    votes: int
    elected: bool = False


@dataclass(slots=True)
class ReadSeat:
    """One seat's result. `line` is where it begins. None, or an empty text, is what the file does not tell: the `code`
    too, in Democracy Club's files, where `ballot` holds the lines together. `day` is the polling day as it is printed.
    """

    line: int
    code: str
    name: str
    region: str
    country: str
    electorate: int | None
    invalid: int | None = None
    valid: int | None = None
    majority: int | None = None
    day: str = ""
    ballot: str = ""
    candidates: list[ReadCandidate] = field(default_factory=list)
    shares: list[float | None] = field(default_factory=list)
    positions: list[int | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    people: dict[str, ReadCandidate] = field(default_factory=dict)
    spellings: Counter[str] = field(default_factory=Counter)
    """Other names that lines of this code have, and on how many."""
    decimals: int = 0
