"""Consent: how somebody agreed to be reached, and whether that still holds."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from barnstorm.domain.text import has_letter, paragraphs
from barnstorm.errors.privacy import ConsentAhead, UnreadableWording, WithdrawnSince


class Channel(StrEnum):
    """One consent is for one of them: who agreed to be mailed did not agree to be rung."""

    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"
    POST = "post"


def read_wording(text: str) -> int | str:
    """The number of a wording used before, or a new one, word for word. UnreadableWording."""
    tidy = paragraphs(text)
    if tidy.isascii() and tidy.isdecimal() and len(tidy) < 10:  # noqa: PLR2004 - no number is that long
        return int(tidy)
    if not has_letter(tidy):
        raise UnreadableWording(text)
    return tidy


def checked_given(given_at: datetime, withdrawals: Iterable[datetime], now: datetime, name: str) -> datetime:
    """`given_at`, if a consent given then would hold at `now`. ConsentAhead, WithdrawnSince.

    A sheet that is typed in late must not bring back what its signer has withdrawn meanwhile: a withdrawal ends
    everything agreed to before it, whenever that is written down.
    """
    if given_at > now:
        raise ConsentAhead(name)
    since = max((moment for moment in withdrawals if moment > given_at), default=None)
    if since is not None:
        raise WithdrawnSince(name, since)
    return given_at
