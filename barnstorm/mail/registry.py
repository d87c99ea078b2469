"""Ways to send, found by name and loaded on use: ours first, then those of other packages.

Another package adds one with an entry point of the group `barnstorm.mail`: its name is the scheme, its value a factory
that takes a Dsn and gives a Backend.
"""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from barnstorm.errors.mail import BackendBroken, UnknownScheme
from barnstorm.mail.built_in import BUILT_IN
from barnstorm.mail.dsn import Dsn, parse
from barnstorm.mail.interface import Backend
from barnstorm.rows.mail import BackendRow

GROUP = "barnstorm.mail"
OURS = "barnstorm"


def backend_for(url: str) -> Backend:
    """The backend a BARNSTORM_MAIL names. Connects to nothing.

    BadMailUrl, UnknownScheme with the nearest, UnknownMailOption, BackendBroken: none shows the URL.
    """
    dsn = parse(url)
    return _factory(dsn.scheme)(dsn)


def known() -> list[BackendRow]:
    """Every way to send, ours first. A third party's module is not imported for it: one may be broken."""
    ours = [BackendRow(scheme, way.does, way.example, OURS) for scheme, way in BUILT_IN.items()]
    theirs = [BackendRow(point.name, _summary(point), f"{point.name}://…", _source(point)) for point in _others()]
    return ours + theirs


def _factory(scheme: str) -> Callable[[Dsn], Backend]:
    if scheme in BUILT_IN:
        module, _, name = BUILT_IN[scheme].factory.partition(":")
        return cast("Callable[[Dsn], Backend]", getattr(import_module(module), name))
    point = next((point for point in _others() if point.name == scheme), None)
    if point is None:
        names = [row.scheme for row in known()]
        raise UnknownScheme(scheme, get_close_matches(scheme, names, n=2), names)
    try:
        return cast("Callable[[Dsn], Backend]", point.load())
    except (ImportError, AttributeError) as e:
        raise BackendBroken(scheme, _source(point), str(e)) from e


def _others() -> list[EntryPoint]:
    """Third parties' backends; the name of one of ours cannot be taken over."""
    return sorted((p for p in entry_points(group=GROUP) if p.name not in BUILT_IN), key=lambda point: point.name)


def _source(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _summary(point: EntryPoint) -> str:
    return str(point.dist.metadata.json.get("summary", "")) if point.dist else ""
