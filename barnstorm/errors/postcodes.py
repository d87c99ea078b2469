"""Refusals about where a postcode is."""

from barnstorm.errors import NotFound, NotReady, WorkLeft, WrongUse

BY_HAND = "Parliament’s “Find your MP” page knows it too; then: barnstorm event create --seat NAME"


class NoSuchPostcode(NotFound):
    def __init__(self, postcode: str) -> None:
        super().__init__(f"There is no postcode {postcode}.", f"Check it. {BY_HAND}")


class PostcodeInvalid(WrongUse):
    """It looked like one to us; the service knows better."""

    def __init__(self, postcode: str) -> None:
        super().__init__(f"“{postcode}” cannot be a postcode.", "Write it like CA3 8TP.")


class PostcodesOff(NotReady):
    def __init__(self, postcode: str) -> None:
        super().__init__(
            f"Nobody has asked for {postcode} yet, and BARNSTORM_POSTCODES is off.",
            f"Set it to https://api.postcodes.io to ask. {BY_HAND}",
        )


class PostcodesUnreachable(WorkLeft):
    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"{host} cannot be reached: {why}.", f"Try again when you are online. {BY_HAND}")


class PostcodesBusy(WorkLeft):
    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"{host} does not answer now: {why}.", f"Try again later. {BY_HAND}")


class PostcodesStrange(WorkLeft):
    """An answer that is not the service's: a hall's wifi that wants a login, a proxy, a wrong BARNSTORM_POSTCODES."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            f"What came back from {host} is not an answer about a postcode: {why}.",
            f"Does the wifi want a login first, or is BARNSTORM_POSTCODES wrong? {BY_HAND}",
        )
