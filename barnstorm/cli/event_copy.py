"""barnstorm event copy"""

from typing import Annotated

import typer

from barnstorm.cli.event_options import Start
from barnstorm.cli.event_questions import asked
from barnstorm.cli.event_view import COLUMNS
from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.output.notes import note
from barnstorm.output.show import show_rows
from barnstorm.rows.event import EventRow


def copy(
    ctx: typer.Context,
    event: EventName,
    start: Start = None,
    weekly: Annotated[
        int, typer.Option(metavar="N", min=1, max=104, help="So many of them, a week apart at the same hour.")
    ] = 1,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Hold the same event again, once or every week.

    Its place, callers, roles and reminders are taken over, and nobody's
    answers.

    Example: barnstorm event copy kendal-2017-05-23 --start "Tue 30 May 2017 7.30pm" --weekly 4
    """
    from barnstorm.cli.event_times import moved_row
    from barnstorm.domain.spans import Span
    from barnstorm.services.event.copies import copy as copy_event
    from barnstorm.services.event.listing import show as show_event

    app = app_of(ctx)
    start = start or asked("Start", "--start WHEN", f'barnstorm event copy {event} --start "Tue 30 May 2017 7.30pm"')
    with app.transaction() as session:
        row = show_event(session, event, app.now())
        span = Span(*moved_row(row, start, None, None, app.now(), all_day=row.all_day))
        rows = copy_event(session, event, span, app.now(), app.campaign.domain, weeks=weekly)
    for row in rows:
        note(f"Created {row.ref}.")
    show_rows(rows, COLUMNS, EventRow, form(as_json, as_csv))
