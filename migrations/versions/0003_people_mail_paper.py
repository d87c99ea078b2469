"""Who is standing; people merged, tagged, consenting, erased; calls; replies; what restrains the senders; sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erased")),
    )
    op.create_table(
        "mailbox",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("uid_validity", sa.Integer(), nullable=False),
        sa.Column("last_uid", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox")),
    )
    op.create_table(
        "sending_rate",
        sa.Column("backend", sa.String(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_because", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("backend", name=op.f("pk_sending_rate")),
    )
    op.create_table(
        "suppression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("campaigning_only", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('hard bounce', 'complaint', 'unsubscribed', 'by hand')",
            name=op.f("ck_suppression_reason_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.UniqueConstraint("address_key", name=op.f("uq_suppression_address_key")),
    )
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint("text", name=op.f("uq_wording_text")),
    )
    op.create_table(
        "apart",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_apart_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_apart_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_apart_other_id")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_apart")),
    )
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_apart_other_id"), ["other_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_how", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'phone', 'text', 'post')", name=op.f("ck_consent_channel_known")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at >= given_at", name=op.f("ck_consent_withdrawn_after_given")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_consent_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wording.id"], name=op.f("fk_consent_wording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_organisation_id_channel", ["organisation_id", "channel"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("dropped_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_merge_kept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "person_also",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("value_key", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('email', 'phone', 'name', 'postcode')", name=op.f("ck_person_also_kind_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_also_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_also")),
        sa.UniqueConstraint("person_id", "kind", "value_key", name=op.f("uq_person_also_person_id_kind_value_key")),
    )
    with op.batch_alter_table("person_also", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_also_value_key"), ["value_key"], unique=False)

    op.create_table(
        "person_tag",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tag_folded", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_tag_person_id")),
        sa.PrimaryKeyConstraint("person_id", "tag_folded", name=op.f("pk_person_tag")),
    )
    with op.batch_alter_table("person_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_tag_tag_folded"), ["tag_folded"], unique=False)

    op.create_table(
        "standing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_standing_election_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_standing_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing")),
        sa.UniqueConstraint(
            "seat_id",
            "election_id",
            "name_folded",
            "party",
            name=op.f("uq_standing_seat_id_election_id_name_folded_party"),
        ),
    )
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standing_election_id"), ["election_id"], unique=False)

    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("pass_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('confirmed', 'declined', 'maybe', 'left message', 'no answer', 'wrong number', 'do not call')",
            name=op.f("ck_call_outcome_known"),
        ),
        sa.CheckConstraint("pass_number IN (1, 2)", name=op.f("ck_call_pass_known")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_call_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_person_id"), ["person_id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_journal_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_journal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_person_id"), ["person_id"], unique=False)

    op.create_table(
        "reminder_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('barnstorm', 'phonebank', 'canvass', 'leafleting', 'meeting', 'training', 'other')",
            name=op.f("ck_reminder_rule_kind_known"),
        ),
        sa.CheckConstraint("(event_id IS NULL) <> (kind IS NULL)", name=op.f("ck_reminder_rule_for_one_or_for_a_kind")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_reminder_rule_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_rule")),
        sa.UniqueConstraint("event_id", "at", name=op.f("uq_reminder_rule_event_id_at")),
        sa.UniqueConstraint("kind", "at", name=op.f("uq_reminder_rule_kind_at")),
    )
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("for_a_human", sa.Boolean(), nullable=False),
        sa.Column("seen_to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_reply_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reply_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("digest", name=op.f("uq_reply_digest")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_read_at"), ["read_at"], unique=False)

    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("rows_printed", sa.Integer(), nullable=False),
        sa.Column("rows_used", sa.Integer(), nullable=True),
        sa.Column("illegible", sa.Integer(), nullable=False),
        sa.Column("photographed", sa.Boolean(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('door', 'walk-in', 'host', 'sign-in')", name=op.f("ck_sheet_kind_known")),
        sa.CheckConstraint("illegible >= 0", name=op.f("ck_sheet_illegible_counted")),
        sa.CheckConstraint("rows_printed >= 0", name=op.f("ck_sheet_rows_counted")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_sheet_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_sheet_event_id_code")),
    )
    op.create_table(
        "sheet_row",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_row_person_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_row_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", "number", name=op.f("pk_sheet_row")),
    )
    with op.batch_alter_table("sheet_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_row_person_id"), ["person_id"], unique=False)

    op.create_table(
        "soft_bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_soft_bounce_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_soft_bounce")),
    )
    with op.batch_alter_table("soft_bounce", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_soft_bounce_address_key"), ["address_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_soft_bounce_mail_id"), ["mail_id"], unique=False)

    # One ALTER TABLE … ADD COLUMN each, its CHECK with it: nothing is copied on either database.
    op.add_column("contest", sa.Column("notional", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("event", sa.Column("all_day", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "ALTER TABLE event ADD COLUMN review VARCHAR "
        "CONSTRAINT ck_event_review_known CHECK (review IN ('pending', 'approved', 'refused'))"
    )
    op.add_column("event", sa.Column("review_reason", sa.String(), server_default="", nullable=False))
    op.add_column("venue", sa.Column("private", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("ALTER TABLE rsvp ADD COLUMN heads_in INTEGER CONSTRAINT ck_rsvp_heads_counted CHECK (heads_in > 0)")
    op.add_column("rsvp", sa.Column("replied_sequence", sa.Integer(), nullable=True))
    op.add_column("rsvp", sa.Column("replied_stamp", sa.DateTime(timezone=True), nullable=True))
    op.add_column("role", sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
    op.add_column("role", sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("assignment", sa.Column("uid", sa.String(), nullable=True))
    op.add_column("assignment", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_assignment_uid"), "assignment", ["uid"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_assignment_uid"), table_name="assignment")
    for table, column in (
        ("assignment", "dropped_at"),
        ("assignment", "uid"),
        ("role", "revised_at"),
        ("role", "sequence"),
        ("rsvp", "replied_stamp"),
        ("rsvp", "replied_sequence"),
        ("rsvp", "heads_in"),
        ("venue", "private"),
        ("event", "review_reason"),
        ("event", "review"),
        ("event", "all_day"),
        ("contest", "notional"),
    ):
        op.drop_column(table, column)

    with op.batch_alter_table("soft_bounce", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_soft_bounce_mail_id"))
        batch_op.drop_index(batch_op.f("ix_soft_bounce_address_key"))

    op.drop_table("soft_bounce")
    with op.batch_alter_table("sheet_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_row_person_id"))

    op.drop_table("sheet_row")
    op.drop_table("sheet")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_read_at"))
        batch_op.drop_index(batch_op.f("ix_reply_person_id"))
        batch_op.drop_index(batch_op.f("ix_reply_event_id"))

    op.drop_table("reply")
    op.drop_table("reminder_rule")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_person_id"))
        batch_op.drop_index(batch_op.f("ix_journal_event_id"))

    op.drop_table("journal")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_person_id"))
        batch_op.drop_index(batch_op.f("ix_call_event_id"))

    op.drop_table("call")
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standing_election_id"))

    op.drop_table("standing")
    with op.batch_alter_table("person_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_tag_tag_folded"))

    op.drop_table("person_tag")
    with op.batch_alter_table("person_also", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_also_value_key"))

    op.drop_table("person_also")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_kept_id"))

    op.drop_table("merge")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))
        batch_op.drop_index("ix_consent_organisation_id_channel")

    op.drop_table("consent")
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_apart_other_id"))

    op.drop_table("apart")
    op.drop_table("wording")
    op.drop_table("suppression")
    op.drop_table("sending_rate")
    op.drop_table("mailbox")
    op.drop_table("erased")
