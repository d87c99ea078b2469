"""The conversation, on stderr: what was done, what to type next, questions. stdout is the answer."""

import sys

from barnstorm.domain.text import show_hidden
from barnstorm.errors import AnsweredNo, NeedsYes
from barnstorm.output.style import BOLD, DIM, RESET, coloured


def note(text: str) -> None:
    """A line for the person: `Made the venue Tullie House.`"""
    _say(text)


def hint(text: str) -> None:
    """What to type next, set apart."""
    dim, reset = (DIM, RESET) if coloured(sys.stderr) else ("", "")
    _say(text, before=f"  {dim}", after=reset)


def refusal(sentence: str, hint_text: str) -> None:
    """What went wrong and what to do about it."""
    bold, reset = (BOLD, RESET) if coloured(sys.stderr) else ("", "")
    _say(sentence, before=f"{bold}barnstorm:{reset} ")
    if hint_text:
        hint(hint_text)


def can_ask() -> bool:
    """Whether a person can read a question and type an answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str = "") -> str:
    """The answer typed, or the default. Only after `can_ask`."""
    shown = f" [{default}]" if default else ""
    sys.stderr.write(f"{question}{shown}: ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise AnsweredNo
    return line.strip() or default


def confirm(what: str, *, yes: bool) -> None:
    """Go on only if --yes was given or a person says yes; NeedsYes if there is nobody to ask."""
    if yes:
        return
    if not can_ask():
        raise NeedsYes(what)
    if ask(f"{what} Go ahead? (y/N)").casefold() not in {"y", "yes"}:
        raise AnsweredNo


def _say(text: str, before: str = "", after: str = "") -> None:
    lines = [show_hidden(line) for line in text.splitlines()]
    sys.stderr.write("".join(f"{before}{line}{after}\n" for line in lines))
