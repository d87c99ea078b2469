"""Files that commands write: whole or not at all, and - is stdout."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from barnstorm.errors.invite import MayNotWriteFile


def write_out(name: str, data: bytes, *, private: bool = False) -> None:
    """`data` to the file `name`, in place of what was there, or to stdout. Whoever reads it meanwhile sees one of the
    two files, never a half. A `private` one only its owner may read. MayNotWriteFile says why it could not be done.
    """
    if name == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        _replace(Path(name), data, mode=0o600 if private else 0o666 & ~_umask())
    except OSError as e:
        raise MayNotWriteFile(name, (e.strerror or "it failed").lower()) from e


def _replace(path: Path, data: bytes, mode: int) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _umask() -> int:
    """The mode a new file gets; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
