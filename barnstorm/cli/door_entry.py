"""barnstorm door entry: what stands on the sheets that came back."""

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form


def entry(
    ctx: typer.Context,
    event: EventName,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Type in ticks and names from paper, line after line, at the terminal or from a pipe.

    D1 3-17 22x2 31 ticks rows of sheet D1; of the party in row 22 two came.

    W1 4 March Jo; 07700 900123; jo@example.org; CA3 8TP; A text is row 4 of walk-in sheet W1 as it is written there:
    surname first (Le Guin, Ursula if it has several words), then what there is of number, email, postcode, the letters
    of the organisations ticked, and text for “text OK”.

    The sheet may be left out if there is only one of the kind (W: before a walk-in), and the row if names come in
    order. At the terminal, undo takes the last line back and ? is help. Each line is kept at once.

    Example: barnstorm door entry carlisle-2017-05-16
    """
    # A tick by a command of its own loads this file too, and should not wait for what only a typist needs.
    from barnstorm.cli.door_typist import type_in

    type_in(app_of(ctx), event, form(as_json, as_csv))
