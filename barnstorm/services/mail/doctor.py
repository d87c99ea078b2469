"""What is right and wrong about sending mail: the settings, the server, the outbox."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Fact, Mail, SendingRate
from barnstorm.domain.delivery import UNDER_WAY, State, told
from barnstorm.domain.events import Status
from barnstorm.domain.text import one_line
from barnstorm.errors import BarnstormError
from barnstorm.mail.interface import Backend, Outgoing
from barnstorm.mail.letter import Envelope, carried, notice
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Mailbox
from barnstorm.rows.mail_doctor import CheckRow
from barnstorm.services.outbox.order import waits

SETTINGS, OUTBOX = "settings", "outbox"

LATE = timedelta(minutes=30)
"""What waits longer than this for its turn was forgotten; cron comes every five minutes."""

DAY = timedelta(days=1)

_LAST_RUN = "reminder send last ran"

_UNITS = ((24 * 60, "day"), (60, "hour"), (1, "minute"))

_FREE = ("gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "outlook.com", "hotmail.com", "hotmail.co.uk")
_FREE_MAIL = frozenset({*_FREE, "live.co.uk", "icloud.com", "aol.com", "btinternet.com", "gmx.com"})
"""Domains whose owners tell the world to refuse mail from them that comes by another server (DMARC)."""


def ran(session: Session, now: datetime) -> None:
    """Write down that `reminder send` ran."""
    session.merge(Fact(name=_LAST_RUN, value=now.isoformat()))


def of_settings(backend: Backend, campaign: Campaign, now: datetime, *, connect: bool) -> list[CheckRow]:
    """Of the server and who letters come from. With `connect` the server is asked; nothing is sent to anybody."""
    return [_way(backend), _sender(backend, campaign), _imprint(campaign), _server(backend, campaign, now, connect)]


def of_outbox(session: Session, backend: Backend, now: datetime) -> list[CheckRow]:
    """Of what waits, what is unknown, and whether anybody comes to send it."""
    return [*_held(session, backend, now), *_last_run(session, now), *_overdue(session, now), *_unknown(session)]


def _way(backend: Backend) -> CheckRow:
    if backend.caps.leaves:
        return CheckRow("way", ok=True, found=backend.name, advice="", about=SETTINGS)
    advice = "To send for real set BARNSTORM_MAIL; see: barnstorm mail backends"
    return CheckRow("way", None, f"{backend.name}: nothing leaves this machine.", advice, SETTINGS)


def _sender(backend: Backend, campaign: Campaign) -> CheckRow:
    address = carried(campaign.address)
    if not address:
        why = "BARNSTORM_FROM is not set." if not campaign.address else "No mail server can carry this address."
        advice = "Set it: BARNSTORM_FROM='Carlisle Together <hello@example.org>'"
        return CheckRow("sender", False if backend.caps.leaves else None, why, advice, SETTINGS)
    domain = address.rpartition("@")[2].lower()
    stranger = domain in _FREE_MAIL and backend.caps.leaves and domain.split(".")[0] not in backend.name
    if stranger:
        why = f"{domain} asks the world to refuse mail from its addresses that another server sends."
        return CheckRow("sender", None, why, "Send from an address of your own domain.", SETTINGS)
    return CheckRow("sender", True, address, "", SETTINGS)


def _imprint(campaign: Campaign) -> CheckRow:
    if campaign.imprint:
        return CheckRow("imprint", True, one_line(campaign.imprint), "", SETTINGS)
    return CheckRow("imprint", None, "No letter says who promotes it.", "Set BARNSTORM_IMPRINT.", SETTINGS)


def _server(backend: Backend, campaign: Campaign, now: datetime, connect: bool) -> CheckRow:
    if not connect or not carried(campaign.address):
        return CheckRow("server", None, "It was not asked.", "", SETTINGS)
    try:
        trouble = _refusal(backend, campaign, now)
    except BarnstormError as e:
        return CheckRow("server", False, e.sentence, e.hint, SETTINGS)
    if trouble:
        advice = "Correct BARNSTORM_MAIL or BARNSTORM_FROM, or look at the network."
        return CheckRow("server", False, trouble, advice, SETTINGS)
    advice = "To be sure that it arrives: barnstorm mail test ADDRESS" if backend.caps.leaves else ""
    return CheckRow("server", True, "It is ready to take a message.", advice, SETTINGS)


def _refusal(backend: Backend, campaign: Campaign, now: datetime) -> str:
    """What the backend says to a message to ourselves that is called back at the last moment; empty if it would have
    taken it. That shows the network, the certificate, the password and the sender without a message being sent.
    """
    address = carried(campaign.address)
    us = Mailbox("", address)
    written = notice(Envelope(us, us, "Never sent", now, f"<never-sent@{campaign.domain}>"), "", "")
    message = Outgoing(0, address, address, written.raw, "<never-sent>")
    with backend.session() as connection:
        results = list(connection.send([message], lambda _: ()))
    return told(results[0].text) if results else ""


def _held(session: Session, backend: Backend, now: datetime) -> Iterator[CheckRow]:
    row = session.get(SendingRate, backend.name)
    if row is not None and row.held_until is not None and row.held_until > now:
        why = f"Nothing is sent before {row.held_until:%H:%M} UTC: {row.held_because}"
        yield CheckRow("pause", False, why, "To try all the same: barnstorm mail retry --now", OUTBOX)


def _last_run(session: Session, now: datetime) -> Iterator[CheckRow]:
    fact = session.get(Fact, _LAST_RUN)
    if fact is None:
        advice = "Let cron or systemd run it; see below."
        yield CheckRow("reminders", None, "`reminder send` never ran.", advice, OUTBOX)
        return
    last = datetime.fromisoformat(fact.value)
    ahead = select(Event.id).where(Event.starts_at > now, Event.status == Status.SCHEDULED).limit(1)
    stopped = now - last > DAY and session.exec(ahead).first() is not None
    advice = "Look whether cron or systemd still run it." if stopped else ""
    yield CheckRow("reminders", not stopped, f"`reminder send` ran {_ago(now - last)}.", advice, OUTBOX)


def _overdue(session: Session, now: datetime) -> Iterator[CheckRow]:
    late = _count(session, waits(), col(Mail.due_at) < now - LATE, _useful(now))
    if late:
        advice = "To send it: barnstorm mail retry"
        yield CheckRow("overdue", False, f"{_messages(late)} due for more than half an hour.", advice, OUTBOX)
    else:
        yield CheckRow("overdue", True, "Nothing is overdue.", "", OUTBOX)
    stuck = _count(
        session, col(Mail.lease_owner).is_not(None), col(Mail.state).in_(UNDER_WAY), col(Mail.lease_until) < now
    )
    if stuck:
        yield CheckRow("abandoned", False, f"{_messages(stuck)} left behind by a run.", "barnstorm mail retry", OUTBOX)


def _unknown(session: Session) -> Iterator[CheckRow]:
    unknown = _count(session, col(Mail.state) == State.UNKNOWN)
    if unknown:
        advice = "Decide: barnstorm mail list --state unknown"
        yield CheckRow("unknown", False, f"{_messages(unknown)} may have arrived or not.", advice, OUTBOX)


def _useful(now: datetime) -> ColumnElement[bool]:
    return or_(col(Mail.expires_at).is_(None), col(Mail.expires_at) > now)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(Mail).where(*conditions)).one()


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count:,} messages"


def _ago(passed: timedelta) -> str:
    minutes = int(passed.total_seconds()) // 60
    size, word = next((unit for unit in _UNITS if minutes >= unit[0]), (1, "minute"))
    count = minutes // size
    return f"{count} {word}{'' if count == 1 else 's'} ago" if count > 0 else "just now"
