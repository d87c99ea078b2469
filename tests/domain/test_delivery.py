"""What a server's answer means for a message, and when a run should stop."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.delivery import (
    BACKOFF,
    JITTER,
    MOST_ATTEMPTS,
    Breaker,
    Outcome,
    Scope,
    State,
    Verdict,
    told,
    verdict,
)

NOW = datetime(2017, 5, 9, 12, 0, tzinfo=UTC)


def judge(outcome: Outcome, scope: Scope = Scope.RECIPIENT, attempts: int = 0, **more: object) -> Verdict:
    given_more = {"expires_at": None, "jitter": 1.0, **more}
    return verdict(outcome, scope, attempts=attempts, now=NOW, **given_more)  # type: ignore[arg-type]  # the keywords vary


@pytest.mark.parametrize(
    ("outcome", "scope", "state"),
    [
        (Outcome.ACCEPTED, Scope.MESSAGE, State.ACCEPTED),
        (Outcome.UNKNOWN, Scope.MESSAGE, State.UNKNOWN),
        (Outcome.BOUNCED, Scope.RECIPIENT, State.BOUNCED),
        (Outcome.REJECTED, Scope.SENDER, State.REJECTED),
        (Outcome.DEFERRED, Scope.RECIPIENT, State.RETRY),
    ],
)
def test_an_outcome_has_its_state(outcome: Outcome, scope: Scope, state: State) -> None:
    assert judge(outcome, scope).state is state


def test_a_message_refused_as_it_is_gets_one_more_try() -> None:
    assert judge(Outcome.REJECTED, Scope.MESSAGE, attempts=0).state is State.RETRY
    assert judge(Outcome.REJECTED, Scope.MESSAGE, attempts=1).state is State.REJECTED


def test_trouble_of_the_connection_is_nobodys_attempt_and_the_message_stays_due() -> None:
    assert judge(Outcome.DEFERRED, Scope.CONNECTION) == Verdict(State.RETRY, due_at=NOW, counted=False)


def test_pauses_grow_and_then_stay() -> None:
    pauses = []
    for attempts in range(MOST_ATTEMPTS - 1):
        due_at = judge(Outcome.DEFERRED, attempts=attempts).due_at
        assert due_at is not None
        pauses.append(due_at - NOW)
    assert pauses == [*BACKOFF, *[BACKOFF[-1]] * (MOST_ATTEMPTS - 1 - len(BACKOFF))]


def test_the_server_may_ask_for_a_longer_pause_not_a_shorter_one() -> None:
    assert judge(Outcome.DEFERRED, retry_after=3600).due_at == NOW + timedelta(hours=1)
    assert judge(Outcome.DEFERRED, retry_after=1).due_at == NOW + BACKOFF[0]


def test_one_day_it_is_given_up() -> None:
    last = judge(Outcome.DEFERRED, attempts=MOST_ATTEMPTS - 1)
    assert (last.state, last.why) == (State.BOUNCED, "Given up after 8 attempts.")


@given(
    attempts=st.integers(0, 10),
    minutes=st.integers(1, 600),
    jitter=st.floats(*JITTER),
    retry_after=st.none() | st.floats(0, 86_400),
)
def test_no_retry_is_planned_after_the_message_has_lost_its_sense(
    attempts: int, minutes: int, jitter: float, retry_after: float | None
) -> None:
    expires_at = NOW + timedelta(minutes=minutes)
    decided = judge(Outcome.DEFERRED, attempts=attempts, expires_at=expires_at, jitter=jitter, retry_after=retry_after)
    if decided.state is State.RETRY:
        assert decided.due_at is not None
        assert NOW < decided.due_at < expires_at
    else:
        assert decided.state in {State.EXPIRED, State.BOUNCED}


def opened_after(*results: tuple[Outcome, Scope]) -> int | None:
    """After how many of the results the breaker opened."""
    breaker = Breaker()
    for count, result in enumerate(results, start=1):
        breaker.tell(*result)
        if breaker.open:
            return count
    return None


GOOD = (Outcome.ACCEPTED, Scope.MESSAGE)
REFUSED = (Outcome.REJECTED, Scope.SENDER)
THROTTLED = (Outcome.DEFERRED, Scope.SENDER)


def test_a_run_stops_at_once_when_nothing_can_be_sent() -> None:
    assert opened_after((Outcome.CONFIG, Scope.CONNECTION)) == 1
    assert opened_after((Outcome.DEFERRED, Scope.CONNECTION)) == 1


def test_a_run_stops_when_the_server_throttles_again_and_again() -> None:
    assert opened_after(*[THROTTLED] * 5) == 3
    assert opened_after(*[THROTTLED, THROTTLED, GOOD] * 5) is None


def test_a_run_stops_after_five_refusals_in_a_row_or_a_fifth_of_the_last_fifty() -> None:
    assert opened_after(*[REFUSED] * 9) == 5
    assert opened_after(*[REFUSED, GOOD, GOOD, GOOD] * 20) == 37
    assert opened_after(*[REFUSED, *[GOOD] * 9] * 20) is None


def test_a_run_stops_when_answers_fail_to_come_again_and_again() -> None:
    lost = (Outcome.UNKNOWN, Scope.CONNECTION)
    assert opened_after(*[lost] * 5) == 3
    assert opened_after(*[lost, lost, GOOD] * 5) is None


def test_bad_addresses_never_stop_a_run() -> None:
    assert opened_after(*[(Outcome.BOUNCED, Scope.RECIPIENT), (Outcome.DEFERRED, Scope.RECIPIENT)] * 50) is None


def test_what_a_server_said_is_kept_without_addresses() -> None:
    assert told("550 5.1.1 <ann@example.org>: ann@example.org unknown") == "550 5.1.1 <…>: <…> unknown"


@given(st.text())
def test_what_a_server_said_is_one_short_line_without_anything_hidden(text: str) -> None:
    kept = told(text)
    assert len(kept) <= 300
    assert "\n" not in kept
    assert "\x1b" not in kept
