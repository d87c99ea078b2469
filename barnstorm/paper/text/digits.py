"""The codes on the wall, in figures that can be read from across a room."""

from barnstorm.paper.text.columns import fit

HEIGHT = 7
_FIGURES = (
    " ###    #    ###  #####    #  #####  ###  #####  ###   ### ",
    "#   #  ##   #   #     #   ##  #     #   #     # #   # #   #",
    "#  ##   #       #    #   # #  #     #        #  #   # #   #",
    "# # #   #      #    ##  #  #  ####  ####     #   ###   ####",
    "##  #   #     #       # #####     # #   #   #   #   #     #",
    "#   #   #    #    #   #    #  #   # #   #   #   #   # #   #",
    " ###   ###  #####  ###     #   ###   ###    #    ###   ### ",
)
_WIDTH = 5


def large(code: str, width: int) -> list[str]:
    """`code` over HEIGHT lines of `width` columns; what is no number is written small, in capitals."""
    if not (code.isascii() and code.isdecimal()) or len(code) * 2 * (_WIDTH + 1) > width:
        return [" " * width] * (HEIGHT // 2) + [fit(code.upper(), width)] + [" " * width] * (HEIGHT // 2)
    # Each point is two characters wide, because they are twice as high as wide.
    return ["".join(_figure(line, ch) for ch in code).ljust(width) for line in _FIGURES]


def _figure(line: str, ch: str) -> str:
    start = int(ch) * (_WIDTH + 1)
    return "".join(point * 2 for point in line[start : start + _WIDTH].ljust(_WIDTH + 1))
