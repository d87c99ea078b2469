"""The organiser's summary in words, the same on every kind of paper."""

from barnstorm.rows.pack import Outlook
from barnstorm.rows.sheet import PrintedSheet, SheetKind

_KINDS = {
    SheetKind.DOOR: "door list",
    SheetKind.WALK_IN: "walk-ins",
    SheetKind.HOST: "host sheet",
    SheetKind.SIGN_IN: "sign-in",
}


def to_expect(outlook: Outlook) -> str:
    """What stands after the number that is expected."""
    return f"to expect, {outlook.expected_low} to {outlook.expected_high}"


def basis(outlook: Outlook) -> str:
    share = f"{outlook.show_rate:.0%}"
    if not outlook.evenings:
        return f"{outlook.going} are going. {share} come as a rule; no closed evening of yours says otherwise yet."
    evenings = "1 closed evening" if outlook.evenings == 1 else f"{outlook.evenings} closed evenings"
    return f"{outlook.going} are going. At {evenings} of yours the room was {share} of that, walk-ins included."


def others(outlook: Outlook) -> str:
    """Who may come besides, and how many told us of a need."""
    needs = "nobody told us of an access need"
    if outlook.needs:
        needs = f"{outlook.needs} told us what they need: see the greeter’s page"
    return f"{outlook.maybe} maybe, {outlook.waitlisted} on the waiting list, {needs}."


def too_small(outlook: Outlook) -> str:
    """A warning, or nothing."""
    holds = outlook.venue_capacity
    if holds is None or outlook.expected_high <= holds:
        return ""
    return f"The venue holds {holds}: it may be too small."


def materials(outlook: Outlook) -> list[tuple[int, str]]:
    """What to bring, and how many of each."""
    return [
        (outlook.desks, "desks at the door"),
        (outlook.tables, "tables, the desks’ included"),
        (outlook.chairs, "chairs"),
        (outlook.pens, "pens"),
        (outlook.host_sheets, "host sheets that may be filled"),
    ]


def about(sheet: PrintedSheet) -> str:
    """`door list, A–K`; `host sheet, Phone bank at Hannah’s`."""
    kind = _KINDS[SheetKind(sheet.kind)]
    return f"{kind}, {sheet.of}" if sheet.of else kind
