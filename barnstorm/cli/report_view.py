"""How a report looks on a screen."""

from collections.abc import Iterator, Sequence

from barnstorm.domain.spoken import day
from barnstorm.output.bars import bar
from barnstorm.output.columns import Column, share
from barnstorm.output.show import Form, say, show_rows
from barnstorm.rows.report import CommitmentCount, EventReport, StageRow, TreeRow, YieldRow

STAGES = [
    Column("stage", lambda row: row.called),
    Column("people", "people", align="right"),
    Column("of", lambda row: f"of {row.of} {row.among}" if row.of else None),
    Column("share", "share", share, "right"),
    Column("", lambda row: bar(row.share) if row.share is not None else None, drawn=True),
]


def _number(title: str, key: str) -> Column:
    """A column of noughts says less than an empty one."""
    return Column(title, lambda row: getattr(row, key) or None, align="right")


ACTIONS = [
    Column("when", "starts_at", show=lambda moment: f"{moment:%a} {moment.day} {moment:%b}"),
    Column("going", "going", align="right"),
    Column("of", "capacity", align="right"),
    *(_number("came", "came"), _number("kept", "kept"), _number("broken", "broken"), _number("new", "newcomers")),
    Column("ref", "event", spare=True),
]

BORN = [
    *(Column(key, key) for key in ("event", "born_at", "generation", "code", "title", "kind", "status", "starts_at")),
    *(Column(key, key) for key in ("host", "capacity", "going", "came", "kept", "broken", "newcomers")),
]
"""A tree for another program."""

PARTS = [
    *(Column(key, key) for key in ("by", "group", "invited", "going", "confirmed", "came", "others_came")),
    *(Column(key, key) for key in ("hosts", "committed", "decided", "kept")),
]
"""Whom a report counts, for another program."""

_SECOND = 2


def stages_of(row: YieldRow) -> str | None:
    """The bar of a group: how many of those who came committed themselves."""
    here = row.came + row.others_came
    return bar(row.committed / here) if here else None


def groups(by: str) -> list[Column]:
    return [
        Column(by, lambda row: row.group or "not known"),
        Column("invited", "invited", align="right"),
        Column("going", "going", align="right"),
        Column("came", lambda row: row.came + row.others_came, align="right"),
        Column("hosts", "hosts", align="right"),
        Column("committed", "committed", align="right"),
        Column("", stages_of, drawn=True),
        Column("kept it", lambda row: f"{row.kept} of {row.decided}" if row.decided else None, align="right"),
    ]


def show_report(report: EventReport) -> None:
    """The whole report for a person to read."""
    say(f"{report.meeting.title}, {day(report.meeting.starts_at)}  ({report.event})", heading=True)
    show_rows(report.stages, STAGES, StageRow)
    for line in commitment_lines(report.commitments):
        say(line)
    if len(report.actions) > 1:
        _head("What was born there, in heads")
        show_tree(report.actions)
    for by, heading in (("source", "By source"), ("organisation", "By organisation they agree to hear from")):
        rows = [row for row in report.groups if row.by == by]
        if len(rows) > 1 or any(row.group for row in rows):
            _head(heading)
            show_rows(rows, groups(by), YieldRow)


def show_tree(rows: Sequence[TreeRow]) -> None:
    """What was born where, drawn as a tree."""
    drawn = dict(zip((row.event for row in rows), branches([row.generation for row in rows]), strict=True))
    named = Column("what", lambda row: f"{drawn[row.event]}{_called(row)}")
    show_rows(rows, [named, *ACTIONS], TreeRow, Form.AUTO)
    for line in generation_lines(rows):
        say(line)


def branches(generations: Sequence[int]) -> list[str]:
    """What is drawn before each line of a tree whose lines have these depths, in its order: `│  ├─ `."""
    drawn: list[str] = []
    goes_on: dict[int, bool] = {}
    for depth in reversed(generations):
        stems = "".join("│  " if goes_on.get(level) else "   " for level in range(1, depth))
        drawn.append(f"{stems}{'├─ ' if goes_on.get(depth) else '└─ '}" if depth else "")
        goes_on = {level: more for level, more in goes_on.items() if level <= depth} | {depth: True}
    return drawn[::-1]


def commitment_lines(count: CommitmentCount) -> Iterator[str]:
    """`23 commitments: 15 kept, 4 broken, 4 still ahead.`"""
    if not count.made:
        yield "Nobody has signed up for an action born here yet."
        return
    parts = (
        *((count.kept, "kept"), (count.broken, "broken"), (count.ahead, "still ahead")),
        *((count.unticked, "over without a tick"), (count.waiting, "on a waiting list")),
        *((count.withdrawn, "withdrawn"), (count.called_off, "called off")),
    )
    told = ", ".join(f"{number} {what}" for number, what in parts if number)
    yield f"{_counted(count.made, 'commitment')}: {told}."
    if count.by_absent:
        yield f"{count.by_absent} of them by people who are not noted as having been there."


def generation_lines(rows: Sequence[TreeRow]) -> Iterator[str]:
    """`First generation: 3 actions, 23 signed up, 20 came, 2 of them new.`"""
    names = {1: "First", _SECOND: "Second", 3: "Third"}
    for generation in sorted({row.generation for row in rows} - {0}):
        actions = [row for row in rows if row.generation == generation and row.status == "scheduled"]
        going, came, new = (sum(getattr(row, key) for row in actions) for key in ("going", "came", "newcomers"))
        name = names.get(generation, f"{generation}th")
        told = f"{_counted(len(actions), 'action')}, {going} heads signed up, {came} came"
        yield f"{name} generation: {told}{f'; {new} new to the campaign' if new else ''}."


def _head(text: str) -> None:
    say("")
    say(text, heading=True)


def _called(row: TreeRow) -> str:
    code = f"{row.code.upper()} " if row.code else ""
    return f"{code}{row.title}{' (cancelled)' if row.status == 'cancelled' else ''}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
