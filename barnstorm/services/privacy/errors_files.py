"""Which files of rows that could not be taken were written: they hold people too, and are known when one is erased."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from barnstorm.db.tables import Fact

_PREFIX = "errors-file:"


def remember(session: Session, path: Path, now: datetime) -> None:
    """`path` is written, or is about to be. The latest time it was written is kept with it."""
    session.merge(Fact(name=f"{_PREFIX}{path.absolute()}", value=now.isoformat()))
    session.flush()


def known(session: Session) -> list[Path]:
    """Every errors file an import ever wrote from this database, the names in order. Some may be gone by now."""
    names = session.exec(select(Fact.name).where(col(Fact.name).startswith(_PREFIX, autoescape=True)))
    return [Path(name.removeprefix(_PREFIX)) for name in sorted(names)]


def written_before(session: Session, moment: datetime) -> list[Path]:
    """Those of them that were last written before `moment`: too old to be kept any longer."""
    facts = session.exec(select(Fact).where(col(Fact.name).startswith(_PREFIX, autoescape=True)))
    old = (fact.name for fact in facts if datetime.fromisoformat(fact.value) < moment)
    return [Path(name.removeprefix(_PREFIX)) for name in sorted(old)]
