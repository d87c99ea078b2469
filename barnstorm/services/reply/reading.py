"""Reading all the mail there is: each message in a transaction of its own, so that one cannot take others with it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from barnstorm.mail.imap import Folder
from barnstorm.mail.incoming import read_mail
from barnstorm.mail.incoming_folders import Post
from barnstorm.rows.reply import Taken
from barnstorm.services.reply.mailbox import first_event_on, mark, read_up_to
from barnstorm.services.reply.replies import take

Transaction = Callable[[], AbstractContextManager[Session]]
"""Opens a transaction that writes; used many times."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """How far a folder has been read is kept under `key`, for as long as it has this `uid_validity`."""

    key: str
    uid_validity: int


def take_all(
    transaction: Transaction, posts: Iterable[Post], now: Callable[[], datetime], place: Place | None = None
) -> Iterator[Taken]:
    """Take each message as it comes; with `place` remember how far the folder has been read.

    Stopped anywhere, it goes on from there: what was taken is kept, and is not taken twice.
    """
    last = None
    try:
        for post in posts:
            mail = read_mail(post.raw)
            with transaction() as session:
                taken = take(session, mail, post.where, now())
                # Most of a mailbox is no business of ours: one mark at the end is enough for that.
                if place is not None and post.uid is not None and taken.row is not None:
                    mark(session, place.key, place.uid_validity, post.uid)
            last = post.uid
            yield taken
    finally:
        if place is not None and last is not None:
            with transaction() as session:
                mark(session, place.key, place.uid_validity, last)


def rehearse(transaction: Transaction, posts: Iterable[Post], now: Callable[[], datetime]) -> list[Taken]:
    """What `take_all` would do, in the same order, and nothing of it kept."""
    mails = [(read_mail(post.raw), post.where) for post in posts]
    with transaction() as session:
        kept = session.begin_nested()
        taken = [take(session, mail, where, now()) for mail, where in mails]
        kept.rollback()
    return [replace(one, row=replace(one.row, id=None)) if one.row else one for one in taken]


def unread_in(transaction: Transaction, folder: Folder, place: Place) -> list[int]:
    """The numbers of the messages in `folder` that have not been looked at. None older than the first event."""
    with transaction() as session:
        last, first = read_up_to(session, place.key, place.uid_validity), first_event_on(session)
    if first is None:
        return []
    return folder.uids_after(last, first - _A_DAY if last == 0 else None)
