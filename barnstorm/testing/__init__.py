"""For those who write a way to send: the tests that every one of ours passes. Needs pytest.

from barnstorm.testing import Mailbox, MailboxContract

class TestPigeon(MailboxContract):
    @pytest.fixture
    def mailbox(self, loft):
        return Mailbox(backend_for(f"pigeon://{loft.name}"), loft.letters)
"""

import pytest

pytest.register_assert_rewrite("barnstorm.testing.backend_contract")

from barnstorm.testing.backend_contract import BackendContract, MailboxContract  # noqa: E402 - once it is registered
from barnstorm.testing.mailbox import Mailbox, invitation, message, ours  # noqa: E402 - as above

__all__ = ["BackendContract", "Mailbox", "MailboxContract", "invitation", "message", "ours"]
