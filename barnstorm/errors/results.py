"""Refusals about election result files."""

from collections.abc import Sequence

from barnstorm.errors import Refused, listed

WHERE = (
    "The by-candidate CSV or XLSX of a House of Commons Library briefing works: "
    "CBP-7186 (2015), CBP-7979 (2017), CBP-10009 (2024)."
)


class NotResults(Refused):
    """What was given is no result file at all."""

    def __init__(self, why: str, hint: str = WHERE) -> None:
        super().__init__(f"This is not a result file: {why}.", hint)


class UnknownHeader(Refused):
    def __init__(self, seen: Sequence[str], known: Sequence[str]) -> None:
        shown = ", ".join(seen[:12]) + (", …" if len(seen) > 12 else "")  # noqa: PLR2004 - as many as a person reads
        super().__init__(
            f"No line of this file is a header we know; it begins with: {shown}.",
            f"We know {listed(known, joint='and')}.",
        )


class NoHeader(Refused):
    """A result, without the line that says what is what: as in some of Parliament's own working files."""

    def __init__(self, first: Sequence[str]) -> None:
        super().__init__(
            f"The first line of this file is a result already ({', '.join(first[:4])}, …): the line with the titles "
            "of its columns is missing.",
            "Put the titles above it, or take the file from the House of Commons Library or "
            "electionresults.parliament.uk, which have them.",
        )


class ColumnMissing(Refused):
    """Nearly a header we know."""

    def __init__(self, kind: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"This looks like a {kind} file, without the column {listed(missing, joint='and')}.",
            "Download the file again, or put the column back.",
        )


class ColumnTwice(Refused):
    def __init__(self, title: str, other: str) -> None:
        super().__init__(
            f"The columns “{title}” and “{other}” say the same thing, and we cannot tell which is right.",
            "Remove one of them.",
        )


class NotAllLanded(Refused):
    """Some seats were left out of an import, and the others landed; the lines were told of before."""

    def __init__(self, lines: int, landed: int, *, dry_run: bool) -> None:
        went_on = (
            f"went on with the other {'seat' if landed == 1 else f'{landed:,} seats'}" if landed else "no other is left"
        )
        super().__init__(
            f"{lines:,} {'line cannot be' if lines == 1 else 'lines cannot be'} believed, and nothing of "
            f"{'its seat' if lines == 1 else 'their seats'} was imported; {went_on}.",
            "Correct the file and import it again: only what was left out will change."
            if landed and not dry_run
            else "Nothing was changed. Correct the file first, then: barnstorm seat import FILE",
        )
