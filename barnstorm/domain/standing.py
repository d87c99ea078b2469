"""Who stands at an election to come, beside who stood at the last one. That somebody is missing is no pact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from barnstorm.domain.names import fold
from barnstorm.domain.parties import counted_as, is_independent


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody nominated. `code` is the party's short code, as of a candidate with votes."""

    name: str
    party: str
    code: str


class Stood(Protocol):
    """A candidate of an election before."""

    @property
    def name(self) -> str: ...
    @property
    def party(self) -> str: ...
    @property
    def code(self) -> str: ...


def stands_again(stood: Stood, standing: Sequence[Nominee]) -> bool:
    """Whether the party of somebody who stood has a candidate; of an independent, whether the same person stands."""
    if is_independent(stood.code):
        return any(is_independent(now.code) and fold(now.name) == fold(stood.name) for now in standing)
    if any(now.code == stood.code for now in standing):
        return True
    # A small party has a code in one publisher's files and none in another's.
    party = fold(counted_as(stood.party, stood.code))
    return any(fold(counted_as(now.party, now.code)) == party for now in standing)
