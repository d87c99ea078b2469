"""A candidate's line as each publisher writes it, in one form. Nothing is judged here; texts are as in the file."""

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import NamedTuple

from barnstorm.domain.names import split_name
from barnstorm.domain.parties import INDEPENDENT, SPEAKER
from barnstorm.domain.seats import tidy_name
from barnstorm.files.seats.kinds import (
    BY_CANDIDATE,
    DEMOCRACY_CLUB,
    DEMOCRACY_CLUB_2015,
    DEMOCRACY_CLUB_2019,
    PARLIAMENT,
    Kind,
)
from barnstorm.files.seats.table import Table


class Entry(NamedTuple):
    """Empty is what the file does not tell. `ballot` is the contest's key where the code of the seat may be missing,
    `person` a candidate's where one may have several lines. `notional` is not empty for an estimate.
    """

    code: str
    name: str
    party: str
    family: str
    votes: str
    given: str = ""
    abbreviation: str = ""
    region: str = ""
    country: str = ""
    share: str = ""
    electorate: str = ""
    invalid: str = ""
    valid: str = ""
    majority: str = ""
    position: str = ""
    elected: str = ""
    day: str = ""
    ballot: str = ""
    person: str = ""
    notional: str = ""


PSEUDO = frozenset({"TOTOTHV", "MAXOTHV"})
"""In notional results, lines for all small parties together and the largest of them, which have their own lines too."""

_OF_LIBRARY = 1 + Entry._fields.index("electorate")

_Fields = Mapping[str, str]

_TRUE = {"t", "true", "1", "yes"}

_PARTY_IDS = {
    "PP51": "Con", "PP52": "Con", "PP53": "Lab", "joint-party:53-119": "Lab", "PP90": "LD", "PP63": "Green",
    "PP84": "UKIP", "PP85": "UKIP", "PP102": "SNP", "PP77": "PC", "PP103": "Alliance", "PP70": "DUP", "PP39": "SF",
    "PP55": "SDLP", "PP83": "UUP", "ynmp-party:2": INDEPENDENT, "ynmp-party:12522": SPEAKER,
}  # fmt: skip
"""The Electoral Commission's number, or Democracy Club's own -> our code, for parties whose names vary."""


def entries(table: Table) -> Callable[[list[str]], Entry | None]:
    """From a line's cells, as many as the header has, to its entry; None for a line that is no candidate's result."""
    if table.kind is BY_CANDIDATE:
        return _library(table)
    at, read = table.at, _READERS[table.kind]
    return lambda cells: read({field: cells[place] for field, place in at.items()})


def _library(table: Table) -> Callable[[list[str]], Entry]:
    """Its files have only the first fields of an entry, and are what is imported most: so no names on the way."""
    # An empty cell after the last serves the columns that are not there.
    pick = itemgetter(*(table.at.get(field, table.width) for field in Entry._fields[:_OF_LIBRARY]))
    if "given" in table.at and "day" not in table.at:
        return lambda cells: Entry(*pick([*cells[: table.width], ""]))

    def whole(cells: list[str]) -> Entry:
        entry = Entry(*pick([*cells[: table.width], ""]))
        if "given" not in table.at:
            given, family = split_name(entry.family)
            entry = entry._replace(given=given, family=family)
        if "day" not in table.at:
            return entry
        # By-elections of many years stand in one file: each seat's of each day is a contest of its own.
        day = _iso(cells[table.at["day"]])
        return entry._replace(day=day, ballot=f"{entry.code.strip()} {day}")

    return whole


def _of_parliament(fields: _Fields) -> Entry:
    party, abbreviation = _party(fields)
    own = {"adjunct", "speaker", "independent", "aggregate", "notional", "general day"}
    return Entry(**{
        **{field: cell for field, cell in fields.items() if field not in own},
        "party": party,
        "abbreviation": abbreviation,
        "notional": "t" if _yes(fields, "notional") or _yes(fields, "aggregate") else "",
        # One seat of 2010 voted three weeks after the others, and in the same general election.
        "day": fields.get("general day", "").strip() or fields.get("day", "").strip(),
    })  # fmt: skip


def _party(fields: _Fields) -> tuple[str, str]:
    """Labour with Co-operative beside it is `Labour and Co-operative`, as the Library writes it."""
    if _yes(fields, "speaker"):
        return "Speaker", SPEAKER
    if _yes(fields, "independent"):
        return "Independent", INDEPENDENT
    main, adjunct = tidy_name(fields["party"]), tidy_name(fields.get("adjunct", ""))
    return f"{main} and {adjunct}" if adjunct else main, fields.get("abbreviation", "")


def _of_democracy_club(fields: _Fields) -> Entry | None:
    ballot = fields["ballot"].strip()
    if not ballot.startswith("parl.") or _yes(fields, "cancelled"):
        return None
    given, family = split_name(fields["family"])
    return Entry(
        code=_code(fields.get("code", "").strip() or fields.get("post", "").strip()),
        name=fields["name"],
        party=fields["party"],
        family=family,
        votes=fields.get("votes", ""),
        given=given,
        abbreviation=_PARTY_IDS.get(fields.get("party id", "").strip(), ""),
        electorate=fields.get("electorate", ""),
        invalid=fields.get("invalid", ""),
        elected="t" if _yes(fields, "elected") or _yes(fields, "lot") else "",
        day=fields.get("day", "").strip(),
        ballot=ballot,
        person=fields.get("person", "").strip(),
    )


def _of_democracy_club_2019(fields: _Fields) -> Entry | None:
    election = fields["ballot"].strip()
    if not election.startswith("parl.") or _yes(fields, "cancelled"):
        return None
    code = _code(fields["post"].strip())
    return _nominated(fields, code, ballot=f"{election} {fields['post']}", day=_last_day(election))


def _of_democracy_club_2015(fields: _Fields) -> Entry:
    return _nominated(fields, fields["code"].strip())


def _nominated(fields: _Fields, code: str, *, ballot: str = "", day: str = "") -> Entry:
    given, family = split_name(fields["family"])
    abbreviation = _PARTY_IDS.get(fields.get("party id", "").strip().replace("party:", "PP"), "")
    return Entry(
        code, fields["name"], fields["party"], family, "", given, abbreviation,
        day=day, ballot=ballot, person=fields.get("person", "").strip(),
    )  # fmt: skip


_READERS: Mapping[Kind, Callable[[_Fields], Entry | None]] = {
    PARLIAMENT: _of_parliament,
    DEMOCRACY_CLUB: _of_democracy_club,
    DEMOCRACY_CLUB_2019: _of_democracy_club_2019,
    DEMOCRACY_CLUB_2015: _of_democracy_club_2015,
}


def _code(stated: str) -> str:
    """The seat's code, also out of the key of its post: `gss:E14000620`, `WMC:E14000620`."""
    kind, _, code = stated.rpartition(":")
    return code if kind in {"", "gss", "WMC"} else ""


def _last_day(election: str) -> str:
    """The polling day at the end of an election's key: `2019-12-12` of `parl.2019-12-12`."""
    found = re.search(r"\d{4}-\d{2}-\d{2}$", election)
    return found[0] if found else ""


def _iso(day: str) -> str:
    """`2017-02-23` for `23/02/2017`; another day as it is."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", day.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else day.strip()


def _yes(fields: _Fields, field: str) -> bool:
    return fields.get(field, "").strip().casefold() in _TRUE
