"""Result files in the dialects of the House of Commons Library, made by the tests."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NORTH_WEST = ("North West", "England")


@dataclass(frozen=True)
class Stood:
    given: str
    family: str
    party: str
    abbreviation: str
    votes: int


@dataclass(frozen=True)
class SeatResult:
    code: str
    name: str
    stood: Sequence[Stood]
    electorate: int = 65827
    region: tuple[str, str] = NORTH_WEST
    printed: dict[str, str] = field(default_factory=dict)
    """Family name -> what the file says of the votes, where that is not what the share says."""


CARLISLE = SeatResult(
    "E14000620",
    "Carlisle",
    (
        Stood("Lee", "Sherriff", "Labour", "Lab", 16099),
        Stood("John", "Stevenson", "Conservative", "Con", 18873),
        Stood("Fiona", "Mills", "UK Independence Party", "UKIP", 5277),
        Stood("Helen", "Davison", "Green", "Green", 1125),
        Stood("Loraine", "Birchall", "Liberal Democrat", "LD", 1087),
        Stood("Alfred", "Okam", "Independent", "Ind", 126),
    ),
)
BARROW = SeatResult(
    "E14000543",
    "Barrow and Furness",
    (
        Stood("John", "Woodcock", "Labour and Co-operative", "Lab", 18320),
        Stood("Simon", "Fell", "Conservative", "Con", 17525),
        Stood("Nigel", "Cecil", "UK Independence Party", "UKIP", 5070),
        Stood("Clive", "Peaple", "Liberal Democrat", "LD", 1169),
        Stood("Robert", "O'Hara", "Green", "Green", 1061),
        Stood("Ian", "Jackson", "Independent", "Ind", 130),
    ),
    electorate=68338,
)
CARLISLE_2024 = SeatResult(
    "E14001152",
    "Carlisle",
    (Stood("Julie", "Minns", "Labour", "Lab", 18129), Stood("John", "Stevenson", "Conservative", "Con", 12929)),
)
WORKINGTON = SeatResult(
    "E14001053",
    "Workington",
    (
        Stood("Sue", "Hayman", "Labour", "Lab", 16282),
        Stood("Rozila", "Kana", "Conservative", "Con", 11596),
        Stood("Mark", "Jenkinson", "UK Independence Party", "UKIP", 7538),
    ),
)

UNDERSCORED = (
    "ons_id,ons_region_id,constituency_name,county_name,region_name,country_name,constituency_type,party_name,"
    "party_abbreviation,firstname,surname,gender,sitting_mp,former_mp,votes,share,change"
)
SPACED = (
    "ONS ID,ONS region ID,Constituency name,County name,Region name,Country name,Constituency type,Party name,"
    "Party abbreviation,Electoral Commission party ID,MNIS party ID,Electoral Commission adjunct party ID,"
    "Candidate first name,Candidate surname,Candidate gender,Sitting MP,Former MP,Member MNIS ID,Votes,Share,Change,"
    "DC Person ID"
)
TOTALS = (
    "ons_id,constituency_name,region_name,country_name,declaration_time,result,first_party,second_party,electorate,"
    "valid_votes,invalid_votes,majority,con,lab,other"
)

_FIELDS = {
    "ons_id": "code", "constituency_name": "name", "region_name": "region", "country_name": "country",
    "party_name": "party", "party_abbreviation": "abbreviation", "firstname": "given", "surname": "family",
    "votes": "votes", "share": "share", "ONS ID": "code", "Constituency name": "name", "Region name": "region",
    "Country name": "country", "Party name": "party", "Party abbreviation": "abbreviation",
    "Candidate first name": "given", "Candidate surname": "family", "Votes": "votes", "Share": "share",
}  # fmt: skip

Arranged = Callable[[list[str]], Iterable[str]]


def by_candidate(
    *seats: SeatResult, header: str = UNDERSCORED, end: str = "\r\n", arranged: Arranged = lambda titles: titles
) -> bytes:
    """A line a candidate, under that header's titles in the order that `arranged` gives them."""
    titles = list(arranged(header.split(",")))
    lines = [titles]
    for seat in seats:
        total = sum(stood.votes for stood in seat.stood)
        for stood in seat.stood:
            known = {
                "code": seat.code, "name": seat.name, "region": seat.region[0], "country": seat.region[1],
                "party": stood.party, "abbreviation": stood.abbreviation, "given": stood.given,
                "family": stood.family, "votes": seat.printed.get(stood.family, str(stood.votes)),
                "share": f"{stood.votes / total:.6f}",
            }  # fmt: skip
            lines.append([known.get(_FIELDS.get(title, ""), "") for title in titles])
    return written(lines, end)


def by_constituency(*seats: SeatResult, thousands: bool = False, wrong: Mapping[str, int] | None = None) -> bytes:
    """A line a seat; `wrong` figures (valid_votes, majority, electorate) are added to the right ones."""
    lines = [TOTALS.split(",")]
    for seat in seats:
        votes = sorted((stood.votes for stood in seat.stood), reverse=True)
        figures = {
            "electorate": seat.electorate,
            "valid_votes": sum(votes),
            "invalid_votes": 59,
            "majority": votes[0] - votes[1],
        }
        shown = {k: f"{v + (wrong or {}).get(k, 0):{',' if thousands else ''}}" for k, v in figures.items()}
        known = shown | {"ons_id": seat.code, "constituency_name": seat.name, "region_name": "North West"}
        lines.append([known.get(title, "") for title in lines[0]])
    return written(lines, "\n")


def written(lines: Iterable[Sequence[str]], end: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(lines)
    return out.getvalue().encode()
