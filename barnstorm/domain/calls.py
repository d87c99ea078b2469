"""Confirmation calls: who is rung in which pass, and what can come of it."""

from enum import StrEnum


class Outcome(StrEnum):
    """What came of one call, in the words that callers tick."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    MAYBE = "maybe"
    LEFT_MESSAGE = "left message"
    NO_ANSWER = "no answer"
    WRONG_NUMBER = "wrong number"
    DO_NOT_CALL = "do not call"
