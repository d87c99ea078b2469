"""Election results as they are published, recognised by their header, not by the name of file or sheet.

`read_results` is given the bytes of a file, CSV or XLSX. By-candidate files carry the result, a line a candidate;
by-constituency files add the electorate and check the sums, a line a seat; before polling day a file of candidates
tells who stands.
"""

from barnstorm.errors.results import NotResults
from barnstorm.files.seats.candidates import CandidateFile, read_candidates
from barnstorm.files.seats.constituencies import ConstituencyFile, ReadTotals, read_constituencies
from barnstorm.files.seats.grids import csv_grids
from barnstorm.files.seats.kinds import BY_CONSTITUENCY
from barnstorm.files.seats.lines import as_text
from barnstorm.files.seats.read_seat import ReadCandidate, ReadSeat
from barnstorm.files.seats.standing import ReadBallot, ReadNominee, StandingFile, read_standing
from barnstorm.files.seats.table import Table, find_table
from barnstorm.files.seats.workbook import is_archive, workbook_grids

ResultFile = CandidateFile | ConstituencyFile | StandingFile

__all__ = [
    "CandidateFile",
    "ConstituencyFile",
    "ReadBallot",
    "ReadCandidate",
    "ReadNominee",
    "ReadSeat",
    "ReadTotals",
    "ResultFile",
    "StandingFile",
    "read_results",
]


def read_results(data: bytes, *, notional: bool = False) -> ResultFile:
    """What the file says, seat by seat, and the lines that cannot be believed. `notional`: it is known to hold
    estimates, whether it says so itself or not.

    NotResults, NoHeader, UnknownHeader, ColumnMissing or ColumnTwice if it is no result file at all.
    """
    reading = _read(find_table(workbook_grids(data) if is_archive(data) else csv_grids(as_text(data))), notional)
    if not reading.rows:
        raise NotResults("there is no line below its header", "Download it again.")
    if not reading.seats and not reading.bad:
        raise NotResults("no line of it is a result of an election to the House of Commons")
    return reading


def _read(table: Table, notional: bool) -> ResultFile:
    if table.kind is BY_CONSTITUENCY:
        return read_constituencies(table)
    # Where not one candidate has votes, nobody has counted yet.
    counted = read_candidates(table, notional=notional) if "votes" in table.at else None
    return counted if counted is not None and counted.counted else read_standing(table)
