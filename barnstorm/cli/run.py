"""From argv to an exit status. The one place where a refusal becomes stderr and a number."""

import os
import sys
from collections.abc import Sequence

from barnstorm.cli.root import root
from barnstorm.errors import BarnstormError
from barnstorm.output.notes import note, refusal

INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Run one command line. Returns the exit status (contract: 0 1 2 3 4 5 6 75 130); a bug shows its traceback."""
    try:
        status = root(args=list(argv), prog_name="barnstorm", standalone_mode=False)
        sys.stdout.flush()
    except BarnstormError as e:
        if "--debug" in argv:
            raise
        refusal(e.sentence, e.hint)
        return e.exit_code
    except KeyboardInterrupt:
        note("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as e:  # noqa: BLE001 - only Typer's own are kept, bugs are raised again
        return _wrong_use(e)
    return status if isinstance(status, int) else 0


def _wrong_use(error: Exception) -> int:
    """Typer's own complaints (unknown option, missing argument); anything else is a bug and goes on up."""
    from typer._click.exceptions import ClickException
    from typer.exceptions import Abort, Exit

    if isinstance(error, Exit):
        return error.exit_code
    if isinstance(error, Abort):
        # Typer turns Ctrl-C and a closed stdin into this.
        note("Interrupted.")
        return INTERRUPTED
    if isinstance(error, ClickException):
        error.show()
        return error.exit_code
    raise error


def _reader_left() -> int:
    """`barnstorm rsvp list | head` is no error; nor is the interpreter's last flush, into a stdout replaced here."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
