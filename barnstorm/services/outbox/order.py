"""Which messages are meant."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, literal_column, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import WAITING, State


@dataclass(frozen=True)
class Order:
    """What is to be sent: of one event, of kinds that begin so, only those of these keys; None is all."""

    event_id: int | None = None
    kinds: tuple[str, ...] | None = None
    keys: frozenset[str] | None = None


def meant(order: Order) -> list[ColumnElement[bool]]:
    """The conditions of an order, whatever the state."""
    conditions: list[ColumnElement[bool]] = []
    if order.event_id is not None:
        conditions.append(col(Mail.event_id) == order.event_id)
    if order.kinds is not None:
        conditions.append(or_(*(col(Mail.kind).startswith(kind, autoescape=True) for kind in order.kinds)))
    if order.keys is not None:
        conditions.append(col(Mail.key).in_(order.keys))
    return conditions


def waits(*states: State) -> ColumnElement[bool]:
    """It waits to be sent: whichever of WAITING it is in, or only one of them.

    The states stand in the statement itself. There is an index of what waits, and a database uses it only if it can
    read that nothing else is asked for; from a parameter it cannot.
    """
    written = [literal_column(f"'{state.value}'", String) for state in sorted(states or WAITING)]
    return or_(*(col(Mail.state) == state for state in written))


def waiting(order: Order) -> SelectOfScalar[Mail]:
    """What an order means, of all that waits."""
    return select(Mail).where(waits(), *meant(order))
