"""A party comes through the door, perhaps not all at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """People who come on one name: how many, and how many of them are in."""

    size: int
    inside: int = 0

    def arrived(self, more: int | None) -> "Party":
        """With `more` of them in, or (None) all the others. Who brings more than they said makes the party larger."""
        inside = max(self.size, self.inside) if more is None else self.inside + more
        return Party(max(self.size, inside), inside)
