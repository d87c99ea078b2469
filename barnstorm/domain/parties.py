"""Parties as result files and people name them.

A party is known by its short code, the abbreviation the House of Commons Library publishes. Names are matched whole,
never in part: the Social Democratic and Labour Party, Socialist Labour and the Labour Party are three parties.
"""

import re
from collections.abc import Mapping
from functools import cache

from barnstorm.domain.names import fold
from barnstorm.errors.seat import NoAlliance

SPEAKER = "Spk"
INDEPENDENT = "Ind"

_KNOWN: dict[str, tuple[str, ...]] = {
    "Con": ("Conservative", "Conservatives", "Conservative Party", "Conservative and Unionist Party", "Tory", "Tories"),
    "Lab": ("Labour", "Labour Party", "Labour and Co-operative", "Labour and Co-operative Party", "Labour Co-operative",
            "Labour Co-op", "Lab Co-op", "Lab Coop", "Labour and Co-operative Party (Joint Description with Labour)"),
    "LD": ("Liberal Democrat", "Liberal Democrats", "Lib Dem", "Lib Dems", "LibDem", "LibDems"),
    "Green": ("Green", "Greens", "Green Party", "Green Party of England and Wales", "The Green Party", "GRN"),
    "UKIP": ("UK Independence Party", "UKIP", "UK Independence Party (UKIP)", "United Kingdom Independence Party"),
    "RUK": ("Reform UK", "Reform"),
    "Brexit": ("Brexit Party", "The Brexit Party", "Brexit"),
    "SNP": ("Scottish National Party", "Scottish National Party (SNP)"),
    "PC": ("Plaid Cymru", "Plaid", "Plaid Cymru - The Party of Wales"),
    "Alliance": ("Alliance", "Alliance Party", "Alliance Party of Northern Ireland", "APNI",
                 "Alliance - Alliance Party of Northern Ireland"),
    "DUP": ("Democratic Unionist Party", "Democratic Unionist Party - D.U.P."),
    "SF": ("Sinn Féin",),
    "SDLP": ("Social Democratic and Labour Party", "SDLP (Social Democratic & Labour Party)"),
    "UUP": ("Ulster Unionist Party",),
    SPEAKER: ("Speaker", "The Speaker", "Commons Speaker", "Speaker seeking re-election"),
    INDEPENDENT: ("Independent", "Independents"),
}  # fmt: skip
"""Short code -> the name a party is shown by, then what else it is called."""

_SHORT = 12
"""As many letters as Conservative has."""

_CODE = {fold(name): code for code, names in _KNOWN.items() for name in (code, *names)}


@cache
def code_of(name: str, abbreviation: str = "") -> str:
    """The short code of a party, by its published name or abbreviation; what a stranger is called is its code.

    `Labour and Co-operative` is Labour: one party with two names on the ballot paper.
    """
    return _CODE.get(fold(name)) or _CODE.get(fold(abbreviation)) or abbreviation or name


@cache
def counted_as(name: str, code: str = "") -> str:
    """The name under which a party is shown and compared: `Labour` for `Labour and Co-operative`."""
    known = _CODE.get(fold(name))
    if known is None:
        return name or code
    return _KNOWN[known][0]


def short_name(name: str) -> str:
    """A party's name where there is little room: `SNP` for the Scottish National Party, but `Labour`."""
    return name if len(name) <= _SHORT else shortest_name(name)


def shortest_name(name: str) -> str:
    """A party's name where there is no room at all: `Con`."""
    return _CODE.get(fold(name), name)


def is_speaker(code: str) -> bool:
    """The Speaker stands without a party and the main parties stand aside: no challenger, no swing."""
    return code == SPEAKER


def is_independent(code: str) -> bool:
    """Independents share a label and nothing else: they are never added together."""
    return code == INDEPENDENT


def allied(text: str, standing: Mapping[str, str]) -> frozenset[str]:
    """The short codes of `Lab+LD+Green`, or of the parties' names. `standing`: the code of each party's name here.

    NoAlliance for a name nobody knows, and for independents and the Speaker, whom no party can count on.
    """
    here = {fold(name): code for party, code in standing.items() for name in (party, code)}
    codes = set()
    for name in filter(None, (part.strip() for part in re.split(r"[+,/]", text))):
        code = here.get(fold(name)) or _CODE.get(fold(name))
        if code is None:
            raise NoAlliance(text, f"no party is called “{name}”")
        if is_independent(code) or is_speaker(code):
            raise NoAlliance(text, f"“{name}” is no party")
        codes.add(code)
    if not codes:
        raise NoAlliance(text, "it names no party")
    return frozenset(codes)
