"""Election results as they are published, recognised by their header, not by the name of file or sheet.

`read_results` is given the bytes of a file, CSV or XLSX. By-candidate files carry the result, a line a candidate;
by-constituency files add the electorate and check the sums, a line a seat.
"""

from barnstorm.errors.results import NotResults
from barnstorm.files.seats.candidates import CandidateFile, read_candidates
from barnstorm.files.seats.constituencies import ConstituencyFile, ReadTotals, read_constituencies
from barnstorm.files.seats.grids import csv_grids
from barnstorm.files.seats.kinds import BY_CONSTITUENCY
from barnstorm.files.seats.lines import as_text
from barnstorm.files.seats.read_seat import ReadCandidate, ReadSeat
from barnstorm.files.seats.table import find_table
from barnstorm.files.seats.workbook import is_archive, workbook_grids

ResultFile = CandidateFile | ConstituencyFile

__all__ = ["CandidateFile", "ConstituencyFile", "ReadCandidate", "ReadSeat", "ReadTotals", "ResultFile", "read_results"]


def read_results(data: bytes) -> ResultFile:
    """What the file says, seat by seat, and the lines that cannot be believed.

    NotResults, UnknownHeader, ColumnMissing or ColumnTwice if it is no result file at all.
    """
    table = find_table(workbook_grids(data) if is_archive(data) else csv_grids(as_text(data)))
    reading = read_constituencies(table) if table.kind is BY_CONSTITUENCY else read_candidates(table)
    if not reading.rows:
        raise NotResults("there is no line below its header", "Download it again.")
    if not reading.seats and not reading.bad:
        raise NotResults("no line of it is a result of an election to the House of Commons")
    return reading
