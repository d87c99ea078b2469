"""What the postcode service answered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "postcode_place",
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("seat_code", sa.String(), nullable=True),
        sa.Column("seat_name", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("terminated_on", sa.String(), nullable=True),
        sa.Column("looked_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("postcode", name=op.f("pk_postcode_place")),
    )


def downgrade() -> None:
    op.drop_table("postcode_place")
