"""Ten thousand letters of one kind differ in a name and a token: the rest is rendered once and these are put in.

Only our own templates, which print a name as it is, and only names that look the same in text, HTML and JSON: any other
letter is rendered in full, and so is a host's, which lists people. So a letter is the same whichever way it was made.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from secrets import token_hex
from typing import NamedTuple

from barnstorm.mail.wording import Wording, worded
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Guest, Household, Occasion

_ESCAPED = re.compile(r"""[<>&"'\\]""")
_MARK = f"x{token_hex(8)}"
"""In nobody's text, and nothing that any escaping would change."""


class _Form(NamedTuple):
    """Words with a `%s` for each value to be put in, and which values those are, in order."""

    words: str
    wanted: tuple[int, ...]

    def filled(self, values: Sequence[str]) -> str:
        return self.words % tuple([values[number] for number in self.wanted])


class _Skeleton(NamedTuple):
    subject: str
    text: _Form
    html: _Form


def worded_alike(kind: str, occasion: Occasion, campaign: Campaign, household: Household) -> Wording:
    """What `worded` says, sooner."""
    values = [value for guest in household.guests for value in (guest.name, guest.called, guest.token)]
    together = "".join(values)
    plain = together.isprintable() and not _ESCAPED.search(together)
    if campaign.templates or household.sign_ups is not None or not plain:
        return worded(kind, occasion, campaign, household)
    shape = tuple([(guest.answer, bool(guest.name), bool(guest.called)) for guest in household.guests])
    skeleton = _skeleton(kind, occasion, campaign, shape)
    return Wording(skeleton.subject, skeleton.text.filled(values), skeleton.html.filled(values))


@lru_cache(maxsize=64)
def _skeleton(
    kind: str, occasion: Occasion, campaign: Campaign, shape: tuple[tuple[str | None, bool, bool], ...]
) -> _Skeleton:
    guests = tuple(
        Guest(
            name=_mark(3 * place) if has_name else "",
            called=_mark(3 * place + 1) if is_called else "",
            token=_mark(3 * place + 2),
            answer=answer,
        )
        for place, (answer, has_name, is_called) in enumerate(shape)
    )
    words = worded(kind, occasion, campaign, Household("", guests))
    return _Skeleton(words.subject, _form(words.text), _form(words.html))


def _mark(number: int) -> str:
    return f"{_MARK}{number:03}z"


def _form(words: str) -> _Form:
    alike, *rest = re.split(rf"{_MARK}(\d{{3}})z", words.replace("%", "%%"))
    return _Form("%s".join([alike, *rest[1::2]]), tuple(int(number) for number in rest[::2]))
