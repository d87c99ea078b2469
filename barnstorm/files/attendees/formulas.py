"""Cells that a spreadsheet would run as a formula: disarmed in the files we write, as they were in those we read."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How such a cell begins."""


def defused(cell: str) -> str:
    """With an apostrophe before it, which a spreadsheet hides."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def restored(cell: str) -> str:
    """Without that apostrophe."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(FORMULA) else cell
