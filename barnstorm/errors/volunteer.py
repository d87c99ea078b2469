"""Refusals about roles and those who take them."""

from collections.abc import Sequence

from barnstorm.errors import NotFound, Refused, WrongUse, listed
from barnstorm.errors.typed import typed


class NoSuchRole(NotFound):
    def __init__(self, text: str, ref: str, known: Sequence[str]) -> None:
        hint = f"There are: {listed(known, 'and')}." if known else f"To make one: barnstorm volunteer role {ref} NAME"
        super().__init__(f"{ref} has no role “{text}”.", hint)


class NoRoleSaid(WrongUse):
    """Neither a role's name nor a preset."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            "Which role is missing.",
            f"For example: barnstorm volunteer role {ref} Greeter --needed 2   or, for the usual ones: --preset 120",
        )


class UnreadableRole(WrongUse):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not the name of a role.", "Give a name with at least one letter in it.")


class RoleEndsFirst(WrongUse):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} would end before it begins.", "Give --start and --end in their order.")


class RoleIsTaken(Refused):
    def __init__(self, name: str, ref: str, people: Sequence[str]) -> None:
        super().__init__(
            f"{name} cannot be removed: {listed(people, 'and')} took it on.",
            f"Tell them and drop them first: barnstorm volunteer drop {ref} PERSON --role {typed(name)}",
        )


class TwoPlacesAtOnce(Refused):
    def __init__(self, person: str, role: str, booked: Sequence[str]) -> None:
        super().__init__(
            f"{person} cannot be {role} then: {listed(booked, 'and')}.",
            "If they can do both all the same, add --force; it is written into the journal.",
        )


class HasNoRole(NotFound):
    def __init__(self, person: str, ref: str) -> None:
        super().__init__(
            f"{person} has no role at {ref}.",
            f"To give them one: barnstorm volunteer add {ref} {typed(person)} --role NAME",
        )


class SeveralRoles(WrongUse):
    def __init__(self, person: str, ref: str, roles: Sequence[str]) -> None:
        super().__init__(f"{person} has several roles at {ref}.", f"Say which with --role: {listed(roles)}.")


class ShiftStillHeld(Refused):
    """Once the role is gone, nothing can be said of its shifts any more."""

    def __init__(self, name: str, ref: str, people: Sequence[str]) -> None:
        super().__init__(
            f"{name} cannot be removed yet: it stands in the calendar of {listed(people, 'and')}.",
            f"Send the cancellation first: barnstorm volunteer invite {ref}",
        )


class NoRolesYet(NotFound):
    def __init__(self, ref: str) -> None:
        super().__init__(f"{ref} has no roles yet.", f"To make one: barnstorm volunteer role {ref} NAME")
