"""What a message that came in turned out to be."""

from dataclasses import dataclass

from barnstorm.domain.replies import What


@dataclass(frozen=True)
class Finding:
    """`detail` is for the organiser and is kept: in our words, without names, addresses or anything people wrote."""

    what: What
    detail: str = ""
    for_a_human: bool = False
    event_id: int | None = None
    person_id: int | None = None
    moved_up: tuple[str, ...] = ()
    """The names of those who got a place because of it. Told, not kept."""
