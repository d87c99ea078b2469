"""Bringing into the books what has left.

While mail flows, the row of a message alone says that it has left: so the commit between two messages is small. Its
attempt is written, and its lease and bytes taken away, for many at a time: by its worker before it takes more, and by
whoever comes next if that worker is gone.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, String, Subquery, bindparam, delete, insert, literal, select, update
from sqlmodel import Session, col

from barnstorm.db.pen import Form, Page
from barnstorm.db.tables import Mail, MailAttempt, MailBytes
from barnstorm.domain.delivery import Outcome, told
from barnstorm.services.outbox.frozen import thaw
from barnstorm.services.outbox.hand import Told

UNBOOKED = col(Mail.lease_owner).is_not(None) & col(Mail.sent_at).is_not(None)
"""It has left, and that is not in the books yet."""

_TRIED = ("mail_id", "at", "backend", "outcome", "code", "detail")
_MINE = UNBOOKED & (col(Mail.lease_owner) == bindparam("owner"))
_LEFT = col(Mail.id), col(Mail.sent_at), col(Mail.backend), literal(Outcome.ACCEPTED.value, String)

_ATTEMPT = Form(
    insert(MailAttempt)
    .inline()
    .from_select(
        _TRIED,
        select(*_LEFT, bindparam("code", type_=Integer), bindparam("said", type_=String))
        .where(_MINE, col(Mail.id) == bindparam("number"))
        .with_for_update(),
        include_defaults=False,
    )
)
_BYTES = Form(delete(MailBytes).where(col(MailBytes.mail_id).in_(select(col(Mail.id)).where(_MINE))))
_LEASES = Form(update(Mail).where(_MINE).values(lease_owner=None, lease_until=None))


def book(page: Page, owner: str, left: Sequence[Told]) -> None:
    """What `owner` holds and has left: with what was said of it, if nobody has booked it meanwhile."""
    if left:
        page.write_each(_ATTEMPT, {"owner": owner}, [_said(one) for one in left])
        page.write(_BYTES, {"owner": owner})
        page.write(_LEASES, {"owner": owner})


def book_for(session: Session, *of: ColumnElement[bool]) -> None:
    """The same for a worker that is gone, or that would come too late: what was said nobody knows."""
    left = session.scalars(select(Mail).where(UNBOOKED, *of).with_for_update()).all()
    book_rows(session, left)


def book_rows(session: Session, left: Sequence[Mail]) -> None:
    """For rows that the caller has locked."""
    for mail in left:
        assert mail.sent_at is not None
        session.add(MailAttempt(mail_id=mail.id or 0, at=mail.sent_at, backend=mail.backend, outcome=Outcome.ACCEPTED))
        mail.lease_owner = mail.lease_until = None
    session.flush()
    if left:
        thaw(session, col(Mail.id).in_([mail.id for mail in left]))


def tried() -> Subquery:
    """Every attempt there was, as MailAttempt has them, be it in the books already or not."""
    booked = select(*(col(getattr(MailAttempt, name)) for name in ("id", *_TRIED)))
    code, detail = literal(None, Integer), literal("", String)
    return booked.union_all(select(literal(None, Integer), *_LEFT, code, detail).where(UNBOOKED)).subquery("tried")


def _said(one: Told) -> dict[str, object]:
    text = one.result.text
    return {"number": one.mail.id, "code": one.result.code, "said": told(text) if text else ""}
