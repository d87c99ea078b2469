"""barnstorm action approve, barnstorm action refuse"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.action_view import card
from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_one

if TYPE_CHECKING:
    from barnstorm.services.action.review import Reviewed

Code = Annotated[str, typer.Argument(metavar="CODE", help="The action's code on the wall.")]


def approve(ctx: typer.Context, event: EventName, code: Code, as_json: Json = False, as_csv: Csv = False) -> None:
    """Agree to an offer that waits for it.

    One that was refused is on again then, with everybody who had signed up.

    Example: barnstorm action approve next 3
    """
    from barnstorm.services.action.review import approve as approve_offer

    app = app_of(ctx)
    with app.transaction() as session:
        reviewed = approve_offer(session, event, code, app.now())
    _tell(reviewed, "approved", form(as_json, as_csv))
    if reviewed.changed:
        hint(f"To send its invitations: barnstorm invite send {reviewed.action.event}")


def refuse(
    ctx: typer.Context,
    event: EventName,
    code: Code,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What those who had signed up will read.")] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Refuse an offer: it is called off.

    Its code is not given out again. A cancellation is queued for those who hold an invitation.

    Example: barnstorm action refuse next 3 --reason "That street was leafleted on Sunday"
    """
    from barnstorm.services.action.review import refuse as refuse_offer

    app = app_of(ctx)
    with app.transaction() as session:
        reviewed = refuse_offer(session, event, code, reason, app.now())
    _tell(reviewed, "refused", form(as_json, as_csv))
    row = reviewed.action
    others = row.going + row.waitlisted - 1
    if reviewed.changed and others > 0:
        note(f"{others} besides the host had signed up for it.")
        hint(f"Their names and numbers: barnstorm action list {row.born_at} --code {row.code}")


def _tell(reviewed: "Reviewed", done: str, as_form: Form) -> None:
    row = reviewed.action
    note(f"Action {row.code} is {done}." if reviewed.changed else f"Action {row.code} is {done} already.")
    for line in reviewed.notes:
        note(line)
    show_one(row, as_form, card)
