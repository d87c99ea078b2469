"""Refusals about mail: how it leaves, and what became of it. No sentence here shows a URL: it may hold a password."""

from collections.abc import Sequence

from barnstorm.errors import MailTrouble, NotFound, NotReady, Refused, WorkLeft, listed

SEE_BACKENDS = "See: barnstorm mail backends"


class BadMailUrl(NotReady):
    """`why` must not quote what was typed: a password with a stray `/` or `@` may be in any part of it."""

    def __init__(self, why: str, hint: str = SEE_BACKENDS) -> None:
        super().__init__(f"The setting BARNSTORM_MAIL cannot be used: {why}.", hint)


class UnknownScheme(NotReady):
    def __init__(self, scheme: str, nearest: Sequence[str], known: Sequence[str]) -> None:
        hint = f"Did you mean {listed(nearest)}?" if nearest else f"Known: {listed(known, joint='and')}."
        super().__init__(f"“{scheme}” in BARNSTORM_MAIL is not a way to send mail.", f"{hint} {SEE_BACKENDS}")


class UnknownMailOption(NotReady):
    def __init__(self, scheme: str, option: str, known: Sequence[str]) -> None:
        hint = f"It has: {listed(known, joint='and')}." if known else "It takes none."
        super().__init__(f"{scheme} in BARNSTORM_MAIL has no option “{option}”.", hint)


class BackendBroken(NotReady):
    """A third party's backend could not be imported."""

    def __init__(self, scheme: str, source: str, why: str) -> None:
        super().__init__(
            f"The mail backend {scheme} of {source} cannot be loaded: {why}.",
            f"Install a newer {source}, or send in another way: barnstorm mail backends",
        )


class CannotSend(NotReady):
    """The server or the settings refuse every message alike. Nothing was tried further, no message is lost."""

    def __init__(self, backend: str, why: str) -> None:
        super().__init__(
            f"{backend} cannot send: {why}",
            "Correct BARNSTORM_MAIL or BARNSTORM_FROM; the messages wait in the outbox. "
            "Then try: barnstorm mail test ADDRESS",
        )


class SomeNotDelivered(MailTrouble):
    def __init__(self, failed: int, unknown: int) -> None:
        parts = [f"{failed} {_messages(failed)} could not be delivered"] if failed else []
        if unknown:
            parts.append(f"of {unknown} {_messages(unknown)} it is unknown whether {_it(unknown)} arrived")
        hint = "See: barnstorm mail list"
        if unknown:
            hint += " --state unknown; then decide: barnstorm mail resolve ID --as delivered|resend|hold"
        super().__init__(f"{'; '.join(parts)}.".capitalize(), hint)


class MailLeft(WorkLeft):
    def __init__(self, left: int) -> None:
        waits = "waits" if left == 1 else "wait"
        super().__init__(
            f"{left} {_messages(left)} {waits} in the outbox for another try.", "Later: barnstorm mail retry"
        )


class NoSuchMail(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__(f"No message has the number {number}.", "See: barnstorm mail list")


class NothingUnknown(Refused):
    """Only what is unknown can be resolved: the rest is known."""

    def __init__(self, number: int, state: str) -> None:
        super().__init__(
            f"Message {number} is {state}; only an unknown one can be resolved.",
            "See: barnstorm mail list --state unknown",
        )


def _messages(count: int) -> str:
    return "message" if count == 1 else "messages"


def _it(count: int) -> str:
    return "it" if count == 1 else "they"
