"""Which of a file's columns is which of ours.

Every system names them differently, many in several ways. Names are matched without case, spaces and signs:
`Order No.`, `order_no` and `OrderNo` are one name. A name in nobody's list is left alone, so `Buyer Email` never
becomes the guest's.
"""

from collections.abc import Mapping, Sequence

from barnstorm.errors.imports import BadMapping

OURS: dict[str, str] = {
    "first_name": "first name|firstname|given name|forename|first|fname|f_name|user__given_name",
    "last_name": "last name|surname|family name|last|lname|user__family_name",
    "name": "full name|attendee name|participant name|whole name|guest name|guest",
    "email": "email address|e-mail|e-mail address|mail|user__email_address",
    "phone": "phone number|mobile|mobile number|mobile phone|cell|cell phone|cellphone|telephone|tel|number|can2_phone|"
    "user__phone_number",
    "postcode": "post code|postal code|home postcode|zip|zip code|home zip|postnumber|ZipOrPostal|primary_zip|"
    "user__postal_code",
    "answer": "rsvp|rsvp status|status|status_name|attendee status|attendance status|participant status|"
    "approval status|response",
    "party_size": "party|heads|quantity|qty|tickets|places",
    "guests": "plus ones|extra guests|additional guests",
    "attended": "came|checked in|present|showed up",
    "checked_in_at": "check in time|check in date|arrived at",
    "confirmed_at": "confirmed",
    "access": "access needs|accessibility|access requirements",
    "source": "custom_source|recruited by",
    "notes": "note|comment|comments|participant message",
}
"""Our column -> what else it is called. Ours first wherever a file has both."""

EXTRA, LINE, REASON = "extra cells", "line", "reason"
"""What an errors file has besides the columns of the file it came from."""

NAMED_BY = ("first_name", "last_name", "name")

SECOND_TO_NONE = frozenset({"email", "phone", "postcode"})
"""Where a file has two (`cell_phone` and `phone`), the second counts for whoever has not the first."""


def key(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch.isalnum())


_BY_KEY = {key(other): ours for ours, others in OURS.items() for other in (ours, *others.split("|"))}


def matched(header: Sequence[str], said: Mapping[str, str] | None = None) -> dict[str, list[int]]:
    """Our column -> its places in `header`, the one that counts first.

    `said` (their key -> ours) wins, then our own name, then the leftmost. More than one only if SECOND_TO_NONE.
    """
    meant = [(said or {}).get(key(name)) or _BY_KEY.get(key(name)) for name in header]
    found: dict[str, list[int]] = {}
    by_rank = sorted(
        range(len(header)), key=lambda i: (key(header[i]) not in (said or {}), key(header[i]) != key(meant[i] or ""))
    )
    for i in by_rank:
        ours = meant[i]
        if ours is not None and (ours not in found or ours in SECOND_TO_NONE):
            found.setdefault(ours, []).append(i)
    return found


def read_mappings(texts: Sequence[str]) -> dict[str, str]:
    """`["Mobile (UK)=phone"]` -> their key and our column. BadMapping."""
    return dict(_mapping(text) for text in texts)


def _mapping(text: str) -> tuple[str, str]:
    theirs, equals, typed = text.rpartition("=")
    ours = _BY_KEY.get(key(typed))
    if not equals or not key(theirs):
        raise BadMapping(text, "it is not Theirs=ours", 'Write it like --map "Mobile (UK)=phone".')
    if ours is None:
        raise BadMapping(text, f"“{typed}” is none of our columns", f"Ours are {', '.join(OURS)}.")
    return key(theirs), ours
