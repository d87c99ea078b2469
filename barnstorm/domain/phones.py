"""Telephone numbers as they go into other programs."""

_SPACE_AFTER = 5


def for_spreadsheets(number: str) -> str:
    """`+447700900123` -> `07700 900123`, `+4930901820` -> `00493 0901820`: E.164 as it is dialled here.

    The space keeps a spreadsheet from taking it for a number, and the zeros in front with it; there is no plus for it
    to take for a formula. Whoever reads telephone numbers reads over the space.
    """
    dialled = f"0{number[3:]}" if number.startswith("+44") else f"00{number.removeprefix('+')}"
    return f"{dialled[:_SPACE_AFTER]} {dialled[_SPACE_AFTER:]}"
