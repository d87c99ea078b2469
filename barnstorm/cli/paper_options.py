"""What every command that prints asks."""

from enum import StrEnum


class PaperSize(StrEnum):
    A4 = "a4"
    LETTER = "letter"
