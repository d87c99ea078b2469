"""The gate: a seat's result is believed when its figures agree with one another.

Official files have carried transposed votes (14038 for 14308) and missing candidates; what they print twice tells.
"""

from collections.abc import Sequence
from itertools import pairwise

from barnstorm.domain.results import share

NEAR = 0.05
"""In votes: what a share with many decimals may be off by. One wrong vote moves a smaller party's figure by more."""


def misfit(votes: Sequence[int], shares: Sequence[float | None], decimals: int) -> int | None:
    """Which candidate's share and votes disagree the most, if any do; a share that is None is not looked at.

    `shares` are parts of 1, printed with that many `decimals`: a share of 0.443 may stand for any within 0.0005 of it.
    """
    total = sum(votes)
    allowed = max(NEAR, total * 0.51 * 10.0**-decimals)
    apart = [0.0 if part is None else abs(part * total - number) for number, part in zip(votes, shares, strict=True)]
    worst = max(range(len(apart)), key=apart.__getitem__, default=None)
    return worst if worst is not None and apart[worst] > allowed else None


def misfit_told(who: str, number: int, total: int, printed: float) -> str:
    """The disagreement in words, for the person who has the file before them."""
    return (
        f"{who} has {number:,} of {total:,} votes, which is {share(number, total):.4%}, but the file says "
        f"{printed:.4%}: a figure is wrong or a candidate is missing"
    )


def totals_misfit(votes: Sequence[int], valid: int, majority: int | None) -> str | None:
    """What is wrong if the candidates' votes do not add up to the valid votes or the majority, as printed elsewhere."""
    added = sum(votes)
    if added != valid:
        return f"the candidates’ votes add up to {added:,}, and the valid votes are {valid:,}"
    most, *others = sorted(votes, reverse=True) or [0]
    lead = most - others[0] if others else most
    if majority is not None and lead != majority:
        return f"first less second is {lead:,}, and the majority is {majority:,}"
    return None


def misplaced(votes: Sequence[int], positions: Sequence[int | None]) -> int | None:
    """Who was put behind somebody with fewer votes, if anybody was. Equal votes may have any order: a lot was drawn."""
    placed = sorted((position, i) for i, position in enumerate(positions) if position is not None)
    for (before, other), (position, i) in pairwise(placed):
        if before < position and votes[other] < votes[i]:
            return i
    return None
