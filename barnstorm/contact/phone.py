"""A telephone number as people write it -> E.164. Without a country code it is a British one."""

import re

from barnstorm.domain.text import one_line
from barnstorm.errors.person import UnreadablePhone

_PLAIN_MOBILE = re.compile(r"(?:\+44|0044|0)?(7\d{9})", re.ASCII)
"""A British mobile, also one whose leading zero a spreadsheet ate. phonenumbers says the same of each (tested)."""

_SPREADSHEET = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})", re.ASCII)
_WHOLE = re.compile(r"(\+?\d+)\.0+", re.ASCII)
_WORDS_ALLOWED = re.compile(r"tel:?|phone:?|mob(?:ile)?[.:]?|ext(?:n|ension)?[.:]?|x", re.IGNORECASE)

_EXTENSION = re.compile(r"\d\D*(?:ext|x|#)\D*\d", re.IGNORECASE)

_BRITAIN = 44
_BRITISH_LENGTH = 10
_ZEROS_DROPPED = 2
"""How many noughts at a number's end `4.4770090012E+11` may have swallowed before it is rather a rounded number."""


def read_phone(text: str) -> str:
    """`07700 900123`, `7700900123`, `+44 (0)7700 900123`, `4.47700900123E+11` -> `+447700900123`.

    An extension is read over. UnreadablePhone for anything that is not one number of a possible length.
    """
    tidy = one_line(text)
    return plain_mobile(tidy) or _by_metadata(_digits_of_spreadsheet(tidy), text)


def plain_mobile(text: str) -> str | None:
    """A British mobile with nothing but spaces and hyphens between its digits; None for what needs a closer look."""
    plain = _PLAIN_MOBILE.fullmatch(text.replace(" ", "").replace("-", ""))
    return f"+44{plain[1]}" if plain else None


def dialled(number: str) -> str:
    """An E.164 number as it is dialled here: `07700 900123`, and abroad with its country: `+353 1 234 5678`."""
    import phonenumbers

    parsed = phonenumbers.parse(number)
    at_home = parsed.country_code == _BRITAIN
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def has_extension(text: str) -> bool:
    """Whether something follows the number that E.164 has no place for."""
    return bool(_EXTENSION.search(text))


def _by_metadata(tidy: str, text: str) -> str:
    import phonenumbers

    if any(ch.isalpha() for ch in _WORDS_ALLOWED.sub("", tidy)):
        # The library would read over letters, or take them for those on a dial.
        raise UnreadablePhone(text)
    try:
        number = phonenumbers.parse(tidy, "GB")
    except phonenumbers.NumberParseException:
        raise UnreadablePhone(text) from None
    possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    whole = number.country_code != _BRITAIN or _whole_british(number.national_number)
    if not (possible and whole) and not phonenumbers.is_valid_number(number):
        raise UnreadablePhone(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _whole_british(national: int | None) -> bool:
    """Ten digits: the shorter ones that exist are few, and a lost digit is common, so those must be valid ones.

    Not every ten must be: Ofcom's numbers for drama (07700 900123) are assigned to nobody, and rehearsals use them.
    """
    return len(str(national)) == _BRITISH_LENGTH


def _digits_of_spreadsheet(tidy: str) -> str:
    """What a spreadsheet made of a number, back in digits; a rounded one stays as it is and is then refused."""
    whole = _WHOLE.fullmatch(tidy)
    if whole:
        return whole[1]
    found = _SPREADSHEET.fullmatch(tidy)
    if not found:
        return tidy
    first, rest, power = found[1], found[2] or "", int(found[3])
    if not power - _ZEROS_DROPPED <= len(rest) <= power:
        return tidy
    return f"{first}{rest}".ljust(power + 1, "0")
