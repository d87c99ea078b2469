"""barnstorm invite replies"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.app import App
from barnstorm.cli.options import Csv, DryRun, Json, app_of, form
from barnstorm.errors import BarnstormError
from barnstorm.errors.replies import IMAP_EXAMPLE, LookOrRead
from barnstorm.errors.settings import SettingMissing
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.progress import Advance, progress
from barnstorm.output.show import Form, show_rows
from barnstorm.rows.reply import ReplyRow, Taken

if TYPE_CHECKING:
    from barnstorm.mail.incoming_folders import Post
    from barnstorm.services.reply.reading import Place

COLUMNS = [
    Column("no.", "id", align="right"),
    Column("what", "what", whole=True),
    Column("event", "event", spare=True),
    Column("person", "person"),
    Column("answer", "answer"),
    Column("look", lambda row: "look" if row.for_a_human else None, spare=True),
    Column("why", "detail"),
]

_TOLD = 20
"""Told one by one; the table and --json have them all."""


def replies(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|MAILDIR",
            help="Mails (.eml), calendars (.ics), an mbox, a Maildir, a folder of saved mails, or - for stdin. "
            "Without any: the mailbox in BARNSTORM_REPLY_IMAP.",
        ),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="List what somebody still has to look at; read no mail.")
    ] = False,
    seen_to: Annotated[
        list[int] | None, typer.Option("--seen-to", metavar="NUMBER", help="Tick it off: somebody has looked at it.")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Read the answers that came by mail, and what else comes back.

    That is bounces, complaints and wishes to hear no more, beside what
    calendars and people answer. Each mail is read once; mailboxes are left as
    they are. What is not certain changes nothing and is listed for you.

    Example: barnstorm invite replies ~/Maildir --dry-run
    """
    app, shown = app_of(ctx), form(as_json, as_csv)
    if open_ or seen_to:
        if sources or dry_run or (open_ and seen_to):
            raise LookOrRead
        _look(app, seen_to or [], shown)
        return
    taken, trouble = list[Taken](), None
    try:
        with _reading(app, sources or []) as (posts, place, advance):
            for one in _taking(app, posts, place, dry_run=dry_run):
                taken.append(one)
                advance(1)
    except BarnstormError as e:
        trouble = e
    if trouble is None or taken:
        _show(taken, shown, dry_run=dry_run)
    if trouble is not None:
        raise trouble


@contextmanager
def _reading(app: App, sources: list[str]) -> Iterator[tuple["Iterator[Post]", "Place | None", Advance]]:
    """The messages, one at a time; and for a mailbox where to remember how far it was read."""
    if sources:
        from barnstorm.mail.incoming_folders import mails_in

        with progress("Reading mail", None) as advance:
            yield (post for source in sources for post in mails_in(source)), None, advance
        return
    from barnstorm.mail.imap import opened
    from barnstorm.mail.imap_address import read_address
    from barnstorm.services.reply.reading import Place, unread_in

    if not app.settings.reply_imap:
        raise SettingMissing("BARNSTORM_REPLY_IMAP", "no mailbox is known that answers arrive in", IMAP_EXAMPLE)
    address = read_address(app.settings.reply_imap)
    with opened(address) as folder:
        place = Place(address.key, folder.uid_validity)
        uids = unread_in(app.transaction, folder, place)
        with progress(f"Reading {address.name}", len(uids)) as advance:
            yield folder.messages(uids), place, advance


def _taking(app: App, posts: "Iterator[Post]", place: "Place | None", *, dry_run: bool) -> "Iterator[Taken]":
    from barnstorm.services.reply.reading import rehearse, take_all

    if dry_run:
        yield from rehearse(app.transaction, posts, app.now)
    else:
        yield from take_all(app.transaction, posts, app.now, place)


def _look(app: App, seen_to: list[int], shown: Form) -> None:
    from barnstorm.services.reply.log import open_rows, see_to

    with app.transaction() if seen_to else app.reading() as session:
        rows = see_to(session, seen_to, app.now()) if seen_to else open_rows(session)
    show_rows(rows, COLUMNS, ReplyRow, shown, empty="Nothing waits for you.")
    _tell_open(rows)


def _show(taken: list[Taken], shown: Form, *, dry_run: bool) -> None:
    rows = [one.row for one in taken if one.row is not None]
    show_rows(rows, COLUMNS, ReplyRow, shown, empty="No answers came.")
    for row in rows:
        for name in row.moved_up:
            note(f"{name} moves up from the waiting list of {row.event}.")
    before = sum(one.read_before for one in taken)
    if before:
        note(f"{before} read before.")
    if others := len(taken) - len(rows) - before:
        note(f"{others} other {'mail has' if others == 1 else 'mails have'} nothing to do with your letters.")
    if dry_run:
        note("Nothing was changed: this was a dry run.")
    else:
        _tell_open(rows)


def _tell_open(rows: list[ReplyRow]) -> None:
    """What somebody must look at, in full: a table may have cut it."""
    waiting = [row for row in rows if row.for_a_human]
    for row in waiting[:_TOLD]:
        sender = f" from {row.sender}" if row.sender else ""
        note(f"No. {row.id}{sender}: {row.detail}")
    if len(waiting) > _TOLD:
        note(f"… and {len(waiting) - _TOLD} more like that.")
    if waiting:
        hint("When somebody has looked: barnstorm invite replies --seen-to NUMBER")
