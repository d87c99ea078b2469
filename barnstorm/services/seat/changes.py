"""What importing a file again changes in a seat, in words: so that somebody can see what a publisher corrected."""

from collections.abc import Iterator, Sequence

from barnstorm.domain.names import join_name
from barnstorm.files.seats import ReadCandidate, ReadNominee
from barnstorm.rows.seat_import import SeatChangeRow
from barnstorm.services.seat.register import Contest, SeatFacts


def result_changes(before: Contest, after: Contest) -> list[SeatChangeRow]:
    """Of a contest with candidates, and of its electorate where one was known. What is known for the first time is
    no change.
    """
    if before.notional != after.notional:
        return changes_of(after.seat, ["a count of votes takes the place of the notional result"])
    told = list(_votes(before.candidates, after.candidates)) if before.candidates and after.candidates else []
    for sentence, was, now in (
        ("an electorate of {:,}, not {:,}", before.electorate, after.electorate),
        ("{:,} invalid votes, not {:,}", before.invalid_votes, after.invalid_votes),
    ):
        if was is not None and now is not None and was != now:
            told.append(sentence.format(now, was))
    return changes_of(after.seat, told)


def standing_changes(
    seat: SeatFacts, before: Sequence[ReadNominee], fresh: Sequence[ReadNominee], gone: Sequence[ReadNominee]
) -> list[SeatChangeRow]:
    """Who is new in a seat and who has withdrawn; nothing where nobody was known to stand `before`."""
    if not before:
        return []
    left = {nominee.name: nominee for nominee in gone}
    told = []
    for nominee in fresh:
        was = left.pop(nominee.name, None)
        told.append(
            f"{nominee.name} stands for {nominee.party}, not {was.party}"
            if was
            else f"{nominee.name} ({nominee.party}) stands"
        )
    told += [f"{nominee.name} ({nominee.party}) has withdrawn" for nominee in left.values()]
    return changes_of(seat, told)


def changes_of(seat: SeatFacts, told: Sequence[str]) -> list[SeatChangeRow]:
    return [SeatChangeRow(seat=seat.name, seat_code=seat.code, change=what) for what in told]


def _votes(before: Sequence[ReadCandidate], after: Sequence[ReadCandidate]) -> Iterator[str]:
    was, now = ({_who(c): c for c in candidates} for candidates in (before, after))
    for who, candidate in now.items():
        known = was.get(who)
        if known is None:
            yield f"{who} is new, with {candidate.votes:,} votes"
        elif known.votes != candidate.votes:
            yield f"{who} has {candidate.votes:,} votes, not {known.votes:,}"
        if known is not None and candidate.elected and not known.elected:
            yield f"{who} is elected"
    yield from (f"{who} is not there any more" for who in was if who not in now)


def _who(candidate: ReadCandidate) -> str:
    name = join_name(candidate.given_name, candidate.family_name)
    return f"{name} ({candidate.party})" if name else candidate.party
