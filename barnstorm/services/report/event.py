"""What a meeting gave: how many were invited, came, offered to host, signed up, and kept it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Consent, Organisation, Rsvp
from barnstorm.domain.yields import Funnel, Outcome, Participant, funnel
from barnstorm.rows.report import CommitmentCount, EventReport, StageRow, YieldRow
from barnstorm.services.event.offspring import Born, Reply, family, outcome_of, replies
from barnstorm.services.event.rows import row_of
from barnstorm.services.finding.event import find_event
from barnstorm.services.report.tree import rows_of

_CONSENT, _ORGANISATION, _RSVP = (plain(model) for model in (Consent, Organisation, Rsvp))


def report(session: Session, typed: str, now: datetime) -> EventReport:
    """Everything that is counted of one event. NoSuchEvent, SeveralEvents."""
    event = find_event(session, typed, now)
    assert event.id is not None  # it was found
    born = family(session, event.id)
    answers = replies(session, [one.id for one in born])
    here = [reply for reply in answers if reply.event_id == event.id]
    actions = {one.id: one for one in born if one.generation == 1}
    taken_on = _taken_on(actions, answers, now)
    people = _participants(here, taken_on, {one.host_id for one in actions.values()})
    groups = [("all", "", frozenset(people)), *_by_source(here), *_by_organisation(session, event.id, people)]
    return EventReport(
        event=event.ref,
        meeting=row_of(session, event),
        as_of=now,
        stages=tuple(_stages(funnel(people.values()))),
        commitments=_commitments(taken_on, {number for number, one in people.items() if one.came}),
        groups=tuple(
            YieldRow(event.ref, by, group, **asdict(funnel([people[number] for number in members])))
            for by, group, members in groups
        ),
        actions=tuple(rows_of(born, answers, now)),
    )


def _taken_on(actions: Mapping[int, Born], answers: Iterable[Reply], now: datetime) -> dict[int, list[Outcome]]:
    """Person id -> what became of each of their commitments to the actions."""
    taken: dict[int, list[Outcome]] = defaultdict(list)
    for reply in answers:
        action = actions.get(reply.event_id)
        found = outcome_of(action, reply, now) if action else None
        if found is not None:
            taken[reply.person_id].append(found)
    return taken


def _participants(
    here: Iterable[Reply], taken_on: Mapping[int, Sequence[Outcome]], hosts: Collection[int | None]
) -> dict[int, Participant]:
    """Person id -> how far they went, for everybody on the list of the event."""
    return {
        reply.person_id: Participant(
            answer=reply.answer,
            confirmed=reply.confirmed,
            came=reply.attended is True,
            hosts=reply.person_id in hosts,
            commitments=tuple(taken_on.get(reply.person_id, ())),
        )
        for reply in here
    }


def _stages(counted: Funnel) -> Iterator[StageRow]:
    steps: tuple[tuple[str, int, int | None, str], ...] = (
        ("invited", counted.invited, None, ""),
        ("going", counted.going, counted.invited, "invited"),
        ("confirmed", counted.confirmed, counted.going, "going"),
        ("came", counted.came, counted.going, "going"),
        ("others_came", counted.others_came, None, ""),
        ("hosts", counted.hosts, counted.here, "who came"),
        ("committed", counted.committed, counted.here, "who came"),
        ("kept", counted.kept, counted.decided, "committed, where it is known"),
    )
    for stage, people, of, among in steps:
        yield StageRow(stage, people, of, among, round(people / of, 4) if of else None)


def _commitments(taken_on: Mapping[int, Sequence[Outcome]], came: Collection[int]) -> CommitmentCount:
    counted = Counter(found for outcomes in taken_on.values() for found in outcomes)
    return CommitmentCount(
        made=counted.total(),
        by_absent=sum(len(outcomes) for person, outcomes in taken_on.items() if person not in came),
        **{found.name.lower(): counted[found] for found in Outcome},
    )


Group = tuple[str, str, Collection[int]]
"""By what, which, and the ids of the people in it."""


def _by_source(here: Iterable[Reply]) -> list[Group]:
    members: dict[str, list[int]] = defaultdict(list)
    for reply in here:
        members[reply.source].append(reply.person_id)
    return _largest_first("source", members)


def _by_organisation(session: Session, event_id: int, people: Collection[int]) -> list[Group]:
    """Those who agree now to hear from an organisation, by whatever channel, then those who agree with none."""
    query = (
        select(_ORGANISATION.c.name, _CONSENT.c.person_id)
        .distinct()
        .join_from(_CONSENT, _ORGANISATION)
        .join(_RSVP, _RSVP.c.person_id == _CONSENT.c.person_id)
        .where(_RSVP.c.event_id == event_id, _CONSENT.c.withdrawn_at.is_(None))
    )
    members: dict[str, list[int]] = defaultdict(list)
    for name, person_id in session.connection().execute(query):
        members[name].append(person_id)
    with_none = set(people).difference(*members.values())
    return _largest_first("organisation", members) + (
        [("organisation", "", with_none)] if members and with_none else []
    )


def _largest_first(by: str, members: Mapping[str, Collection[int]]) -> list[Group]:
    return [(by, group, members[group]) for group in sorted(members, key=lambda name: (-len(members[name]), name))]
