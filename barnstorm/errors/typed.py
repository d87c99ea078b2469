"""Somebody's words inside a command that is offered to be typed: no shell may read more into them than text."""

import re
import shlex

_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_TAME = re.compile(r'[^"$`\\!]+')


def typed(text: str) -> str:
    """`Greeter`, `"Ann O'Brien"`, or, where double quotes would not hold it, as shlex quotes it."""
    if _PLAIN.fullmatch(text) and not text.startswith("-"):
        return text
    return f'"{text}"' if _TAME.fullmatch(text) else shlex.quote(text)
