"""The outbox: the only way mail leaves. Planned, claimed, sent once, written down."""
