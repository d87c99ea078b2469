"""The outbox: queued once, sent at most once, never silently lost. With a backend made for these tests."""

import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.schema import ensure_current
from barnstorm.db.session import writing
from barnstorm.db.tables import Event, Mail, MailAttempt, MailBytes
from barnstorm.domain.delivery import Decision, Reason, State
from barnstorm.errors.mail import CannotSend, NoSuchMail, NothingUnknown
from barnstorm.errors.settings import SettingMissing
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope
from barnstorm.mail.letter import Written
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.mail import MailRow
from barnstorm.services.mail.suppressions import suppress
from barnstorm.services.outbox.decisions import resolve, try_now
from barnstorm.services.outbox.hand import Closed, Queued
from barnstorm.services.outbox.leases import LEASE
from barnstorm.services.outbox.order import Order
from barnstorm.services.outbox.outbox import PLACEHOLDER, drain, mail_rows, queue

NOON = datetime(2017, 5, 9, 12, 0, tzinfo=UTC)
CAMPAIGN = Campaign(name="Carlisle Together", address="hello@example.org", sender_name="", imprint="", privacy="")
RAW = b"From: hello@example.org\r\nSubject: Come\r\n\r\nBring a pen.\r\n"

Answer = Callable[[Outgoing, Commit], Result | None]


def accept(message: Outgoing, commit: Commit) -> Result | None:
    if message.id not in commit([message.id]):
        return None
    return Result(message.id, Outcome.ACCEPTED, Scope.MESSAGE, provider_id=f"Q{message.id}")


def answering(outcome: Outcome, scope: Scope, text: str = "said so") -> Answer:
    """A server that says so before the final dot."""
    return lambda message, _: Result(message.id, outcome, scope, code=None, text=text)


@dataclass
class Server:
    """A backend that answers each recipient as it is told to, and keeps what it accepted."""

    answers: dict[str, Answer] = field(default_factory=dict)
    usual: Answer = accept
    name: str = "server:"
    caps: Caps = field(default_factory=Caps)
    sent: list[Outgoing] = field(default_factory=list)
    sessions: int = 0

    def session(self) -> AbstractContextManager["Server"]:
        self.sessions += 1
        return nullcontext(self)

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        for message in batch:
            result = self.answers.get(message.recipient, self.usual)(message, commit)
            if result is not None:
                if result.outcome in {Outcome.ACCEPTED, Outcome.UNKNOWN}:
                    self.sent.append(message)
                yield result


@dataclass
class Secretary:
    """A writer that writes the same to everybody, and says why not to whom it is told."""

    reasons: dict[str, Closed] = field(default_factory=dict)
    raw: bytes = RAW
    written: int = 0

    def look_ahead(self, session: Session, mails: Sequence[Queued]) -> None:
        pass

    def why_not(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Closed | None:
        return self.reasons.get(mail.to_address)

    def write(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
        self.written += 1
        return Written("Come", self.raw)


@dataclass
class Outbox:
    """A database, a clock that stands still until it is moved, and what tests do with them."""

    transaction: Callable[[], AbstractContextManager[Session]]
    now: datetime = NOON

    def queue(
        self, *names: str, kind: str = "invite", expires_at: datetime | None = None, event: Event | None = None
    ) -> None:
        with self.transaction() as session:
            for name in names:
                assert queue(
                    session,
                    key=f"{kind}:{name}",
                    kind=kind,
                    event=event,
                    person=None,
                    to_address=f"{name}@example.org",
                    due_at=self.now,
                    expires_at=expires_at,
                    now=self.now,
                )

    def drain(
        self, server: Server, writer: Secretary | None = None, campaign: Campaign = CAMPAIGN, *, patient: bool = True
    ) -> dict[str, str]:
        """Name -> state, of the messages the run had to do with."""
        return names(
            drain(
                self.transaction,
                server,
                writer or Secretary(),
                campaign=campaign,
                now=lambda: self.now,
                patient=patient,
            )
        )

    def row(self, name: str) -> MailRow:
        return next(row for row in self.rows() if row.to == f"{name}@example.org")

    def rows(self) -> list[MailRow]:
        with self.transaction() as session:
            return mail_rows(session)

    def set(self, name: str, **values: object) -> None:
        with self.transaction() as session:
            mail = session.exec(select(Mail).where(Mail.to_address == f"{name}@example.org")).one()
            for column, value in values.items():
                setattr(mail, column, value)

    def frozen(self, name: str) -> bytes | None:
        with self.transaction() as session:
            kept = select(MailBytes.raw).join(Mail, col(Mail.id) == MailBytes.mail_id)
            return session.exec(kept.where(Mail.to_address == f"{name}@example.org")).one_or_none()

    def freeze(self, name: str, raw: bytes) -> None:
        number = self.row(name).id
        with self.transaction() as session:
            session.add(MailBytes(mail_id=number, raw=raw, handed_over=True))

    def attempts(self) -> list[str]:
        with self.transaction() as session:
            return [attempt.outcome for attempt in session.exec(select(MailAttempt).order_by(MailAttempt.id))]  # type: ignore[arg-type]  # SQLModel types a column as its value


def names(rows: list[MailRow]) -> dict[str, str]:
    return {row.to.partition("@")[0]: row.state for row in rows}


@contextmanager
def opened(url: str) -> Iterator[Outbox]:
    engine = open_engine(database_url(url))
    ensure_current(engine)
    yield Outbox(lambda: writing(engine))
    engine.dispose()


@pytest.fixture
def shared(database: str) -> Iterator[Outbox]:
    """On both databases, for what the database itself must hold to."""
    with opened(database) as outbox:
        yield outbox


@pytest.fixture
def outbox(sqlite: str) -> Iterator[Outbox]:
    """Where the database does not matter."""
    with opened(sqlite) as outbox:
        yield outbox


def test_a_key_is_queued_once_whoever_comes_second(shared: Outbox) -> None:
    shared.queue("ann")
    with shared.transaction() as session:
        again = queue(
            session,
            key="invite:ann",
            kind="invite",
            event=None,
            person=None,
            to_address="other@example.org",
            due_at=NOON,
            expires_at=None,
            now=NOON,
        )
    assert again is None
    assert names(shared.rows()) == {"ann": "queued"}


def test_two_who_queue_the_same_key_at_once_make_one_message(shared: Outbox) -> None:
    def try_it() -> None:
        try:
            shared.queue("ann")
        except AssertionError:
            refused.append(True)

    refused: list[bool] = []
    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shared.rows()) == 1
    assert len(refused) == 3


def test_what_is_due_is_sent_once_and_a_second_run_sends_nothing(shared: Outbox) -> None:
    shared.queue("ann", "bob")
    server = Server()
    assert shared.drain(server) == {"ann": "accepted", "bob": "accepted"}
    assert shared.drain(server) == {}
    assert [message.recipient for message in server.sent] == ["ann@example.org", "bob@example.org"]
    ann = shared.row("ann")
    assert ann.sent_at == NOON
    assert (ann.attempts, ann.subject) == (1, "Come")
    assert ann.message_id is not None
    assert ann.message_id.endswith("@example.org>")
    assert shared.frozen("ann") is None
    assert shared.attempts() == ["accepted", "accepted"]


def test_what_is_due_later_waits(outbox: Outbox) -> None:
    outbox.queue("ann")
    outbox.now -= timedelta(minutes=1)
    assert outbox.drain(Server()) == {}
    outbox.now += timedelta(minutes=1)
    assert outbox.drain(Server()) == {"ann": "accepted"}


def test_more_than_a_batch_goes_over_one_connection(shared: Outbox) -> None:
    shared.queue(*(f"person{number}" for number in range(45)))
    server = Server()
    assert set(shared.drain(server).values()) == {"accepted"}
    assert len(server.sent) == 45
    assert server.sessions == 1


def test_a_limit_leaves_the_rest(outbox: Outbox) -> None:
    outbox.queue("ann", "bob", "cat")
    rows = drain(outbox.transaction, Server(), Secretary(), campaign=CAMPAIGN, now=lambda: NOON, limit=2)
    assert names(rows) == {"ann": "accepted", "bob": "accepted"}
    assert outbox.row("cat").state == "queued"


def test_kinds_may_be_beginnings(shared: Outbox) -> None:
    shared.queue("ann", kind="reminder-1d")
    shared.queue("bob", kind="invite")
    rows = drain(shared.transaction, Server(), Secretary(), campaign=CAMPAIGN, now=lambda: NOON, kinds=["reminder"])
    assert names(rows) == {"ann": "accepted"}


def test_what_should_not_go_any_more_is_closed_with_the_reason(shared: Outbox) -> None:
    shared.queue("ann", "bob")
    shared.queue("late", expires_at=NOON)
    writer = Secretary(reasons={"bob@example.org": Closed(State.CANCELLED, "The event is cancelled.")})
    server = Server()
    assert shared.drain(server, writer) == {"ann": "accepted", "bob": "cancelled", "late": "expired"}
    assert shared.row("bob").detail == "The event is cancelled."
    assert [message.recipient for message in server.sent] == ["ann@example.org"]


def test_no_transaction_is_open_while_mail_is_sent(shared: Outbox) -> None:
    def write_meanwhile(message: Outgoing, commit: Commit) -> Result | None:
        result = accept(message, commit)
        shared.queue(f"meanwhile{message.id}")
        return result

    shared.queue("ann")
    server = Server(answers={"ann@example.org": write_meanwhile})
    assert shared.drain(server)["ann"] == "accepted"


def test_a_deferred_message_is_tried_later_with_its_own_identity(outbox: Outbox) -> None:
    outbox.queue("ann", "bob")
    greylist = answering(Outcome.DEFERRED, Scope.RECIPIENT, "451 <ann@example.org> come back")
    assert outbox.drain(Server({"ann@example.org": greylist})) == {"ann": "retry", "bob": "accepted"}
    first = outbox.row("ann")
    assert first.detail == "451 <…> come back"
    assert timedelta(minutes=2) < first.due_at - NOON < timedelta(minutes=8)
    assert outbox.drain(Server()) == {}
    outbox.now = first.due_at
    assert outbox.drain(Server()) == {"ann": "accepted"}
    again = outbox.row("ann")
    assert (again.attempts, again.message_id, again.detail) == (2, first.message_id, "")


def test_a_retry_after_the_whole_message_was_handed_over_sends_the_same_bytes(outbox: Outbox) -> None:
    def refuse_at_the_dot(message: Outgoing, commit: Commit) -> Result:
        commit([message.id])
        return Result(message.id, Outcome.DEFERRED, Scope.MESSAGE, code=451)

    outbox.queue("ann")
    writer = Secretary()
    assert outbox.drain(Server(usual=refuse_at_the_dot), writer) == {"ann": "retry"}
    outbox.now += timedelta(hours=1)
    server = Server()
    assert outbox.drain(server, Secretary(raw=b"Subject: Other\r\n\r\nOther.\r\n")) == {"ann": "accepted"}
    assert server.sent[0].raw == RAW


def test_bytes_that_an_earlier_version_kept_squeezed_are_sent_as_they_were(outbox: Outbox) -> None:
    outbox.queue("ann", "bob")
    kept = RAW.replace(b"pen", b"pencil")
    for name, level in (("ann", -1), ("bob", 0)):
        outbox.set(name, state=State.RETRY)
        outbox.freeze(name, zlib.compress(kept, level))
    server, writer = Server(), Secretary()
    outbox.drain(server, writer)
    assert [message.raw for message in server.sent] == [kept] * 2
    assert writer.written == 0


def test_a_retry_never_comes_after_the_message_has_lost_its_sense(outbox: Outbox) -> None:
    outbox.queue("ann", expires_at=NOON + timedelta(minutes=1))
    assert outbox.drain(Server(usual=answering(Outcome.DEFERRED, Scope.RECIPIENT))) == {"ann": "expired"}


def test_wrong_settings_stop_the_run_and_leave_every_message_as_it_was(outbox: Outbox) -> None:
    outbox.queue("ann", "bob")
    server = Server(usual=answering(Outcome.CONFIG, Scope.CONNECTION, "535 wrong password"))
    with pytest.raises(CannotSend, match="server: cannot send: 535 wrong password"):
        outbox.drain(server)
    assert names(outbox.rows()) == {"ann": "queued", "bob": "queued"}
    assert outbox.attempts() == []
    assert outbox.drain(Server()) == {"ann": "accepted", "bob": "accepted"}


def test_a_lost_network_stops_the_run_and_is_nobodys_attempt(outbox: Outbox) -> None:
    outbox.queue(*(f"person{number}" for number in range(30)))
    server = Server(usual=answering(Outcome.DEFERRED, Scope.CONNECTION, "no network"))
    states = outbox.drain(server)
    assert set(states.values()) == {"retry", "queued"}
    assert {row.attempts for row in outbox.rows()} == {0}
    assert outbox.row("person0").detail == "no network"
    assert set(outbox.drain(Server()).values()) == {"accepted"}, "they are still due: nothing was their fault"


def test_a_server_that_refuses_everybody_does_not_spoil_the_queue(outbox: Outbox) -> None:
    outbox.queue(*(f"person{number}" for number in range(30)))
    states = outbox.drain(Server(usual=answering(Outcome.REJECTED, Scope.SENDER, "554 5.7.1 policy")))
    assert sorted(states.values()).count("rejected") == 5
    assert set(states.values()) == {"rejected", "queued"}


def test_a_backend_that_fails_unexpectedly_does_not_stall_the_queue(outbox: Outbox) -> None:
    def bug_before(message: Outgoing, commit: Commit) -> Result:
        raise RuntimeError("password=hunter2")

    def bug_after(message: Outgoing, commit: Commit) -> Result:
        commit([message.id])
        raise RuntimeError("password=hunter2")

    outbox.queue("ann", "bob", "cat", "dan")
    server = Server({"ann@example.org": bug_before, "cat@example.org": bug_after})
    assert outbox.drain(server) == {"ann": "retry", "bob": "accepted", "cat": "unknown", "dan": "accepted"}
    assert outbox.row("cat").detail == "The backend failed unexpectedly (RuntimeError)."
    assert outbox.drain(Server()) == {}


def test_a_message_that_cannot_be_written_does_not_hold_up_those_behind_it(outbox: Outbox) -> None:
    class Stumbling(Secretary):
        def write(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
            if mail.to_address.startswith("ann"):
                raise KeyError("venue")
            return super().write(session, mail, campaign, now)

    outbox.queue("ann", "bob")
    assert outbox.drain(Server(), Stumbling()) == {"ann": "retry", "bob": "accepted"}
    assert outbox.row("ann").detail == "It could not be written: KeyError: 'venue'"


@pytest.mark.parametrize(
    "raw", [b"Subject: a\r\n\r\nbare\nline\r\n", b"X: " + b"y" * 1000 + b"\r\n\r\n", b"nul\x00\r\n"]
)
def test_what_servers_cannot_carry_is_never_sent(outbox: Outbox, raw: bytes) -> None:
    outbox.queue("ann")
    server = Server()
    outbox.drain(server, Secretary(raw=raw))
    outbox.now += timedelta(hours=1)
    assert outbox.drain(server, Secretary(raw=raw)) == {"ann": "rejected"}
    assert server.sent == []
    assert outbox.row("ann").detail.startswith("It cannot be sent:")


def test_an_address_that_would_speak_to_the_server_is_never_used(outbox: Outbox) -> None:
    outbox.queue("ann")
    outbox.set("ann", to_address="ann@example.org>\r\nRCPT TO:<eve@example.org")
    server = Server()
    outbox.drain(server)
    assert server.sent == []


def test_without_a_sender_nothing_leaves_this_machine(outbox: Outbox) -> None:
    outbox.queue("ann")
    nobody = Campaign(name="", address="", sender_name="", imprint="", privacy="")
    with pytest.raises(SettingMissing, match="BARNSTORM_FROM"):
        outbox.drain(Server(), campaign=nobody)
    here = Server(caps=Caps(leaves=False))
    assert outbox.drain(here, campaign=nobody) == {"ann": "accepted"}
    assert here.sent[0].sender == PLACEHOLDER


def test_what_a_dead_run_had_claimed_is_sent_and_what_it_was_sending_is_unknown(shared: Outbox) -> None:
    shared.queue("ann", "bob")
    dead = {"lease_owner": "elsewhere/1/x/y", "lease_until": NOON}
    shared.set("ann", state=State.CLAIMED, **dead)
    shared.set("bob", state=State.SENDING, **dead)
    server = Server()
    assert shared.drain(server) == {"ann": "accepted", "bob": "unknown"}
    assert [message.recipient for message in server.sent] == ["ann@example.org"]
    assert shared.row("bob").detail == "The run that was sending it ended before the answer came."
    assert shared.drain(server) == {}, "it is told once, and never sent by itself"


def test_what_a_living_run_holds_is_left_alone(shared: Outbox) -> None:
    shared.queue("ann", "bob")
    alive = {"lease_owner": "elsewhere/1/x/y", "lease_until": NOON + timedelta(seconds=1)}
    shared.set("ann", state=State.CLAIMED, **alive)
    shared.set("bob", state=State.SENDING, **alive)
    assert shared.drain(Server()) == {}


def test_a_run_that_slept_past_its_lease_finds_out_before_it_sends(shared: Outbox) -> None:
    """A laptop's lid was closed between claim and dot; another machine has sent the message meanwhile."""

    def sleep(message: Outgoing, commit: Commit) -> Result | None:
        shared.now += LEASE
        assert shared.drain(other) == {"ann": "accepted"}
        return accept(message, commit)

    shared.queue("ann")
    other, sleeper = Server(), Server(usual=sleep)
    shared.drain(sleeper)
    assert (len(other.sent), len(sleeper.sent)) == (1, 0)
    assert shared.row("ann").state == "accepted"


def test_a_run_that_slept_after_the_dot_puts_the_unknown_right(shared: Outbox) -> None:
    def sleep(message: Outgoing, commit: Commit) -> Result | None:
        result = accept(message, commit)
        shared.now += LEASE
        assert shared.drain(Server()) == {"ann": "unknown"}
        return result

    shared.queue("ann")
    assert shared.drain(Server(usual=sleep)) == {"ann": "accepted"}
    assert shared.row("ann").attempts == 1


def test_a_slow_run_keeps_what_it_holds(outbox: Outbox) -> None:
    """Ten minutes for each answer: the last of its batch would be past the lease that it was claimed with."""

    def slowly(message: Outgoing, commit: Commit) -> Result | None:
        result = accept(message, commit)
        outbox.now += timedelta(minutes=10)
        assert outbox.drain(other) == {}
        return result

    outbox.queue("ann", "bob", "cat", "dan")
    other = Server()
    assert set(outbox.drain(Server(usual=slowly)).values()) == {"accepted"}
    assert other.sent == []


def test_an_interrupted_run_gives_back_what_it_had_not_begun(outbox: Outbox) -> None:
    def interrupt(message: Outgoing, commit: Commit) -> Result:
        commit([message.id])
        raise KeyboardInterrupt

    outbox.queue("ann", "bob")
    with pytest.raises(KeyboardInterrupt):
        outbox.drain(Server({"ann@example.org": interrupt}))
    assert names(outbox.rows()) == {"ann": "unknown", "bob": "queued"}


def test_several_connections_share_the_work_and_send_each_message_once(shared: Outbox) -> None:
    shared.queue(*(f"person{number}" for number in range(90)))
    server = Server(caps=Caps(connections=3))
    done: list[int] = []
    rows = drain(
        shared.transaction, server, Secretary(), campaign=CAMPAIGN, now=lambda: NOON, progress=done.append, limit=80
    )
    assert len(rows) == sum(done) == 80
    assert len({message.recipient for message in server.sent}) == len(server.sent) == 80


def lose(message: Outgoing, commit: Commit) -> Result:
    """The server takes it, and its answer is lost."""
    commit([message.id])
    return Result(message.id, Outcome.UNKNOWN, Scope.MESSAGE, text="No answer.")


@pytest.mark.parametrize(
    ("kind", "ahead", "state"),
    [
        ("reminder-2h", timedelta(minutes=100), "retry"),
        ("reminder-90m", timedelta(minutes=31), "retry"),
        ("reminder-2h", timedelta(minutes=30), "unknown"),
        ("reminder-3h", timedelta(minutes=100), "unknown"),
        ("reminder-1d", timedelta(hours=20), "unknown"),
        ("invite", timedelta(minutes=100), "unknown"),
    ],
)
def test_only_a_reminder_of_the_last_hours_is_sent_again_rather_than_left_unknown(
    outbox: Outbox, kind: str, ahead: timedelta, state: str
) -> None:
    outbox.queue("ann", kind=kind, expires_at=NOON + ahead)
    outbox.set("ann", event_starts_at=NOON + ahead)
    assert outbox.drain(Server(usual=lose)) == {"ann": state}
    row = outbox.row("ann")
    assert ("may arrive twice" in row.detail) == (state == "retry")
    outbox.set("ann", state=State.SENDING, lease_owner="elsewhere/1/x/y", lease_until=outbox.now)
    other = Server()
    assert outbox.drain(other) == {"ann": "accepted" if state == "retry" else "unknown"}


def test_what_the_server_would_know_again_is_sent_again(shared: Outbox) -> None:
    shared.queue("ann")
    first = Server(usual=lose, caps=Caps(idempotency=timedelta(hours=24)))
    assert shared.drain(first) == {"ann": "retry"}
    shared.now += timedelta(hours=1)
    second = Server(caps=Caps(idempotency=timedelta(hours=24)))
    assert shared.drain(second, Secretary(raw=b"Subject: Other\r\n\r\n")) == {"ann": "accepted"}
    assert second.sent[0].raw == first.sent[0].raw


def test_an_address_on_the_list_is_not_written_to_whenever_it_came_there(shared: Outbox) -> None:
    shared.queue("ann", "bob")
    shared.queue("ann", kind="test")
    with shared.transaction() as session:
        suppress(session, "Ann@Example.org", Reason.BY_HAND, NOON)
        suppress(session, "bob@example.org", Reason.UNSUBSCRIBED, NOON, campaigning_only=True)
    server = Server()
    shared.drain(server)
    assert [message.recipient for message in server.sent] == ["bob@example.org", "ann@example.org"]
    states = {(row.kind, row.to.partition("@")[0]): (row.state, row.detail) for row in shared.rows()}
    assert states["invite", "ann"] == (
        "suppressed",
        "Somebody put the address on the list of those not to write to.",
    )
    assert states["invite", "bob"][0] == states["test", "ann"][0] == "accepted"


@pytest.mark.parametrize(
    ("code", "enhanced", "dead"), [(550, "5.1.1", True), (550, None, True), (552, None, False), (552, "5.2.2", False)]
)
def test_an_address_that_does_not_work_is_not_tried_again(
    outbox: Outbox, code: int, enhanced: str | None, dead: bool
) -> None:
    def bounce(message: Outgoing, commit: Commit) -> Result:
        return Result(message.id, Outcome.BOUNCED, Scope.RECIPIENT, code=code, enhanced=enhanced, text="no")

    outbox.queue("ann")
    assert outbox.drain(Server(usual=bounce)) == {"ann": "bounced"}
    outbox.queue("ann", kind="reminder-1d")
    assert outbox.drain(Server()) == {"ann": "suppressed" if dead else "accepted"}


def test_the_answer_to_one_message_is_written_down_with_the_intent_to_send_the_next(outbox: Outbox) -> None:
    """One commit for a message: what a crash can leave unknown is never more than one on a connection."""
    seen: list[dict[str, str]] = []

    def look(message: Outgoing, commit: Commit) -> Result | None:
        result = accept(message, commit)
        seen.append(names(outbox.rows()))
        return result

    outbox.queue("ann", "bob", "cat")
    outbox.drain(Server(usual=look))
    assert [list(states.values()).count("sending") for states in seen] == [1, 1, 1]
    assert seen[2] == {"ann": "accepted", "bob": "accepted", "cat": "sending"}


def test_an_unknown_message_found_to_be_delivered_is_accepted(outbox: Outbox) -> None:
    outbox.queue("ann")
    outbox.set("ann", state=State.UNKNOWN)
    number = outbox.row("ann").id
    with outbox.transaction() as session:
        assert resolve(session, number, Decision.DELIVERED, NOON).state == "accepted"
    with outbox.transaction() as session:
        assert resolve(session, number, Decision.DELIVERED, NOON).state == "accepted", "already so"
        with pytest.raises(NothingUnknown):
            resolve(session, number, Decision.RESEND, NOON)


def test_an_unknown_message_sent_again_is_the_same_message(shared: Outbox) -> None:
    shared.queue("ann")
    first = Server(usual=lose)
    assert shared.drain(first) == {"ann": "unknown"}
    with shared.transaction() as session:
        assert resolve(session, shared.row("ann").id, Decision.RESEND, NOON).state == "retry"
    second = Server()
    assert shared.drain(second, Secretary(raw=b"Subject: Other\r\n\r\n")) == {"ann": "accepted"}
    assert (first.sent[0].raw, first.sent[0].message_id) == (second.sent[0].raw, second.sent[0].message_id)


def test_an_unknown_message_may_be_held(outbox: Outbox) -> None:
    outbox.queue("ann")
    outbox.set("ann", state=State.UNKNOWN)
    with outbox.transaction() as session:
        assert resolve(session, outbox.row("ann").id, Decision.HOLD, NOON).state == "unknown"
        with pytest.raises(NoSuchMail):
            resolve(session, 4711, Decision.HOLD, NOON)
    assert outbox.drain(Server()) == {}


def test_what_waits_for_another_try_can_be_tried_now(shared: Outbox) -> None:
    shared.queue("ann")
    shared.drain(Server(usual=answering(Outcome.DEFERRED, Scope.RECIPIENT)))
    with shared.transaction() as session:
        try_now(session, Order(), NOON)
    assert shared.drain(Server()) == {"ann": "accepted"}
