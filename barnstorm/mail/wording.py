"""What a letter says: the same facts as text and as HTML, readable by somebody whose program knows no calendars.

These are service letters. Nothing in a template may campaign, ask for money or announce the next event: an answer to
one invitation is no consent to that.
"""

from dataclasses import dataclass
from functools import lru_cache

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from barnstorm.domain import spoken
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Occasion

KINDS = ("invite", "update", "cancel", "reminder")
"""The letters there are; each has a template NAME.txt and NAME.html."""


@dataclass(frozen=True)
class Wording:
    subject: str
    text: str
    html: str


def worded(kind: str, occasion: Occasion, campaign: Campaign, name: str, *, coming: bool) -> Wording:
    """A letter of one of KINDS to the person called `name`; `coming`: they have said they will."""
    facts = {
        "o": occasion,
        "campaign": campaign,
        "name": name,
        "coming": coming,
        "when": spoken.span(occasion.starts_at, occasion.ends_at),
        "zone": spoken.zone(occasion.starts_at, occasion.timezone),
    }
    text, html = (_template(f"{kind}.{form}").render(facts) for form in ("txt", "html"))
    return Wording(subject(kind, occasion), text, html)


def subject(kind: str, occasion: Occasion) -> str:
    """`Invitation: Carlisle barnstorm, Tuesday 16 May 2017, 7.30pm`."""
    word = {"invite": "Invitation", "update": "Changed", "cancel": "Cancelled", "reminder": "Reminder"}[kind]
    return f"{word}: {occasion.title}, {spoken.day(occasion.starts_at)}, {spoken.clock(occasion.starts_at)}"


def calendar_description(occasion: Occasion, campaign: Campaign) -> str:
    """What the entry in a calendar says below its title. The same for every guest."""
    return _template("calendar.txt").render({"o": occasion, "campaign": campaign}).strip()


@lru_cache(maxsize=32)
def _template(name: str) -> Template:
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("barnstorm.mail", "templates"),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
