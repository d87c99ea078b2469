"""A candidate's line as each publisher writes it, in one form. Nothing is judged here; texts are as in the file."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import NamedTuple

from barnstorm.domain.names import split_name
from barnstorm.domain.parties import INDEPENDENT, SPEAKER
from barnstorm.domain.seats import tidy_name
from barnstorm.errors.results import NotResults
from barnstorm.files.seats.kinds import BY_CANDIDATE, PARLIAMENT
from barnstorm.files.seats.table import Table


class Entry(NamedTuple):
    """Empty is what the file does not tell. `ballot` is the contest's key where the code of the seat may be missing,
    `person` a candidate's where one may have several lines.
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


_OF_LIBRARY = 1 + Entry._fields.index("electorate")

_Fields = Mapping[str, str]

_TRUE = {"t", "true", "1", "yes"}

_PARTY_IDS = {
    "PP51": "Con", "PP52": "Con", "PP53": "Lab", "joint-party:53-119": "Lab", "PP90": "LD", "PP63": "Green",
    "PP84": "UKIP", "PP85": "UKIP", "PP102": "SNP", "PP77": "PC", "ynmp-party:2": INDEPENDENT,
    "ynmp-party:12522": SPEAKER,
}  # fmt: skip
"""The Electoral Commission's number, or Democracy Club's own -> our code, for parties whose names vary."""


def entries(table: Table) -> Callable[[list[str]], Entry | None]:
    """From a line's cells, as many as the header has, to its entry; None for a line that is no candidate's result."""
    if table.kind is BY_CANDIDATE:
        return _library(table)
    at, read = table.at, _of_parliament if table.kind is PARLIAMENT else _of_democracy_club
    return lambda cells: read({field: cells[place] for field, place in at.items()})


def _library(table: Table) -> Callable[[list[str]], Entry]:
    """Its files have only the first fields of an entry, and are what is imported most: so no names on the way."""
    # An empty cell after the last serves the columns that are not there.
    pick = itemgetter(*(table.at.get(field, table.width) for field in Entry._fields[:_OF_LIBRARY]))
    if "given" in table.at:
        return lambda cells: Entry(*pick([*cells[: table.width], ""]))

    def split(cells: list[str]) -> Entry:
        entry = Entry(*pick([*cells[: table.width], ""]))
        given, family = split_name(entry.family)
        return entry._replace(given=given, family=family)

    return split


def _of_parliament(fields: _Fields) -> Entry:
    if _yes(fields, "notional") or _yes(fields, "aggregate"):
        raise NotResults(
            "its results are notional, estimates of an earlier election on later boundaries",
            "Import the election as it was held.",
        )
    party, abbreviation = _party(fields)
    own = {"adjunct", "speaker", "independent", "aggregate", "notional", "general day"}
    return Entry(**{
        **{field: cell for field, cell in fields.items() if field not in own},
        "party": party,
        "abbreviation": abbreviation,
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
    stated = fields.get("code", "").strip() or fields.get("post", "").strip()
    kind, _, code = stated.rpartition(":")
    return Entry(
        code=code if kind in {"", "gss", "WMC"} else "",
        name=fields["name"],
        party=fields["party"],
        family=family,
        votes=fields["votes"],
        given=given,
        abbreviation=_PARTY_IDS.get(fields.get("party id", "").strip(), ""),
        electorate=fields.get("electorate", ""),
        invalid=fields.get("invalid", ""),
        elected="t" if _yes(fields, "elected") or _yes(fields, "lot") else "",
        day=fields.get("day", "").strip(),
        ballot=ballot,
        person=fields.get("person", "").strip(),
    )


def _yes(fields: _Fields, field: str) -> bool:
    return fields.get(field, "").strip().casefold() in _TRUE
