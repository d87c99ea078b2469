"""What cron and systemd must be told so that reminders go by themselves."""

import shlex
import sys
from pathlib import Path

_FOLDER = "~/.config/systemd/user"


def command(db: str | None) -> list[str]:
    """This program, as it was started now. A URL with a password stays out: it belongs into .env."""
    program = Path(sys.argv[0])
    begin = [str(program.absolute())] if program.name == "barnstorm" else [sys.executable, "-m", "barnstorm"]
    named = ["--db", str(Path(db).absolute())] if db and "://" not in db else []
    return [*begin, *named, "reminder", "send"]


def cron_line(db: str | None) -> str:
    """A line of a crontab. A bare % would end the command there."""
    line = f"cd {shlex.quote(str(Path.cwd()))} && {shlex.join(command(db))}"
    return f"*/5 * * * * {line.replace('%', chr(92) + '%')}"


def units(db: str | None) -> dict[str, list[str]]:
    """Path -> lines of a service and of the timer that starts it. A bare % has a meaning there too."""
    # Exit 75 is work left for later, which the next run does: no failure.
    service = [
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_literal(str(Path.cwd()))}",
        f"ExecStart={_literal(shlex.join(command(db)))}",
        "SuccessExitStatus=75",
    ]
    timer = ["[Timer]", "OnCalendar=*:0/5", "Persistent=true", "[Install]", "WantedBy=timers.target"]
    return {f"{_FOLDER}/barnstorm.service": service, f"{_FOLDER}/barnstorm.timer": timer}


def _literal(text: str) -> str:
    return text.replace("%", "%%")
