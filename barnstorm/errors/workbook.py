"""Refusals about Excel workbooks, whatever was to be read from them. Who reads them says which file it was."""

from barnstorm.errors import Refused


class UnreadableWorkbook(Refused):
    """`what` is the matter, as the rest of a sentence: `it is …`."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(f"The workbook cannot be read: {what}.", hint)
        self.what = what


class BrokenWorkbook(UnreadableWorkbook):
    def __init__(self) -> None:
        super().__init__("it is a spreadsheet (XLSX) or a zip archive that is broken or cut short", _AGAIN)


class NoWorkbook(UnreadableWorkbook):
    def __init__(self) -> None:
        super().__init__("it is a zip archive and no Excel workbook", "Unpack it, and import the CSV or XLSX inside.")


class WorkbookTooLarge(UnreadableWorkbook):
    def __init__(self, unpacked: int) -> None:
        super().__init__(f"unpacked, the workbook would be larger than {unpacked // 1024**2} MB", _AGAIN)


_AGAIN = "Download it again, or save the sheet as “CSV UTF-8” and import that."
