"""The ledger of consents as rows, the oldest first."""

from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, select
from sqlmodel import Session, col

from barnstorm.db.tables import Consent, Organisation, Person, Wording
from barnstorm.domain.consents import Channel
from barnstorm.domain.names import join_name
from barnstorm.rows.privacy import ConsentRow, WordingRow
from barnstorm.services.finding.organisation import find_organisation
from barnstorm.services.finding.person import find_person


def of_person(session: Session, person: str) -> tuple[str, list[ConsentRow]]:
    """Their name, and everything they ever agreed to, withdrawn or not. NoSuchPerson, SeveralPeople."""
    found = find_person(session, person)
    return join_name(found.given_name, found.family_name), rows_of(session, col(Consent.person_id) == found.id)


def ledger(
    session: Session, organisation: str | None = None, channel: Channel | None = None, *, live: bool = False
) -> list[ConsentRow]:
    """All consents; only those to one organisation, by one channel, or (`live`) that still hold. NoSuchOrganisation."""
    wanted = []
    if organisation is not None:
        wanted.append(col(Consent.organisation_id) == find_organisation(session, organisation).id)
    if channel is not None:
        wanted.append(col(Consent.channel) == channel)
    if live:
        wanted.append(col(Consent.withdrawn_at).is_(None))
    return rows_of(session, *wanted)


def rows_of(session: Session, *conditions: ColumnElement[bool]) -> list[ConsentRow]:
    """The consents that meet every condition."""
    shown: tuple[Any, ...] = (
        *(Consent.id, Consent.person_id, Consent.channel, Consent.given_at, Consent.withdrawn_at),
        *(Consent.withdrawn_how, Consent.source, Consent.wording_id, Consent.recorded_at),
        *(Person.given_name, Person.family_name),
        col(Wording.text).label("wording"),
    )
    query = (
        select(*shown, col(Organisation.name).label("organisation"))
        .join(Person, col(Consent.person_id) == Person.id)
        .join(Organisation, col(Consent.organisation_id) == Organisation.id)
        .join(Wording, col(Consent.wording_id) == Wording.id)
        .where(*conditions)
        .order_by(col(Consent.given_at), col(Consent.id))
    )
    return [_row(line) for line in session.execute(query).mappings()]


def wordings(session: Session) -> list[WordingRow]:
    """What people were ever asked to agree to, the newest first."""
    people = func.count(func.distinct(Consent.person_id)).filter(col(Consent.withdrawn_at).is_(None))
    query = (
        select(col(Wording.id), col(Wording.text), col(Wording.first_used_at), people)
        .outerjoin(Consent, col(Consent.wording_id) == Wording.id)
        .group_by(col(Wording.id))
        .order_by(col(Wording.id).desc())
    )
    return [WordingRow(*line) for line in session.execute(query)]


def _row(line: RowMapping) -> ConsentRow:
    own = {key: value for key, value in line.items() if key not in {"given_name", "family_name"}}
    return ConsentRow(name=join_name(line["given_name"], line["family_name"]), **own)
