"""What the doctor says at the end."""

from collections.abc import Sequence

from barnstorm.errors import MailTrouble, NotReady, listed


class MailNotReady(NotReady):
    def __init__(self, checks: Sequence[str]) -> None:
        super().__init__(
            f"Mail cannot be sent as it is set up: {listed(checks, 'and')}.", "What to do stands beside each."
        )


class MailNotWell(MailTrouble):
    def __init__(self, checks: Sequence[str]) -> None:
        super().__init__(f"Something about the outbox is wrong: {listed(checks, 'and')}.", "See: barnstorm mail list")
