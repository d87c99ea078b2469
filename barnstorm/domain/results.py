"""The arithmetic of a result.

Shares are parts (0 to 1) of the valid votes, which are the sum of the candidates' votes. The majority is the winner's
votes less the runner-up's. The swing needed is Butler's, between two parties: half the lead, as voters who change sides
count twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from barnstorm.domain.parties import is_independent, is_speaker
from barnstorm.domain.standing import Nominee, stands_again


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate's result. `code` is the party's short code: `Lab` for Labour and Co-operative too.

    `elected` is the returning officer's word, which alone decides a tie.
    """

    name: str
    party: str
    code: str
    votes: int
    elected: bool = False


@dataclass(frozen=True)
class Lead:
    """How a set of parties, taken together, stands against the best of the others. `votes` below 0 is a shortfall."""

    parties: tuple[str, ...]
    alliance_votes: int
    alliance_share: float
    opponent: str | None
    opponent_votes: int
    votes: int


def valid_votes(candidates: Sequence[Candidate]) -> int:
    return sum(candidate.votes for candidate in candidates)


def share(votes: int, total: int) -> float:
    """`votes` as a part of `total`; 0 where nobody voted."""
    return votes / total if total else 0.0


def places(votes: Sequence[int]) -> list[int]:
    """The place of each, in the order given: equal votes share the better place (1, 2, 2, 4)."""
    first: dict[int, int] = {}
    for place, number in enumerate(sorted(votes, reverse=True), 1):
        first.setdefault(number, place)
    return [first[number] for number in votes]


def winner(candidates: Sequence[Candidate]) -> Candidate | None:
    """Who was elected: as flagged, else who has most votes; None if they tie and no flag says whose lot was drawn."""
    flagged = [candidate for candidate in candidates if candidate.elected]
    if flagged:
        return flagged[0]
    first = _best(candidates)
    return first[0] if len(first) == 1 else None


def majority(candidates: Sequence[Candidate]) -> int | None:
    """The winner's votes less the runner-up's; 0 for a tie; all of them if nobody stood against; None if nobody stood.

    As a share it is compared with all valid votes: a seat where it is less than a tenth is called marginal, as it falls
    on a swing of five points.
    """
    if not candidates:
        return None
    most, *others = sorted((candidate.votes for candidate in candidates), reverse=True)
    return most - others[0] if others else most


def challengers(
    candidates: Sequence[Candidate], aside: Collection[str] = (), standing: Sequence[Nominee] | None = None
) -> tuple[Candidate, ...]:
    """The best-placed against the winner, of those whose party (code) has not stood aside: several if they tie.

    Where it is known who is `standing` now, only they are looked at. Nobody challenges the Speaker, nor can anybody be
    said to where the winner is not known.
    """
    won = winner(candidates)
    if won is None or is_speaker(won.code):
        return ()
    return tuple(
        _best(
            [
                c
                for c in candidates
                if c is not won
                and (c.code not in aside or is_independent(c.code))
                and (standing is None or stands_again(c, standing))
            ]
        )
    )


def swing_needed(leader: int, challenger: int, total: int) -> float:
    """The part of all votes that must change from the leader straight to the challenger to draw level."""
    return share(leader - challenger, total) / 2


def turnout(votes: int, electorate: int | None) -> float | None:
    """Valid votes as a part of the electorate; None where that is not known."""
    return votes / electorate if electorate else None


def alliance_lead(candidates: Sequence[Candidate], codes: Collection[str]) -> Lead:
    """What the parties of those codes would lead by if their voters voted as one; against the best of the others.

    Independents and the Speaker are of no party and belong to no alliance.
    """
    allied = [c for c in candidates if c.code in codes and not is_independent(c.code) and not is_speaker(c.code)]
    best = _best([c for c in candidates if c not in allied])
    votes, against = valid_votes(allied), best[0].votes if best else 0
    return Lead(
        parties=tuple(c.party for c in allied),
        alliance_votes=votes,
        alliance_share=share(votes, valid_votes(candidates)),
        opponent=best[0].party if best else None,
        opponent_votes=against,
        votes=votes - against,
    )


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    most = max((candidate.votes for candidate in candidates), default=0)
    return [candidate for candidate in candidates if candidate.votes == most]
