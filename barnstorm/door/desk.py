"""One laptop's way to the store: each call is a transaction, and what it returns is on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError

from barnstorm.app import App
from barnstorm.domain.people import Contact
from barnstorm.errors.door_desk import OutOfReach
from barnstorm.errors.store import Busy
from barnstorm.rows.door_desk import Arrived, DeskEvent, DeskList, KnownRow, Marker, Undone
from barnstorm.services.door import desk as door_desk
from barnstorm.services.door import search as door_search
from barnstorm.services.door.desk import Consenting


@dataclass(frozen=True)
class WalkIn:
    """Somebody nobody had expected, as they were written down. `another`: one more of a name on the list."""

    contact: Contact
    organisations: tuple[str, ...] = ()
    another: bool = False


class Desk:
    """Every method may raise OutOfReach, after which nothing was written, or it is not known whether it was.

    Then it is called once more with `again` and the same `at`: that is when the person stood there, and so the time
    that is written, however long the store takes.
    """

    def __init__(self, app: App, event: str) -> None:
        self._app, self._event = app, event

    @property
    def wording(self) -> str:
        """What people at the door agree to: BARNSTORM_PRIVACY, or empty."""
        return self._app.settings.privacy

    def now(self) -> datetime:
        return self._app.now()

    def listing(self) -> DeskList:
        with _reachable(), self._app.reading() as session:
            return door_desk.listing(session, self._event, self.now())

    def everybody(self) -> list[KnownRow]:
        with _reachable(), self._app.reading() as session:
            return door_search.known_people(session)

    def changes_since(self, seen: Marker) -> DeskList | None:
        with _reachable(), self._app.reading() as session:
            return door_desk.changes_since(session, self._event, seen, self.now())

    def tick(self, person_id: int, at: datetime, heads: int | None, *, again: bool) -> Arrived:
        with _reachable(), self._app.transaction() as session:
            return door_desk.tick(session, self._event, person_id, at, heads=heads, again=again)

    def walk_in(self, who: WalkIn, at: datetime, *, again: bool) -> Arrived:
        agreed = Consenting(who.organisations, self.wording)
        with _reachable(), self._app.transaction() as session:
            return door_desk.walk_in(
                session, self._event, who.contact, at, agreed=agreed, another=who.another, again=again
            )

    def undo(self, arrived: Arrived, at: datetime, *, again: bool) -> Undone:
        with _reachable(), self._app.transaction() as session:
            return door_desk.undo(session, self._event, arrived, at, again=again)


def at_the_door(app: App, event: str) -> DeskEvent:
    """The event, and whether it can be used. NoSuchEvent, SeveralEvents, EventCancelled."""
    with app.reading() as session:
        return door_desk.at_the_door(session, event, app.now())


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except Busy as e:
        raise OutOfReach("The database is busy.") from e
    except (OperationalError, InterfaceError) as e:
        raise OutOfReach(why=" ".join(str(e.orig).split())) from e
