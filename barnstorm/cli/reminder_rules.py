"""barnstorm reminder rules."""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, Json, app_of, form
from barnstorm.domain.events import Kind
from barnstorm.domain.reminders import Rule, read_rule
from barnstorm.errors.reminder import EventOrKind, OneWayOfRules
from barnstorm.output.columns import Column, evening
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_rows
from barnstorm.rows.reminder import RuleRow

if TYPE_CHECKING:
    from barnstorm.app import App

COLUMNS = [
    Column("rule", "at", whole=True),
    Column("due", "due_at", show=evening),
    Column("from", "source"),
    Column("made", "since", show=evening, spare=True),
]


def rules(
    ctx: typer.Context,
    event: Annotated[
        str | None, typer.Argument(metavar="[EVENT]", help="One event; or --kind for all of a kind.")
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option(metavar="KIND", help="The events of a kind that have no rules of their own.")
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            "--at", metavar="WHEN", help="How long before: 2w, 7d, 1d, 2h, 45m; or 1d@18:00. May be repeated."
        ),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="No reminders at all.")] = False,
    usual: Annotated[bool, typer.Option("--usual", help="Its own rules away: as its kind, or 7d, 1d and 2h.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show when people are reminded, or change it, for one event or for a kind of them.

    Example: barnstorm reminder rules next --at 7d --at 1d@18:00 --at 2h
    """
    if (event is None) == (kind is None):
        raise EventOrKind
    if sum((bool(at), none, usual)) > 1:
        raise OneWayOfRules
    read = [read_rule(text) for text in at or ()]
    app = app_of(ctx)
    if not (read or none or usual):
        rows = _shown(app, event, kind)
    else:
        rows = _changed(app, event, kind, None if usual else read)
        note("From now on nobody is reminded." if none else "From now on people are reminded so.")
        hint("A new rule sends nothing that was due before. To see what goes when: barnstorm reminder plan")
    show_rows(rows, COLUMNS, RuleRow, form(as_json, as_csv))


def _shown(app: "App", event: str | None, kind: Kind | None) -> list[RuleRow]:
    from barnstorm.services.reminder import rules as reminder_rules

    with app.reading() as session:
        if kind is not None:
            return reminder_rules.show_kind(session, kind, app.zone)
        return reminder_rules.show(session, event or "", app.now(), app.campaign.quiet_hours)


def _changed(app: "App", event: str | None, kind: Kind | None, wanted: list[Rule] | None) -> list[RuleRow]:
    from barnstorm.services.reminder import rules as reminder_rules

    with app.transaction() as session:
        if kind is not None:
            return reminder_rules.change_kind(session, kind, wanted, app.now(), app.zone)
        return reminder_rules.change(session, event or "", wanted, app.now(), app.campaign.quiet_hours)
