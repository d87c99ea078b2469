"""What a message says lies beside it; of the outbox only what waits and what is held is in an index."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'queued' OR state = 'retry'")
IS_HELD = sa.text("lease_owner IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "mail_bytes",
        sa.Column("mail_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_mail_bytes_mail_id")),
        sa.PrimaryKeyConstraint("mail_id", name=op.f("pk_mail_bytes")),
    )
    op.execute(
        "INSERT INTO mail_bytes (mail_id, raw, handed_over) SELECT id, frozen, true FROM mail WHERE frozen IS NOT NULL"
    )
    op.drop_index("ix_mail_state_due_at", table_name="mail")
    op.drop_column("mail", "frozen")
    # From now on a message that has left and is held still has to be written down: these have been.
    op.execute(
        "UPDATE mail SET lease_owner = NULL, lease_until = NULL WHERE state NOT IN ('claimed', 'sending', 'unknown')"
    )
    op.create_index("ix_mail_waiting", "mail", ["state", "due_at"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_index("ix_mail_lease_owner", "mail", ["lease_owner"], sqlite_where=IS_HELD, postgresql_where=IS_HELD)


def downgrade() -> None:
    op.drop_index("ix_mail_lease_owner", table_name="mail")
    op.drop_index("ix_mail_waiting", table_name="mail")
    op.execute(
        "INSERT INTO mail_attempt (mail_id, at, backend, outcome, detail)"
        " SELECT id, sent_at, backend, 'accepted', '' FROM mail WHERE sent_at IS NOT NULL AND lease_owner IS NOT NULL"
    )
    op.execute("UPDATE mail SET lease_owner = NULL, lease_until = NULL WHERE sent_at IS NOT NULL")
    op.add_column("mail", sa.Column("frozen", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE mail SET frozen = (SELECT raw FROM mail_bytes WHERE mail_id = mail.id"
        " AND (handed_over OR mail.state = 'sending')) WHERE sent_at IS NULL"
    )
    op.create_index("ix_mail_state_due_at", "mail", ["state", "due_at"])
    op.drop_table("mail_bytes")
