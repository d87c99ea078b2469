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
    plus: bool = False
    """The mailbox also takes `hello+anything@…`."""
    unsubscribe: str = ""
    """An https address for one-click unsubscription with `{token}` in it; empty if there is none."""
    templates: str = ""
    """A folder with the campaign's own templates; empty for ours."""
    quiet_hours: tuple[int, int] | None = (21, 8)
    """No reminder leaves from the one hour until the other, in the event's zone."""

    @property
    def domain(self) -> str | None:
        return self.address.rpartition("@")[2] or None
