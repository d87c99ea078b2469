"""How consent, erasure and retention look."""

from datetime import datetime

from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.rows.privacy import ErasureRow, PurgeRow


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


CONSENTS = [
    Column("no.", "person_id", align="right"),
    Column("name", "name"),
    Column("organisation", "organisation"),
    Column("channel", "channel"),
    Column("agreed", "given_at", show=_day),
    Column("withdrawn", "withdrawn_at", show=_day),
    Column("how", "withdrawn_how", spare=True),
    Column("source", "source", spare=True),
    Column("wording", "wording_id", align="right"),
]

WORDINGS = [
    Column("no.", "id", align="right"),
    Column("people", "people", align="right"),
    Column("first used", "first_used_at", show=_day),
    Column("wording", "text"),
]


def _due(row: PurgeRow) -> str:
    return f"{row.due_on.day} {row.due_on:%b %Y}" if row.due_on else ""


PERIODS = [
    Column("what", "what", whole=True),
    Column("due", "count", align="right", whole=True),
    Column("since or from", _due),
    Column("kept", lambda row: f"{row.kept_days} days after {row.after}"),
    Column("that is", "words", spare=True),
]


LEFT_TO_THE_SERVER = (
    "PostgreSQL clears what was erased from its disk in its own time: see VACUUM FULL, and its backups."
)

_ROWS = {
    "rsvp": "answers",
    "assignment": "roles",
    "mail": "letters",
    "call": "calls",
    "consent": "consents",
    "reply": "replies",
    "journal": "journal",
    "sheet_row": "rows on paper",
    "event": "events hosted",
    "merge": "merges",
    "person_also": "other names and addresses",
    "person_tag": "tags",
    "apart": "not the same as",
}


def erasure_card(row: ErasureRow) -> list[tuple[str, str]]:
    """What goes, and what stays."""
    rows = ", ".join(f"{_ROWS.get(table, table)} {count}" for table, count in row.removed.items())
    return [
        ("person", f"{row.name} (no. {row.person_id})"),
        ("taken out of", rows),
        ("still counted", "" if not row.events else f"at {row.events} {'event' if row.events == 1 else 'events'}"),
        ("places given up", ", ".join(row.places_freed)),
        ("moves up", ", ".join(row.moved_up)),
        ("host no more of", ", ".join(row.hosted)),
        ("files", "\n".join(row.files)),
    ]


def tell_what_is_left(row: ErasureRow) -> None:
    """What no program can take back."""
    if row.left_in:
        note("Their name still stands in other people's words, which were left as they are:")
        for place in row.left_in:
            note(f"  {place}")
    if row.invited_to:
        note(f"{', '.join(row.invited_to)}: an invitation stands in their calendar; no cancellation was sent.")
    note("Copies made by db backup, files exported and sheets printed still hold them.")
    for path in row.copies:
        hint(path)
