"""Refusals about the database."""

from barnstorm.errors import NotReady, Refused, WorkLeft


class NoSuchFolder(NotReady):
    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The folder {folder} for the database does not exist.",
            f"Make it (mkdir -p '{folder}') or name another file with --db.",
        )


class MayNotWrite(NotReady):
    def __init__(self, path: str) -> None:
        super().__init__(f"{path} may not be written.", "Change its permissions, or name another file with --db.")


class NotOurs(NotReady):
    """There is a database, and barnstorm did not make it."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"{where} is not a barnstorm database: {why}.",
            "Name another with --db or BARNSTORM_DATABASE_URL; nothing was changed.",
        )


class SchemaTooOld(NotReady):
    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} was made by an older barnstorm.",
            "Run: barnstorm db upgrade   (it makes a backup first)",
        )


class SchemaTooNew(NotReady):
    def __init__(self, where: str, found: str) -> None:
        super().__init__(
            f"{where} was made by a newer barnstorm (schema {found}).",
            "Install the newer barnstorm: pip install --upgrade barnstorm",
        )


class BadDatabaseUrl(NotReady):
    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"The database URL {url} cannot be used: {why}.",
            "Write a file's path, sqlite:///path/to/file.db or postgresql+psycopg://user:password@host/name.",
        )


class NoServer(NotReady):
    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The database {where} cannot be reached: {why}.", "Is the server running, and the URL right?")


class DriverMissing(NotReady):
    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL needs its driver, which is not installed.", "Run: pip install 'barnstorm[postgres]'"
        )


class Busy(WorkLeft):
    def __init__(self) -> None:
        super().__init__(
            "Another barnstorm is writing to the database and did not finish in time.", "Run the same command again."
        )


class DiskTrouble(NotReady):
    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The database {where} could not be used: {why}.", "Run: barnstorm db check")


class FileOnly(Refused):
    """backup and restore copy SQLite files; PostgreSQL has its own tools."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} works on a SQLite file; this database is PostgreSQL.", "Use pg_dump and pg_restore for it."
        )


class BackupExists(Refused):
    def __init__(self, path: str) -> None:
        super().__init__(f"{path} exists already.", "Name another file, or remove that one first.")


class BackupUnsound(NotReady):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"The copy {path} is not sound: {why}.", "The database itself was not changed.")
