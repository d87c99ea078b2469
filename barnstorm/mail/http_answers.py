"""What a provider's answer over HTTP means (RFC 9110), where the provider does not say it better itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from barnstorm.mail.interface import Outcome, Outgoing, Result, Scope

Meaning = tuple[Outcome, Scope]

CONFIG: Meaning = (Outcome.CONFIG, Scope.SENDER)
LATER: Meaning = (Outcome.DEFERRED, Scope.SENDER)
NO_SUCH_ADDRESS: Meaning = (Outcome.BOUNCED, Scope.RECIPIENT)
NOT_LIKE_THIS: Meaning = (Outcome.REJECTED, Scope.MESSAGE)
PERHAPS: Meaning = (Outcome.UNKNOWN, Scope.MESSAGE)
TAKEN: Meaning = (Outcome.ACCEPTED, Scope.MESSAGE)

CONFLICT = 409
QUOTA = 420
"""Used by one provider for "enough for now"; nobody's standard."""
INVALID = 422
TOO_MANY = 429
SERVERS_FAULT = 500

QUOTA_SECONDS = 3600.0
"""How long to wait when a day's or month's allowance is used up and nobody says until when."""

_OUR_SETTINGS = frozenset({401, 402, 403, 404, 405, 407, 410, 421})
_NOT_NOW = frozenset({408, 425, QUOTA, TOO_MANY})
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True)
class Answer:
    """`data` is the JSON in it, None if there was none: some gateway may have answered with a web page."""

    status: int
    data: Any = None
    retry_after: float | None = None
    """Seconds the server asked us to wait."""
    error_type: str = ""
    """What Amazon puts into a header."""

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110 15.3

    def field(self, name: str) -> str:
        """A field of the JSON object as text; empty if there is no such object or field."""
        value = self.data.get(name) if isinstance(self.data, dict) else None
        return str(value) if isinstance(value, str | int) else ""


def meaning(status: int) -> Meaning:
    """The outcome by the status alone.

    After 5xx it is unknown whether the request was worked on: the trouble may have come afterwards.
    """
    if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110 15.3
        return TAKEN
    if status >= SERVERS_FAULT or status == CONFLICT:
        return PERHAPS
    if status in _NOT_NOW:
        return LATER
    if status < 400 or status in _OUR_SETTINGS:  # noqa: PLR2004 - RFC 9110 15.4: it is somewhere else
        return CONFIG
    return NOT_LIKE_THIS


def result(message: Outgoing, answer: Answer, decided: Meaning, text: str, provider_id: str = "") -> Result:
    """The Result for one message. `text` is what the provider said; it is told only of what was not accepted."""
    outcome, scope = decided
    told = f"{answer.status} {text}".strip() if text else f"{answer.status}, without a word of why."
    return Result(
        message.id,
        outcome,
        scope,
        code=answer.status,
        text="" if outcome is Outcome.ACCEPTED else told,
        provider_id=provider_id,
        retry_after=answer.retry_after if outcome is Outcome.DEFERRED else None,
    )


def waits(answer: Answer, seconds: float = QUOTA_SECONDS) -> Answer:
    """The same answer for an allowance that is used up: not before `seconds` from now."""
    return replace(answer, retry_after=max(answer.retry_after or 0, seconds))


def senseless(group: Sequence[Outgoing], answer: Answer) -> list[Result]:
    """The Results when the request was taken, and the answer does not say what became of each message."""
    return [result(message, answer, PERHAPS, "It took them; its answer made no sense.") for message in group]


def seconds(text: str | None) -> float | None:
    """A Retry-After that is a number of seconds; None for a date, which no provider here uses."""
    return float(text) if text and _SECONDS.fullmatch(text.strip()) else None
