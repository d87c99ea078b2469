"""What an evening gave: what became of each commitment, and how far each person went.

A commitment is the answer somebody gave to an action: that they would come. Whether they kept it is known only once the
action is over and somebody ticked: the absence of a tick is no broken promise.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from barnstorm.domain.answers import Answer
from barnstorm.domain.forecast import HOSTS

GOAL_HOSTS = 10
"""Hosts that a target seat should have unless the campaign says otherwise: what one evening with a hundred people
gives, of whom a tenth offer (see `forecast.HOSTS`).
"""


class Outcome(StrEnum):
    """What became of a commitment. Every commitment has one of them."""

    KEPT = "kept"
    BROKEN = "broken"
    UNTICKED = "unticked"
    """The action is over and nobody noted whether they came."""
    AHEAD = "ahead"
    WAITING = "waiting"
    """They had, or have, no place: on the waiting list."""
    WITHDRAWN = "withdrawn"
    """They said in time that they would not come."""
    CALLED_OFF = "called off"


DECIDED = frozenset({Outcome.KEPT, Outcome.BROKEN})


def outcome(
    answer: Answer | None, attended: bool | None, *, ends_at: datetime, now: datetime, called_off: bool
) -> Outcome | None:
    """Of an answer to an action; None if it was no commitment: who never said that they would come owes nothing."""
    found = Outcome.AHEAD if now < ends_at else Outcome.UNTICKED
    if answer not in {Answer.GOING, Answer.WAITLISTED, Answer.CANCELLED}:
        return None
    if attended:
        found = Outcome.KEPT
    elif called_off:
        found = Outcome.CALLED_OFF
    elif answer is Answer.CANCELLED:
        found = Outcome.WITHDRAWN
    elif answer is Answer.WAITLISTED:
        found = Outcome.WAITING
    elif attended is False:
        found = Outcome.BROKEN
    return found


@dataclass(frozen=True)
class Participant:
    """One person and one meeting: what they said to it, whether they came, and what they took on there."""

    answer: Answer | None
    confirmed: bool
    came: bool
    hosts: bool
    commitments: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Funnel:
    """People at each stage. Whoever came is counted in `came` if they had said so, else in `others_came`.

    `confirmed` are of those going; `hosts` and `committed` of those who came. `decided` are those of the committed of
    whom it is known whether they kept one of their commitments, and `kept` those who did.
    """

    invited: int
    going: int
    confirmed: int
    came: int
    others_came: int
    hosts: int
    committed: int
    decided: int
    kept: int

    @property
    def here(self) -> int:
        return self.came + self.others_came


def funnel(people: Collection[Participant]) -> Funnel:
    """How far these people went, each counted once."""

    def count(condition: Callable[[Participant], bool], among: Iterable[Participant] = people) -> int:
        return sum(condition(one) for one in among)

    going = [one for one in people if one.answer is Answer.GOING]
    here = [one for one in people if one.came]
    committed = [one for one in here if one.commitments]
    return Funnel(
        invited=count(lambda one: one.answer is not None),
        going=len(going),
        confirmed=count(lambda one: one.confirmed, going),
        came=count(lambda one: one.came, going),
        others_came=count(lambda one: one.answer is not Answer.GOING, here),
        hosts=count(lambda one: one.hosts, here),
        committed=len(committed),
        decided=count(lambda one: not DECIDED.isdisjoint(one.commitments), committed),
        kept=count(lambda one: Outcome.KEPT in one.commitments, committed),
    )


def hosts_hoped_for(here: int) -> int:
    """Of so many heads in the room; at least one."""
    return max(1, ceil(here * HOSTS))
