"""Result files in the dialects of their publishers, made by the tests."""

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
CARLISLE_2017 = SeatResult(
    "E14000620",
    "Carlisle",
    (
        Stood("John", "Stevenson", "Conservative", "Con", 21472),
        Stood("Ruth", "Alcroft", "Labour", "Lab", 18873),
        Stood("Peter", "Thornton", "Liberal Democrat", "LD", 1256),
        Stood("Fiona", "Mills", "UK Independence Party", "UKIP", 1455),
    ),
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

PARLIAMENT = (
    "Parliament number,General election polling date,General election is notional,Country name,English region name,"
    "Constituency name,Constituency geographic code,Electorate,Election polling date,Election is by-election,"
    "Election valid vote count,Election invalid vote count,Election result summary,Candidate family name,"
    "Candidate given name,Main party name,Main party abbreviation,Adjunct party name,Adjunct party abbreviation,"
    "Candidate is standing as Commons Speaker,Candidate is standing as independent,"
    "Candidate is notional political party aggregate,Candidate vote count,Candidate vote share,Candidate vote change,"
    "Majority,Candidate result position"
)
DEMOCRACY_CLUB = (
    "person_id,person_name,election_id,ballot_paper_id,election_date,election_current,party_name,party_id,gss,"
    "post_label,cancelled_poll,seats_contested,votes_cast,elected,tied_vote_winner,rank,turnout_reported,"
    "spoilt_ballots,total_electorate,turnout_percentage,results_source"
)
STANDING = DEMOCRACY_CLUB.partition(",votes_cast")[0].replace("gss,", "")
"""The same export before anybody has voted."""

DEMOCRACY_CLUB_2019 = (
    "id,name,honorific_prefix,honorific_suffix,gender,birth_date,election,party_id,party_name,post_id,post_label,"
    "mapit_url,elected,email,gss_code,party_ec_id,cancelled_poll"
)
DEMOCRACY_CLUB_2015 = "name,id,party,constituency,mapit_id,mapit_url,gss_code,email,party_id,linkedin_url,elected"

_DEMOCRACY_CLUB_PARTIES = {
    "Conservative": ("Conservative and Unionist Party", "PP52"),
    "Labour": ("Labour Party", "PP53"),
    "Labour and Co-operative": ("Labour and Co-operative Party (Joint Description with Labour)", "joint-party:53-119"),
    "Liberal Democrat": ("Liberal Democrats", "PP90"),
    "UK Independence Party": ("UK Independence Party (UKIP)", "PP85"),
    "Green": ("Green Party", "PP63"),
    "Independent": ("Independent", "ynmp-party:2"),
    "Speaker": ("Speaker seeking re-election", "ynmp-party:12522"),
}

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


def by_parliament(
    *seats: SeatResult, day: str = "2015-05-07", notional: str = "false", wrong: Mapping[str, int] | None = None
) -> bytes:
    """As electionresults.parliament.uk: best placed first, who is first by position where votes are equal.

    `wrong` figures (by the title of their column) are added to the right ones.
    """
    titles = PARLIAMENT.split(",")
    lines = [titles]
    for seat in seats:
        stood = sorted(seat.stood, key=lambda stood: -stood.votes)
        total = sum(candidate.votes for candidate in stood)
        for position, who in enumerate(stood, 1):
            labelled = who.party not in {"Independent", "Speaker"}
            main, _, adjunct = who.party.partition(" and ")
            figures = {
                "Electorate": seat.electorate, "Election valid vote count": total, "Election invalid vote count": 59,
                "Candidate vote count": who.votes, "Candidate result position": position,
            } | ({"Majority": who.votes - stood[1].votes} if position == 1 else {})  # fmt: skip
            known = {title: str(figure + (wrong or {}).get(title, 0)) for title, figure in figures.items()} | {
                "General election polling date": day, "General election is notional": notional,
                "Country name": seat.region[1], "English region name": seat.region[0], "Constituency name": seat.name,
                "Constituency geographic code": seat.code, "Candidate family name": who.family,
                "Candidate given name": who.given, "Main party name": main if labelled else "",
                "Main party abbreviation": who.abbreviation if labelled else "", "Adjunct party name": adjunct,
                "Candidate is standing as Commons Speaker": str(who.party == "Speaker").lower(),
                "Candidate is standing as independent": str(who.party == "Independent").lower(),
                "Candidate is notional political party aggregate": notional,
                "Candidate vote share": str(who.votes / total),
            }  # fmt: skip
            lines.append([known.get(title, "") for title in titles])
    return written(lines, "\n")


def by_democracy_club(
    *seats: SeatResult,
    day: str = "2015-05-07",
    coded: bool = False,
    elected: str | None = None,
    changed: Mapping[str, str] | None = None,
    header: str = DEMOCRACY_CLUB,
) -> bytes:
    """As Democracy Club's export with results. `elected` is a family name, else who has most votes; `changed` are
    cells by the title of their column.
    """
    titles = header.split(",")
    lines = [titles]
    for seat in seats:
        most = max(stood.votes for stood in seat.stood)
        for nth, who in enumerate(seat.stood):
            party, party_id = _DEMOCRACY_CLUB_PARTIES[who.party]
            won = who.family == elected if elected else who.votes == most
            known = {
                "person_id": f"{seat.code[1:]}{nth}", "person_name": f"{who.given} {who.family}",
                "election_id": f"parl.{day}", "ballot_paper_id": f"parl.{seat.name.replace(' ', '-').lower()}.{day}",
                "election_date": day, "party_name": party, "party_id": party_id,
                "gss": seat.code if coded else "", "post_label": seat.name, "cancelled_poll": "f",
                "votes_cast": str(who.votes), "elected": "t" if won else "f", "total_electorate": str(seat.electorate),
                "spoilt_ballots": "59",
            } | dict(changed or {})  # fmt: skip
            lines.append([known.get(title, "") for title in titles])
    return written(lines, "\r\n")


def standing(*seats: SeatResult, day: str = "2017-06-08", changed: Mapping[str, str] | None = None) -> bytes:
    """As Democracy Club's export of who stands, without votes and without codes."""
    return by_democracy_club(*seats, day=day, header=STANDING, changed=changed)


def standing_2019(*seats: SeatResult, day: str = "2019-12-12") -> bytes:
    """As Democracy Club gave it out until 2022: the code is in the post."""
    return _older(DEMOCRACY_CLUB_2019, seats, {"election": f"parl.{day}", "cancelled_poll": "False"})


def standing_2015(*seats: SeatResult) -> bytes:
    """As Democracy Club gave it out in 2015."""
    return _older(DEMOCRACY_CLUB_2015, seats, {})


def _older(header: str, seats: Iterable[SeatResult], same: Mapping[str, str]) -> bytes:
    titles = header.split(",")
    lines = [titles]
    for seat in seats:
        for nth, who in enumerate(seat.stood):
            party, party_id = _DEMOCRACY_CLUB_PARTIES[who.party]
            known = {
                "id": f"{seat.code[1:]}{nth}", "name": f"{who.given} {who.family}", "party": party, "party_name": party,
                "party_ec_id": party_id, "party_id": party_id.replace("PP", "party:"), "post_label": seat.name,
                "constituency": seat.name, "post_id": f"WMC:{seat.code}",
                "gss_code": seat.code if "constituency" in titles else "",
            } | dict(same)  # fmt: skip
            lines.append([known.get(title, "") for title in titles])
    return written(lines, "\n")


def notional(*seats: SeatResult, header: str = SPACED) -> bytes:
    """Estimates in the Library's dialect: parties without candidates, and lines for all small parties together."""
    unnamed = []
    for seat in seats:
        small = [stood.votes for stood in seat.stood if stood.votes < _SMALL]
        sums = [Stood("", "", "NA", "TOTOTHV", sum(small)), Stood("", "", "NA", "MAXOTHV", max(small, default=0))]
        nobody = [Stood("", "", who.party, who.abbreviation, who.votes) for who in seat.stood]
        unnamed.append(SeatResult(seat.code, seat.name, [*nobody, *sums]))
    lines = list(csv.reader(io.StringIO(by_candidate(*unnamed, header=header).decode(), newline="")))
    votes, share, code = (lines[0].index(title) for title in ("Votes", "Share", "ONS ID"))
    totals = {seat.code: sum(stood.votes for stood in seat.stood) for seat in seats}
    for line in lines[1:]:
        line[share] = f"{int(line[votes]) / totals[line[code]]:.6f}"
    return written(lines, "\n")


_SMALL = 1000


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


def workbook(
    data: bytes, *, sheet: str = "Data", above: Sequence[str] = ("Results", "[Note 1] Of valid votes")
) -> bytes:
    """The lines of that CSV as the Library's workbook has them: figures as numbers, titles above, sheets around."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.create_sheet("Notes").append(["Note number", "Note text"])
    lines = book.create_sheet(sheet)
    for title in above:
        lines.append([title])
    for cells in csv.reader(io.StringIO(data.decode(), newline="")):
        lines.append([_figure(cell) for cell in cells])
    book.create_sheet("About").append(["Licence: Open Parliament Licence"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _figure(cell: str) -> str | float | None:
    """Excel keeps every number as one with decimals."""
    try:
        return float(cell)
    except ValueError:
        return cell or None
