"""Where mails lie: a message, a calendar, an mbox, a Maildir, a folder of saved messages, standard input."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from barnstorm.errors.replies import NoMailIn, NoSuchMailFile, UnreadableMailFile
from barnstorm.mail.incoming import LARGEST

_MBOX = b"From "
_SAVED = (".eml", ".ics", ".mbox")


@dataclass(frozen=True)
class Post:
    """One message. `where` is what a person would find it by: a path, a number in a mailbox."""

    where: str
    raw: bytes
    uid: int | None = None
    """Its number in an IMAP folder."""


def mails_in(name: str) -> Iterator[Post]:
    """Every mail in the file or folder `name`; `-` is standard input. One at a time: an mbox may be a whole archive.

    NoSuchMailFile, UnreadableMailFile; NoMailIn for a folder without any.
    """
    if name == "-":
        yield from _mails("stdin", sys.stdin.buffer)
        return
    path = Path(name).expanduser()
    try:
        for file in _files(path, name):
            with file.open("rb") as opened:
                yield from _mails(str(file), opened)
    except FileNotFoundError as e:
        raise NoSuchMailFile(name) from e
    except (OSError, ValueError) as e:
        raise UnreadableMailFile(name, getattr(e, "strerror", None) or "its name cannot be one") from e


def _files(path: Path, name: str) -> list[Path]:
    """The file itself; of a Maildir what is in new and cur, in the order it came; of another folder what was saved."""
    if not path.is_dir():
        return [path]
    if all((path / box).is_dir() for box in ("new", "cur")):
        return sorted(
            (f for box in ("cur", "new") for f in (path / box).iterdir() if _is_mail(f)), key=lambda f: f.name
        )
    saved = sorted(f for f in path.iterdir() if f.suffix.lower() in _SAVED and f.is_file())
    if not saved:
        raise NoMailIn(name)
    return saved


def _is_mail(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _mails(where: str, opened: BinaryIO) -> Iterator[Post]:
    first = opened.readline()
    if first.startswith(_MBOX):
        yield from _from_mbox(where, opened)
        return
    # One octet more than the largest says that it is larger; it is not read to its end.
    yield Post(where, first + opened.read(max(0, LARGEST + 1 - len(first))))


def _from_mbox(where: str, opened: BinaryIO) -> Iterator[Post]:
    """The first `From ` line is read already. A line that begins so after a blank one begins the next message."""
    number, size, lines, blank = 1, 0, list[bytes](), True
    for line in opened:
        if blank and line.startswith(_MBOX):
            yield Post(f"{where} no. {number}", b"".join(lines))
            number, size, lines, blank = number + 1, 0, [], False
            continue
        blank = not line.strip(b"\r\n")
        size += len(line)
        if size - len(line) <= LARGEST:
            lines.append(line)
    yield Post(f"{where} no. {number}", b"".join(lines))
