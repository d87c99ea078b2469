"""What a letter says: the same facts as text and as HTML, readable by somebody whose program knows no calendars.

These are service letters. Nothing in a template may campaign, ask for money or announce the next event: an answer to
one invitation is no consent to that.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from barnstorm.domain import spoken
from barnstorm.domain.answers import Answer
from barnstorm.domain.letters import SHIFT_OFF
from barnstorm.mail.answers import answer_link, answer_to, stop_link
from barnstorm.mail.reservation import reservation
from barnstorm.mail.subjects import KINDS, subject
from barnstorm.mail.templating import render
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Household, Mailbox, Occasion

__all__ = ["KINDS", "Wording", "calendar_description", "subject", "worded"]

_TAKEN_BACK = {"cancel", "dropped", SHIFT_OFF}


@dataclass(frozen=True)
class Wording:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Answering:
    """How one guest answers: the links that say yes, maybe and no for them."""

    called: str
    yes: str
    maybe: str
    no: str


def worded(kind: str, occasion: Occasion, campaign: Campaign, household: Household) -> Wording:
    """A letter of one of KINDS to a household. BadTemplate if one of the campaign's own templates is to blame."""
    facts = facts_of(kind, occasion, campaign, household)
    text, html = (render(campaign.templates, f"{kind}.{form}", facts) for form in ("txt", "html"))
    return Wording(subject(kind, occasion), text, html)


def facts_of(kind: str, occasion: Occasion, campaign: Campaign, household: Household) -> dict[str, Any]:
    """What a template may use."""
    mailbox = answer_to(campaign, "", household.token)
    return {
        "o": occasion,
        "campaign": campaign,
        "name": household.called,
        "coming": household.coming,
        "hosting": household.sign_ups is not None,
        "sign_ups": household.sign_ups or (),
        "waiting": all(guest.answer == Answer.WAITLISTED for guest in household.guests),
        "declined": all(guest.answer == Answer.DECLINED for guest in household.guests),
        "answers": _answering(mailbox, household),
        "stop": stop_link(mailbox, household.token),
        "when": when(occasion),
        "zone": "" if occasion.all_day else spoken.zone(occasion.starts_at, occasion.ends_at, occasion.timezone),
        # json.dumps and its escapes have made it safe; autoescaping would break it.
        "reservation": Markup(reservation(occasion, household, cancelled=kind in _TAKEN_BACK)),  # noqa: S704
    }


def when(occasion: Occasion) -> str:
    """`Tuesday 16 May 2017, 7.30pm to 9.30pm`, `Saturday 20 May 2017, all day`."""
    told = spoken.days if occasion.all_day else spoken.span
    return told(occasion.starts_at, occasion.ends_at)


@lru_cache(maxsize=256)
def calendar_description(occasion: Occasion, campaign: Campaign) -> str:
    """What the entry in a calendar says below its title. The same for every guest."""
    return render(campaign.templates, "calendar.txt", {"o": occasion, "campaign": campaign}).strip()


def _answering(mailbox: Mailbox, household: Household) -> list[Answering]:
    return [
        Answering(
            guest.called or guest.name,
            *(answer_link(mailbox, answer, guest.token) for answer in ("yes", "maybe", "no")),
        )
        for guest in household.guests
    ]
