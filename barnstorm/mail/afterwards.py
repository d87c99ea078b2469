"""What is said after an event: thanks to those who came, and a word to those who were missed.

These letters announce what comes next, so they go only to those who agreed to hear from who sends them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from barnstorm.domain import spoken
from barnstorm.domain.letters import MISSED, THANKS
from barnstorm.mail.answers import answer_to, stop_link
from barnstorm.mail.templating import render
from barnstorm.mail.wording import Wording, when
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Household, Occasion

SUBJECTS = {THANKS: "Thank you", MISSED: "Sorry we missed you"}


@dataclass(frozen=True)
class Action:
    """Something to come to, as a letter names it."""

    title: str
    when: str
    place: str


def action(occasion: Occasion) -> Action:
    """Somebody's home is named, not told: that comes with the invitation."""
    told = occasion.discreet() if occasion.private else occasion
    return Action(told.title, when(told), told.place)


def worded_after(
    kind: str, occasion: Occasion, campaign: Campaign, household: Household, actions: Sequence[Occasion]
) -> Wording:
    """A letter of the kind THANKS, with the `actions` its readers took on, or MISSED, with the next they might join.

    BadTemplate if one of the campaign's own templates is to blame.
    """
    named = [action(one) for one in actions]
    facts = {
        "o": occasion,
        "campaign": campaign,
        "name": household.called,
        "day": spoken.day(occasion.starts_at),
        "commitments": named,
        "next": named[0] if named else None,
        "stop": stop_link(answer_to(campaign, "", household.token), household.token),
    }
    text, html = (render(campaign.templates, f"{kind}.{form}", facts) for form in ("txt", "html"))
    return Wording(f"{SUBJECTS[kind]}: {occasion.title}", text, html)
