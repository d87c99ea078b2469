"""The gate for a seat's lines: the sums, shares, places and winners that are printed must agree with its votes."""

from barnstorm.domain.result_gate import misfit, misfit_told, misplaced, totals_misfit
from barnstorm.domain.results import places
from barnstorm.files.seats.read_seat import ReadSeat
from barnstorm.files.seats.suspects import Suspects


def pass_gate(seat: ReadSeat, suspects: Suspects) -> None:
    """Accuse the seat of the first figure that does not agree with the others."""
    votes = [candidate.votes for candidate in seat.candidates]
    if not sum(votes):
        suspects.accuse(seat.line, seat.code, seat.name, "nobody has any votes")
        return
    line, told = _share_misfit(seat, votes) or _place_misfit(seat, votes) or _totals_misfit(seat, votes) or (0, "")
    if told:
        suspects.accuse(line, seat.code, seat.name, told)


def settle_elected(seat: ReadSeat) -> None:
    """Who is elected: as flagged; else whose position is the first; else who is alone in front. A tie is decided by
    lot, so that without flag and position nobody is.
    """
    if any(candidate.elected for candidate in seat.candidates):
        return
    printed = [position == 1 for position in seat.positions]
    if printed.count(True) != 1:
        ranks = places([candidate.votes for candidate in seat.candidates])
        printed = [rank == 1 and ranks.count(1) == 1 for rank in ranks]
    seat.candidates = [c._replace(elected=won) for c, won in zip(seat.candidates, printed, strict=True)]


def _share_misfit(seat: ReadSeat, votes: list[int]) -> tuple[int, str] | None:
    worst = misfit(votes, seat.shares, seat.decimals)
    if worst is None:
        return None
    who, printed = seat.candidates[worst], seat.shares[worst] or 0.0
    return seat.lines[worst], misfit_told(f"{who.family_name} ({who.party})", who.votes, sum(votes), printed)


def _place_misfit(seat: ReadSeat, votes: list[int]) -> tuple[int, str] | None:
    behind = misplaced(votes, seat.positions)
    if behind is not None:
        who = seat.candidates[behind]
        told = f"{who.family_name} ({who.party}) has {who.votes:,} votes, and stands behind somebody with fewer"
        return seat.lines[behind], told
    elected = [i for i, candidate in enumerate(seat.candidates) if candidate.elected]
    if len(elected) > 1:
        return seat.lines[elected[1]], "more than one candidate is elected"
    if elected and votes[elected[0]] < max(votes):
        family = seat.candidates[elected[0]].family_name
        return seat.lines[elected[0]], f"{family} is elected, and somebody else has more votes"
    return None


def _totals_misfit(seat: ReadSeat, votes: list[int]) -> tuple[int, str] | None:
    told = totals_misfit(votes, sum(votes) if seat.valid is None else seat.valid, seat.majority)
    if told is None and seat.electorate is not None and sum(votes) > seat.electorate:
        told = f"{sum(votes):,} votes are more than the electorate of {seat.electorate:,}"
    return (seat.line, told) if told else None
