"""What a file changes, worked out in memory: who is known, what each line says, and who gets a place.

The lines are taken in the file's order, as if each had come by itself, so that the first come is the first served.
A batch of lines is worked out at a time, knowing those people whom it may mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from barnstorm.domain.answers import Answer, fits, import_may_set
from barnstorm.domain.people import Contact, completed, same_at_event
from barnstorm.domain.reported import presence_after
from barnstorm.rows.imports import LineRow
from barnstorm.services.rsvp.lines import Attendee
from barnstorm.services.rsvp.room import Held, Room
from barnstorm.services.rsvp.told import Report


@dataclass(slots=True, eq=False)
class Known:
    """A person, as in the store or new (`id` None), and their answer to the event."""

    id: int | None
    contact: Contact
    names: tuple[str, ...]
    """Folded: theirs, and what else they are known by."""
    addresses: tuple[str, ...] = ()
    """Emails in small letters and numbers, likewise; those of `contact` need not be among them."""
    held: Held | None = None
    line: int | None = None
    """Where the file has named them."""
    added: tuple[tuple[str, str], ...] = ()
    """(column, value) of what the file adds to what is known of them."""
    also: tuple[tuple[str, str], ...] = ()
    """(kind, value) of another address than the one they are known by."""

    @property
    def adds(self) -> list[str]:
        """The names of both."""
        return [name for name, _ in self.added + self.also] if self.added or self.also else []


@dataclass(frozen=True)
class Occasion:
    """What of the event matters to its list."""

    starts_at: datetime
    ends_at: datetime
    now: datetime

    @cached_property
    def over(self) -> bool:
        return self.ends_at <= self.now

    def arrival(self, moment: datetime | None) -> datetime:
        """When they came; if nobody wrote it down, when it began."""
        if moment is not None:
            return moment if moment.tzinfo else moment.replace(tzinfo=self.starts_at.tzinfo)
        return min(self.starts_at, self.now)


class Guests:
    """Everybody whom a batch of lines may mean, found again by name and address."""

    def __init__(self, known: Iterable[Known]) -> None:
        """Those on the event's list come first in `known`: of two with one name and address, they are meant."""
        self._by_address: dict[tuple[str, str], Known] = {}
        self._listed: dict[str, list[Known]] = {}
        for person in known:
            self.remember(person)

    def remember(self, person: Known) -> None:
        email_key, phone = person.contact.email_key, person.contact.phone
        for name in person.names:
            self.learn(person, name, email_key, phone)
            for address in person.addresses:
                self._by_address.setdefault((name, address), person)
            if person.held is not None:
                self._listed.setdefault(name, []).append(person)

    def learn(self, person: Known, name: str, email_key: str | None, phone: str | None) -> None:
        """These name `person` too, who may be known by others."""
        if email_key:
            self._by_address.setdefault((name, email_key), person)
        if phone:
            self._by_address.setdefault((name, phone), person)

    def meant(self, attendee: Attendee) -> Known | None:
        """As services.person.people.known_or_new decides, for someone on the list of an event."""
        name, email_key, phone = attendee.name_key, attendee.email_key, attendee.contact.phone
        found = self._by_address.get((name, email_key)) if email_key else None
        if found is None and phone:
            found = self._by_address.get((name, phone))
        if found is not None or name not in self._listed:
            return found
        namesakes = [one for one in self._listed[name] if same_at_event(one.contact, attendee.contact)]
        return namesakes[0] if len(namesakes) == 1 else None


class Planner:
    """Takes one line after the other."""

    def __init__(self, room: Room, occasion: Occasion, report: Report) -> None:
        self._room = room
        self._occasion = occasion
        self._report = report

    def take(self, guests: Guests, attendee: Attendee) -> Known | None:
        """Whom the line names, with all that it changes; None if it changes nothing, for a reason now reported."""
        person = guests.meant(attendee)
        if person is None:
            person = Known(None, attendee.contact, (attendee.name_key,))
        elif person.line is not None:
            self._report.passed_over(attendee, f"{attendee.contact.name} is on line {person.line} already.")
            return None
        person.line = attendee.line
        if person.id is not None:
            _recognise(person, attendee.contact)
            guests.learn(person, attendee.name_key, attendee.email_key, attendee.contact.phone)
        held = person.held
        before = None if held is None else self._report.before(held)
        if held is None:
            held = person.held = Held()
            guests.remember(person)
        if not self._answer(person, held, attendee):
            return None
        self._note(held, attendee)
        self._report.taken(attendee, person.id is None, person.adds, held, before)
        return person

    def _answer(self, person: Known, held: Held, attendee: Attendee) -> bool:
        """Set what the line says, if it may. False if the line is bad after all."""
        party_size = attendee.party_size or held.party_size
        came = presence_after(held.attended, attendee.attended, over=self._occasion.over)
        if held.attended is not None and came is held.attended:
            return True
        if came is True:
            self._let_in(held, attendee, party_size)
            self._confirm(held, attendee)
            return True
        if not self._answered(person, held, attendee, party_size):
            return False
        if came is False:
            held.attended, held.changed = False, True
        return True

    def _let_in(self, held: Held, attendee: Attendee, party_size: int) -> None:
        """They were seen to come, whatever they had answered."""
        unasked = held.new or held.answer in {Answer.INVITED, Answer.MAYBE}
        self._room.enter(held, party_size)
        if unasked:
            held.answer = attendee.answer
            held.waitlisted_at = self._occasion.now if attendee.answer is Answer.WAITLISTED else None
        held.attended, held.checked_in_at = True, self._occasion.arrival(attendee.came_at)
        held.changed = True

    def _answered(self, person: Known, held: Held, attendee: Attendee, party_size: int) -> bool:
        found = attendee.answer
        if found is None:
            return True
        if not import_may_set(held.answer, by_themselves=held.answered_at is not None, found=found):
            self._tell_kept(person, held, attendee)
            if held.answered_at is None and not self._resize(person, held, party_size, attendee):
                return False
        else:
            self._set(held, found, party_size)
        self._confirm(held, attendee)
        return True

    def _set(self, held: Held, found: Answer, party_size: int) -> None:
        freed = held.answer is Answer.GOING
        self._room.leave(held)
        held.party_size, held.changed = party_size, True
        if found is Answer.GOING:
            self._room.ask(held)
        elif found is Answer.WAITLISTED:
            self._room.wait(held)
        else:
            held.answer = found
        if freed or found is Answer.WAITLISTED:
            self._room.fill()

    def _resize(self, person: Known, held: Held, party_size: int, attendee: Attendee) -> bool:
        """Another number of heads under the same answer; more than there is room for makes the line bad."""
        if party_size == held.party_size:
            return True
        if held.answer is Answer.GOING:
            others = self._room.taken - held.party_size
            if not fits(self._room.capacity, others, party_size):
                sentence = f"{person.contact.name} has {held.party_size} places; there is no room for {party_size}."
                self._report.bad(LineRow(attendee.line, sentence), attendee.contact.name)
                return False
            self._room.taken = others + party_size
        smaller = party_size < held.party_size
        held.party_size, held.changed = party_size, True
        if smaller:
            self._room.fill()
        return True

    def _confirm(self, held: Held, attendee: Attendee) -> None:
        """They have said again that they will come."""
        if attendee.confirmed and held.answer is Answer.GOING and held.confirmed_at is None:
            moment = attendee.confirmed_at
            held.confirmed_at = self._occasion.now if moment is None else self._occasion.arrival(moment)
            held.changed = True

    def _tell_kept(self, person: Known, held: Held, attendee: Attendee) -> None:
        """Say it where the file and the list differ in more than how far they have got."""
        wants = {Answer.GOING, Answer.WAITLISTED}
        no = {Answer.DECLINED, Answer.CANCELLED}
        said, found = held.answer, attendee.answer
        if said and found and ((said in wants and found in no) or (said in no and found in wants)):
            self._report.kept(attendee, f"{person.contact.name} stays {said.value}; the file says {found.value}.")

    @staticmethod
    def _note(held: Held, attendee: Attendee) -> None:
        """What the file adds to particulars not known yet."""
        if attendee.access and not held.access:
            held.access, held.changed = attendee.access, True
        if attendee.source and not held.source:
            held.source, held.changed = attendee.source, True
        if attendee.notes and not held.notes:
            held.notes, held.changed = attendee.notes, True


def _recognise(person: Known, found: Contact) -> None:
    """What the line adds to a person known: a fact that was missing, or another address, beside the one known."""
    known = person.contact
    if found == known:
        return
    added = completed(known, found)
    if added:
        person.added = tuple(added.items())
        person.contact = known._replace(**{name: value for name, value in added.items() if name != "email_key"})
    for kind, value, value_key in (("email", found.email, found.email_key), ("phone", found.phone, found.phone)):
        theirs = person.contact.email_key if kind == "email" else person.contact.phone
        if value and value_key and value_key != theirs and value_key not in person.addresses:
            person.also += ((kind, value),)
