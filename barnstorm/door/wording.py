"""What the screen says: a greeter reads it with somebody waiting, so each is short and the sign comes first."""

from collections.abc import Sequence

from barnstorm.domain.answers import Answer
from barnstorm.domain.names import join_name
from barnstorm.errors import BarnstormError
from barnstorm.errors.door_desk import OutOfReach
from barnstorm.output.columns import evening
from barnstorm.rows.door_desk import Arrived, DeskEvent, DeskRow, KnownRow, Undone

TICK, CAREFUL, PENDING = "✓", "!", "…"

_HAD_SAID = {
    Answer.DECLINED: "had declined",
    Answer.CANCELLED: "had cancelled",
    Answer.WAITLISTED: "was on the waiting list",
    Answer.INVITED: "had not answered",
}

_ANSWERS = {Answer.WAITLISTED: "waiting list", Answer.INVITED: "no answer"}


def name_of(row: DeskRow | KnownRow) -> str:
    return join_name(row.given_name, row.family_name)


def surname_first(row: DeskRow | KnownRow) -> str:
    return f"{row.family_name}, {row.given_name}" if row.family_name and row.given_name else name_of(row)


def answer_of(row: DeskRow) -> str:
    """`going`, `waiting list`, `walk-in`; somebody whose walk-in was taken back is `not here`."""
    if row.answer is None:
        return "walk-in" if row.inside else "not here"
    return _ANSWERS.get(Answer(row.answer), row.answer)


def presence_of(row: DeskRow) -> str:
    """`✓ 19:04`, or `✓ 1 of 3` while a party is not complete; empty for nobody."""
    if not row.inside or row.checked_in_at is None:
        return ""
    if row.inside < row.party_size:
        return f"{TICK} {row.inside} of {row.party_size}"
    return f"{TICK} {row.checked_in_at:%H:%M}"


def told_apart(row: DeskRow | KnownRow) -> str:
    """What tells two of one name apart: `CA3 8TP, …123`."""
    digits = f"…{row.phone[-3:]}" if row.phone else ""
    return ", ".join(part for part in (row.postcode or "", digits) if part)


def arrived(done: Arrived, room: int | None) -> list[str]:
    """`✓ 19:04 Ann Bell is in, 2 of a party of 3.` and what else the greeter should know, the gravest first."""
    row, name = done.after, name_of(done.after)
    since = f"{row.checked_in_at:%H:%M}" if row.checked_in_at else ""
    if not done.ticked.changed:
        return [f"{CAREFUL} {name} is in already, since {since}{_party(row)}."]
    walked_in = ", as a walk-in" if row.answer is None else ""
    lines = [f"{TICK} {since} {name} is in{walked_in}{_party(row)}."]
    said = _HAD_SAID.get(Answer(row.answer)) if row.answer else None
    if said and not (done.before and done.before.inside):
        lines.insert(0, f"{CAREFUL} {name} {said}.")
    if room is not None and done.ticked.here > room:
        lines.insert(0, f"{CAREFUL} {done.ticked.here} are in, and the room holds {room}.")
    return lines


def undone(done: Undone) -> list[str]:
    row, name = done.row, name_of(done.row)
    line = f"Taken back: {name} is not in."
    if row.inside:
        line = f"Taken back: the last of {name}’s party; {row.inside} of {row.party_size} still in."
    return [line, *(f"{moved} moves up from the waiting list." for moved in done.moved_up)]


def refusal(error: BarnstormError) -> list[str]:
    return [f"{CAREFUL} {error.sentence}", error.hint]


def about(row: DeskRow) -> str:
    """What the greeter should know of whoever is chosen, before they are let in."""
    parts = []
    if row.access:
        parts.append(f"Needs: {row.access}")
    if row.party_size > 1 and row.inside < row.party_size:
        left = row.party_size - row.inside
        parts.append(f"Enter lets in {'the other' if row.inside else 'all'} {left}, F3 only some")
    return ". ".join(parts)


def how_many(row: DeskRow | KnownRow) -> str:
    if isinstance(row, KnownRow) or (row.party_size == 1 and not row.inside):
        return f"How many come in with {name_of(row)}, themselves included?"
    if row.inside >= row.party_size:
        return f"How many more come in with {name_of(row)}? They were a party of {row.party_size}, and all are in."
    inside = f" {row.inside} already in." if row.inside else ""
    return f"How many of {name_of(row)}’s party of {row.party_size} come in now?{inside}"


def found(typed: str, on_list: int, known: int) -> str:
    """The line above the list."""
    if not typed.strip():
        return f"{on_list} on the list, by surname"
    if on_list:
        return f"{on_list} found"
    more = "↓ chooses somebody known, " if known else ""
    return f"Nobody like that on the list. {more}F2 is for a walk-in."


def trouble(error: OutOfReach | None, unsaved: int) -> str | None:
    """What stands in the way of the store, for as long as it does; the grounds last, where they may be cut off."""
    if error is None:
        return None
    waiting = f" {unsaved} not saved yet." if unsaved else ""
    grounds = f" ({error.why})" if error.why else ""
    return f"{error.sentence}{waiting} Trying again.{grounds}"


def unsaved(number: int) -> str:
    return f"{number} not on disk yet, and lost if you leave now. Leave all the same?"


def title(event: DeskEvent) -> str:
    row = event.row
    parts: Sequence[str | None] = (row.title, evening(row.starts_at), row.venue)
    return " · ".join(part for part in parts if part)


def another_day(event: DeskEvent) -> str:
    return f"{event.row.ref} is not today but on {evening(event.row.starts_at)}. Tick people in all the same?"


def _party(row: DeskRow) -> str:
    if row.inside < row.party_size:
        return f", {row.inside} of a party of {row.party_size}"
    return f", a party of {row.party_size}" if row.party_size > 1 else ""
