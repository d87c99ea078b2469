"""Files with people in them: only their owner may read them (0600), not even while they are written may others."""

import os
import tempfile
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Whole or not at all, in the place of what was there. OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a device or a pipe: there is nothing to replace
        return
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(content)
            f.flush()
            os.fsync(f.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
