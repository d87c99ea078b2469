"""ORGANISATION: a name in any spelling."""

from difflib import get_close_matches

from sqlmodel import Session, col, select

from barnstorm.db.tables import Organisation
from barnstorm.domain.names import fold, nearest
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.event import UnreadableOrganisation
from barnstorm.errors.privacy import NoSuchOrganisation, SlipOfAName

_SLIP = 0.85
"""difflib's ratio from which a new name is rather a known one with a typing error: Compas is Compass."""


def find_organisation(session: Session, text: str) -> Organisation:
    """The organisation that `text` means. NoSuchOrganisation with the nearest names."""
    found = _called(session, text)
    if found is None:
        raise NoSuchOrganisation(text, nearest(text, session.exec(select(Organisation.name)).all()))
    return found


def known_or_new(session: Session, text: str) -> tuple[Organisation, bool]:
    """The organisation of that name, made if there is none; whether it is new.

    UnreadableOrganisation; SlipOfAName, if it is another's but for a letter or two.
    """
    tidy = one_line(text)
    if not has_letter(tidy):
        raise UnreadableOrganisation(text)
    found = _called(session, tidy)
    if found is not None:
        return found, False
    folded = {fold(name): name for name in session.exec(select(Organisation.name))}
    if slip := get_close_matches(fold(tidy), folded, n=1, cutoff=_SLIP):
        raise SlipOfAName(tidy, folded[slip[0]])
    made = Organisation(name=tidy, name_folded=fold(tidy))
    session.add(made)
    session.flush()
    return made, True


def _called(session: Session, text: str) -> Organisation | None:
    return session.exec(select(Organisation).where(col(Organisation.name_folded) == fold(one_line(text)))).first()
