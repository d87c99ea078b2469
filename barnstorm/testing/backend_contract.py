"""What every mail backend must do, beyond what the types of barnstorm/mail/interface.py can say.

A test of a backend subclasses MailboxContract (or BackendContract, if what it sends cannot be looked at) with a fixture
`mailbox`, which says how to make it and how to look at what arrived.
"""

from collections.abc import Container, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from barnstorm.mail.interface import Outcome, Outgoing, Result
from barnstorm.testing.mailbox import CALENDAR, Mailbox, invitation, message, ours


class Plug(Exception):
    """Somebody pulled it."""


class Ledger:
    """A `commit` that writes down what it was asked, and gives each message away once."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    @property
    def ids(self) -> list[int]:
        return [number for ids in self.asked for number in ids]

    def __call__(self, ids: Sequence[int]) -> Container[int]:
        known = self.ids
        self.asked.append(list(ids))
        return [number for number in ids if number not in known]


class BackendContract:
    """What can be seen from outside, even of a backend that throws messages away."""

    @pytest.fixture
    def mailbox(self) -> Mailbox:
        raise NotImplementedError

    def send(self, mailbox: Mailbox, *batch: Outgoing) -> list[Result]:
        with mailbox.backend.session() as session:
            return list(session.send(batch, ours))

    def test_it_has_a_name_without_secrets_and_connects_to_nothing_when_made(self, mailbox: Mailbox) -> None:
        assert mailbox.backend.name
        assert "@" not in mailbox.backend.name

    def test_it_says_what_it_can_do(self, mailbox: Mailbox) -> None:
        caps = mailbox.backend.caps
        assert caps.connections >= 1
        assert caps.batch_max >= 1
        assert caps.rate is None or caps.rate > 0
        assert caps.per_day is None or caps.per_day > 0

    def test_every_message_gets_one_result_in_order(self, mailbox: Mailbox) -> None:
        results = self.send(mailbox, message(3), message(1), message(2))
        assert [(result.id, result.outcome) for result in results] == [
            (3, Outcome.ACCEPTED),
            (1, Outcome.ACCEPTED),
            (2, Outcome.ACCEPTED),
        ]

    def test_a_session_takes_several_batches(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            first = list(session.send([message(1)], ours))
            second = list(session.send([message(2)], ours))
        assert [result.id for result in first + second] == [1, 2]

    def test_an_empty_batch_and_an_unused_session_do_no_harm(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session():
            pass
        assert self.send(mailbox) == []
        assert mailbox.arrived() == []

    def test_commit_is_called_once_for_each_message_before_its_result(self, mailbox: Mailbox) -> None:
        ledger = Ledger()
        with mailbox.backend.session() as session:
            for result in session.send([message(1), message(2), invitation(3)], ledger):
                assert result.id in ledger.ids
        assert ledger.ids == [1, 2, 3]

    def test_no_more_share_a_point_of_no_return_than_it_says(self, mailbox: Mailbox) -> None:
        """What is known of the first must be written down before the next are sent."""
        ledger, most = Ledger(), mailbox.backend.caps.batch_max
        with mailbox.backend.session() as session:
            results = session.send([message(1), message(2), message(3)], ledger)
            assert next(results).id == 1
            assert len(ledger.ids) <= most
            assert [result.id for result in results] == [2, 3]
        assert max(map(len, ledger.asked)) <= most

    def test_what_is_not_ours_any_more_has_no_result(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            results = list(session.send([message(1), message(2), message(3)], lambda ids: {1, 3} & set(ids)))
        assert [result.id for result in results] == [1, 3]

    def test_the_same_message_twice_has_one_result(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            results = list(session.send([message(1), message(1), message(2)], Ledger()))
        assert [result.id for result in results] == [1, 2]


class MailboxContract(BackendContract):
    """For a backend whose messages can be looked at where they arrive."""

    def arrived(self, mailbox: Mailbox) -> list[EmailMessage]:
        parsed = [message_from_bytes(raw, policy=policy.default) for raw in mailbox.arrived()]
        return [each for each in parsed if isinstance(each, EmailMessage)]

    def subjects(self, mailbox: Mailbox) -> list[str]:
        return sorted(str(each["Subject"]) for each in self.arrived(mailbox))

    def test_nothing_arrives_before_commit(self, mailbox: Mailbox) -> None:
        committed: list[int] = []

        def commit(ids: Sequence[int]) -> Container[int]:
            assert len(mailbox.arrived()) == len(committed)
            committed.extend(ids)
            return ids

        with mailbox.backend.session() as session:
            list(session.send([message(1), message(2), invitation(3)], commit))
        assert len(mailbox.arrived()) == len(committed)
        assert committed == [1, 2, 3]

    def test_nothing_arrives_if_commit_fails(self, mailbox: Mailbox) -> None:
        def commit(_: Sequence[int]) -> Container[int]:
            raise Plug

        with pytest.raises(Plug), mailbox.backend.session() as session:
            list(session.send([message(1), message(2)], commit))
        assert mailbox.arrived() == []

    def test_what_is_not_ours_any_more_never_arrives(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            list(session.send([message(1), message(2), message(3)], lambda ids: {1, 3} & set(ids)))
        assert self.subjects(mailbox) == ["Number 1", "Number 3"]

    def test_the_same_message_twice_arrives_once(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            list(session.send([message(1), message(1), message(2)], Ledger()))
        assert self.subjects(mailbox) == ["Number 1", "Number 2"]

    @pytest.mark.parametrize("body", ["..two dots\n.one dot\n.\nthe end", "Zoë — “plain” words", "x" * 3000])
    def test_a_body_arrives_as_it_was_written(self, mailbox: Mailbox, body: str) -> None:
        self.send(mailbox, message(body=body))
        [arrived] = self.arrived(mailbox)
        assert body.splitlines() == arrived.get_content().splitlines()

    def test_a_name_in_any_script_arrives(self, mailbox: Mailbox) -> None:
        self.send(mailbox, message(name="Zoë Ōkubo, of Workington"))
        [arrived] = self.arrived(mailbox)
        assert arrived["To"].addresses[0].display_name == "Zoë Ōkubo, of Workington"

    def test_an_invitation_arrives_as_the_caps_say(self, mailbox: Mailbox) -> None:
        self.send(mailbox, invitation())
        [arrived] = self.arrived(mailbox)
        calendars = [part for part in arrived.walk() if part.get_content_type() == "text/calendar"]
        if mailbox.backend.caps.calendar == "none":
            assert calendars == []
            return
        [calendar] = calendars
        assert calendar.get_param("method") == "REQUEST"
        assert calendar.get_content().splitlines() == CALENDAR.splitlines()
        assert calendar.is_attachment() is (mailbox.backend.caps.calendar == "attachment")
