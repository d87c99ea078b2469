"""What an import would do, worked out in memory: who is known, what each line changes, and who gets a place.

The lines are taken in the file's order, as if each had come by itself, so that the first come is the first served.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from barnstorm.domain.answers import Answer, Waiting, decide, fits, import_may_set, waits_since, who_moves_up
from barnstorm.domain.people import Contact, completed, same_at_event
from barnstorm.rows.imports import LineRow
from barnstorm.services.rsvp_lines import Attendee


@dataclass(slots=True)
class Held:
    """An RSVP, as it is in the store or as it will be. `id` is None for a new one."""

    id: int | None = None
    answer: Answer | None = None
    party_size: int = 1
    attended: bool | None = None
    answered_at: datetime | None = None
    waitlisted_at: datetime | None = None
    access: str = ""
    source: str = ""
    notes: str = ""
    changed: bool = False
    place_lost: bool = False


@dataclass(slots=True)
class Known:
    """A person, as in the store or new (`id` None), and their answer to the event."""

    id: int | None
    contact: Contact
    name_key: str
    held: Held | None = None
    line: int | None = None
    """Where the file names them."""
    added: dict[str, str] = field(default_factory=dict)
    """What the file adds to what is known of them, by column."""


class Guests:
    """Everybody the file may mean, found again by name and address."""

    def __init__(self, known: Iterable[Known]) -> None:
        """Those on the event's list come first in `known`: of two with one name and address, they are meant."""
        self._by_address: dict[tuple[str, str], Known] = {}
        self._listed: dict[str, list[Known]] = {}
        for person in known:
            self.remember(person)

    def remember(self, person: Known) -> None:
        self.learn(person, person.contact)
        if person.held is not None:
            self._listed.setdefault(person.name_key, []).append(person)

    def learn(self, person: Known, contact: Contact) -> None:
        """`contact` names `person` too, who may be known by another address."""
        for address in (contact.email_key, contact.phone):
            if address:
                self._by_address.setdefault((person.name_key, address), person)

    def meant(self, name: str, contact: Contact) -> Known | None:
        """As services.people.known_or_new decides, for someone on the list of an event. `name` is folded."""
        for address in (contact.email_key, contact.phone):
            found = self._by_address.get((name, address)) if address else None
            if found is not None:
                return found
        namesakes = [one for one in self._listed.get(name, ()) if same_at_event(one.contact, contact)]
        return namesakes[0] if len(namesakes) == 1 else None


class Room:
    """The places of one event while lines are taken in."""

    def __init__(self, capacity: int | None, taken: int, waiting: Iterable[tuple[int, Held]], now: datetime) -> None:
        self.capacity = capacity
        self.taken = taken
        self.moved_up: list[int] = []
        self._waiting = dict(waiting)
        self._now = now
        self._last = max((held.waitlisted_at for held in self._waiting.values() if held.waitlisted_at), default=None)

    def ask(self, key: int, held: Held) -> None:
        """A party that has no place wants one: it gets it, or the last turn on the waiting list."""
        held.answer = decide(self.capacity, self.taken, held.party_size)
        if held.answer is Answer.GOING:
            self.taken += held.party_size
        else:
            self.wait(key, held)

    def wait(self, key: int, held: Held) -> None:
        self._last = held.waitlisted_at = waits_since(self._now, self._last)
        held.answer = Answer.WAITLISTED
        self._waiting[key] = held

    def leave(self, key: int, held: Held) -> None:
        """The party gives up its place, or its turn."""
        if held.answer is Answer.GOING:
            self.taken -= held.party_size
            held.place_lost = True
        self._waiting.pop(key, None)
        held.waitlisted_at = None

    def fill(self) -> None:
        """Nobody waits who would fit."""
        if self.capacity is not None and self.taken >= self.capacity:
            return
        parties = [Waiting(key, held.party_size) for key, held in self._waiting.items()]
        for party in who_moves_up(self.capacity, self.taken, parties):
            held = self._waiting.pop(party.key)
            held.answer, held.waitlisted_at, held.changed = Answer.GOING, None, True
            self.taken += party.party_size
            self.moved_up.append(party.key)


@dataclass
class Plan:
    """The outcome. `people` are those the file names, in its order; `moved_up` those it took off the waiting list."""

    people: list[Known] = field(default_factory=list)
    moved_up: list[Known] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    waitlisted: int = 0
    bad: list[LineRow] = field(default_factory=list)
    passed_over: list[LineRow] = field(default_factory=list)
    kept: list[LineRow] = field(default_factory=list)


class Planner:
    """Takes one line after the other."""

    def __init__(self, listed: list[Known], others: Iterable[Known], capacity: int | None, now: datetime) -> None:
        self._guests = Guests([*listed, *others])
        self._numbered = {id(person): number for number, person in enumerate(listed)}
        self._by_number = dict(enumerate(listed))
        taken = sum(one.held.party_size for one in listed if one.held and _has_place(one.held))
        waiting = sorted(
            ((number, one.held) for number, one in enumerate(listed) if one.held and _waits(one.held)),
            key=lambda pair: (pair[1].waitlisted_at, pair[1].id),
        )
        self.room = Room(capacity, taken, waiting, now)
        self.plan = Plan()

    def take(self, attendee: Attendee) -> None:
        person = self._guests.meant(attendee.name_key, attendee.contact)
        if person is None:
            person = Known(None, attendee.contact, attendee.name_key)
        elif person.line is not None:
            same = f"{attendee.contact.name} is on line {person.line} already."
            self.plan.passed_over.append(LineRow(attendee.line, same))
            return
        self._recognise(person, attendee)
        new = person.held is None
        held = person.held = person.held or Held()
        if new:
            self._number(person)
            self._guests.remember(person)
        if not self._answer(person, held, attendee):
            return
        self._note(held, attendee)
        self._count(person, held, new=new)
        self.plan.people.append(person)

    def finish(self) -> Plan:
        self.plan.moved_up = [
            self._by_number[number]
            for number in self.room.moved_up
            if (held := self._by_number[number].held) and held.id is not None and held.answer is Answer.GOING
        ]
        self.plan.waitlisted = sum(
            1
            for person in self.plan.people
            if person.held and person.held.answer is Answer.WAITLISTED and (person.held.changed or not person.held.id)
        )
        return self.plan

    def _recognise(self, person: Known, attendee: Attendee) -> None:
        person.line = attendee.line
        if person.id is None:
            return
        person.added = completed(person.contact, attendee.contact)
        if person.added:
            learnt = {column: value for column, value in person.added.items() if column != "email_key"}
            person.contact = replace(person.contact, **learnt)
        self._guests.learn(person, attendee.contact)

    def _number(self, person: Known) -> None:
        number = len(self._by_number)
        self._numbered[id(person)] = number
        self._by_number[number] = person

    def _answer(self, person: Known, held: Held, attendee: Attendee) -> bool:
        """Set what the line says, if it may. False if the line is bad after all."""
        if held.attended is not None:
            return True
        party_size = attendee.party_size or held.party_size
        if not import_may_set(held.answer, by_themselves=held.answered_at is not None, found=attendee.answer):
            self._tell_kept(person, held, attendee)
            return held.answered_at is not None or self._resize(person, held, party_size, attendee.line)
        key = self._numbered[id(person)]
        freed = held.answer is Answer.GOING
        self.room.leave(key, held)
        held.party_size, held.changed = party_size, True
        if attendee.answer is Answer.GOING:
            self.room.ask(key, held)
        elif attendee.answer is Answer.WAITLISTED:
            self.room.wait(key, held)
        else:
            held.answer = attendee.answer
        if freed or attendee.answer is Answer.WAITLISTED:
            self.room.fill()
        return True

    def _resize(self, person: Known, held: Held, party_size: int, line: int) -> bool:
        """Another number of heads under the same answer; more than there is room for makes the line bad."""
        if party_size == held.party_size:
            return True
        if held.answer is Answer.GOING:
            others = self.room.taken - held.party_size
            if not fits(self.room.capacity, others, party_size):
                sentence = f"{person.contact.name} has {held.party_size} places; there is no room for {party_size}."
                self.plan.bad.append(LineRow(line, sentence))
                return False
            self.room.taken = others + party_size
        smaller = party_size < held.party_size
        held.party_size, held.changed = party_size, True
        if smaller:
            self.room.fill()
        return True

    def _tell_kept(self, person: Known, held: Held, attendee: Attendee) -> None:
        """Say it where the file and the list differ in more than how far they have got."""
        wants = {Answer.GOING, Answer.WAITLISTED}
        no = {Answer.DECLINED, Answer.CANCELLED}
        opposed = (held.answer in wants and attendee.answer in no) or (held.answer in no and attendee.answer in wants)
        if opposed and held.answer is not None:
            sentence = f"{person.contact.name} stays {held.answer.value}; the file says {attendee.answer.value}."
            self.plan.kept.append(LineRow(attendee.line, sentence))

    @staticmethod
    def _note(held: Held, attendee: Attendee) -> None:
        """What the file adds to particulars not known yet."""
        for name in ("access", "source", "notes"):
            value: str = getattr(attendee, name)
            if value and not getattr(held, name):
                setattr(held, name, value)
                held.changed = True

    def _count(self, person: Known, held: Held, *, new: bool) -> None:
        if new:
            self.plan.created += 1
        elif held.changed or person.added:
            self.plan.updated += 1
        else:
            self.plan.unchanged += 1


def plan(
    listed: list[Known],
    others: Iterable[Known],
    attendees: Iterable[Attendee],
    capacity: int | None,
    now: datetime,
    advance: Callable[[int], None] = lambda _: None,
) -> Plan:
    """Work out an import: `listed` are on the event's list, `others` are known from elsewhere."""
    planner = Planner(listed, others, capacity, now)
    for count, attendee in enumerate(attendees, 1):
        planner.take(attendee)
        if count % 1000 == 0:
            advance(1000)
    return planner.finish()


def _has_place(held: Held) -> bool:
    return held.answer is Answer.GOING or held.attended is True


def _waits(held: Held) -> bool:
    return held.answer is Answer.WAITLISTED and held.attended is not True
