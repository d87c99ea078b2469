"""A seat, an import, a stand-aside: each on one screen."""

from collections.abc import Sequence

from barnstorm.output.columns import share, thousands
from barnstorm.rows.seat import (
    AllianceRow,
    CandidateRow,
    ContestRow,
    ResultImportRow,
    SeatDetail,
    SeatRow,
    StandAsideRow,
)

BAR = 20
"""How many characters long the bar of all votes would be."""

Card = list[tuple[str, str]]


def seat_card(row: SeatRow) -> Card:
    place = ", ".join(dict.fromkeys(part for part in (row.region, row.country) if part))
    aim = f"to {row.aim}{f', with {row.cluster}' if row.cluster else ''}" if row.aim else (row.cluster or "")
    return [
        ("seat", f"{row.name} ({row.code})"),
        ("in", place),
        ("aim", aim),
        ("election", row.election or ""),
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
        ("stood aside", "\n".join(_aside(aside) for aside in row.stand_asides)),
        ("earlier", "\n".join(_earlier(contest) for contest in row.earlier)),
        ("also called", ", ".join(row.aliases)),
        events,
    ]


def import_card(row: ResultImportRow) -> Card:
    counts = ("created", "updated", "unchanged", "skipped", "errors", "removed")
    told = ", ".join(f"{getattr(row, name):,} {name}" for name in counts if getattr(row, name)) or "nothing"
    return [
        ("election", f"{row.election}, {row.polling_day.day} {row.polling_day:%B %Y}"),
        ("file", f"{row.kind}, {row.rows:,} lines"),
        ("lines", told),
        ("seats", thousands(row.seats)),
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
    party = max((len(c.party) for c in results), default=0)
    name = max((len(c.name) for c in results), default=0)
    lines = (
        f"{c.party[:24]:<{min(party, 24)}}  {c.name[:20]:<{min(name, 20)}} {c.votes:>7,} {share(c.share):>7}  "
        f"{'█' * round(c.share * BAR)}"
        for c in results
    )
    return "\n".join(line.rstrip() for line in lines)


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
        return row.election
    return f"{row.election}: {row.held_by}, majority {row.majority:,} ({share(row.majority_share)})"


def _events(row: SeatRow) -> str:
    if not row.events:
        return ""
    return f"{row.events}, next {row.next_event}" if row.next_event else f"{row.events}, none ahead"
