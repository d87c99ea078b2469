"""What an organiser is told of letters that a change of theirs has queued: how many hear of it, who, and who cannot."""

from collections.abc import Sequence

SHOWN = 5
"""So many of those who will hear of a change are named."""


def will_hear(what: str, names: Sequence[str], called: tuple[str, str], command: str) -> list[str]:
    """`An update to 2 people is queued; …`. `called` is one of them and several of them."""
    if not names:
        return []
    people = f"{len(names)} {called[len(names) > 1]}"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return [
        f"{what} to {people} is queued; to send: {command}",
        f"It goes to {', '.join(names[:SHOWN])}{more}.",
    ]


def will_not_hear(number: int) -> list[str]:
    """For want of an address."""
    return [f"{number} should hear of it and cannot be reached by mail; tell them another way."] if number else []
