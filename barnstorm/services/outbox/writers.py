"""Who writes which kind of message: invitations and reminders by `letters`, test messages here."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from secrets import token_hex

from sqlmodel import Session

from barnstorm.domain.delivery import State
from barnstorm.domain.letters import MISSED, SHIFT, SHIFT_OFF, TEST, THANKS
from barnstorm.domain.text import one_line
from barnstorm.errors import BarnstormError
from barnstorm.mail.interface import Backend
from barnstorm.mail.letter import Envelope, Written, notice
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Mailbox
from barnstorm.rows.mail import MailRow
from barnstorm.services.letter import letters
from barnstorm.services.mail import after_letters
from barnstorm.services.outbox.claim import close
from barnstorm.services.outbox.hand import Closed, Later, Queued
from barnstorm.services.outbox.order import Order, waiting
from barnstorm.services.outbox.outbox import Writer, drain, queue
from barnstorm.services.outbox.rows import row_of
from barnstorm.services.volunteer import shift_letters

_TEST_WAITS = timedelta(minutes=10)
"""A test that could not be sent is of no use later."""

_TEXT = "This is a test message from barnstorm. If you can read it, mail is set up."


class TestLetters:
    """Messages of the kind `test`."""

    def look_ahead(self, session: Session, mails: Sequence[Queued]) -> None:
        pass

    def why_not(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> None:
        return None

    def write(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
        sender = Mailbox(one_line(campaign.sender_name or campaign.name), campaign.address)
        subject = f"Test from {one_line(campaign.name) or 'barnstorm'}"
        envelope = Envelope(sender, Mailbox("", mail.to_address), subject, now, mail.message_id or "")
        return notice(envelope, _TEXT, f"<p>{_TEXT}</p>")


class EveryLetter:
    """Messages of any kind, each by its writer."""

    def look_ahead(self, session: Session, mails: Sequence[Queued]) -> None:
        letters.look_ahead(session, [mail for mail in mails if mail.kind != TEST])
        after_letters.hold_people(session, [mail for mail in mails if mail.kind in {THANKS, MISSED}])

    def why_not(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Closed | Later | None:
        return _writer(mail).why_not(session, mail, campaign, now)

    def write(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
        return _writer(mail).write(session, mail, campaign, now)


def send_test(
    transaction: Callable[[], AbstractContextManager[Session]],
    backend: Backend,
    campaign: Campaign,
    now: Callable[[], datetime],
    address: str,
) -> MailRow:
    """Send one message to `address` now, as any other leaves: through the outbox. Errors as for `drain`."""
    with transaction() as session:
        number = _queue_test(session, address, now())
    try:
        drain(transaction, backend, TestLetters(), campaign=campaign, now=now, kinds=[TEST], patient=False)
    except BarnstormError as e:
        with transaction() as session:
            _call_off(session, e.sentence)
        raise
    with transaction() as session:
        return row_of(session, number)


def _queue_test(session: Session, address: str, now: datetime) -> int:
    _call_off(session, "A newer test took its place.")
    mail = queue(
        session,
        key=f"{TEST}:{token_hex(8)}",
        kind=TEST,
        event=None,
        person=None,
        to_address=address,
        due_at=now,
        expires_at=now + _TEST_WAITS,
        now=now,
    )
    assert mail is not None  # nobody else has this key
    return mail.id or 0


def _call_off(session: Session, why: str) -> None:
    """A test that did not leave is not tried again: nobody waits for it."""
    for mail in session.exec(waiting(Order(kinds=(TEST,))).with_for_update()).all():
        close(session, mail, State.CANCELLED, why)
    session.flush()


def _writer(mail: Queued) -> Writer:
    writers: dict[str, Writer] = {
        TEST: TestLetters(),
        THANKS: after_letters,
        MISSED: after_letters,
        SHIFT: shift_letters,
        SHIFT_OFF: shift_letters,
    }
    return writers.get(mail.kind, letters)
