"""How lists for a second laptop look, and what is said of them."""

from barnstorm.errors.typed import typed
from barnstorm.output.columns import Column, evening
from barnstorm.output.notes import hint, note
from barnstorm.rows.door_file import Came, DoorFileRow, DoorMerged, FromDoor


def _inside(row: FromDoor) -> str | None:
    """`2 of 3` while a party is not complete, `3` of a larger one that is; nothing for somebody alone, or not in."""
    if not row.inside:
        return None
    if row.inside < row.party_size:
        return f"{row.inside} of {row.party_size}"
    return str(row.party_size) if row.party_size > 1 else None


COLUMNS = [
    Column("no.", "person_id", align="right", whole=True),
    Column("name", "name"),
    Column("what", "what", whole=True),
    Column("here", "came_at", show=lambda moment: f"{moment:%H:%M}"),
    Column("party", _inside),
    Column("maybe no.", "maybe_same"),
    Column("look at", "why"),
]


def tell_export(row: DoorFileRow) -> None:
    note(f"Wrote {row.file}: the list of {row.event}, {_counted(row.people, 'name', 'names')} and no addresses.")
    hint(f"On the other laptop: barnstorm --db {typed(row.file)} door run {row.event}")
    hint("Close that screen before you copy the file back, or its last ticks may stay behind.")
    hint(f"Then, here: barnstorm door merge {typed(row.file)}")


def tell_merge(merged: DoorMerged, *, dry_run: bool) -> None:
    ticked = merged.counted(Came.IN, Came.EARLIER, Came.MORE)
    walk_ins, out, left = (merged.counted(what) for what in (Came.WALK_IN, Came.OUT, Came.LEFT_OUT))
    parts = [
        _counted(ticked, "tick", "ticks") if ticked else "",
        _counted(walk_ins, "walk-in", "walk-ins") if walk_ins else "",
        f"{out} taken back" if out else "",
        f"{left} left out" if left else "",
    ]
    brought = ", ".join(filter(None, parts)) or "nothing new"
    known = f"; {merged.unchanged} known already" if merged.unchanged else ""
    note(f"{merged.file}: {brought}{known}.{' Nothing was changed.' if dry_run else ''}")
    for name in merged.moved_up:
        note(f"{name} moves up from the waiting list.")
    if merged.venue_capacity is not None and merged.here > merged.venue_capacity:
        note(f"Careful: {merged.here} are in, and the venue holds {merged.venue_capacity}.")
    if merged.clock is not None:
        note(f"The clock of that laptop is wrong: it has a tick of {evening(merged.clock)}. Times are kept.")
    _tell_walk_ins([row for row in merged.rows if row.maybe_same], dry_run=dry_run)


def _tell_walk_ins(doubtful: list[FromDoor], *, dry_run: bool) -> None:
    """They are new people until somebody has looked."""
    for row in doubtful:
        if dry_run:
            note(f"{row.name} may be no. {row.maybe_same[0]}.")
        else:
            note(f"{row.name} (no. {row.person_id}) may be no. {row.maybe_same[0]}.")
            hint(f"If they are one: barnstorm person merge {row.maybe_same[0]} {row.person_id}")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
