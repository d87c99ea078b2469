"""Indexes that nothing needs go; of those on a list, only those who wait are in the index of the waiting lists."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WAITS = sa.text("waitlisted_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index(op.f("ix_person_postcode"), table_name="person")
    op.drop_index(op.f("ix_person_sort_key"), table_name="person")
    op.drop_index("ix_rsvp_event_id_answer", table_name="rsvp")
    op.create_index(
        "ix_rsvp_waitlisted", "rsvp", ["event_id", "waitlisted_at"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )


def downgrade() -> None:
    op.drop_index("ix_rsvp_waitlisted", table_name="rsvp")
    op.create_index("ix_rsvp_event_id_answer", "rsvp", ["event_id", "answer"])
    op.create_index(op.f("ix_person_sort_key"), "person", ["sort_key"])
    op.create_index(op.f("ix_person_postcode"), "person", ["postcode"])
