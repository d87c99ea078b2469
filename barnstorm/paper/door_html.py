"""The door list as a page for any browser, which joins and turns the letters of every script; to print from there.

It asks for nothing from anywhere: no script, no font, no picture.
"""

from collections.abc import Iterator
from html import escape
from typing import BinaryIO
from zoneinfo import ZoneInfo

from barnstorm.domain.sign_in import letter, wording
from barnstorm.domain.spoken import clock, day
from barnstorm.domain.text import show_hidden
from barnstorm.paper.door_pages import LinesPage, NamesPage, door_pages, names, remark
from barnstorm.paper.heading import place, titled, when
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import DoorSheet
from barnstorm.rows.sheet import PageRoom

HTML_ROOM = PageRoom(names=25, lines=12)
"""With room for the notices on A4 and Letter."""

_STYLE = """
@page { margin: 12mm } @page wide { size: landscape; margin: 12mm }
body { font: 11pt sans-serif; color: #000; margin: 0 }
section { break-after: page; margin: 0 0 2em } section.wide { page: wide }
header { display: flex; justify-content: space-between; border-bottom: 1.4pt solid; padding-bottom: 2mm }
h1 { font-size: 17pt; margin: 0 } header p { margin: 0 }
.sign { font: bold 26pt sans-serif } .which { text-align: right }
table { border-collapse: collapse; width: 100% }
td, th { height: 7.5mm; border-bottom: .4pt solid #999; padding: 0 1mm }
.wide td { height: 9mm; border: .4pt solid #999 } th { font-size: 7pt; color: #555; text-align: left; height: 5mm }
.box { font-size: 14pt; width: 6mm; text-align: center } .no { font-size: 8pt; width: 8mm; text-align: right }
footer, .said { font-size: 7pt; white-space: pre-line } .said { margin: 1mm 0 }
"""
_TITLES = ("", "Here", "Surname", "First name", "Mobile", "Email", "Postcode", "Text OK", "Host", "Codes")


def write_door_html(sheet: DoorSheet, campaign: Campaign, out: BinaryIO, *, blank_rows: int = 12) -> int:
    """Write the list as one HTML document into `out`; returns the number of printed pages."""
    pages = list(door_pages(sheet, HTML_ROOM, blank_rows))
    foot = _foot(sheet, campaign)
    out.write(
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
        f"<title>Door list: {_safe(sheet.event.title)}</title><style>{_STYLE}</style></head>\n<body>\n".encode()
    )
    for page in pages:
        wide = "" if isinstance(page, NamesPage) else ' class="wide"'
        out.write(f"<section{wide}>\n{_head(sheet, page)}{''.join(_table(sheet, page))}{foot}</section>\n".encode())
    out.write(b"</body>\n</html>\n")
    return len(pages)


def _head(sheet: DoorSheet, page: NamesPage | LinesPage) -> str:
    event = sheet.event
    which = f"Sheet {page.sheet} · Page" if page.sheet else "Page"
    return (
        f'<header><div><h1 dir="auto">{_safe(titled(event))}</h1><p>{_safe(when(event))}</p>'
        f'<p dir="auto">{_safe(place(event))}</p></div>'
        f'<div class="which"><div class="sign">{_safe(page.sign)}</div><b>{which} {page.number}/{page.of}</b></div>'
        "</header>\n"
    )


def _table(sheet: DoorSheet, page: NamesPage | LinesPage) -> Iterator[str]:
    return _names(sheet, page) if isinstance(page, NamesPage) else _lines(sheet, page)


def _names(sheet: DoorSheet, page: NamesPage) -> Iterator[str]:
    if not page.rows:
        yield "<p>Nobody is on the list yet.</p>"
    titles = ("Given name", "Surname") if sheet.by_given_name else ("Surname", "Given name")
    heads = "".join(f"<th>{title}</th>" for title in ("No.", "In", *titles, "Party", "Answer, role"))
    yield f"<table><tr>{heads}</tr>\n"
    for number, row in enumerate(page.rows, page.first):
        lead, second = names(row, by_given_name=sheet.by_given_name)
        yield (
            f'<tr><td class="no">{number}</td><td class="box">{"☑" if row.attended else "☐"}</td>'
            f'<td dir="auto"><b>{_safe(lead)}</b></td><td dir="auto">{_safe(second)}</td>'
            f"<td>{row.party_size}</td><td>{_safe(remark(row))}</td></tr>\n"
        )
    yield "</table>\n"


def _lines(sheet: DoorSheet, page: LinesPage) -> Iterator[str]:
    organisations = sheet.event.organisations
    letters = [letter(position) for position in range(len(organisations))]
    said = "\n".join(f"{which}  {wording(name)}" for which, name in zip(letters, organisations, strict=True))
    yield f'<p><b>Not on the list? Welcome!</b> Block capitals, please.</p><p class="said">{_safe(said)}</p>'
    boxes = {"Here", "Text OK", "Host", *letters}
    titles = (*_TITLES, *letters, "Initials")
    yield f"<table><tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>\n"
    blank = "".join('<td class="box">☐</td>' if title in boxes else "<td></td>" for title in titles[1:])
    for number in range(page.first, page.first + page.lines):
        yield f'<tr><td class="no">{number}</td>{blank}</tr>\n'
    yield "</table>\n"


def _foot(sheet: DoorSheet, campaign: Campaign) -> str:
    taken = sheet.as_of.astimezone(ZoneInfo(sheet.event.timezone))
    texts = (
        campaign.privacy.strip(),
        campaign.imprint.strip(),
        f"As it stood on {day(taken)}, {clock(taken)}. To type the ticks: barnstorm door entry {sheet.event.ref}",
    )
    return f"<footer>{_safe(chr(10).join(text for text in texts if text))}</footer>\n"


def _safe(text: str) -> str:
    """For HTML: no tag, no attribute, and nothing that cannot be seen."""
    return escape("\n".join(show_hidden(line) for line in text.splitlines()))
