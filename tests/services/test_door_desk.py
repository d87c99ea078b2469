"""What the check-in screen asks of the store, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.domain.answers import Answer
from barnstorm.errors.door_desk import ChangedElsewhere
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.door_desk import DeskList, Marker
from barnstorm.services.door import arrivals
from barnstorm.services.door import desk as door_desk
from barnstorm.services.door.desk import Consenting
from barnstorm.services.event import events
from barnstorm.services.rsvp import rsvps
from barnstorm.services.rsvp.rsvps import Particulars

NOW = datetime(2017, 5, 16, 18, 25, tzinfo=UTC)
START = NOW + timedelta(minutes=5)
NOBODY = Consenting((), "")


@pytest.fixture
def app(database: str) -> Iterator[App]:
    """A meeting with three places: Ann Bell with two friends, and Bob Khan waiting."""
    with closing(App()) as app:
        with app.transaction() as session:
            zone = ZoneInfo("Europe/London")
            draft = events.Draft("Meeting", START, START + timedelta(hours=2), zone, capacity=3, ref="hall")
            events.create(session, draft, NOW - timedelta(days=9), None)
            ann, bob = NOW - timedelta(days=8), NOW - timedelta(days=7)
            rsvps.add(session, "hall", read_contact("Ann Bell"), Answer.GOING, ann, Particulars(party_size=3))
            rsvps.add(session, "hall", read_contact("Bob Khan"), Answer.GOING, bob)
        yield app


def listing(app: App) -> DeskList:
    with app.reading() as session:
        return door_desk.listing(session, "hall", NOW)


def changes(app: App, seen: Marker) -> DeskList | None:
    with app.reading() as session:
        return door_desk.changes_since(session, "hall", seen, NOW)


def person(app: App, name: str) -> int:
    return next(row.person_id for row in listing(app).rows if row.names[0] == name)


def test_nothing_has_changed_until_something_has(app: App) -> None:
    seen = listing(app).marker
    assert changes(app, seen) is None
    with app.transaction() as session:
        door_desk.tick(session, "hall", person(app, "bob khan"), NOW)
    changed = changes(app, seen)
    assert changed is not None
    assert [(row.names[0], row.inside) for row in changed.rows] == [("bob khan", 1)]
    assert changes(app, changed.marker) is None


def test_an_answer_alone_is_a_change_too(app: App) -> None:
    seen = listing(app).marker
    with app.transaction() as session:
        rsvps.change(session, "hall", "Bob Khan", Answer.DECLINED, NOW)
    changed = changes(app, seen)
    assert changed is not None
    assert [(row.names[0], row.answer) for row in changed.rows] == [("bob khan", "declined")]


def test_a_second_try_of_what_was_written_already_adds_nobody(app: App) -> None:
    ann = person(app, "ann bell")
    for again in (False, True, True):
        with app.transaction() as session:
            arrived = door_desk.tick(session, "hall", ann, NOW, heads=1, again=again)
        assert arrived.after.inside == 1
        assert arrived.ticked.changed is not again
    with app.transaction() as session:
        assert door_desk.tick(session, "hall", ann, NOW + timedelta(minutes=1), heads=1).after.inside == 2


def test_a_second_try_of_a_walk_in_makes_no_second_person(app: App) -> None:
    for again in (False, True):
        with app.transaction() as session:
            contact = read_contact("Ann Bell")
            door_desk.walk_in(session, "hall", contact, NOW, agreed=NOBODY, another=True, again=again)
    assert sum(row.names[0] == "ann bell" for row in listing(app).rows) == 2


def test_undo_gives_back_the_size_of_a_party_that_brought_more(app: App) -> None:
    bob = person(app, "bob khan")
    with app.transaction() as session:
        arrived = door_desk.tick(session, "hall", bob, NOW, heads=4)
    assert arrived.after.party_size == 4
    for again in (False, True):
        with app.transaction() as session:
            undone = door_desk.undo(session, "hall", arrived, NOW, again=again)
        assert (undone.row.party_size, undone.row.inside, undone.row.checked_in_at) == (1, 0, None)


def test_undo_says_who_moves_up_into_a_place_that_came_free(app: App) -> None:
    with app.transaction() as session:
        rsvps.change(session, "hall", "Ann Bell", Answer.CANCELLED, NOW, None)
    with app.transaction() as session:
        rsvps.add(session, "hall", read_contact("Cy Tait"), Answer.GOING, NOW, Particulars(party_size=3))
    with app.transaction() as session:
        arrived = door_desk.walk_in(session, "hall", read_contact("Di Wren"), NOW, agreed=NOBODY)
        rsvps.change(session, "hall", "Bob Khan", Answer.DECLINED, NOW)
    with app.transaction() as session:
        undone = door_desk.undo(session, "hall", arrived, NOW)
    assert undone.row.inside == 0
    assert undone.moved_up == ("Cy Tait",)


def test_what_changed_elsewhere_is_not_taken_back(app: App) -> None:
    with app.transaction() as session:
        arrived = door_desk.tick(session, "hall", person(app, "ann bell"), NOW, heads=1)
    with app.transaction() as session:
        arrivals.check_in(session, "hall", "Ann Bell", NOW)
    with pytest.raises(ChangedElsewhere), app.transaction() as session:
        door_desk.undo(session, "hall", arrived, NOW)
    assert listing(app).marker.inside == 3


def test_at_a_cancelled_event_there_is_no_door(app: App) -> None:
    with app.transaction() as session:
        events.cancel(session, "hall", "flood", NOW)
    with pytest.raises(EventCancelled), app.reading() as session:
        door_desk.at_the_door(session, "hall", NOW)


def test_an_evening_is_on_from_noon_to_the_next_morning(app: App) -> None:
    def another_day(now: datetime) -> bool:
        with app.reading() as session:
            return door_desk.at_the_door(session, "hall", now).another_day

    hour = timedelta(hours=1)
    assert [another_day(START + hours * hour) for hours in (-13, -11, 0, 13, 15)] == [True, False, False, False, True]


def test_a_tick_is_there_for_others_as_soon_as_it_is_said(app: App, clock: Callable[[str], None]) -> None:
    with closing(App()) as other:
        ann = person(app, "ann bell")
        with app.transaction() as session:
            door_desk.tick(session, "hall", ann, NOW)
        assert listing(other).marker.who == 3 * ann
