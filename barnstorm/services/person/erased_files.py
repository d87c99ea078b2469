"""Files of ours that hold people too: rows that could not be imported, and letters that never left the machine."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Mail
from barnstorm.errors.privacy import FileNotCleaned
from barnstorm.files.attendees.errors_without import rows_about, take_out
from barnstorm.services.person.traces import Traces
from barnstorm.services.privacy import errors_files

_MAILDIR, _MBOX = "maildir:", "mbox:"


def clean_files(
    session: Session, person_id: int, traces: Traces, listing: Collection[int], *, dry_run: bool
) -> list[str]:
    """Take them out of every errors file, and the letters to them out of every Maildir of ours, with the messages in
    `listing`. What was taken, file by file.

    Call it last, and before their letters are forgotten: what is done to a file cannot be undone. FileNotCleaned.
    """
    done = []
    naming = or_(col(Mail.person_id) == person_id, col(Mail.id).in_(listing))
    for path in errors_files.known(session):
        rows = len(rows_about(path, traces.are_in)) if dry_run else take_out(path, traces.are_in)
        if rows:
            done.append(f"{path}: {rows} {'row' if rows == 1 else 'rows'}")
    for folder, letters in letters_where(session, naming).items():
        if not dry_run:
            remove(letters)
        done.append(f"{folder}: {len(letters)} {'letter' if len(letters) == 1 else 'letters'}")
    return done


def copies(session: Session, person_id: int) -> list[str]:
    """Files besides that hold them and that nobody takes them out of: mailboxes, and copies beside the database."""
    backends = select(Mail.backend).where(Mail.person_id == person_id, col(Mail.backend).startswith(_MBOX)).distinct()
    return [*sorted(backend.removeprefix(_MBOX) for backend in session.exec(backends)), *map(str, _kept(session))]


def letters_where(session: Session, *conditions: ColumnElement[bool]) -> dict[Path, list[Path]]:
    """Maildir -> the letters of these messages in it that are still there, read or not."""
    query = select(Mail.backend, Mail.provider_id).where(
        col(Mail.backend).startswith(_MAILDIR), Mail.provider_id != "", *conditions
    )
    written: dict[Path, set[str]] = {}
    for backend, name in session.exec(query):
        written.setdefault(Path(backend.removeprefix(_MAILDIR)), set()).add(name)
    found = {folder: [path for path in _letters_in(folder) if path.name.partition(":")[0] in names]
             for folder, names in written.items()}  # fmt: skip
    return {folder: paths for folder, paths in found.items() if paths}


def remove(paths: Iterable[Path]) -> None:
    """FileNotCleaned. A file that is gone is no trouble."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as e:
            raise FileNotCleaned(str(path), (e.strerror or str(e)).lower()) from None


def _letters_in(folder: Path) -> Iterator[Path]:
    """A mail program moves what it has shown from new/ to cur/, and writes flags behind a colon."""
    return (path for place in ("new", "cur") if (folder / place).is_dir() for path in (folder / place).iterdir())


def _kept(session: Session) -> list[Path]:
    """Copies that `db upgrade` and `db restore` left beside a SQLite file."""
    url = session.get_bind().engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    path = Path(url.database)
    return sorted(path.parent.glob(f"{path.name}.before-*"))
