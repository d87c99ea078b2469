"""barnstorm mail doctor."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, Json, app_of, form
from barnstorm.errors import listed
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_rows

if TYPE_CHECKING:
    from barnstorm.app import App

_WORDS = {True: "right", False: "WRONG", None: "–"}

COLUMNS = [
    Column("check", "check", whole=True),
    Column("", "ok", show=lambda ok: _WORDS[ok], whole=True),
    Column("found", "found"),
    Column("what to do", "advice", spare=True),
]


def doctor(
    ctx: typer.Context,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the mail server.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Look whether mail can be sent, and what waits.

    It tells the settings, and how reminders go by themselves. The server is
    asked whether it would take a message from us; none is sent.

    Example: barnstorm mail doctor
    """
    from barnstorm.rows.mail_doctor import CheckRow, verdict
    from barnstorm.services.mail import doctor

    app = app_of(ctx)
    rows = doctor.of_settings(app.mailer, app.campaign, app.now(), connect=not offline)
    with app.reading() as session:
        rows += doctor.of_outbox(session, app.mailer, app.now())
    shown_as = form(as_json, as_csv)
    show_rows(rows, COLUMNS, CheckRow, shown_as)
    if shown_as is Form.AUTO:
        for row in rows:
            if row.advice:
                hint(f"{row.check}: {row.advice}")
        _tell_how_to_run(app)
    if (end := verdict(rows)) is not None:
        raise end


def _tell_how_to_run(app: "App") -> None:
    from barnstorm.cli.schedule import cron_line, units

    note("To have reminders sent by themselves, let cron do it every five minutes (crontab -e):")
    hint(cron_line(app.db))
    note("or systemd:")
    for path, lines in units(app.db).items():
        note(f"{path}:")
        for line in lines:
            hint(line)
    note("and start it:")
    hint("systemctl --user enable --now barnstorm.timer")
    _tell_what_cron_lacks()


def _tell_what_cron_lacks() -> None:
    from barnstorm.settings import sources, variable

    here_only = [name for name, source in sources().items() if source == "environment" and name != variable("now")]
    if here_only:
        note(f"Neither of them knows what is set in this terminal only: {listed(sorted(here_only), joint='and')}.")
        hint(f"Write it into {Path.cwd() / '.env'}")
