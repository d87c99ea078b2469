"""The campaign, as its mails and sheets name it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Campaign:
    """From the settings. Every text may be empty; `address` is the mailbox that barnstorm's invitations come from."""

    name: str
    address: str
    sender_name: str
    imprint: str
    privacy: str

    @property
    def domain(self) -> str | None:
        return self.address.rpartition("@")[2] or None
