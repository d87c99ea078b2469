"""How answers look, and what is said of them."""

from collections.abc import Sequence

from barnstorm.errors.typed import typed
from barnstorm.output.columns import Column, evening, plain
from barnstorm.rows.rsvp import Answered, RsvpRow

COLUMNS = [
    Column("no.", "person_id", align="right"),
    Column("name", "name"),
    Column("answer", "answer"),
    Column("party", "party_size", align="right"),
    Column("turn", "waitlist_position", align="right"),
    Column("waits because", "waits_because"),
    Column("confirmed", "confirmed_at", show=lambda moment: f"{moment:%d %b %H:%M}"),
    Column("came", "attended"),
    Column("email", "email"),
    Column("phone", lambda row: row.phone or (f"{row.phone_as_written}?" if row.phone_as_written else None)),
    Column("postcode", "postcode", spare=True),
    Column("source", "source", spare=True),
]


def card(row: RsvpRow) -> list[tuple[str, str]]:
    """One answer on one screen."""
    turn = f", turn {row.waitlist_position}: {row.waits_because}" if row.waitlist_position else ""
    by = "".join(f" {word} {text}" for word, text in (("by", row.confirmed_by), ("via", row.confirmed_how)) if text)
    return [
        ("name", row.name),
        ("no.", str(row.person_id)),
        ("event", row.event),
        ("answer", f"{row.answer or 'none'}{turn}"),
        ("heads", str(row.party_size)),
        ("confirmed", f"{evening(row.confirmed_at)}{by}" if row.confirmed_at else ""),
        ("came", plain(row.attended)),
        ("email", row.email or ""),
        ("phone", row.phone or ""),
        ("phone as written", row.phone_as_written or ""),
        ("postcode", row.postcode or ""),
        ("source", row.source),
        ("note", row.notes),
    ]


def said(answered: Answered) -> list[str]:
    """What the organiser hears of an answer."""
    row = answered.row
    party = f" with a party of {row.party_size}" if row.party_size > 1 else ""
    if row.answer == "waitlisted":
        state = (
            f"{row.name} waits for a place at {row.event}{party}, turn {row.waitlist_position}: {row.waits_because}."
        )
    else:
        state = f"{row.name} is {_WORDS.get(row.answer or '', row.answer)} {row.event}{party}."
    lines = [state if answered.changed else f"Nothing changed: {state}"]
    lines += [f"{name} moves up from the waiting list." for name in answered.moved_up]
    return lines + still_needed(row, answered.roles) + taken_back(int(answered.taken_back), row.event)


def still_needed(row: RsvpRow, roles: Sequence[str]) -> list[str]:
    """Somebody does not come who was to do something there."""
    return [
        f"They are still down as {role}. To take it back: "
        f"barnstorm volunteer drop {row.event} {row.person_id} --role {typed(role)}"
        for role in roles
    ]


def taken_back(people: int, ref: str) -> list[str]:
    """What the organiser hears of invitations that so many `people` held who are off the list now."""
    if not people:
        return []
    queued = "They hold an invitation; its cancellation is queued. To send it:"
    if people > 1:
        queued = f"{people} of them hold an invitation; their cancellations are queued. To send them:"
    return [f"{queued} barnstorm invite send {ref}"]


_WORDS = {
    "going": "going to",
    "invited": "invited to",
    "maybe": "perhaps coming to",
    "declined": "not coming to",
    "cancelled": "no longer coming to",
}
