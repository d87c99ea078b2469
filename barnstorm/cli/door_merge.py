"""barnstorm door export, door merge: a second laptop at the door, without a network between the two."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from barnstorm.app import App
from barnstorm.cli.options import Csv, DryRun, EventName, Json, app_of, form
from barnstorm.output.show import show_rows

STDIO = "-"


def export(
    ctx: typer.Context,
    event: EventName,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A new file, such as carlisle.door; - is stdout.")
    ],
) -> None:
    """Write the event's list for a second laptop: names and who is in, no addresses, numbers or needs.

    There every door command works on it: barnstorm --db FILE door run EVENT. Afterwards `door merge` brings back what
    was done. On such a file itself this makes a safe copy of it.

    Example: barnstorm door export carlisle-2017-05-16 -o carlisle.door
    """
    from barnstorm.cli.door_merge_view import tell_export
    from barnstorm.errors.door_file import DoorFileOnTerminal
    from barnstorm.services.door.export import export as export_list

    if output == STDIO and sys.stdout.isatty():
        raise DoorFileOnTerminal
    app = app_of(ctx)
    with _written_to(output) as target, app.transaction() as session:
        row = export_list(session, event, target, app.now())
    if output != STDIO:
        tell_export(row)


def merge(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Lists that other laptops worked on; - is stdin.")
    ],
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Bring in the ticks and walk-ins of another laptop's list. Again changes nothing.

    The first time somebody was seen is kept; of a party that came in at both doors, the larger part. A tick taken back
    there is taken back here, unless this laptop had let the same person in by itself. A walk-in who may be somebody
    known is named, and never joined with them.

    Example: barnstorm door merge carlisle.door --dry-run
    """
    from barnstorm.cli.door_merge_view import COLUMNS, tell_merge
    from barnstorm.rows.door_file import FromDoor
    from barnstorm.services.door.file import read_door_file
    from barnstorm.services.door.merge import merge as merge_list

    app = app_of(ctx)
    found = []
    for name in files:
        with _read_from(app, name) as path:
            found.append(read_door_file(path, "stdin" if name == STDIO else name))
    rows: list[FromDoor] = []
    for file in found:
        with app.transaction() as session:
            merged = merge_list(session, file, app.now(), dry_run=dry_run)
        tell_merge(merged, dry_run=dry_run)
        rows.extend(merged.rows)
    show_rows(rows, COLUMNS, FromDoor, form(as_json, as_csv))


@contextmanager
def _written_to(output: str) -> Iterator[Path]:
    """Where to write a new file; what was to go to stdout is sent on at the end."""
    import shutil
    import tempfile

    if output != STDIO:
        yield Path(output)
        return
    with tempfile.TemporaryDirectory(prefix="barnstorm-") as folder:
        target = Path(folder) / "list.door"
        yield target
        with target.open("rb") as f:
            shutil.copyfileobj(f, sys.stdout.buffer)
        sys.stdout.buffer.flush()


@contextmanager
def _read_from(app: App, name: str) -> Iterator[Path]:
    import tempfile

    from barnstorm.errors.door_file import MergedIntoItself

    if name != STDIO:
        path, ours = Path(name), app.database_url
        own = Path(ours.database or "") if ours.get_backend_name() == "sqlite" else None
        if own is not None and path.exists() and own.exists() and own.samefile(path):
            raise MergedIntoItself(name)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="barnstorm-") as folder:
        path = Path(folder) / "stdin.door"
        path.write_bytes(sys.stdin.buffer.read())
        yield path
