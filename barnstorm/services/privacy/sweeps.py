"""Which rows a purge reaches, and what is left of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union
from sqlmodel import SQLModel, col

from barnstorm.db.tables import (
    Assignment,
    Call,
    Consent,
    Event,
    Mail,
    MailAttempt,
    MailBytes,
    Merge,
    Person,
    PersonAlso,
    Reply,
    Role,
    Rsvp,
    SoftBounce,
)
from barnstorm.domain.consents import Channel
from barnstorm.domain.delivery import UNDER_WAY, WAITING
from barnstorm.domain.retention import Data


@dataclass(frozen=True)
class Sweep:
    """Rows of one table, and what their columns hold afterwards; None takes the rows away."""

    model: type[SQLModel]
    where: ColumnElement[bool]
    values: dict[str, Any] | None
    counted: bool = True
    """Whether the rows are told of; they are not where they belong to others that are."""


@dataclass(frozen=True)
class Reach:
    """How far a purge goes: what is from before the instant `cutoff`, and about nothing that is still to come."""

    cutoff: datetime
    now: datetime

    @cached_property
    def over(self) -> Select[Any]:
        """The events that ended early enough."""
        return select(col(Event.id)).where(col(Event.ends_at) < self.cutoff)

    @cached_property
    def bound(self) -> Select[Any]:
        """Those who are on a list of something to come, help there, or host it."""
        ahead = select(col(Event.id)).where(col(Event.ends_at) >= self.now)
        roles = select(col(Role.id)).where(col(Role.event_id).in_(ahead))
        return select(
            union(
                select(col(Rsvp.person_id)).where(col(Rsvp.event_id).in_(ahead)),
                select(col(Assignment.person_id)).where(col(Assignment.role_id).in_(roles)),
                select(col(Event.host_id)).where(col(Event.ends_at) >= self.now, col(Event.host_id).is_not(None)),
            ).subquery()
        )

    def people(self, channels: Iterable[Channel] = Channel) -> Select[Any]:
        """Those known long enough who agreed to nothing by any of these channels, and are bound to nothing."""
        agreed = select(col(Consent.person_id)).where(
            col(Consent.withdrawn_at).is_(None), col(Consent.channel).in_([channel.value for channel in channels])
        )
        return select(col(Person.id)).where(
            col(Person.created_at) < self.cutoff,
            col(Person.name_folded) != "",
            col(Person.id).not_in(agreed),
            col(Person.id).not_in(self.bound),
        )


def _access(reach: Reach) -> list[Sweep]:
    return [Sweep(Rsvp, (col(Rsvp.access) != "") & col(Rsvp.event_id).in_(reach.over), {"access": ""})]


def _call_notes(reach: Reach) -> list[Sweep]:
    said = (col(Call.note) != "") | (col(Call.caller) != "")
    noted = (col(Rsvp.notes) != "") | (col(Rsvp.confirmed_by) != "")
    return [
        Sweep(Call, said & col(Call.event_id).in_(reach.over), {"note": "", "caller": ""}),
        Sweep(Rsvp, noted & col(Rsvp.event_id).in_(reach.over), {"notes": "", "confirmed_by": ""}),
        Sweep(
            Person,
            (col(Person.notes) != "") & (col(Person.created_at) < reach.cutoff) & col(Person.id).not_in(reach.bound),
            {"notes": ""},
        ),
    ]


def _letters(reach: Reach) -> list[Sweep]:
    closed = (col(Mail.created_at) < reach.cutoff) & col(Mail.state).not_in([*WAITING, *UNDER_WAY])
    held = col(Mail.id).in_(select(col(MailBytes.mail_id)))
    telling = held | (col(Mail.subject) != "") | (col(Mail.detail) != "")
    return [
        Sweep(
            MailAttempt,
            (col(MailAttempt.detail) != "") & col(MailAttempt.mail_id).in_(select(col(Mail.id)).where(closed)),
            {"detail": ""},
            counted=False,
        ),
        Sweep(SoftBounce, col(SoftBounce.at) < reach.cutoff, None, counted=False),
        Sweep(Mail, closed & telling, {"subject": "", "detail": "", "provider_id": ""}),
        Sweep(MailBytes, col(MailBytes.mail_id).in_(select(col(Mail.id)).where(closed)), None, counted=False),
    ]


def _replies(reach: Reach) -> list[Sweep]:
    settled = col(Reply.for_a_human).is_(False) | col(Reply.seen_to_at).is_not(None)
    telling = col(Reply.person_id).is_not(None) | (col(Reply.detail) != "")
    return [Sweep(Reply, (col(Reply.read_at) < reach.cutoff) & settled & telling, {"person_id": None, "detail": ""})]


def _merges(reach: Reach) -> list[Sweep]:
    return [Sweep(Merge, col(Merge.merged_at) < reach.cutoff, None)]


def _phones(reach: Reach) -> list[Sweep]:
    people = reach.people([Channel.PHONE, Channel.TEXT])
    known = col(Person.phone).is_not(None) | col(Person.phone_as_written).is_not(None)
    also = (col(PersonAlso.kind) == "phone") & col(PersonAlso.person_id).in_(people)
    return [
        Sweep(PersonAlso, also, None, counted=False),
        Sweep(Person, known & col(Person.id).in_(people), {"phone": None, "phone_as_written": None}),
    ]


def _addresses(reach: Reach) -> list[Sweep]:
    people = reach.people()
    known = col(Person.email).is_not(None) | col(Person.postcode).is_not(None)
    also = col(PersonAlso.kind).in_(["email", "postcode"]) & col(PersonAlso.person_id).in_(people)
    sent = (col(Mail.to_address) != "") & col(Mail.state).not_in([*WAITING, *UNDER_WAY])
    return [
        Sweep(Mail, sent & col(Mail.person_id).in_(people), {"to_address": "", "message_id": None}, counted=False),
        Sweep(
            Mail,
            sent & col(Mail.person_id).is_(None) & (col(Mail.created_at) < reach.cutoff),
            {"to_address": ""},
            counted=False,
        ),
        Sweep(PersonAlso, also, None, counted=False),
        Sweep(Person, known & col(Person.id).in_(people), {"email": None, "email_key": None, "postcode": None}),
    ]


SWEEPS: dict[Data, Callable[[Reach], list[Sweep]]] = {
    Data.ACCESS: _access,
    Data.CALL_NOTES: _call_notes,
    Data.LETTERS: _letters,
    Data.REPLIES: _replies,
    Data.MERGES: _merges,
    Data.PHONES: _phones,
    Data.ADDRESSES: _addresses,
}
"""What goes by changing rows alone."""
