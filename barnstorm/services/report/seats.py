"""The seats against what is wanted in them: where nobody hosts yet, how many places are filled, how long there is."""

from dataclasses import asdict
from datetime import date, datetime

from sqlmodel import Session

from barnstorm.domain.yields import GOAL_HOSTS
from barnstorm.rows.report import SeatReportRow
from barnstorm.rows.seat import SeatRow
from barnstorm.services.seat.activity import Activity
from barnstorm.services.seat.seats import Wanted, seats_wanted


def report(
    session: Session, on: date, now: datetime, wanted: Wanted, *, goal_hosts: int = GOAL_HOSTS
) -> list[SeatReportRow]:
    """The seats of the day `on`: first the targets without a host, then those with fewer than `goal_hosts`, then the
    other targets, then the rest; the most marginal first within each.

    Days are counted from `on` to the polling day in `wanted`.
    """
    left = (wanted.polling_day - on).days if wanted.polling_day else None
    rows = [_row(row, activity, goal_hosts, left) for row, activity in seats_wanted(session, on, now, wanted)]
    return sorted(rows, key=_urgency)


def _row(row: SeatRow, activity: Activity, goal: int, days_left: int | None) -> SeatReportRow:
    return SeatReportRow(
        **asdict(row),
        hosts_goal=goal if row.aim else None,
        hosts_missing=max(0, goal - row.hosts) if row.aim else None,
        places=activity.places,
        places_free=activity.places_free,
        days_left=days_left,
    )


def _urgency(row: SeatReportRow) -> int:
    if row.aim is None:
        return 3
    if row.hosts == 0:
        return 0
    return 1 if row.hosts_missing else 2
