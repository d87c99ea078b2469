"""What is told of an import: its counts, the lines that need a word, and, if asked for, what became of every line."""

from dataclasses import dataclass, field
from typing import NamedTuple

from barnstorm.domain.answers import Answer
from barnstorm.rows.imports import LineRow, Outcome
from barnstorm.services.rsvp.lines import Attendee
from barnstorm.services.rsvp.room import Held
from barnstorm.services.rsvp.tickets import Joined


class Before(NamedTuple):
    """What an RSVP said before a line was taken."""

    answer: Answer | None
    party_size: int
    attended: bool | None
    confirmed: bool
    noted: dict[str, str]


@dataclass
class Report:
    """Kept while the lines are taken. `every_line` keeps an Outcome for each of them."""

    every_line: bool = False
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[LineRow] = field(default_factory=list)
    wrong: list[LineRow] = field(default_factory=list)
    joined: int = 0
    stayed: list[LineRow] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def before(self, held: Held) -> Before | None:
        """To be handed to `taken`; None if nobody will ask."""
        return _facts(held) if self.every_line else None

    def taken(self, attendee: Attendee, new_person: bool, added: list[str], held: Held, before: Before | None) -> None:
        """The line of `attendee` was taken; `added` names what it adds to what was known of the person."""
        if held.new:
            self.created += 1
        elif held.changed or added:
            self.updated += 1
        else:
            self.unchanged += 1
        if self.every_line:
            outcome, why = self._explained(attendee, new_person, added, held, before)
            self._tell(attendee.line, attendee.contact.name, outcome, why)

    def passed_over(self, attendee: Attendee, why: str) -> None:
        self.skipped.append(LineRow(attendee.line, why))
        self._tell(attendee.line, attendee.contact.name, "skipped", why)

    def left_out(self, line: int, why: str) -> None:
        """Somebody who must not be named."""
        self.skipped.append(LineRow(line, why))
        self._tell(line, "", "skipped", why)

    def bad(self, row: LineRow, name: str = "") -> None:
        self.wrong.append(row)
        self._tell(row.line, name, "errors", row.reason)

    def joins(self, joined: Joined) -> None:
        self.joined += 1
        self._tell(joined.line, "", "joined", f"another ticket of line {joined.first}, where all are counted")

    def kept(self, attendee: Attendee, why: str) -> None:
        self.stayed.append(LineRow(attendee.line, why))

    def _explained(
        self, attendee: Attendee, new_person: bool, added: list[str], held: Held, before: Before | None
    ) -> tuple[str, str]:
        """(outcome, why)."""
        if held.new:
            return "created", f"{'new' if new_person else 'known, and new to this list'}: {_said(held)}"
        if before is not None and (held.changed or added):
            return "updated", _difference(added, held, before)
        stays = [row.reason for row in self.stayed[-1:] if row.line == attendee.line]
        return "unchanged", "".join(stays) or f"is {_said(held)} already"

    def _tell(self, line: int, name: str, outcome: str, why: str) -> None:
        if self.every_line:
            self.outcomes.append(Outcome(line, name, outcome, why))


def _facts(held: Held) -> Before:
    noted = {"access": held.access, "source": held.source, "notes": held.notes}
    return Before(held.answer, held.party_size, held.attended, held.confirmed_at is not None, noted)


def _said(held: Held) -> str:
    party = f", party of {held.party_size}" if held.party_size > 1 else ""
    came = "" if held.attended is None else ", came" if held.attended else ", did not come"
    return f"{_answer(held.answer)}{party}{came if held.answer else ''}"


def _difference(added: list[str], held: Held, before: Before) -> str:
    """In words: `going → cancelled; party 1 → 2; adds phone`."""
    now = _facts(held)
    told = []
    if now.answer is not before.answer:
        told.append(f"{_answer(before.answer)} → {_answer(now.answer)}")
    if now.party_size != before.party_size:
        told.append(f"party {before.party_size} → {now.party_size}")
    if now.attended is not before.attended:
        told.append("came" if now.attended else "did not come")
    if now.confirmed and not before.confirmed:
        told.append("confirmed")
    noted = [name for name, one in now.noted.items() if one != before.noted[name]]
    adds = [name.replace("_", " ") for name in dict.fromkeys([*added, *noted]) if name != "email_key"]
    return "; ".join([*told, *([f"adds {', '.join(adds)}"] if adds else [])])


def _answer(answer: Answer | None) -> str:
    return answer.value if answer else "walk-in"
