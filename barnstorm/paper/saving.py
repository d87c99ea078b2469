"""A document on disk: whole or not at all, and for its owner alone, because it holds names."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from barnstorm.errors.door import NoFolderForPaper, PaperNotWritten


@contextmanager
def saved(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes are `path` (0600) once the block ends well; until then what was there stays.

    NoFolderForPaper before anything is drawn, PaperNotWritten.
    """
    if not path.parent.is_dir():
        raise NoFolderForPaper(str(path.parent))
    if path.is_dir():
        raise PaperNotWritten(str(path), "it is a folder")
    partial: Path | None = None
    try:
        # mkstemp makes files 0600; beside its target, so that the replacement is one step.
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        partial = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as e:
        raise PaperNotWritten(str(path), e.strerror or str(e)) from e
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)
