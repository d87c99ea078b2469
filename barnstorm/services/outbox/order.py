"""Which messages are meant."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from barnstorm.db.tables import Mail
from barnstorm.domain.delivery import WAITING


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


def waiting(order: Order) -> SelectOfScalar[Mail]:
    """What an order means, of all that waits."""
    return select(Mail).where(col(Mail.state).in_(WAITING), *meant(order))
