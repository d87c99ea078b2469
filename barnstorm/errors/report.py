"""Refusals about what a meeting gave, and what is printed and sent for its actions."""

from barnstorm.errors import Refused


class NothingToPrint(Refused):
    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Nothing was offered at {ref} yet, so there is no host to print a sheet for.",
            f"For blank ones: barnstorm action sheets {ref} --blank 5 --pdf sheets.pdf",
        )
