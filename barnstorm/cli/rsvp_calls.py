"""barnstorm rsvp calls, barnstorm rsvp called"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import PaperSize
from barnstorm.cli.rsvp_view import card, still_needed, taken_back
from barnstorm.domain.calls import CODES, read_outcome
from barnstorm.errors.call import BadCallLines, NoOutcome
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_one, show_rows
from barnstorm.rows.call import Called, CallRow, CallSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from barnstorm.rows.campaign import Campaign

COLUMNS = [
    Column("no.", "person_id", align="right"),
    Column("name", "name"),
    Column("number", "dialled", whole=True),
    Column("party", "party_size", align="right"),
    Column("answer", "answer", spare=True),
    Column("before", "before"),
    Column("caller", "caller", align="right", spare=True),
]
_CODES = ", ".join(f"{code} {outcome}" for code, outcome in CODES.items())

Pass = Annotated[
    int | None,
    typer.Option(
        "--pass",
        metavar="1|2",
        min=1,
        max=2,
        help="1: four or five days before; 2: the day before.",
    ),
]


def calls(
    ctx: typer.Context,
    event: EventName,
    pass_number: Pass = None,
    callers: Annotated[int, typer.Option(metavar="N", min=1, max=100, help="Deal the list out to so many.")] = 1,
    pdf: Annotated[str | None, typer.Option(metavar="FILE", help="Print it: a PDF, or - for stdout.")] = None,
    paper: Annotated[PaperSize, typer.Option(help="The size of the paper.", case_sensitive=False)] = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List whom to ring to hear whether they still come.

    On the screen, or with --pdf as sheets to take home.

    Example: barnstorm rsvp calls carlisle-2017-05-16 --pass 1 --callers 3 --pdf calls.pdf
    """
    from barnstorm.cli.paper_out import refuse_mixture
    from barnstorm.services.rsvp.calls import call_sheet, pass_now

    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    refuse_mixture(pdf, as_form)
    with app.reading() as session:
        which = pass_number or pass_now(session, event, app.now())
        sheet = call_sheet(session, event, which, app.now(), callers=callers)
    _tell_sheet(sheet, callers)
    if pdf is not None:
        _print(sheet, app.campaign, pdf, paper)
    if pdf is None or as_form is not Form.AUTO:
        nobody = f"Nobody is left to ring in pass {which} for {sheet.event.ref}."
        show_rows(sheet.rows, COLUMNS, CallRow, as_form, empty=nobody)


def called(
    ctx: typer.Context,
    event: EventName,
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="A name, an email or a number; - reads lines: NUMBER CODE.")
    ],
    outcome: Annotated[str | None, typer.Argument(metavar="[CODE]", help=f"{_CODES}.")] = None,
    pass_number: Pass = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who rang.")] = "",
    note_text: Annotated[str, typer.Option("--note", metavar="TEXT", help="What else was said.")] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Write down what came of a call.

    That is a confirmation, another answer, or that somebody is not to be rung
    again. With - for the person, a call sheet is typed back line by line: 12 C,
    13 L, 14 D cannot make it.

    Example: barnstorm rsvp called carlisle-2017-05-16 12 C --by Frances
    """
    from barnstorm.services.rsvp import calls as service

    app = app_of(ctx)
    if person == "-":
        lines = sys.stdin.read().splitlines()
        with app.transaction() as session:
            found, bad = service.record_lines(session, event, lines, app.now(), pass_number=pass_number, by=by)
        for one in found:
            _tell_call(one)
        _tell_taken_back(found)
        for line in bad:
            note(f"Line {line.line}: {line.reason}")
        show_rows(found, _CALLED, Called, form(as_json, as_csv), empty="" if bad else "Nothing was typed.")
        if bad:
            raise BadCallLines(len(bad), len(bad) + len(found))
        return
    if outcome is None:
        raise NoOutcome(person, event)
    read = read_outcome(outcome)
    with app.transaction() as session:
        one = service.record(session, event, person, read, app.now(), pass_number=pass_number, by=by, note=note_text)
    _tell_call(one)
    _tell_taken_back([one])
    show_one(one.rsvp, form(as_json, as_csv), card)


_CALLED = [
    Column("no.", lambda row: row.rsvp.person_id, align="right"),
    Column("name", lambda row: row.rsvp.name),
    Column("call", "outcome"),
    Column("answer", lambda row: row.rsvp.answer),
]


def _tell_call(one: Called) -> None:
    row = one.rsvp
    waits = f"; no place is free, they wait with turn {row.waitlist_position}" if row.waitlist_position else ""
    note(f"{row.name}: {one.outcome}{waits}.")
    for line in still_needed(row, one.roles):
        note(line)
    for name in one.moved_up:
        note(f"{name} moves up from the waiting list.")


def _tell_taken_back(calls: "Sequence[Called]") -> None:
    gone = [one.rsvp for one in calls if one.taken_back]
    for line in taken_back(len(gone), gone[0].event if gone else ""):
        note(line)


def _tell_sheet(sheet: CallSheet, callers: int) -> None:
    days = " or ".join(f"{day:%a} {day.day} {day:%b}" for day in sheet.days)
    note(f"Pass {sheet.pass_number} is rung on {days}.")
    if sheet.rows and sheet.callers < callers:
        note(f"There are calls for {sheet.callers} only.")
    if sheet.without_number:
        note(f"{sheet.without_number} of them cannot be rung: there is no number, or it is a wrong one.")
        hint("To add one: barnstorm person edit PERSON --phone NUMBER")
    if sheet.not_rung:
        note(f"{sheet.not_rung} asked not to be rung.")


def _print(sheet: CallSheet, campaign: "Campaign", target: str, size: PaperSize) -> None:
    from barnstorm.cli.paper_out import drawn
    from barnstorm.paper.calls import write_call_sheets
    from barnstorm.paper.page import Paper

    pages = drawn(target, lambda out: write_call_sheets(sheet, campaign, out, paper=Paper(size.value)))
    if pages is not None:
        note(f"Wrote {target}, {pages} page{'' if pages == 1 else 's'}, {len(sheet.rows)} to ring.")
