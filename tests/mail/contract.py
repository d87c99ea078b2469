"""What every mail backend must do.

A new one subclasses MailboxContract (or BackendContract, if what it sends cannot be looked at) with a fixture
`mailbox`, which says how to make it and how to look at what arrived.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from barnstorm.mail.interface import Backend, Outcome, Outgoing, Result


@dataclass
class Mailbox:
    """A backend, and the messages that have arrived through it."""

    backend: Backend
    arrived: Callable[[], list[bytes]] = list


def message(number: int = 1, body: str = "Bring a pen.", name: str = "Ann", to: str = "ann@example.org") -> Outgoing:
    written = EmailMessage()
    written["From"] = "hello@example.org"
    written["To"] = f'"{name}" <{to}>'
    written["Subject"] = f"Number {number}"
    written["Message-ID"] = f"<{number}@example.org>"
    written.set_content(body)
    return Outgoing(number, "hello@example.org", to, written.as_bytes(policy=policy.SMTP), f"<{number}@example.org>")


def ours(ids: Sequence[int]) -> Container[int]:
    return ids


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

    def test_an_unused_session_does_no_harm(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session():
            pass
        assert mailbox.arrived() == []

    def test_commit_is_called_once_for_each_message_before_its_result(self, mailbox: Mailbox) -> None:
        asked: list[int] = []

        def commit(ids: Sequence[int]) -> Container[int]:
            asked.extend(ids)
            return ids

        with mailbox.backend.session() as session:
            for result in session.send([message(1), message(2)], commit):
                assert asked[-1] == result.id
        assert asked == [1, 2]

    def test_what_is_not_ours_any_more_has_no_result(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            results = list(session.send([message(1), message(2), message(3)], lambda ids: {1, 3} & set(ids)))
        assert [result.id for result in results] == [1, 3]

    def test_results_come_one_by_one(self, mailbox: Mailbox) -> None:
        """What is known of the first must be written down before the second is sent."""
        asked: list[int] = []

        def commit(ids: Sequence[int]) -> Container[int]:
            asked.extend(ids)
            return ids

        with mailbox.backend.session() as session:
            results = session.send([message(1), message(2)], commit)
            assert next(results).id == 1
            assert asked == [1]


class MailboxContract(BackendContract):
    """For a backend whose messages can be looked at where they arrive."""

    def arrived(self, mailbox: Mailbox) -> list[EmailMessage]:
        parsed = [message_from_bytes(raw, policy=policy.default) for raw in mailbox.arrived()]
        return [each for each in parsed if isinstance(each, EmailMessage)]

    def test_nothing_arrives_before_commit(self, mailbox: Mailbox) -> None:
        there: list[int] = []

        def commit(ids: Sequence[int]) -> Container[int]:
            there.append(len(mailbox.arrived()))
            return ids

        with mailbox.backend.session() as session:
            list(session.send([message(1), message(2)], commit))
        assert there == [0, 1]

    def test_what_is_not_ours_any_more_never_arrives(self, mailbox: Mailbox) -> None:
        with mailbox.backend.session() as session:
            list(session.send([message(1), message(2), message(3)], lambda ids: {1, 3} & set(ids)))
        assert sorted(str(each["Subject"]) for each in self.arrived(mailbox)) == ["Number 1", "Number 3"]

    @pytest.mark.parametrize("body", ["..two dots\n.one dot\n.\nthe end", "Zoë — “plain” words", "x" * 3000])
    def test_a_body_arrives_as_it_was_written(self, mailbox: Mailbox, body: str) -> None:
        self.send(mailbox, message(body=body))
        [arrived] = self.arrived(mailbox)
        assert body.splitlines() == arrived.get_content().splitlines()

    def test_a_name_in_any_script_arrives(self, mailbox: Mailbox) -> None:
        self.send(mailbox, message(name="Zoë Ōkubo, of Workington"))
        [arrived] = self.arrived(mailbox)
        assert arrived["To"].addresses[0].display_name == "Zoë Ōkubo, of Workington"
