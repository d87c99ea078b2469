"""Refusals about files fetched from the web. No sentence here shows the password of an address."""

from barnstorm.errors import NotFound, NotReady, Refused, WorkLeft, WrongUse

BY_HAND = "Download the file with your browser, then: barnstorm seat import FILE"
LATER = "Nothing was imported. Try again later, or download the file with your browser and import that."


class WrongScheme(WrongUse):
    def __init__(self, scheme: str) -> None:
        super().__init__(
            f"Files are fetched from http and https addresses, not from {scheme}.",
            "Download it first, and give the file’s name: barnstorm seat import FILE",
        )


class BadAddress(WrongUse):
    """What was typed is not quoted: it cannot be told where in it a password would be."""

    def __init__(self) -> None:
        super().__init__("This is no address of a file on the web.", "Copy it from the browser: https://…")


class NotThere(NotFound):
    """The server knows the address and has nothing there, or has no more."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(
            f"There is no file at {address} ({status}).", "Check the address; publishers move their files."
        )


class NotGiven(Refused):
    """The server does not give the file, to us or to anybody who does not log in."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"The server does not give {address} to barnstorm ({status}).", BY_HAND)


class TooManyRedirects(Refused):
    def __init__(self, address: str, most: int) -> None:
        super().__init__(f"{address} leads to another address more than {most} times.", BY_HAND)


class OddRedirect(Refused):
    def __init__(self, address: str) -> None:
        super().__init__(f"{address} leads to something that is not on the web.", BY_HAND)


class InsecureRedirect(Refused):
    """From https to an address that anybody on the way may change."""

    def __init__(self, address: str, to: str) -> None:
        super().__init__(f"{address} leads to {to}, which is not protected on its way.", BY_HAND)


class TooLargeToFetch(Refused):
    def __init__(self, address: str, most: int) -> None:
        super().__init__(
            f"The file at {address} is larger than {most // 1024**2} MB, and no result file is.",
            "Check that the address is that of a result file.",
        )


class NotTrusted(NotReady):
    """The server’s certificate does not prove that it is who it says."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            f"{host} cannot be trusted: {why}.",
            "Is the network asking to log in? If the network has certificates of its own, name them in SSL_CERT_FILE.",
        )


class ServerTrouble(WorkLeft):
    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"The server could not give {address} now ({status}).", LATER)


class NotReached(WorkLeft):
    """No connection: no such host, nobody there who answers, or none at all."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"{host} could not be reached: {why}.", LATER)


class TooSlow(WorkLeft):
    def __init__(self, host: str) -> None:
        super().__init__(f"{host} took too long to answer.", LATER)


class CutShort(WorkLeft):
    def __init__(self, address: str) -> None:
        super().__init__(f"The download of {address} broke off.", LATER)
