"""barnstorm db …"""

from pathlib import Path
from typing import Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, Json, Yes, app_of, form, noun
from barnstorm.output.columns import Column
from barnstorm.output.notes import confirm, hint, note
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.database import CheckRow, DatabaseRow

app = noun("The database: upgrade, back up, restore, check.")

NOT_READY = 5


@app.command()
def status(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Show where the database is, its schema and how much it holds.

    Example: barnstorm db status
    """
    from barnstorm.services.database import status as database_status

    row = database_status(app_of(ctx).unchecked_engine)
    show_one(row, form(as_json, as_csv), _card)


@app.command()
def path(ctx: typer.Context) -> None:
    """Print the file of the database, or its URL without the password.

    Example: ls -l "$(barnstorm db path)"
    """
    url = app_of(ctx).database_url
    typer.echo(url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True))


@app.command()
def upgrade(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Bring an older database up to date. A copy of it is made first.

    Example: barnstorm db upgrade
    """
    from barnstorm.services.database import status as database_status
    from barnstorm.services.database import upgrade as upgrade_database

    app = app_of(ctx)
    before = database_status(app.unchecked_engine)
    row, kept = upgrade_database(app.unchecked_engine, app.now())
    if kept:
        note(f"Kept a copy of what was: {kept}")
    elif before.schema and not before.current:
        note("A PostgreSQL database is not copied first: pg_dump makes its backups.")
    note("The database is up to date already." if before.current else f"The schema is now {row.schema}.")
    show_one(row, form(as_json, as_csv), _card)


@app.command()
def backup(
    ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE", help="The copy; - is stdout.")]
) -> None:
    """Copy the database while it is in use, and check the copy.

    Example: barnstorm db backup carlisle-monday.db
    """
    from barnstorm.services.database import backup as back_up

    engine = app_of(ctx).engine
    if file == "-":
        _to_stdout(ctx)
        return
    back_up(engine, Path(file))
    note(f"Copied to {file}, and the copy is sound.")


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A copy made by `db backup`; - is stdin.")],
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Make the database what a copy of it was. What is there now is kept beside it.

    Example: barnstorm db restore carlisle-monday.db
    """
    import sys
    import tempfile

    from barnstorm.services.database import restore as restore_database
    from barnstorm.services.database import status as database_status

    app = app_of(ctx)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(file)
        if file == "-":
            source = Path(folder) / "stdin.db"
            source.write_bytes(sys.stdin.buffer.read())
        restored = restore_database(app.unchecked_engine, source, app.now(), dry_run=True)
        before = database_status(app.unchecked_engine)
        if not dry_run and before.schema:
            confirm(f"Replace {before.database} ({before.events} events, {before.people} people)?", yes=yes)
        if not dry_run:
            restored = restore_database(app.unchecked_engine, source, app.now())
    note(f"{file} is sound and could be restored." if dry_run else f"Restored {file}.")
    if restored.kept:
        note(f"What was there is kept: {restored.kept}")
    if restored.letters:
        note(f"It does not know of {restored.letters} of the letters that have left since, and may send them again.")
        hint("Before anything is sent, look: barnstorm reminder send --dry-run   and   barnstorm mail list")
    if not restored.current:
        hint("It was made by an older barnstorm: barnstorm db upgrade")


@app.command()
def check(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Check that the database is sound.

    Example: barnstorm db check
    """
    from barnstorm.services.database import check as check_database

    rows = check_database(app_of(ctx).unchecked_engine)
    columns = [Column("check", "check"), Column("sound", "sound"), Column("detail", "detail")]
    show_rows(rows, columns, CheckRow, form(as_json, as_csv))
    if not all(row.sound for row in rows):
        raise typer.Exit(NOT_READY)


def _to_stdout(ctx: typer.Context) -> None:
    import shutil
    import sys
    import tempfile

    from barnstorm.services.database import backup as back_up

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        back_up(app_of(ctx).engine, copy)
        with copy.open("rb") as f:
            shutil.copyfileobj(f, sys.stdout.buffer)


def _card(row: DatabaseRow) -> list[tuple[str, str]]:
    return [
        ("database", row.database),
        ("kind", row.kind),
        ("schema", f"{row.schema or 'none yet'}{'' if row.current or not row.schema else f' (newest {row.newest})'}"),
        ("size", f"{row.size:,} bytes" if row.size is not None else ""),
        ("events", "" if row.events is None else f"{row.events:,}"),
        ("people", "" if row.people is None else f"{row.people:,}"),
    ]
