"""How Alembic runs our migrations: on the connection that `barnstorm.db.migrate` hands it, in one transaction."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

from barnstorm.db.schema import VERSION_TABLE
from barnstorm.db.tables import load_all
from barnstorm.db.types import UtcDateTime


def render_item(type_: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """In a migration an instant is what it is in the database: later changes of our class do not rewrite history."""
    if type_ == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if type_ == "type" and item.__class__.__name__ == "AutoString":
        return "sa.String()"
    return False


load_all()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=render_item,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
