"""The Carlisle night: what is known of it with its sources, and what is invented to fill the hall."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

PLANNED = datetime(2017, 5, 9, 10, tzinfo=UTC)
INVITED = datetime(2017, 5, 10, 10, tzinfo=UTC)

RESULTS_SOURCE = (
    "House of Commons Library CBP-7186 (2015) and UK Parliament by-election results (Copeland, 23 February 2017). "
    "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."
)
RESULTS = (
    ("general-2015.csv", "2015 general", date(2015, 5, 7)),
    ("copeland-2017.csv", "2017 Copeland by-election", date(2017, 2, 23)),
)

AIMS = (("Carlisle", "win"), ("Copeland", "win"), ("Workington", "hold"))
"""“Two to win and one to hold”, as the organisers told the Cumberland News in May 2017."""

_CUMBRIA_CRACK = "https://www.cumbriacrack.com/2017/05/11/greens-stand-copeland-workington/"
STOOD_ASIDE = (
    (
        *("Carlisle", "Helen Davison", date(2017, 5, 12)),
        "https://carlisle.greenparty.org.uk/news/2017/05/12/helen-davison-stands-aside/",
    ),
    ("Copeland", "Jack Lenox", date(2017, 5, 11), _CUMBRIA_CRACK),
    ("Workington", "Jill Perry", date(2017, 5, 11), _CUMBRIA_CRACK),
)

VENUE = "Tullie House, Castle Street, Carlisle CA3 8TP"
DESCRIPTION = (
    "An evening to plan how this seat can be won together. Anybody is welcome, political or not. "
    "At the end people offer to host a phone bank or a canvass, and everybody else signs up for one of them."
)

INVENTED_CAPACITY = 40
"""How many the hall took that night is not known."""

ROLES = (
    ("Greeter", 2, ("Maureen Armstrong", "Andy Young")),
    ("Chair", 1, ("Gwen Thomas",)),
    ("Ask-giver", 1, ("Declan O'Brien",)),
    ("Clipboard runner", 3, ("Zoë Little", "Imran Qureshi")),
    ("Data entry", 2, ("Nadia Petrova",)),
)
STAYED_AWAY = frozenset(
    {"Kieran Bell", "Sunil Mehta", "Ivy Tinniswood", "Karl Lowther", "Lesley Milburn", "Wendy Vasey", "Rosie Quayle"}
)
WALK_INS = (("Betty Sowerby", "07700 900301"), ("Femi Adeyemi", "07700 900304"), ("Col Bainbridge", "07700 900307"))


@dataclass(frozen=True)
class Offer:
    """What somebody stood up for. `starts_at` is wall time in Carlisle; `takers` signed up before they left."""

    host: str
    title: str
    kind: str
    starts_at: datetime
    hours: int
    places: int
    takers: tuple[str, ...]


OFFERS = (
    Offer(
        *("Hannah Routledge", "Phone bank at Hannah’s", "phonebank"),
        *(datetime(2017, 5, 18, 18, 30), 2, 8),  # noqa: DTZ001 - wall time
        ("Priya Nair", "Łukasz Dąbrowski", "Aoife O'Brien", "Fatima Hussain", "Stephen Reay", "Betty Sowerby"),
    ),
    Offer(
        *("Imran Qureshi", "Canvass in Denton Holme", "canvass"),
        *(datetime(2017, 5, 20, 10, 0), 3, 12),  # noqa: DTZ001 - wall time
        (
            *("Tom Hetherington", "Ruth Graham", "Joe Musgrave", "Caitlin Storey", "Andy Young", "Peter Wannop"),
            *("Femi Adeyemi", "Zoë Little"),
        ),
    ),
    Offer(
        *("Gwen Thomas", "Leaflets in Botchergate", "leafleting"),
        *(datetime(2017, 5, 21, 14, 0), 3, 10),  # noqa: DTZ001 - wall time
        ("Ann Nixon", "Bob Nixon", "Derek Carruthers", "Janet Kerr", "Oliver Pattinson", "Col Bainbridge"),
    ),
)
