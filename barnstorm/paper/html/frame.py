"""What stands on every page: which event it is of, who answers for it, and how old it is."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from barnstorm.domain.spoken import clock, day
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow


@dataclass(frozen=True)
class HtmlFrame:
    event: EventRow
    campaign: Campaign
    as_of: datetime

    @property
    def notices(self) -> list[str]:
        return [line for text in (self.campaign.privacy, self.campaign.imprint) for line in text.strip().splitlines()]

    @property
    def taken(self) -> str:
        local = self.as_of.astimezone(ZoneInfo(self.event.timezone))
        return f"As it stood on {day(local)}, {clock(local)}"
