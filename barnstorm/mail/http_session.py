"""Sending through a provider over HTTP: what is the same for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from time import sleep
from types import TracebackType
from typing import Any, Protocol, Self, TypeGuard

from barnstorm.mail.dsn import MASK
from barnstorm.mail.http_answers import CONFLICT, NOT_LIKE_THIS, SERVERS_FAULT, TAKEN, TOO_MANY, Answer, meaning
from barnstorm.mail.http_endpoint import Endpoint
from barnstorm.mail.http_exchange import Exchange, Post, Unanswered, Unsent
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope

REPLAYS = (0.0, 2.0)
"""Seconds before a request is repeated that was not answered, at a provider that remembers what it has taken."""

PATIENCE_SECONDS = 5.0
"""A provider that wants a shorter pause gets it here and now; a longer one is the outbox's to keep."""

MOST_PAUSES = 3


class CannotCarry(Exception):
    """A message has something that the provider would drop or change. `str()` says what, for a person."""


@dataclass(frozen=True)
class Item:
    """A message as a provider wants it in its request."""

    message: Outgoing
    data: Mapping[str, Any]
    alone: bool = False
    """It cannot share a request with others."""


class Provider(Protocol):
    """What differs from one provider to the next. Holds no connection and no key."""

    @property
    def remembers(self) -> bool:
        """A request that is repeated is recognised, and not sent a second time."""
        ...

    def item(self, message: Outgoing) -> Item:
        """CannotCarry if it would not arrive as it is."""
        ...

    def post(self, group: Sequence[Item], key: str) -> Post:
        """The request for `group`: the same bytes for the same messages, because a repeated one must be recognised."""
        ...

    def results(self, group: Sequence[Outgoing], answer: Answer) -> Sequence[Result]:
        """A Result for each message, in order."""
        ...


class HttpBackend:
    def __init__(self, name: str, caps: Caps, provider: Provider, endpoint: Endpoint) -> None:
        self.name = name
        self.caps = caps
        self._provider = provider
        self._endpoint = endpoint

    def session(self) -> AbstractContextManager["HttpSession"]:
        return HttpSession(self.caps, self._provider, self._endpoint)


class HttpSession:
    def __init__(self, caps: Caps, provider: Provider, endpoint: Endpoint) -> None:
        self._caps = caps
        self._provider = provider
        self._endpoint = endpoint
        self._exchange = Exchange(endpoint)
        self._key: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._exchange.close()

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        key = self._ready()
        for group in self._groups(batch):
            if isinstance(group, Result):
                yield group
                continue
            ours = commit([item.message.id for item in group])
            held = [item for item in group if item.message.id in ours]
            if held:
                yield from self._sent(held, key)

    def _ready(self) -> str:
        """The key, and a connection to use it on. What is wrong with either shows before anything is committed."""
        if self._key is None:
            self._key = self._endpoint.key()
            self._exchange.open()
        return self._key

    def _groups(self, batch: Sequence[Outgoing]) -> Iterator[list[Item] | Result]:
        """Messages that go in one request, in their order; a Result for one that cannot go at all."""
        group: list[Item] = []
        for message in batch:
            item = self._item(message)
            if group and not self._fits(item, group):
                yield group
                group = []
            if isinstance(item, Result):
                yield item
            else:
                group.append(item)
        if group:
            yield group

    def _fits(self, item: Item | Result, group: Sequence[Item]) -> bool:
        """Whether it may go with `group`. One id twice may not: the second is for `commit` to refuse."""
        if isinstance(item, Result) or item.alone or group[0].alone or len(group) == self._caps.batch_max:
            return False
        return all(item.message.id != other.message.id for other in group)

    def _item(self, message: Outgoing) -> Item | Result:
        try:
            return self._provider.item(message)
        except CannotCarry as e:
            # It is the way that is wrong for it, and for all that are like it: five in a row end the run.
            return Result(message.id, Outcome.REJECTED, Scope.SENDER, text=f"It cannot be sent this way: {e}.")

    def _sent(self, held: Sequence[Item], key: str) -> list[Result]:
        answer = self._answered(held, key)
        group = [item.message for item in held]
        if isinstance(answer, Unsent):
            return [Result(each.id, answer.outcome, Scope.CONNECTION, text=answer.text) for each in group]
        if isinstance(answer, Unanswered):
            return [Result(each.id, Outcome.UNKNOWN, Scope.MESSAGE, text=answer.text) for each in group]
        return [_without(key, result) for result in self._provider.results(group, answer)]

    def _answered(self, held: Sequence[Item], key: str) -> Answer | Unsent | Unanswered:
        """The answer, after asking again where that can do no harm."""
        replays, pauses = list(REPLAYS if self._provider.remembers else ()), MOST_PAUSES
        unsure: Answer | Unanswered | None = None
        while True:
            answer = self._exchange.post(self._provider.post(held, key))
            pause = _pause(answer)
            if pause is not None and pauses:
                pauses -= 1
                sleep(pause)
            elif _is_open(answer) and replays:
                unsure = answer
                sleep(replays.pop(0))
            elif unsure is not None and not _settles(answer):
                return unsure
            else:
                return answer


def _pause(answer: Answer | Unsent | Unanswered) -> float | None:
    """The short pause that a provider asks for. Too many at once is a plain no: the same may be sent again."""
    if not isinstance(answer, Answer) or answer.status != TOO_MANY or answer.retry_after is None:
        return None
    return answer.retry_after if answer.retry_after <= PATIENCE_SECONDS else None


def _is_open(answer: Answer | Unsent | Unanswered) -> TypeGuard[Answer | Unanswered]:
    """Whether it was taken is not known; a conflict is mostly the first request, still being worked on."""
    if isinstance(answer, Answer):
        return answer.status >= SERVERS_FAULT or answer.status == CONFLICT
    return isinstance(answer, Unanswered)


def _settles(answer: Answer | Unsent | Unanswered) -> bool:
    """A repeated request that was not looked at (no time, no connection, no access) leaves the first one unknown."""
    return isinstance(answer, Answer) and meaning(answer.status) in (TAKEN, NOT_LIKE_THIS)


def _without(key: str, result: Result) -> Result:
    """A provider may say our key back to us; nobody else is to read it."""
    return replace(result, text=result.text.replace(key, MASK)) if key and key in result.text else result
