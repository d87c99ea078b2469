"""What somebody ticked on a sheet beside their name: consent to each organisation apart, in the words printed there."""

from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event, Person
from barnstorm.domain.consents import Channel
from barnstorm.domain.sheet_lines import WrittenLine
from barnstorm.domain.sign_in import CHANNELS, letter, wording
from barnstorm.errors.door_entry import NoSuchLetter
from barnstorm.errors.privacy import WithdrawnSince
from barnstorm.services.event import rows as event_rows
from barnstorm.services.privacy.consents import give


def agree(
    session: Session, event: Event, person: Person, line: WrittenLine, source: str, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The organisations whose ticks were written down, and in sentences what was not. NoSuchLetter.

    They agreed on the evening, whenever it is typed: what they have withdrawn since stays withdrawn.
    """
    columns = {letter(at): name for at, name in enumerate(event_rows.row_of(session, event).organisations)}
    for tick in line.ticks:
        if tick not in columns:
            raise NoSuchLetter(tick, list(columns))
    channels = (*CHANNELS, Channel.TEXT) if line.text_ok else CHANNELS
    agreed: list[str] = []
    kept_out: list[str] = []
    for name in (columns[tick] for tick in line.ticks):
        try:
            give(session, str(person.id), [name], channels, wording(name), source, min(event.starts_at, now), now)
            agreed.append(name)
        except WithdrawnSince as e:
            kept_out.append(f"{name}: {e.sentence}")
    return tuple(agreed), tuple(kept_out)
