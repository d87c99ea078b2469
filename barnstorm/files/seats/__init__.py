"""Election results as the House of Commons Library publishes them, recognised by their header, not the file's name.

`read_results` is given the bytes of a file. By-candidate files carry the result, a line a candidate; by-constituency
files add the electorate and check the sums, a line a seat.
"""

from barnstorm.errors.results import NotResults
from barnstorm.files.seats.candidates import CandidateFile, ReadCandidate, ReadSeat, read_candidates
from barnstorm.files.seats.constituencies import ConstituencyFile, ReadTotals, read_constituencies
from barnstorm.files.seats.lines import as_text
from barnstorm.files.seats.table import BY_CANDIDATE, find_table

ResultFile = CandidateFile | ConstituencyFile

__all__ = ["CandidateFile", "ConstituencyFile", "ReadCandidate", "ReadSeat", "ReadTotals", "ResultFile", "read_results"]


def read_results(data: bytes) -> ResultFile:
    """What the file says, seat by seat, and the lines that cannot be believed.

    NotResults, UnknownHeader, ColumnMissing or ColumnTwice if it is no result file at all.
    """
    table = find_table(as_text(data))
    reading = read_candidates(table) if table.kind is BY_CANDIDATE else read_constituencies(table)
    if not reading.rows:
        raise NotResults("there is no line below its header", "Download it again.")
    return reading
