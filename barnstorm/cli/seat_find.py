"""barnstorm seat find"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, Json, app_of, form
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_one
from barnstorm.rows.postcode import PlaceRow

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from barnstorm.app import App
    from barnstorm.domain.places import Place


def find(
    ctx: typer.Context,
    postcode: Annotated[str, typer.Argument(metavar="POSTCODE", help="For example CA3 8TP.")],
    again: Annotated[bool, typer.Option("--again", help="Ask the service even if the answer is known.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Find the seat that a postcode is in, within the boundaries of 2024.

    The postcode, and nothing else, is sent to postcodes.io, or to the service
    that BARNSTORM_POSTCODES names. The answer is kept, so that a postcode is
    asked for once. Venues at the postcode are put into the seat.

    The seat is that of the postcode’s middle: an address at a boundary may lie
    in the next one. What `event create --seat` says has the last word.

    Example: barnstorm seat find "CA3 8TP"
    """
    from barnstorm.domain.postcodes import read_postcode
    from barnstorm.services.seat.postcodes import recall, record

    app, wanted = app_of(ctx), read_postcode(postcode)
    with app.transaction() as session:
        row = None if again else recall(session, wanted)
    if row is None:
        place = _ask(app, wanted)  # outside of any transaction: others can write while the service thinks
        with app.transaction() as session:
            row = record(session, place, app.now())
    show_one(row, form(as_json, as_csv), _card_in(app.zone))
    _tell(row)


def _ask(app: "App", postcode: str) -> "Place":
    from barnstorm.contact.postcodes_io import look_up
    from barnstorm.errors.postcodes import PostcodesOff

    service = app.settings.postcode_service
    if service is None:
        raise PostcodesOff(postcode)
    return look_up(postcode, service)


def _tell(row: PlaceRow) -> None:
    if row.terminated_on:
        note(f"{row.postcode} has been out of use since {_month(row.terminated_on)}: it is in no seat now.")
    elif row.seat_code is None:
        note(f"{row.postcode} is in no Westminster seat.")
    elif not row.in_register:
        note(f"{row.seat} ({row.seat_code}) is not in the register: its boundaries are those of {row.boundaries}.")
        hint("To import the results of 2024: barnstorm seat import FILE")
    else:
        hint(f"barnstorm seat show {row.seat_code}")


def _card_in(zone: "ZoneInfo") -> Callable[[PlaceRow], list[tuple[str, str]]]:
    def card(row: PlaceRow) -> list[tuple[str, str]]:
        asked = row.looked_up_at.astimezone(zone)
        return [
            ("postcode", row.postcode),
            ("seat", f"{row.seat} ({row.seat_code})" if row.seat_code else "none"),
            ("boundaries", f"of {row.boundaries}" if row.seat_code else ""),
            ("in", ", ".join(part for part in (row.region, row.country) if part)),
            ("register", ("there" if row.in_register else "not there") if row.seat_code else ""),
            ("venues", ", ".join(row.venues)),
            ("out of use", f"since {_month(row.terminated_on)}" if row.terminated_on else ""),
            ("looked up", f"{asked.day} {asked:%B %Y}"),
        ]

    return card


def _month(text: str) -> str:
    """`2017-03` -> `March 2017`."""
    from datetime import date

    return f"{date.fromisoformat(f'{text}-01'):%B %Y}"
