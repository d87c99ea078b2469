"""Systems that sell tickets write a line for each: one person's lines are one party."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from barnstorm.domain.answers import Answer
from barnstorm.files.attendees.table import AttendeeTable
from barnstorm.services.rsvp.lines import Attendee, Read, read_lines

_Buyer = tuple[str, str]
"""The name, and what tells namesakes apart."""

_WEIGHT = {Answer.GOING: 2, Answer.WAITLISTED: 1}
"""Of several tickets the one that lets somebody in is what they say; those handed back do not count."""


@dataclass(slots=True)
class _Party:
    """What a person's tickets come to."""

    line: int
    answer: Answer | None
    heads: int
    attended: bool | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A line that has been counted with that of `first`, where the same person stands."""

    line: int
    first: int


Line = Read | Joined
"""Somebody, or why nobody could be read, or that they are counted already."""


def lines_of(table: AttendeeTable) -> Iterator[Line]:
    """Every line of a file; where they are tickets, a person's are one party."""
    read: Callable[[], Iterator[Read]] = partial(read_lines, table)
    return one_line_a_party(read) if table.profile and table.profile.tickets else read()


def one_line_a_party(read: Callable[[], Iterator[Read]]) -> Iterator[Line]:
    """What `read` gives, with all of a person's tickets on the first line of theirs. The file is read twice for it."""
    parties: dict[_Buyer, _Party] = {}
    for one in read():
        if isinstance(one, Attendee):
            _count(parties, one)
    for one in read():
        if not isinstance(one, Attendee):
            yield one
            continue
        party = parties[_buyer(one)]
        if one.line == party.line:
            yield one._replace(answer=party.answer, party_size=party.heads, attended=party.attended)
        else:
            yield Joined(one.line, party.line)


def _buyer(attendee: Attendee) -> _Buyer:
    return attendee.name_key, attendee.email_key or attendee.contact.phone or ""


def _count(parties: dict[_Buyer, _Party], ticket: Attendee) -> None:
    heads = ticket.party_size or 1
    party = parties.setdefault(_buyer(ticket), _Party(ticket.line, ticket.answer, 0, ticket.attended))
    if _weight(ticket.answer) > _weight(party.answer):
        party.answer, party.heads = ticket.answer, heads
    elif ticket.answer is party.answer:
        party.heads += heads
    if ticket.attended is not None:
        party.attended = party.attended or ticket.attended


def _weight(answer: Answer | None) -> int:
    return _WEIGHT.get(answer, 0) if answer is not None else 0
