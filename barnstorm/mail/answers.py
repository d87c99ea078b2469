"""How a guest answers without a website: a mail whose subject says all, to a mailbox that `invite replies` reads."""

from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Mailbox


def answer_to(campaign: Campaign, name: str, token: str) -> Mailbox:
    """The mailbox that answers to one letter go to: the campaign's, with the token in it where it takes any `+…`.

    Then an answer is known by the address it came to, from whatever address it came.
    """
    local, _, domain = campaign.address.rpartition("@")
    return Mailbox(name, f"{local}+{token}@{domain}" if campaign.plus and token else campaign.address)


def answer_link(mailbox: Mailbox, answer: str, token: str) -> str:
    """The link that opens a mail saying `RSVP yes TOKEN`; `answer` is yes, no or maybe."""
    return f"{mailbox.uri}?subject=RSVP%20{answer}%20{token}"


def shift_link(mailbox: Mailbox, answer: str, number: int, token: str) -> str:
    """The link that opens a mail saying `SHIFT no 7 TOKEN`; `answer` is yes or no, `number` that of the shift."""
    return f"{mailbox.uri}?subject=SHIFT%20{answer}%20{number}%20{token}"


def stop_link(mailbox: Mailbox, token: str) -> str:
    """The link that opens a mail saying `STOP TOKEN`: nothing more is wanted."""
    return f"{mailbox.uri}?subject=STOP%20{token}"


def unsubscribing(campaign: Campaign, mailbox: Mailbox, token: str) -> tuple[str, ...]:
    """The URIs for List-Unsubscribe: by one click if the campaign has a page for it, and always by mail."""
    page = (campaign.unsubscribe.replace("{token}", token),) if campaign.unsubscribe else ()
    return (*page, stop_link(mailbox, token))
