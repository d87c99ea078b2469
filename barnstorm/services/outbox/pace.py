"""How many messages a worker takes at a time."""

from time import monotonic

FIRST, FEWEST, MOST = 20, 5, 400


class Pace:
    """About as many as leave in a second: what is written is fresh when it leaves, and the other workers find work."""

    def __init__(self) -> None:
        self._most = FIRST
        self._began = monotonic()
        self._sent = 0

    def told(self) -> None:
        """One more has left, or was refused."""
        self._sent += 1

    def most(self) -> int:
        """For the next batch, after the last one."""
        seconds = monotonic() - self._began
        if self._sent:
            self._most = max(FEWEST, min(MOST, round(self._sent / max(seconds, 0.001))))
        self._began, self._sent = monotonic(), 0
        return self._most
