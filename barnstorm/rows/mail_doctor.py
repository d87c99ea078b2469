"""What is right and wrong about sending mail, as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from barnstorm.errors import BarnstormError
from barnstorm.errors.mail_doctor import MailNotReady, MailNotWell


@dataclass(frozen=True)
class CheckRow:
    """One thing looked at. `ok` is false if it must be put right, null if it was not looked at or is only worth
    knowing; `advice` says what to do, if anything. `about` is `settings` or `outbox`.
    """

    check: str
    ok: bool | None
    found: str
    advice: str
    about: str


def verdict(rows: Sequence[CheckRow]) -> BarnstormError | None:
    """What the command must end with: exit 5 if something is wrong with the settings, 6 with the outbox, or None."""
    wrong = [row for row in rows if row.ok is False]
    if not wrong:
        return None
    of_settings = [row.check for row in wrong if row.about == "settings"]
    return MailNotReady(of_settings) if of_settings else MailNotWell([row.check for row in wrong])
