"""How a command that plans letters sends them and tells what became of each."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from barnstorm.app import App
from barnstorm.errors.settings import SettingMissing
from barnstorm.output.columns import Column
from barnstorm.output.notes import can_ask, confirm, hint, note
from barnstorm.output.progress import progress
from barnstorm.output.show import Form, show_rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from barnstorm.rows.mail import MailRow

COLUMNS = [
    Column("no.", "id", align="right"),
    Column("kind", "kind", whole=True),
    Column("event", "event", spare=True),
    Column("person", "person"),
    Column("to", "to", spare=True),
    Column("state", "state", whole=True),
    Column("tries", "attempts", align="right", spare=True),
    Column("due", "due_at", lambda moment: f"{moment:%a} {moment.day} {moment:%b %H:%M}", whole=True),
    Column("why", "detail"),
]
REASONS = 5
"""So many are told under a table."""
MANY = 50
"""More letters than this leave the machine only after a question."""

_CARRIED = {
    "attachment": "carries an invitation as an attached file: some mail programs show no Accept and Decline for that, "
    "and people answer by the links in the letter.",
    "none": "carries no calendar: nobody finds the date in theirs; the letter says when and where, and its links take "
    "the answer.",
}
"""What a way of sending that changes invitations means for those who get them, by its `caps.calendar`."""


class Planned(Protocol):
    """What a service has planned: `rows` are the letters that wait to be sent, of one event or with these `keys`."""

    @property
    def rows(self) -> "Sequence[MailRow]": ...
    @property
    def event_id(self) -> int | None: ...
    @property
    def keys(self) -> frozenset[str] | None: ...


P = TypeVar("P", bound=Planned)


def show_letters(rows: "Sequence[MailRow]", form: Form, empty: str = "") -> None:
    """The table, and on a terminal, where its last column is cut, the commonest reasons in full."""
    from barnstorm.rows.mail import MailRow

    show_rows(rows, COLUMNS, MailRow, form, empty=empty)
    if form is Form.AUTO and sys.stdout.isatty():
        reasons = Counter((row.state, row.detail) for row in rows if row.detail)
        for (state, why), letters in reasons.most_common(REASONS):
            note(f"{letters} {state}: {why}")


def refuse_without_sender(app: App) -> None:
    """SettingMissing if letters would leave this machine without a mailbox that answers go to."""
    if app.mailer.caps.leaves and not app.campaign.address:
        raise SettingMissing(
            "BARNSTORM_FROM", "letters need a mailbox that answers go to", '"Carlisle Together <hello@example.org>"'
        )


def asks_first(app: App, *, yes: bool) -> bool:
    """Whether many letters would need an answer: if they leave, and somebody is there. Cron has decided already."""
    return not yes and app.mailer.caps.leaves and can_ask()


def confirm_many(app: App, count: int, *, yes: bool) -> None:
    if count > MANY and asks_first(app, yes=yes):
        confirm(f"{count} letters will leave this machine.", yes=yes)


def plan_and_deliver(
    app: App,
    form: Form,
    planning: "Callable[[Session, bool], P]",
    *,
    kinds: tuple[str, ...],
    what: Callable[[P], str],
    empty: Callable[[P], str],
    tell: Callable[[P], None],
    dry_run: bool,
    yes: bool,
) -> None:
    """Plan letters with a calendar and send them. `planning` is told whether it is only tried; `tell` says what the
    rows do not.

    Many are asked about before any is queued. A mistake in a template of the campaign's own refuses them all.
    """
    from barnstorm.services.letter import previews

    first = dry_run or asks_first(app, yes=yes)
    if first:
        with app.transaction() as session:
            tried = planning(session, True)
        _say_how_calendars_go(app, len(tried.rows))
        if dry_run:
            show_letters(tried.rows, form, empty(tried))
            tell(tried)
            return
        confirm_many(app, len(tried.rows), yes=yes)
    with app.transaction() as session:
        planned = planning(session, False)
        if app.campaign.templates:
            previews.try_out(session, planned.rows, app.campaign, app.now())
    if not first:
        _say_how_calendars_go(app, len(planned.rows))
    tell(planned)
    deliver(
        app,
        form,
        event_id=planned.event_id,
        kinds=kinds,
        keys=planned.keys,
        count=len(planned.rows),
        what=what(planned),
        empty=empty(planned),
    )


def deliver(
    app: App,
    form: Form,
    *,
    event_id: int | None,
    kinds: tuple[str, ...],
    count: int,
    what: str,
    empty: str,
    keys: frozenset[str] | None = None,
) -> None:
    """Send what waits of `kinds` and is due (with `keys`, only those), show the row of each, and end as its fate
    demands: 0, 6 or 75.
    """
    from barnstorm.rows.mail import trouble
    from barnstorm.services.outbox import outbox
    from barnstorm.services.outbox.writers import EveryLetter

    with progress(f"Sending {what}", count) as advance:
        sent = outbox.drain(
            app.transaction,
            app.mailer,
            EveryLetter(),
            campaign=app.campaign,
            now=app.now,
            event_id=event_id,
            kinds=kinds,
            keys=keys,
            progress=advance,
        )
    show_letters(sent, form, empty)
    _say_where(app, sent)
    if (end := trouble(sent)) is not None:
        raise end


def _say_how_calendars_go(app: App, letters: int) -> None:
    """Once, before they go; there is nothing to say of none, or where invitations arrive as they are written."""
    carried = _CARRIED.get(app.mailer.caps.calendar)
    if letters and carried is not None:
        note(f"{app.mailer.name} {carried}")


def _say_where(app: App, sent: "list[MailRow]") -> None:
    accepted = sum(row.state == "accepted" for row in sent)
    if accepted and not app.mailer.caps.leaves:
        note(f"Nothing left this machine: {app.mailer.name} took {accepted}.")
        hint("To send mail for real, set BARNSTORM_MAIL; see: barnstorm mail backends")
