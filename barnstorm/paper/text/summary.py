"""The organiser's own page: how many to expect, what to bring, who is missing, and every sheet to get back."""

from collections.abc import Callable, Iterator

from barnstorm.paper.outlook_words import about, basis, materials, others, to_expect, too_small
from barnstorm.paper.phrases import GET_BACK
from barnstorm.paper.text.columns import WIDTH, fit, wrapped
from barnstorm.paper.text.page import TextFrame, filled, numbered
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Outlook, Pack
from barnstorm.rows.sheet import PrintedSheet

_HALF = 42


def summary(pack: Pack, campaign: Campaign, pages_of: Callable[[PrintedSheet], int]) -> Iterator[str]:
    """`pages_of` says how many pages a sheet has in text."""
    to_type = f"What has come back: barnstorm door sheets {pack.event.ref}"
    around = TextFrame(pack.event, campaign, "Summary, for the organiser", pack.as_of, to_type)
    above = [[line] for line in (*_expected(pack.outlook), *_needed(pack.outlook))]
    sheets = [[_sheet(sheet, pages_of(sheet))] for sheet in pack.outlook.sheets]
    pages = list(filled([*above, _sheet_heads(), *sheets], around.room))
    for number, lines in enumerate(pages, 1):
        yield around.page(lines, which=numbered(number, len(pages)))


def _expected(outlook: Outlook) -> list[str]:
    said = (f"{outlook.expected} {to_expect(outlook)}", basis(outlook), others(outlook), too_small(outlook))
    return [*(line for text in said for line in wrapped(text, WIDTH)), ""]


def _needed(outlook: Outlook) -> list[str]:
    """What to bring, and beside it the helpers."""
    bring = [f"Bring, for {outlook.expected_high}", ""]
    bring += [f"[ ] {number:4} {what}" for number, what in materials(outlook)]
    helpers = ["Helpers                 wanted  found", ""]
    helpers += [
        f"{fit(one.role, 22)} {one.wanted:6} {one.found:6}{' !' if one.found < one.wanted else ''}"
        for one in outlook.helpers
    ]
    lines = max(len(bring), len(helpers))
    beside = zip(bring + [""] * (lines - len(bring)), helpers + [""] * (lines - len(helpers)), strict=True)
    return [*(f"{left:{_HALF}}{right}" for left, right in beside), ""]


def _sheet_heads() -> list[str]:
    return [GET_BACK, "", f"{'Sheet':6} {'For':36} Pages  Rows  Back  Rows used  Photo", "-" * WIDTH]


def _sheet(sheet: PrintedSheet, pages: int) -> str:
    return f"{sheet.sheet:6} {fit(about(sheet), 36)} {pages:5} {sheet.rows:5}  [ ]   _________  [ ]"
