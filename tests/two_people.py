"""People with everything on the books that a person can have, drawn by chance."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, col, select

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import (
    Apart,
    Assignment,
    Call,
    Consent,
    Event,
    Journal,
    Mail,
    Organisation,
    PersonAlso,
    PersonTag,
    Reply,
    Role,
    Rsvp,
    Sheet,
    SheetRow,
    Wording,
)
from barnstorm.db.tables.person import Person
from barnstorm.domain.answers import Answer
from barnstorm.domain.calls import Outcome
from barnstorm.domain.consents import Channel
from barnstorm.domain.delivery import State
from barnstorm.errors.rsvp import PartyDoesNotFit
from barnstorm.services.event import events
from barnstorm.services.person.people import known_or_new
from barnstorm.services.rsvp import rsvps

NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
EVENTS, PEOPLE = 3, 4
"""The first event is over."""

MOMENTS = st.integers(1, 300).map(lambda minutes: NOW - timedelta(minutes=minutes))

Draw = Callable[[st.SearchStrategy[Any]], Any]


def populate(session: Session, draw: Draw) -> list[int]:
    """The ids of the people. Nobody waits who would fit."""
    people = [_person(session, draw, number) for number in range(PEOPLE)]
    held = [_event(session, draw, number) for number in range(EVENTS)]
    _answers(session, draw, people)
    _presences(session, draw)
    _letters(session, draw, people, held)
    _everything_else(session, draw, people, held[1])
    for event in held:
        rsvps.promote(session, event.ref, None, NOW)
    session.flush()
    return [_id(person) for person in people]


def _person(session: Session, draw: Draw, number: int) -> Person:
    email = draw(st.sampled_from([None, f"{number}@example.org"]))
    phone = draw(st.sampled_from([None, f"0770090012{number}"]))
    postcode = draw(st.sampled_from([None, "CA3 8TP"]))
    return known_or_new(session, read_contact(f"Guest {'abcd'[number]}", email, phone, postcode), NOW)[0]


def _event(session: Session, draw: Draw, number: int) -> Event:
    start = NOW + timedelta(days=number - 1, hours=1)
    zone, capacity = ZoneInfo("Europe/London"), draw(st.integers(1, 6))
    draft = events.Draft("B", start, start + timedelta(hours=2), zone, capacity=capacity, ref=f"e{number}")
    return session.get_one(Event, events.create(session, draft, NOW, None).event.id)


def _answers(session: Session, draw: Draw, people: Sequence[Person]) -> None:
    """Through the service that organisers use, so that the waiting lists are sound."""
    events_, answers = st.integers(0, EVENTS - 1), st.sampled_from(Answer)
    wishes = st.tuples(events_, st.sampled_from(people), answers, st.integers(1, 4), MOMENTS, st.text("xy", max_size=2))
    for number, person, answer, heads, at, note in draw(st.lists(wishes, max_size=12)):
        contact = read_contact(f"{person.given_name} {person.family_name}", person.email)
        try:
            rsvps.add(session, f"e{number}", contact, answer, at, rsvps.Particulars(heads, note=note))
        except PartyDoesNotFit:
            continue


def _presences(session: Session, draw: Draw) -> None:
    for rsvp in session.exec(select(Rsvp).order_by(col(Rsvp.id))).all():
        rsvp.attended = draw(st.sampled_from([None, None, True, False]))
        rsvp.checked_in_at = draw(MOMENTS) if rsvp.attended else None
        rsvp.source = draw(st.sampled_from(["", "leaflet"]))


def _letters(session: Session, draw: Draw, people: Sequence[Person], held: Sequence[Event]) -> None:
    kinds = st.sampled_from(["invite", "reminder-1d"])
    wanted = st.tuples(st.sampled_from(held), st.sampled_from(people), kinds)
    for event, person, kind in draw(
        st.lists(wanted, unique_by=lambda one: (one[0].id, one[1].id, one[2]), max_size=10)
    ):
        key, address = f"{kind}:{event.uid}:0:{person.uid}", person.email or ""
        about = {
            "event_id": event.id,
            "person_id": person.id,
            "to_address": address,
            "state": draw(st.sampled_from(State)),
        }
        session.add(Mail(key=key, kind=kind, due_at=NOW, created_at=NOW, **about))


def _everything_else(session: Session, draw: Draw, people: Sequence[Person], event: Event) -> None:
    organisation, wording = Organisation(name="Compass", name_folded="compass"), Wording(text="Yes", first_used_at=NOW)
    role = Role(event_id=_id(event), name="Greeter", name_folded="greeter")
    sheet = Sheet(event_id=_id(event), code="D1", kind="door", rows_printed=20, printed_at=NOW)
    session.add_all([organisation, wording, role, sheet])
    session.flush()
    for number, person in enumerate(people):
        whose, given, later = _id(person), draw(MOMENTS), timedelta(minutes=draw(st.integers(0, 200)))
        consent = Consent(
            person_id=whose, organisation_id=_id(organisation), channel=draw(st.sampled_from(Channel)),
            wording_id=_id(wording), source="D1", given_at=given, recorded_at=NOW,
            withdrawn_at=draw(st.sampled_from([None, given + later])),
        )  # fmt: skip
        assignment = Assignment(
            role_id=_id(role), person_id=whose, uid=draw(st.sampled_from([None, f"uid-{number}"])),
            confirmed_at=draw(st.none() | MOMENTS), dropped_at=draw(st.none() | MOMENTS), created_at=given,
        )  # fmt: skip
        rows = (
            consent,
            assignment,
            Call(event_id=_id(event), person_id=whose, pass_number=1, outcome=Outcome.MAYBE, called_at=NOW),
            Journal(at=NOW, event_id=event.id, person_id=whose, what="forced"),
            Reply(digest=f"{number}", what="answer", person_id=whose, read_at=NOW),
            SheetRow(sheet_id=_id(sheet), number=number, person_id=whose),
            PersonTag(person_id=whose, tag="Driver", tag_folded="driver"),
            PersonTag(person_id=whose, tag=f"tag {number}", tag_folded=f"tag {number}"),
            PersonAlso(person_id=whose, kind="email", value="old@example.org", value_key="old@example.org"),
            *(Apart(one_id=whose, other_id=_id(other), said_at=given) for other in people[number + 1 :]),
        )
        session.add_all(row for row in rows if draw(st.booleans()))
        event.host_id = draw(st.sampled_from([whose, event.host_id]))


def _id(row: SQLModel) -> int:
    number: int = row.id  # type: ignore[attr-defined]  # every table that is asked here has one
    return number
