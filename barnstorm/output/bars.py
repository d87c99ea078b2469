"""A share of something as a small bar."""

WIDTH = 10

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(part: float, width: int = WIDTH) -> str:
    """`███▌      ` for 0.35: as wide for every share, so that bars under each other compare. More than all is all."""
    eighths = round(min(max(part, 0.0), 1.0) * width * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(width, "·")
