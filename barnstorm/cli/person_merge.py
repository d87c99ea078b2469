"""barnstorm person duplicates, apart, merge, unmerge: one person on the books twice."""

from typing import Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, Json, PersonName, app_of, form
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.person import ApartRow, DuplicateRow, MergeRow, UnmergeRow

COLUMNS = [
    Column("sure", "score", show=lambda score: f"{score} %", align="right", whole=True),
    Column("no.", "one_id", align="right", whole=True),
    Column("name", "one"),
    Column("known by", lambda row: row.one_email or row.one_phone or row.one_postcode, spare=True),
    Column("no.", "other_id", align="right", whole=True),
    Column("name", "other"),
    Column("known by", lambda row: row.other_email or row.other_phone or row.other_postcode, spare=True),
    Column("because", "reasons", whole=True),
]


def duplicates(
    ctx: typer.Context,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="The best N pairs only.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who may be on the books twice, the surest first, and why. Nothing is merged by this.

    Example: barnstorm person duplicates --limit 20
    """
    from barnstorm.services.person.duplicates import duplicates as find_duplicates

    with app_of(ctx).reading() as session:
        found = find_duplicates(session)
    rows = found[:limit]
    show_rows(rows, COLUMNS, DuplicateRow, form(as_json, as_csv), empty="Nobody seems to be on the books twice.")
    if len(rows) < len(found):
        note(f"{len(found) - len(rows)} more {'pair' if len(found) - len(rows) == 1 else 'pairs'}.")
    if rows:
        best = rows[0]
        hint(f"If two are one: barnstorm person merge {best.one_id} {best.other_id}   (it can be undone)")
        hint(f"If they are not: barnstorm person apart {best.one_id} {best.other_id}")


def apart(
    ctx: typer.Context,
    one: PersonName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Somebody else, by name, email or id.")],
    undo: Annotated[bool, typer.Option("--undo", help="Perhaps they are the same after all.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Remember that two people are not the same: they are not listed as duplicates again.

    Example: barnstorm person apart 12 57
    """
    from barnstorm.services.person.duplicates import set_apart

    app = app_of(ctx)
    with app.transaction() as session:
        row = set_apart(session, one, other, app.now(), undo=undo)
    two = f"{row.one} ({row.one_id}) and {row.other} ({row.other_id})"
    said = f"{two} are two people." if row.apart else f"{two} may be one again."
    note(said if row.changed else "That was so already; nothing changed.")
    show_one(row, form(as_json, as_csv), _apart_card)


def merge(
    ctx: typer.Context,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="Who stays: a name, an email or an id.")],
    drop: Annotated[str, typer.Argument(metavar="DROP", help="Who is the same person.")],
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Make one person of two. Nothing is lost, and unmerge takes it back.

    Where both are on one list, the answer given last counts, a place is kept, and the larger party comes; if they
    were seen at the door under either name, they came.

    Example: barnstorm person merge 12 57
    """
    from barnstorm.services.person.merge import merge as merge_people

    app = app_of(ctx)
    with app.transaction() as session:
        row = merge_people(session, keep, drop, app.now(), dry_run=dry_run)
    _tell(row, dry_run=dry_run)
    show_one(row, form(as_json, as_csv), _merge_card)


def unmerge(ctx: typer.Context, person: PersonName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Take the latest merge into a person back: everything as it was, apart from what was changed since.

    Example: barnstorm person unmerge "Ann Bell"
    """
    from barnstorm.services.person.unmerge import unmerge as unmerge_person

    app = app_of(ctx)
    with app.transaction() as session:
        row = unmerge_person(session, person, app.now())
    note(f"{row.dropped} is somebody of their own again, no. {row.dropped_id}.")
    for line in row.stays:
        note(line)
    for name in row.waits_again:
        note(f"{name} waits for a place again, as before the merge.")
    for name in row.moved_up:
        note(f"{name} moves up from the waiting list.")
    hint(f"If they are two people: barnstorm person apart {row.kept_id} {row.dropped_id}")
    show_one(row, form(as_json, as_csv), _unmerge_card)


def _tell(row: MergeRow, *, dry_run: bool) -> None:
    if not row.changed:
        note(f"That is {row.kept}, no. {row.kept_id}, both times; nothing changed.")
        return
    note(f"{row.dropped} ({row.dropped_id}) {'would be' if dry_run else 'is'} {row.kept} ({row.kept_id}) from now on.")
    for line in row.notes:
        note(line)
    for name in row.moved_up:
        note(f"{name} {'would move' if dry_run else 'moves'} up from the waiting list.")
    if not dry_run:
        hint(f"To take it back: barnstorm person unmerge {row.kept_id}")


def _merge_card(row: MergeRow) -> list[tuple[str, str]]:
    counted = ("answers", "roles", "letters", "consents", "calls", "tags", "hosted")
    return [
        ("kept", f"{row.kept} ({row.kept_id})"),
        ("dropped", f"{row.dropped} ({row.dropped_id})" if row.changed else ""),
        *((name, str(count) if (count := getattr(row, name)) else "") for name in counted),
        ("moved up", ", ".join(row.moved_up)),
    ]


def _unmerge_card(row: UnmergeRow) -> list[tuple[str, str]]:
    return [("kept", f"{row.kept} ({row.kept_id})"), ("back", f"{row.dropped} ({row.dropped_id})")]


def _apart_card(row: ApartRow) -> list[tuple[str, str]]:
    return [
        ("one", f"{row.one} ({row.one_id})"),
        ("other", f"{row.other} ({row.other_id})"),
        ("apart", "yes" if row.apart else "no"),
    ]
