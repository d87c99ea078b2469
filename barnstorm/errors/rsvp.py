"""Refusals about answers and places."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, Refused, WrongUse, listed
from barnstorm.errors.typed import typed


class UnknownAnswer(WrongUse):
    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(f"“{text}” is not an answer.", f"Answers are {listed(known)}.")


class BadPartySize(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a number of heads.", "Give how many come, the named person included: 1 or more."
        )


class NotOnTheList(NotFound):
    """The person is known, and not for this event."""

    def __init__(self, name: str, ref: str) -> None:
        super().__init__(
            f"{name} is not on the list of {ref}.", f"To put them there: barnstorm rsvp add {ref} {typed(name)}"
        )


class PartyDoesNotFit(Refused):
    """Somebody who has places wants more of them than there are. They keep those they have."""

    def __init__(self, name: str, party_size: int, ref: str, free: int) -> None:
        super().__init__(
            f"{name} cannot bring a party of {party_size} to {ref}: "
            f"{free} more {'place is' if free == 1 else 'places are'} free.",
            "They keep the places they have. Add the others under their own names, and they wait.",
        )


class NoPlaceFor(Refused):
    """Somebody was to move up, and cannot."""

    def __init__(self, name: str, person_id: int, why: str, ref: str) -> None:
        super().__init__(
            f"{name} stays on the waiting list: {why}.",
            f"To make room: barnstorm event edit {ref} --capacity N   "
            f"To let them in all the same: barnstorm rsvp promote {ref} {person_id} --over-capacity",
        )


class NotWaiting(Refused):
    def __init__(self, name: str, ref: str, answer: str) -> None:
        super().__init__(
            f"{name} is not on the waiting list of {ref} (answer: {answer}).",
            f"See: barnstorm rsvp list {ref} --answer waitlisted",
        )


class NothingToConfirm(Refused):
    """Only somebody who has a place can confirm that they will use it."""

    def __init__(self, name: str, person_id: int, ref: str, answer: str) -> None:
        hint = (
            f"When a place is free they move up: barnstorm rsvp promote {ref} {person_id}"
            if answer == "waitlisted"
            else f"If they come: barnstorm rsvp change {ref} {person_id} going"
        )
        super().__init__(f"{name} has no place at {ref} to confirm (answer: {answer}).", hint)
