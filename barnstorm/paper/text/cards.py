"""A card for each role: what to do, when, and who does it. To cut and hand out."""

from collections.abc import Iterator

from barnstorm.paper.cards import BRIEF_LINES, Card, cards_of, occasion
from barnstorm.paper.text.columns import fit, wrapped
from barnstorm.paper.text.page import LINES, filled, page
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack

_INSIDE = 60
_IMPRINT_LINES = 3


def role_cards(pack: Pack, campaign: Campaign) -> Iterator[str]:
    """Nothing if the event has no roles."""
    cards = cards_of(pack.roles)
    if cards:
        foot = [occasion(pack.event), *wrapped(campaign.imprint, _INSIDE, _IMPRINT_LINES)]
        yield from map(page, filled((_card(card, foot) for card in cards), LINES))


def _card(card: Card, foot: list[str]) -> list[str]:
    brief = wrapped(card.role.brief, _INSIDE, BRIEF_LINES)
    names = [f"[ ] {name or '_' * (_INSIDE - 4)}" for name in card.names]
    inside = [card.role.role.upper(), card.hours, *([""] if brief else []), *brief, "", *names, "", *foot]
    edge = f"+{'-' * (_INSIDE + 2)}+"
    return [edge, *(f"| {fit(line, _INSIDE)} |" for line in inside), edge, ""]
