"""What people agree to by a tick on a sheet, word for word: what is printed is what is kept as their consent."""

from barnstorm.domain.consents import Channel

CHANNELS = (Channel.EMAIL, Channel.PHONE)
"""What a tick agrees to; TEXT too if “text OK” is ticked."""


def wording(organisation: str) -> str:
    """The sentence that a tick for `organisation` agrees to."""
    return (
        f"I agree that {organisation} contacts me about its campaigns by email and phone, and by text if I ticked "
        "“text OK”. I can end this at any time."
    )


def letter(position: int) -> str:
    """Over an organisation's column, counted from 0: `A`, `B`, …, `Z`, `AA`."""
    before, last = divmod(position, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)
