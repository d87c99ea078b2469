"""barnstorm invite send --born-at"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.errors import listed
from barnstorm.errors.action import OneOrBornAt, ToOneEvent
from barnstorm.output.notes import hint, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from barnstorm.app import App
    from barnstorm.output.show import Form
    from barnstorm.services.action_invites import PlanBornAt

MaybeEvent = Annotated[
    str | None,
    typer.Argument(metavar="[EVENT]", help="A ref (carlisle-2017-05-16), its beginning, an id, a wall code, or next."),
]
BornAt = Annotated[
    str | None, typer.Option("--born-at", metavar="EVENT", help="For all the actions that were offered at this one.")
]


def refuse_mixture(event: str | None, born_at: str | None, to: "Sequence[str]") -> None:
    """OneOrBornAt unless just one of the two was given; ToOneEvent for people named beside --born-at."""
    if (event is None) == (born_at is None):
        raise OneOrBornAt
    if born_at is not None and to:
        raise ToOneEvent


def send_born_at(app: "App", typed: str, as_form: "Form", *, dry_run: bool, yes: bool) -> None:
    """Plan for every action born at the event, then send, as `invite send` does for one."""
    from barnstorm.cli.deliveries import COLUMNS, asks_first, confirm_many, deliver
    from barnstorm.output.show import show_rows
    from barnstorm.rows.mail import MailRow
    from barnstorm.services import previews
    from barnstorm.services.action_invites import plan_born_at

    leaves = app.mailer.caps.leaves
    if dry_run or asks_first(app, yes=yes):
        with app.transaction() as session:
            planned = plan_born_at(session, typed, app.now(), leaves=leaves, dry_run=True)
        if dry_run:
            show_rows(planned.rows, COLUMNS, MailRow, as_form, empty=_nothing_new(planned))
            _tell(planned)
            return
        confirm_many(app, len(planned.rows), yes=yes)
    with app.transaction() as session:
        planned = plan_born_at(session, typed, app.now(), leaves=leaves)
        if app.campaign.templates:
            previews.try_out(session, planned.rows, app.campaign, app.now())
    _tell(planned)
    deliver(
        app,
        as_form,
        event_id=None,
        kinds=("invite", "cancel"),
        keys=planned.keys,
        count=len(planned.rows),
        what="invitations",
        empty=_nothing_new(planned),
    )


def _nothing_new(planned: "PlanBornAt") -> str:
    if not planned.actions:
        return f"No action born at {planned.ref} lies ahead."
    return f"Everybody who signed up at {planned.ref} has been sent the newest version."


def _tell(planned: "PlanBornAt") -> None:
    if planned.pending:
        note(f"Not approved yet, and left out: {listed(planned.pending, joint='and')}.")
        hint(f"To approve one: barnstorm action approve {planned.ref} {planned.pending[0]}")
    if planned.without_address:
        letters = "1 invitation" if planned.without_address == 1 else f"{planned.without_address} invitations"
        note(f"{letters} cannot be sent, for want of an email address; tell them another way.")
