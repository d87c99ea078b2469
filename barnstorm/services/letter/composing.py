"""A letter put together from what it says: words, calendar, envelope. No table is read here."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from barnstorm.calendar.invitation import Invitation, Method, Partstat
from barnstorm.calendar.invitation import invitation as calendar_of
from barnstorm.domain.text import one_line
from barnstorm.mail import letter
from barnstorm.mail.answers import answer_to, unsubscribing
from barnstorm.mail.letter import Envelope, Written, carried
from barnstorm.mail.skeleton import worded_alike
from barnstorm.mail.wording import Wording, calendar_description
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Household, Mailbox, Occasion

WITH_YOUR_PLACE = "the address comes with your place"

_METHODS = {"invite": Method.REQUEST, "update": Method.REQUEST, "cancel": Method.CANCEL, "dropped": Method.CANCEL}
"""What the calendar in a letter of that kind does; the others have none, or a client would ask once more."""


@dataclass(frozen=True)
class Composed:
    """`words` are what `written` says."""

    words: Wording
    written: Written


def compose(
    kind: str, occasion: Occasion, household: Household, campaign: Campaign, message_id: str, now: datetime
) -> Composed:
    """A letter of one of wording's KINDS. `occasion` holds the address of a private venue; who may not know it is not
    told.
    """
    told = as_told(occasion, household)
    words = worded_alike(kind, told, campaign, household)
    return assembled(words, told, household, campaign, message_id, now, _METHODS.get(kind))


def assembled(
    words: Wording,
    told: Occasion,
    household: Household,
    campaign: Campaign,
    message_id: str,
    now: datetime,
    method: Method | None,
) -> Composed:
    """The letter that says `words`. With a `method` the calendar of what the household is `told` is in it."""
    if method is None:
        return Composed(words, enclosed(words, household, campaign, message_id, now))
    envelope = _envelope(words, household, campaign, message_id, now)
    calendar = _calendar(told, method, campaign, household)
    return Composed(words, letter.invitation(envelope, words.text, words.html, calendar, method))


def enclosed(words: Wording, household: Household, campaign: Campaign, message_id: str, now: datetime) -> Written:
    """The letter that says `words`, without a calendar."""
    return letter.notice(_envelope(words, household, campaign, message_id, now), words.text, words.html)


def _envelope(words: Wording, household: Household, campaign: Campaign, message_id: str, now: datetime) -> Envelope:
    sender = organiser(campaign)
    replies = answer_to(campaign, sender.name, household.token)
    return Envelope(
        sender=sender,
        to=household.mailbox,
        subject=words.subject,
        date=now,
        message_id=message_id,
        reply_to=replies,
        unsubscribe=unsubscribing(campaign, replies, household.token),
    )


@lru_cache(maxsize=8)
def organiser(campaign: Campaign) -> Mailbox:
    """The mailbox that letters come from."""
    return Mailbox(one_line(campaign.sender_name or campaign.name), carried(campaign.address))


def as_told(occasion: Occasion, household: Household) -> Occasion:
    """What this household may know: the address of somebody's home comes with a place.

    It is then told under a newer stamp, because calendars pass over what has the stamp of what they hold.
    """
    if not occasion.private:
        return occasion
    if not household.has_a_place:
        return occasion.discreet(WITH_YOUR_PLACE)
    answered = [guest.answered_at.replace(microsecond=0) for guest in household.guests if guest.answered_at]
    return replace(occasion, revised_at=max([occasion.revised_at, *answered]))


def personal_calendar(occasion: Occasion, method: Method, campaign: Campaign, household: Household) -> bytes:
    """The .ics for one household, as its letter would carry it."""
    return _calendar(as_told(occasion, household), method, campaign, household)


def public_calendar(occasion: Occasion, campaign: Campaign) -> bytes:
    """The .ics for anybody."""
    sender = organiser(campaign)
    return _built(occasion.discreet(), Method.PUBLISH, campaign).to_nobody(sender if sender.address else None)


def _calendar(told: Occasion, method: Method, campaign: Campaign, household: Household) -> bytes:
    """Who is known to come need not answer again, unless a new version asks them to."""
    stands = household.coming and all(
        told.sequence == 0 or (guest.answered_at is not None and guest.answered_at >= told.revised_at)
        for guest in household.guests
    )
    sender = organiser(campaign)
    return _built(told, method, campaign).to(
        household.mailbox,
        answer_to(replace(campaign, address=sender.address), sender.name, household.token),
        Partstat.ACCEPTED if stands else Partstat.NEEDS_ACTION,
    )


@lru_cache(maxsize=32)
def _built(told: Occasion, method: Method, campaign: Campaign) -> Invitation:
    """The calendar of this version of the event, for a guest to be put in. Built once, however many guests there are:
    building one takes hundreds of times as long as putting a guest in.
    """
    return calendar_of(told, method, calendar_description(told, campaign))
