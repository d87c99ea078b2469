"""A seat, an import, a stand-aside: each on one screen."""

from collections.abc import Sequence

from barnstorm.domain.parties import counted_as
from barnstorm.output.columns import share
from barnstorm.rows.seat import (
    AllianceRow,
    CandidateRow,
    ContestRow,
    SeatDetail,
    SeatRow,
    StandAsideRow,
)

BAR = 14
"""How many characters long the bar of all votes would be."""

NAME, PARTY = 20, 18
"""How much there is room for on a line of eighty characters."""

Card = list[tuple[str, str]]


def seat_card(row: SeatRow) -> Card:
    place = ", ".join(dict.fromkeys(part for part in (row.region, row.country) if part))
    aim = f"to {row.aim}{f', with {row.cluster}' if row.cluster else ''}" if row.aim else (row.cluster or "")
    return [
        ("seat", f"{row.name} ({row.code})"),
        ("in", place),
        ("aim", aim),
        ("election", _election(row)),
        ("held by", _held(row)),
        ("best placed", _best_placed(row)),
        ("events", _events(row)),
    ]


def detail_card(row: SeatDetail) -> Card:
    *first, events = seat_card(row)
    return [
        *first,
        ("turnout", _turnout(row)),
        ("result", _bars(row.results)),
        ("alliance", _alliance(row.alliance) if row.alliance else ""),
        ("standing", _standing(row)),
        ("not standing", ", ".join(_absent(row))),
        ("stood aside", "\n".join(_aside(aside) for aside in row.stand_asides)),
        ("earlier", "\n".join(_earlier(contest) for contest in row.earlier)),
        ("also called", ", ".join(row.aliases)),
        events,
    ]


def aside_card(row: StandAsideRow) -> Card:
    return [
        ("seat", f"{row.seat} ({row.seat_code})"),
        ("election", row.election),
        ("party", row.party),
        ("announced", row.announced_on.isoformat() if row.announced_on else ""),
        ("in return", "" if row.reciprocal is None else "yes" if row.reciprocal else "nothing"),
        ("candidate", row.prior_candidate),
        ("source", row.source),
    ]


def named(election: str, notional: bool) -> str:
    """`2019 general, notional`"""
    return f"{election}, notional" if notional else election


def _election(row: SeatRow) -> str:
    estimate = " (an estimate within newer boundaries)" if row.notional else ""
    return f"{named(row.election, row.notional)}{estimate}" if row.election else ""


def _standing(row: SeatDetail) -> str:
    """Everybody who stands, for which election; a party that stood aside and stands all the same is marked."""
    if row.coming is None:
        return ""
    aside = {aside.party for aside in row.stand_asides}
    people = []
    for who in row.standing:
        party = counted_as(who.party, who.party_code)
        marked = ", on record as standing aside" if party in aside else ""
        people.append(f"{who.name} ({_party(party, who.party_code)}{marked})")
    return f"at the {row.coming}: {', '.join(people)}"


def _absent(row: SeatDetail) -> list[str]:
    """The parties of last time that do not stand, marked if that was announced."""
    aside = {aside.party for aside in row.stand_asides}
    return [f"{party} (stood aside, see below)" if party in aside else party for party in row.not_standing]


def _held(row: SeatRow) -> str:
    if row.majority is None or row.majority_share is None:
        return row.held_by or ""
    if row.held_by is None:
        return "a tie, decided by lot"
    return f"{row.held_by}, majority {row.majority:,} ({share(row.majority_share)})"


def _best_placed(row: SeatRow) -> str:
    if row.best_placed is None or row.swing_needed is None:
        return ""
    return f"{row.best_placed}, on a swing of {share(row.swing_needed)}"


def _turnout(row: SeatDetail) -> str:
    if row.turnout is None:
        return f"{row.valid_votes:,} valid votes" if row.valid_votes else ""
    return f"{share(row.turnout)} ({row.valid_votes:,} valid votes of {row.electorate:,})"


def _bars(results: Sequence[CandidateRow]) -> str:
    parties = [_party(c.party, c.party_code) for c in results]
    party = max(map(len, parties), default=0)
    name = min(max((len(c.name) for c in results), default=0), NAME)
    lines = (
        f"{shown:<{party}}  {c.name[:NAME]:<{name}} {c.votes:>7,} {share(c.share):>7}  {_bar(c.share)}"
        for shown, c in zip(parties, results, strict=True)
    )
    return "\n".join(line.rstrip() for line in lines)


def _party(name: str, code: str) -> str:
    """A party's name, or if that is long its code, or what fits of it."""
    short = name if len(name) <= PARTY else code or name
    return short if len(short) <= PARTY else f"{short[: PARTY - 1]}…"


def _bar(part: float) -> str:
    halves = round(part * BAR * 2)
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _alliance(row: AllianceRow) -> str:
    together = f"{' + '.join(row.parties) or 'none of them stood'}: {row.votes:,} ({share(row.share)})"
    if row.opponent is None:
        return together
    verdict = f"{-row.lead:,} short of" if row.lead < 0 else f"{row.lead:,} ahead of"
    return f"{together}\n{verdict} {row.opponent} ({row.opponent_votes:,})"


def _aside(row: StandAsideRow) -> str:
    announced = f", announced {row.announced_on.isoformat()}" if row.announced_on else ""
    given = {True: ", in return for another", False: ", nothing in return", None: ""}[row.reciprocal]
    source = f"\n{row.source}" if row.source else ""
    return f"{row.party} at the {row.election}{announced}{given}{source}"


def _earlier(row: ContestRow) -> str:
    if row.held_by is None or row.majority is None or row.majority_share is None:
        return named(row.election, row.notional)
    return (
        f"{named(row.election, row.notional)}: {row.held_by}, majority {row.majority:,} ({share(row.majority_share)})"
    )


def _events(row: SeatRow) -> str:
    if not row.events:
        return ""
    ahead = f"{row.events}, next {row.next_event}" if row.next_event else f"{row.events}, none ahead"
    hosts = f"{row.hosts} {'host' if row.hosts == 1 else 'hosts'}"
    return f"{ahead}; {hosts}, {row.filled} {'place' if row.filled == 1 else 'places'} filled" if row.hosts else ahead
