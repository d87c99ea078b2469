"""What a letter about a volunteer's shift says, as text and as HTML. A service letter: see `wording`."""

from dataclasses import dataclass

from barnstorm.domain import spoken
from barnstorm.domain.letters import SHIFT, SHIFT_OFF
from barnstorm.mail.answers import answer_to, shift_link
from barnstorm.mail.templating import render
from barnstorm.mail.wording import Wording, facts_of, when
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Household
from barnstorm.rows.shift import Shift

CHANGED = "shift-changed"
"""A SHIFT that its reader holds in an older version."""

_SUBJECTS = {SHIFT: "Your shift", CHANGED: "Shift changed", SHIFT_OFF: "Shift cancelled"}


@dataclass(frozen=True)
class _Answers:
    """The links that say yes and no."""

    yes: str
    no: str


def shift_subject(kind: str, shift: Shift) -> str:
    """`Your shift: Greeter, Carlisle barnstorm, Tuesday 16 May 2017, 6.45pm`. `kind` is SHIFT, CHANGED or SHIFT_OFF."""
    entry = shift.entry
    clock = "" if entry.all_day else f", {spoken.clock(entry.starts_at)}"
    return f"{_SUBJECTS[kind]}: {shift.role}, {shift.event.title}, {spoken.day(entry.starts_at)}{clock}"


def worded_shift(kind: str, shift: Shift, campaign: Campaign, volunteer: Household) -> Wording:
    """A letter of the kind SHIFT, CHANGED or SHIFT_OFF to a household of one, who is `coming` if they have confirmed.

    BadTemplate if one of the campaign's own templates is to blame.
    """
    mailbox = answer_to(campaign, "", volunteer.token)
    facts = facts_of(kind, shift.entry, campaign, volunteer) | {
        "changed": kind == CHANGED,
        "event_when": when(shift.event) if shift.event_has_other_hours else "",
        "answers": _Answers(*(shift_link(mailbox, said, shift.number, volunteer.token) for said in ("yes", "no"))),
    }
    template = SHIFT_OFF if kind == SHIFT_OFF else SHIFT
    text, html = (render(campaign.templates, f"{template}.{form}", facts) for form in ("txt", "html"))
    return Wording(shift_subject(kind, shift), text, html)
