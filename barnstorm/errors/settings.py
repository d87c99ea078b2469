"""Refusals about settings."""

from barnstorm.errors import NotReady, listed


class BadSetting(NotReady):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The setting {name} cannot be used: {why}.", "Correct it in the environment or in .env; see .env.example."
        )


class SettingMissing(NotReady):
    def __init__(self, name: str, purpose: str, example: str) -> None:
        super().__init__(f"{name} is not set; {purpose}.", f"Set it in the environment or in .env: {name}={example}")


class UnknownSetting(NotReady):
    """A BARNSTORM_ name that no setting has: most likely a typo, and a typo here can send mail the wrong way."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        hint = f"Did you mean {listed(nearest)}?" if nearest else "See .env.example for the names."
        super().__init__(f"{name} is not a setting of barnstorm.", hint)
