"""The kinds of result file there are, by the titles of their columns.

The Library has changed its titles over the years (`ons_id`, `ONS ID`); Parliament and Democracy Club have others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of file: what each column is called, in small letters with spaces for underscores. The first names it."""

    name: str
    titles: Mapping[str, Sequence[str]]
    optional: frozenset[str]

    @property
    def required(self) -> list[str]:
        return [field for field in self.titles if field not in self.optional]


BY_CANDIDATE = Kind(
    "by-candidate",
    {
        "code": ("ons id", "gss code"),
        "name": ("constituency name", "seat"),
        "region": ("region name", "region"),
        "country": ("country name", "country"),
        "party": ("party name", "party"),
        "abbreviation": ("party abbreviation",),
        "given": ("candidate first name", "firstname"),
        "family": ("candidate surname", "surname", "candidate"),
        "votes": ("votes",),
        "share": ("share",),
        "electorate": ("electorate",),
        "day": ("election date", "polling date"),
    },
    frozenset({"region", "country", "abbreviation", "given", "electorate", "day"}),
)
BY_CONSTITUENCY = Kind(
    "by-constituency",
    {
        "code": ("ons id", "gss code"),
        "name": ("constituency name", "seat"),
        "region": ("region name", "region"),
        "country": ("country name", "country"),
        "electorate": ("electorate",),
        "valid": ("valid votes",),
        "invalid": ("invalid votes",),
        "majority": ("majority",),
    },
    frozenset({"region", "country", "invalid"}),
)
PARLIAMENT = Kind(
    "electionresults.parliament.uk candidacies",
    {
        "code": ("constituency geographic code",),
        "name": ("constituency name",),
        "family": ("candidate family name",),
        "party": ("main party name",),
        "votes": ("candidate vote count",),
        "position": ("candidate result position",),
        "given": ("candidate given name",),
        "region": ("english region name",),
        "country": ("country name",),
        "abbreviation": ("main party abbreviation",),
        "adjunct": ("adjunct party name",),
        "speaker": ("candidate is standing as commons speaker",),
        "independent": ("candidate is standing as independent",),
        "aggregate": ("candidate is notional political party aggregate",),
        "notional": ("general election is notional",),
        "share": ("candidate vote share",),
        "electorate": ("electorate",),
        "valid": ("election valid vote count",),
        "invalid": ("election invalid vote count",),
        "majority": ("majority",),
        "general day": ("general election polling date",),
        "day": ("election polling date",),
    },
    frozenset({
        "given", "region", "country", "abbreviation", "adjunct", "speaker", "independent", "aggregate", "notional",
        "share", "electorate", "valid", "invalid", "majority", "general day", "day",
    }),
)  # fmt: skip
DEMOCRACY_CLUB = Kind(
    "Democracy Club candidates or results",
    {
        "ballot": ("ballot paper id",),
        "family": ("person name",),
        "name": ("post label",),
        "party": ("party name",),
        "votes": ("votes cast",),
        "elected": ("elected",),
        "person": ("person id",),
        "code": ("gss",),
        "post": ("post id",),
        "party id": ("party id",),
        "cancelled": ("cancelled poll",),
        "lot": ("tied vote winner",),
        "electorate": ("total electorate",),
        "invalid": ("spoilt ballots",),
        "day": ("election date",),
    },
    frozenset({
        "votes", "elected", "person", "code", "post", "party id", "cancelled", "lot", "electorate", "invalid", "day",
    }),
)  # fmt: skip
"""Without its columns of results, or with nothing in them, it tells who stands."""

DEMOCRACY_CLUB_2019 = Kind(
    "Democracy Club candidates of 2019",
    {
        "ballot": ("election",),
        "family": ("name",),
        "name": ("post label",),
        "party": ("party name",),
        "post": ("post id",),
        "person": ("id",),
        "party id": ("party ec id",),
        "cancelled": ("cancelled poll",),
    },
    frozenset({"person", "party id", "cancelled"}),
)
"""Until 2022 it had the seat's code in its post (`WMC:E14000620`); its own column of codes is empty."""

DEMOCRACY_CLUB_2015 = Kind(
    "Democracy Club candidates of 2015",
    {
        "family": ("name",),
        "name": ("constituency",),
        "party": ("party",),
        "code": ("gss code",),
        "person": ("id",),
        "party id": ("party id",),
    },
    frozenset({"person", "party id"}),
)
KINDS = (BY_CANDIDATE, BY_CONSTITUENCY, PARLIAMENT, DEMOCRACY_CLUB, DEMOCRACY_CLUB_2019, DEMOCRACY_CLUB_2015)
