"""Long work shows itself: a bar on a terminal, a line per stage when stderr is not one."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from barnstorm.output.notes import note

Advance = Callable[[int], None]
"""Called with how many more are done."""


@contextmanager
def progress(what: str, total: int | None, *, garbage: bool = True) -> Iterator[Advance]:
    """Say that `what` is under way; the value given is called with each step's count.

    Long work makes garbage: from here on it is collected, which a short command never does. Not so with `garbage`
    False, for work whose objects all stay: a large file is a million of them.
    """
    if total == 0:
        yield lambda _: None
        return
    if garbage:
        gc.freeze()
        gc.enable()
    if not sys.stderr.isatty():
        note(f"{what}…")
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(what), total=total, rate="")

        def advance(done: int) -> None:
            bar.update(task, advance=done)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")

        yield advance
