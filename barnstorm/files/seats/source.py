"""Where a result file comes from: a path, or standard input."""

import sys
from pathlib import Path

from barnstorm.errors.imports import NoSuchFile, UnreadableFile


def bytes_of(name: str) -> bytes:
    """All of the file `name`, or of standard input for `-`."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).expanduser().read_bytes()
    except FileNotFoundError as e:
        raise NoSuchFile(name) from e
    except (OSError, ValueError) as e:
        raise UnreadableFile(name, getattr(e, "strerror", None) or str(e)) from e
