"""Every refusal: its sentence, its hint, its exit code.

    BarnstormError             1   never raised itself
    ├── AnsweredNo             1   a person was asked and said no
    ├── WrongUse               2   the command line does not make sense
    ├── NotFound               3   no such thing; the hint names the nearest
    ├── Refused                4   a rule of the campaign's data says no
    ├── NotReady               5   settings, schema or database stand in the way
    ├── MailTrouble            6   some deliveries failed or are unknown
    └── WorkLeft              75   try again later; nothing is lost

The classes for each noun live in the module of that name beside this one. What a refusal says is written for the
organiser: the sentence says what happened, the hint what to type next. `barnstorm.cli.run` is the one place that
turns them into stderr and a status.
"""

from collections.abc import Iterable


class BarnstormError(Exception):
    """A refusal: `sentence` for what happened, `hint` for what to do about it (may be empty)."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class AnsweredNo(BarnstormError):
    """Somebody was asked and said no. Nothing was changed."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("Nothing was changed.")


class WrongUse(BarnstormError):
    exit_code = 2


class NotFound(BarnstormError):
    exit_code = 3


class Refused(BarnstormError):
    exit_code = 4


class NotReady(BarnstormError):
    exit_code = 5


class MailTrouble(BarnstormError):
    exit_code = 6


class WorkLeft(BarnstormError):
    exit_code = 75


class NeedsYes(WrongUse):
    """A dangerous command, nobody at the terminal, and no --yes."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nobody is at the terminal to answer.", "Add --yes to go ahead.")


class MissingOption(WrongUse):
    """Something required was not given and nobody can be asked."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(f"{name} is missing.", f"For example: {example}")


def listed(names: Iterable[str], joint: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`: how names stand in a hint."""
    items = list(names)
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
