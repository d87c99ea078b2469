"""One seat in full: its last result by candidate, the ones before it, an alliance, and who stands next time."""

from sqlmodel import Session, SQLModel

from barnstorm.domain.parties import allied, counted_as, is_independent
from barnstorm.domain.results import Candidate, alliance_lead, majority, places, winner
from barnstorm.domain.standing import stands_again
from barnstorm.rows.seat import AllianceRow, CandidateRow, ContestRow, NomineeRow, StandAsideRow
from barnstorm.services.seat.rows import Picture, aside_row, candidates_of, contests_of, part_of, rounded


def results_of(picture: Picture) -> tuple[CandidateRow, ...]:
    """Everybody's votes, best first. Equal votes share a place."""
    ranks = places([candidate.votes for candidate in picture.candidates])
    total = sum(candidate.votes for candidate in picture.candidates)
    return tuple(
        CandidateRow(rank, c.name, c.party, c.code, c.votes, part_of(c.votes, total), c.elected)
        for rank, c in zip(ranks, picture.candidates, strict=True)
    )


def asides_of(picture: Picture) -> tuple[StandAsideRow, ...]:
    return tuple(aside_row(picture.seat, picture.coming.election, aside) for aside in picture.coming.asides)


def nominees_of(picture: Picture) -> tuple[NomineeRow, ...]:
    """Who stands at the election to come, by name; nobody where that is not known."""
    standing = sorted(picture.coming.standing or (), key=lambda nominee: (nominee.party.casefold(), nominee.name))
    return tuple(NomineeRow(nominee.name, nominee.party, nominee.code) for nominee in standing)


def absent_from(picture: Picture) -> tuple[str, ...]:
    """The parties that stood last time and do not now, as far as it is known who does; independents by their names."""
    standing = picture.coming.standing
    if standing is None:
        return ()
    return tuple(_called(c) for c in picture.candidates if not stands_again(c, standing))


def earlier(session: Session, seat_id: int, picture: Picture) -> tuple[ContestRow, ...]:
    """The contests before the one that counts, the latest first."""
    if picture.contest is None:
        return ()
    before = [c for c in contests_of(session, seat_id=seat_id) if c.polling_day < picture.contest.polling_day]
    contest_table = SQLModel.metadata.tables["contest"]
    candidates = candidates_of(session, contest_table.c.id.in_([contest.id for contest in before]))
    rows = []
    for contest in sorted(before, key=lambda contest: contest.polling_day, reverse=True):
        stood = candidates.get(contest.id, [])
        won = winner(stood)
        held_by = counted_as(won.party, won.code) if won else None
        lead = majority(stood)
        part = None if lead is None else part_of(lead, contest.valid_votes)
        rows.append(ContestRow(contest.election, contest.polling_day, held_by, lead, part, contest.notional))
    return tuple(rows)


def alliance_of(picture: Picture, text: str) -> AllianceRow:
    """The parties that `text` names, taken together; NoAlliance if it names none."""
    candidates = picture.candidates
    lead = alliance_lead(candidates, allied(text, {c.party: c.code for c in candidates}))
    return AllianceRow(
        parties=tuple(counted_as(party) for party in lead.parties),
        votes=lead.alliance_votes,
        share=rounded(lead.alliance_share) or 0.0,
        opponent=counted_as(lead.opponent) if lead.opponent else None,
        opponent_votes=lead.opponent_votes,
        lead=lead.votes,
    )


def _called(candidate: Candidate) -> str:
    party = counted_as(candidate.party, candidate.code)
    return f"{candidate.name} ({party})" if is_independent(candidate.code) and candidate.name else party
