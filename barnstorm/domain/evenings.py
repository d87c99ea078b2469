"""Which evening is tonight's."""

from datetime import datetime, timedelta

HALF_A_DAY = timedelta(hours=12)


def is_on(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether people may be coming in: from half a day before it begins until half a day after it ends."""
    return starts_at - HALF_A_DAY <= now <= ends_at + HALF_A_DAY
