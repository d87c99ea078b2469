"""Refusals of the ways to send. No sentence here shows a URL: it may hold a password."""

from barnstorm.errors import NotReady


class NoSecret(NotReady):
    """`what` is "password" or "token"; `why` must not quote it."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(
            f"The {what} for mail could not be had: {why}.", f"Correct {what}_env or {what}_cmd in BARNSTORM_MAIL."
        )
