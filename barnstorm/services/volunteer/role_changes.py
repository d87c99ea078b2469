"""Roles changed or taken away, where volunteers hold them in their calendars."""

from datetime import datetime

from sqlmodel import Session

from barnstorm.errors.volunteer import ShiftStillHeld
from barnstorm.rows.volunteer import RoleRow
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.letter.audience import name_of
from barnstorm.services.volunteer.roles import RoleFacts, find_role, remove_role, set_role
from barnstorm.services.volunteer.shift_holdings import shift_holdings
from barnstorm.services.volunteer.shift_notices import tell_of_shifts
from barnstorm.services.volunteer.shifts import duties_of


def change_role(
    session: Session, typed: str, name: str, facts: RoleFacts, now: datetime, *, quiet: bool = False
) -> tuple[RoleRow, list[str]]:
    """Make a role or change it, and queue its new hours for those who hold it, unless `quiet`. The role, and what the
    organiser should hear of besides. UnreadableRole, RoleEndsFirst.
    """
    event = find_event_to_change(session, typed, now)
    row = set_role(session, event.ref, name, facts, now)
    duties = [duty for duty in duties_of(session, event) if duty.role.name == row.role]
    return row, tell_of_shifts(session, event, duties, now, quiet=quiet)


def take_away(session: Session, typed: str, name: str, now: datetime) -> RoleRow:
    """Take a role away that nobody has, in the roster or in a calendar. NoSuchRole, RoleIsTaken, ShiftStillHeld."""
    event = find_event_to_change(session, typed, now)
    role, held = find_role(session, event, name), shift_holdings(session, event)
    dropped = [duty for duty in duties_of(session, event) if duty.role.id == role.id and not duty.stands]
    names = [name_of(duty.person) for duty in dropped if duty.uid in held.of and duty.address]
    if names and event.ends_at > now:
        raise ShiftStillHeld(role.name, event.ref, names)
    return remove_role(session, event.ref, role.name, now)
