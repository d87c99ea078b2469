"""Refusals about events, venues and what names them on the command line."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, Refused, WrongUse, listed


class NoSuchEvent(NotFound):
    def __init__(self, text: str, nearest: Sequence[str]) -> None:
        hint = f"Nearest: {listed(nearest)}." if nearest else "See: barnstorm event list --all"
        super().__init__(f"No event is called “{text}”.", hint)


class NothingComing(NotFound):
    """`next` was asked for, and nothing lies ahead."""

    def __init__(self) -> None:
        super().__init__("No event lies ahead.", "See: barnstorm event list --all")


class SeveralEvents(WrongUse):
    def __init__(self, text: str, refs: Sequence[str]) -> None:
        super().__init__(f"“{text}” fits several events.", f"Say which: {listed(refs)}.")


class RefTaken(Refused):
    def __init__(self, ref: str) -> None:
        super().__init__(f"Another event has the ref {ref}.", "Choose another with --ref, or leave it out.")


class BadRef(WrongUse):
    def __init__(self, ref: str) -> None:
        super().__init__(
            f"“{ref}” cannot be a ref.", "Use small letters, digits and hyphens, for example carlisle-2017-05-16."
        )


class NoCapacity(Refused):
    def __init__(self, capacity: int) -> None:
        super().__init__(f"A capacity of {capacity} lets nobody in.", "Give at least 1, or leave it out for no limit.")


class EventCancelled(Refused):
    def __init__(self, ref: str, what: str) -> None:
        super().__init__(f"{ref} is cancelled; {what}.", f"See: barnstorm event show {ref}")


class EventInUse(Refused):
    """Deleting would lose people's answers."""

    def __init__(self, ref: str, answers: int, actions: int, letters: int) -> None:
        counted = ((answers, "answers"), (actions, "actions born at it"), (letters, "letters sent for it"))
        held = listed([f"{n} {what}" for n, what in counted if n], joint="and")
        super().__init__(
            f"{ref} holds {held}; deleting it would lose them.",
            f'Cancel it instead: barnstorm event cancel {ref} --reason "…"',
        )


class DaysHaveNoLength(WrongUse):
    def __init__(self, length: str) -> None:
        super().__init__(
            f"An all-day event has whole days, not {length}.", "Give its last day if it has more: --end 2017-05-21."
        )


class LastDayBeforeFirst(Refused):
    def __init__(self, first: str, last: str) -> None:
        super().__init__(
            f"The last day ({last}) is before the first ({first}).", "Give the same day or a later one with --end."
        )


class NoSuchVenue(NotFound):
    def __init__(self, text: str, nearest: Sequence[str]) -> None:
        hint = f"Nearest: {listed(nearest)}." if nearest else "See: barnstorm venue list"
        super().__init__(f"No venue is called “{text}”.", hint)


class SeveralVenues(WrongUse):
    def __init__(self, text: str, names: Sequence[str]) -> None:
        super().__init__(
            f"“{text}” fits several venues.", f"Say which: {listed(names)}. The number in front of each works too."
        )


class VenueExists(Refused):
    def __init__(self, name: str, postcode: str | None) -> None:
        super().__init__(
            f"The venue {name}{f' ({postcode})' if postcode else ''} is there already.",
            "See: barnstorm venue list",
        )


class UnreadableVenue(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a venue's name.", 'Write it like "Tullie House, Castle Street, Carlisle CA3 8TP".'
        )


class UnreadableHost(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not a host.", 'Write it like "Frances Foley <frances@example.org>".')


class UnreadableOrganisation(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not the name of an organisation.", "Give a name with at least one letter in it.")


class NothingToChange(WrongUse):
    def __init__(self, example: str) -> None:
        super().__init__("Nothing to change was given.", f"For example: {example}")
