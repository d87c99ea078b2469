"""Files that commands read, wherever they are: on disk, on standard input, on the web."""

from barnstorm.output.progress import progress


def bytes_and_source(name: str) -> tuple[bytes, str]:
    """All of the file `name` (an address, or - for standard input), and how its origin is kept: without passwords."""
    from barnstorm.files.download import is_address, opened, without_secrets
    from barnstorm.files.seats.source import bytes_of

    if not is_address(name):
        return bytes_of(name), name
    source = without_secrets(name)
    with opened(name) as download, progress(f"Downloading {source}", download.size) as advance:
        return download.read(advance), source
