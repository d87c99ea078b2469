"""Which seats of a file cannot be believed, and why: nothing of them lands."""

from collections import defaultdict

from barnstorm.domain.names import fold
from barnstorm.rows.imports import LineRow


class Suspects:
    """Faults by line, and the seats they fall on. A line without its code falls on the seat that has its name."""

    def __init__(self) -> None:
        self.faults: list[LineRow] = []
        self._codes: set[str] = set()
        self._names: set[str] = set()
        self._codes_of_name: dict[str, set[str]] = defaultdict(set)

    def accuse(self, line: int, code: str, name: str, reason: str) -> None:
        self.faults.append(LineRow(line, f"{name or code or 'a seat without a name'}: {reason}"))
        if code:
            self._codes.add(code)
        self._names.add(fold(name))

    def met(self, line: int, code: str, name: str) -> None:
        """A seat is met for the first time under this code and name. One seat has one code."""
        codes = self._codes_of_name[fold(name)]
        codes.add(code)
        if len(codes - {""}) > 1:
            self.accuse(line, code, name, f"it has several codes: {', '.join(sorted(codes - {''}))}")

    def code_of(self, name: str) -> str | None:
        """The code under which a seat of that name was met."""
        return min(self._codes_of_name.get(fold(name), ()), default=None)

    def suspected(self, code: str, name: str) -> bool:
        return bool(self.faults) and (code in self._codes or fold(name) in self._names)

    def in_order(self) -> tuple[LineRow, ...]:
        return tuple(sorted(self.faults, key=lambda fault: fault.line))
