"""Where a password, key or token of BARNSTORM_MAIL comes from when it does not stand in the URL itself."""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping

from dotenv import dotenv_values

from barnstorm.errors.backends import NoSecret

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_COMMAND_SECONDS = 60


def options(what: str) -> tuple[str, str]:
    """The two options that say where `what` ("password" or "token") comes from; they exclude each other."""
    return f"{what}_env", f"{what}_cmd"


def fetched(what: str, given: Mapping[str, str]) -> str | None:
    """The secret from the variable that `<what>_env` names, or the first line that `<what>_cmd` prints.

    None if neither is among the options `given`; NoSecret if it cannot be had. Nothing of the secret, nor of the
    command, is repeated.
    """
    variable, command = options(what)
    if variable in given:
        return _from_variable(what, given[variable])
    if command in given:
        return _from_command(what, given[command])
    return None


def _from_variable(what: str, name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise NoSecret(what, f"{what}_env does not give the name of a variable in capitals")
    value = os.environ.get(name) or dotenv_values(".env").get(name)
    if not value:
        raise NoSecret(what, f"the variable {name} is not set")
    return value


def _from_command(what: str, command: str) -> str:
    """No shell: what stands in a setting is a program and its arguments."""
    try:
        ran = subprocess.run(  # noqa: S603 - the organiser's own command, from the organiser's own settings
            shlex.split(command), stdout=subprocess.PIPE, timeout=_COMMAND_SECONDS, check=True, text=True
        )
    except subprocess.CalledProcessError as e:
        raise NoSecret(what, f"{what}_cmd ended with status {e.returncode}") from None
    except subprocess.TimeoutExpired:
        raise NoSecret(what, f"{what}_cmd took longer than {_COMMAND_SECONDS} seconds") from None
    except (OSError, ValueError, IndexError):
        raise NoSecret(what, f"{what}_cmd cannot be run") from None
    lines = ran.stdout.splitlines()
    if not lines or not lines[0]:
        raise NoSecret(what, f"{what}_cmd printed nothing")
    return lines[0]
