"""The tables without the ORM, for lists: its first query alone takes longer than reading 650 seats."""

from sqlalchemy import Table
from sqlmodel import SQLModel


def plain(model: type[SQLModel]) -> Table:
    """The table behind a class, for SQLAlchemy Core."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
