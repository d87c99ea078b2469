"""Refusals about mail that came in."""

from barnstorm.errors import MailTrouble, NotFound, NotReady, WrongUse

IMAP_EXAMPLE = "imaps://user:password@imap.example.org/INBOX"


class NoSuchMailFile(NotFound):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"There is no file or folder {path}.", "Name a mail (.eml), a calendar (.ics), an mbox, a Maildir, or -."
        )


class UnreadableMailFile(NotReady):
    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be read: {why}.", "Name a file or folder that you may read.")


class NoMailIn(WrongUse):
    """A folder that is no Maildir and has no saved mail in it."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The folder {path} is no Maildir, and has no .eml, .ics or .mbox in it.",
            "Name the folder that holds the Maildir’s cur and new, or save the mails as .eml.",
        )


class LookOrRead(WrongUse):
    """Reading mail and going through what was read are two things."""

    def __init__(self) -> None:
        super().__init__(
            "--open and --seen-to look at what was read before, and read no mail.",
            "First: barnstorm invite replies. Then: barnstorm invite replies --open",
        )


class NoSuchReply(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__(f"No mail that was read has the number {number}.", "See: barnstorm invite replies --open")


class BadReplyUrl(NotReady):
    """`why` never quotes what was typed: any part of it may be the password."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(
            f"The setting BARNSTORM_REPLY_IMAP cannot be used: {why}.", hint or f"Write it like {IMAP_EXAMPLE}"
        )


class MailboxRefuses(NotReady):
    """The server is there, and does not let us in."""

    def __init__(self, mailbox: str, why: str) -> None:
        super().__init__(
            f"{mailbox} cannot be read: {why}",
            "Correct BARNSTORM_REPLY_IMAP; many providers want an app password here. "
            "Meanwhile: barnstorm invite replies FILE",
        )


class MailboxAway(MailTrouble):
    """Nothing is wrong with the settings; nothing that was read is lost."""

    def __init__(self, mailbox: str, why: str) -> None:
        super().__init__(
            f"{mailbox} cannot be reached: {why}", "Try again later: what was read is kept, the rest waits there."
        )
