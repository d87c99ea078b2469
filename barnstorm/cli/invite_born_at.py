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
    from barnstorm.services.action.invites import PlanBornAt

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
    from barnstorm.cli.deliveries import plan_and_deliver
    from barnstorm.services.action.invites import plan_born_at

    leaves = app.mailer.caps.leaves
    plan_and_deliver(
        app,
        as_form,
        lambda session, dry: plan_born_at(session, typed, app.now(), leaves=leaves, dry_run=dry),
        kinds=("invite", "cancel"),
        what=lambda _: "invitations",
        empty=_nothing_new,
        tell=_tell,
        dry_run=dry_run,
        yes=yes,
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
