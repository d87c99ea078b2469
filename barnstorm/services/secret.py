"""The secret of this database: what tokens are signed with and erased addresses are hashed with. It never leaves it."""

import secrets

from sqlmodel import Session

from barnstorm.db.tables import Fact

_NAME = "secret"
_OCTETS = 32


def secret_of(session: Session) -> bytes:
    """Made when it is first needed, inside the caller's transaction (one that writes), and never changed."""
    known = session.get(Fact, _NAME)
    if known is None:
        known = Fact(name=_NAME, value=secrets.token_hex(_OCTETS))
        session.add(known)
        session.flush()
    return bytes.fromhex(known.value)
