"""How the door looks, and what is said at it."""

from barnstorm.output.columns import Column, evening, share
from barnstorm.rows.door import Closed, DoorRow, DoorSheet, Tally, Ticked


def answer(row: DoorRow) -> str:
    """`going`, `waitlisted 3`, `walk-in`."""
    return f"{row.answer or 'walk-in'}{f' {row.waitlist_position}' if row.waitlist_position else ''}"


def part(row: DoorRow) -> str | None:
    """`1 of 3` while a party is not complete."""
    return f"{row.heads_in} of {row.party_size}" if row.heads_in else None


COLUMNS = [
    Column("no.", "person_id", align="right"),
    Column("surname", lambda row: row.family_name or row.given_name),
    Column("given name", lambda row: row.given_name if row.family_name else None),
    Column("party", "party_size", align="right"),
    Column("answer", answer),
    Column("here", "checked_in_at", show=lambda moment: f"{moment:%H:%M}"),
    Column("desk", "desk"),
    Column("in", part),
    Column("role", "role", spare=True),
    Column("printed", lambda row: f"{row.sheet} {row.row}" if row.sheet else None, spare=True),
]
BY_GIVEN_NAME = [COLUMNS[0], COLUMNS[2], COLUMNS[1], *COLUMNS[3:]]

_HAD_SAID = {
    "declined": "had declined",
    "cancelled": "had cancelled",
    "waitlisted": "was on the waiting list",
    "invited": "had not answered",
}


def ticked_in(ticked: Ticked) -> list[str]:
    """What the greeter hears of somebody who came in."""
    row = ticked.rsvp
    if not ticked.changed:
        assert row.checked_in_at is not None
        return [f"{row.name} is in already, since {evening(row.checked_in_at)}; nothing changed."]
    lines = [f"{row.name} is in{_party(ticked)}{'' if row.answer else ', as a walk-in'}."]
    if row.answer in _HAD_SAID:
        lines.append(f"{row.name} {_HAD_SAID[row.answer]}.")
    if ticked.another_day is not None:
        lines.append(f"Careful: {row.event} is not today but on {evening(ticked.another_day)}.")
    return lines + _too_many(ticked)


def _party(ticked: Ticked) -> str:
    size = ticked.rsvp.party_size
    if ticked.inside < size:
        return f" with {ticked.inside} of a party of {size}"
    return f" with a party of {size}" if size > 1 else ""


def ticked_out(ticked: Ticked) -> list[str]:
    name = ticked.rsvp.name
    if not ticked.changed:
        return [f"{name} is not in; nothing changed."]
    return [f"{name} is no longer in.", *(f"{one} moves up from the waiting list." for one in ticked.moved_up)]


def tally_card(row: Tally) -> list[tuple[str, str]]:
    """The room on one screen."""
    places = f" of {row.capacity} places" if row.capacity else ""
    return [
        ("event", f"{row.title} ({row.event})"),
        ("here", f"{row.here}{places}"),
        ("going", f"{row.going}{f', {share(row.share)} of them here' if row.share is not None else ''}"),
        ("maybe", str(row.maybe)),
        ("waiting list", str(row.waitlisted)),
        ("walk-ins", str(row.walk_ins)),
        ("helpers", f"{row.helpers_here} of {row.helpers} here" if row.helpers else ""),
    ]


def closed_card(row: Closed) -> list[tuple[str, str]]:
    return [("event", row.event), ("came", str(row.came)), ("did not come", str(row.not_come))]


def printed(sheet: DoorSheet, path: str, pages: int) -> str:
    """`Wrote door.pdf: 3 pages, 40 names, A–K (21) and L–Z (19).`"""
    names, desks = len(sheet.rows), [f"{desk.sign} ({len(desk.rows)})" for desk in sheet.desks if desk.sign]
    split = f": {', '.join(desks)}" if desks else ""
    return f"Wrote {path}, {_counted(pages, 'page')}, {_counted(names, 'name')}{split}."


def _too_many(ticked: Ticked) -> list[str]:
    """The venue's limit is a matter of safety, the places one of promises; the same number is told of once."""
    limits = [(ticked.venue_capacity, "the venue holds {}")]
    if ticked.capacity != ticked.venue_capacity:
        limits.append((ticked.capacity, "there are {} places"))
    return [
        f"Careful: {ticked.here} are in, and {words.format(limit)}."
        for limit, words in limits
        if limit is not None and ticked.here > limit
    ]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
